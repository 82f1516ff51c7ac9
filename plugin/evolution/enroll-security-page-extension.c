/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-launcher.h"
#include "enroll-nss-store.h"
#include "enroll-security-page-extension.h"
#include "enroll-shared-configuration.h"

#include <glib/gi18n-lib.h>
#include <libebackend/libebackend.h>
#include <mail/e-mail-config-security-page.h>
#include <nss.h>
#include <shell/e-shell.h>

/* The button on the Security page of the account editor, and below it how long the certificate is
 * valid that is chosen there. */

typedef struct
{
  EExtension parent;

  EnrollConfiguration *configuration;
  GtkWidget *validity_label;
  GCancellable *looking; /* the certificate up */
} EnrollSecurityPageExtension;

typedef struct
{
  EExtensionClass parent_class;
} EnrollSecurityPageExtensionClass;

GType enroll_security_page_extension_get_type (void);

G_DEFINE_DYNAMIC_TYPE (EnrollSecurityPageExtension,
                       enroll_security_page_extension,
                       E_TYPE_EXTENSION)

static void
button_clicked_cb (GtkButton *button, gpointer user_data)
{
  EnrollSecurityPageExtension *self = user_data;
  GtkWidget *window = gtk_widget_get_toplevel (GTK_WIDGET (button));
  EMailConfigSecurityPage *page =
      E_MAIL_CONFIG_SECURITY_PAGE (e_extension_get_extensible (E_EXTENSION (self)));

  enroll_launcher_open (self->configuration,
                        GTK_IS_WINDOW (window) ? GTK_WINDOW (window) : NULL,
                        e_mail_config_security_page_get_identity_source (page));
}

static void
certificate_found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GtkLabel) label = user_data;
  gint64 until = enroll_nss_store_find_valid_until_finish (result);
  g_autoptr (GDateTime) date = until != 0 ? g_date_time_new_from_unix_local (until) : NULL;
  g_autofree char *day = date != NULL ? g_date_time_format (date, "%x") : NULL;
  g_autofree char *text = NULL;

  if (g_cancellable_is_cancelled (g_task_get_cancellable (G_TASK (result))) ||
      !NSS_IsInitialized ())
    return;
  /* Translators: %s is a date. */
  text = day != NULL ? g_strdup_printf (_ ("The certificate is valid until %s."), day)
                     : g_strdup (_ ("The certificate has expired, or is not there any more."));
  gtk_label_set_text (label, text);
}

static void
stop_looking (EnrollSecurityPageExtension *self)
{
  g_cancellable_cancel (self->looking);
  g_clear_object (&self->looking);
}

static void
signing_certificate_changed_cb (ESourceSMIME *smime,
                                GParamSpec *property,
                                EnrollSecurityPageExtension *self)
{
  g_autofree char *nickname = e_source_smime_dup_signing_certificate (smime);

  stop_looking (self);
  gtk_label_set_text (GTK_LABEL (self->validity_label), "");
  if (nickname == NULL || nickname[0] == '\0')
    return;
  self->looking = g_cancellable_new ();
  enroll_nss_store_find_valid_until_async (nickname,
                                           self->looking,
                                           certificate_found_cb,
                                           g_object_ref (self->validity_label));
}

static GtkWidget *
make_box (EnrollSecurityPageExtension *self, ESource *identity)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *button = gtk_button_new_with_mnemonic (_ ("_Get S/MIME Certificate…"));
  ESourceSMIME *smime = e_source_get_extension (identity, E_SOURCE_EXTENSION_SMIME);

  gtk_widget_set_tooltip_text (button, _ ("Get a certificate to sign and encrypt your mail"));
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  g_signal_connect (button, "clicked", G_CALLBACK (button_clicked_cb), self);
  gtk_container_add (GTK_CONTAINER (box), button);

  self->validity_label = g_object_ref_sink (gtk_label_new (NULL));
  gtk_label_set_line_wrap (GTK_LABEL (self->validity_label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (self->validity_label), 0);
  gtk_container_add (GTK_CONTAINER (box), self->validity_label);
  g_signal_connect_object (smime,
                           "notify::signing-certificate",
                           G_CALLBACK (signing_certificate_changed_cb),
                           self,
                           G_CONNECT_DEFAULT);
  signing_certificate_changed_cb (smime, NULL, self);
  gtk_widget_show_all (box);
  return box;
}

static void
remember_last_grid (GtkWidget *widget, gpointer user_data)
{
  GtkGrid **last = user_data;

  if (GTK_IS_GRID (widget))
    {
      *last = GTK_GRID (widget);
    }
  else if (GTK_IS_CONTAINER (widget))
    {
      gtk_container_foreach (GTK_CONTAINER (widget), remember_last_grid, last);
    }
}

/* An account that is only being made is not known to the registry yet. */
static gboolean
is_new_account (ESource *source)
{
  ESourceRegistry *registry = e_shell_get_registry (e_shell_get_default ());
  g_autoptr (ESource) known = e_source_registry_ref_source (registry, e_source_get_uid (source));

  return known == NULL;
}

static void
enroll_security_page_extension_constructed (GObject *object)
{
  EnrollSecurityPageExtension *self = (EnrollSecurityPageExtension *)object;
  EMailConfigSecurityPage *page =
      E_MAIL_CONFIG_SECURITY_PAGE (e_extension_get_extensible (E_EXTENSION (object)));
  GtkWidget *box;
  GtkGrid *grid = NULL;

  G_OBJECT_CLASS (enroll_security_page_extension_parent_class)->constructed (object);

  self->configuration = enroll_shared_configuration_ref ();
  if (!enroll_configuration_is_enabled (self->configuration) ||
      is_new_account (e_mail_config_security_page_get_identity_source (page)))
    return;

  box = make_box (self, e_mail_config_security_page_get_identity_source (page));
  /* The S/MIME settings are the last grid of the page, in every version. */
  remember_last_grid (GTK_WIDGET (page), &grid);
  if (grid != NULL)
    {
      gtk_grid_attach_next_to (grid, box, NULL, GTK_POS_BOTTOM, 4, 1);
    }
  else
    {
      gtk_container_add (GTK_CONTAINER (page), box);
    }
}

static void
enroll_security_page_extension_dispose (GObject *object)
{
  EnrollSecurityPageExtension *self = (EnrollSecurityPageExtension *)object;

  stop_looking (self);
  g_clear_object (&self->validity_label);
  g_clear_object (&self->configuration);

  G_OBJECT_CLASS (enroll_security_page_extension_parent_class)->dispose (object);
}

static void
enroll_security_page_extension_class_init (EnrollSecurityPageExtensionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->constructed = enroll_security_page_extension_constructed;
  object_class->dispose = enroll_security_page_extension_dispose;
  E_EXTENSION_CLASS (klass)->extensible_type = E_TYPE_MAIL_CONFIG_SECURITY_PAGE;
}

static void
enroll_security_page_extension_class_finalize (EnrollSecurityPageExtensionClass *klass)
{
}

static void
enroll_security_page_extension_init (EnrollSecurityPageExtension *self)
{
}

void
enroll_security_page_extension_type_register (GTypeModule *type_module)
{
  enroll_security_page_extension_register_type (type_module);
}
