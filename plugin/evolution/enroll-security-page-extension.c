/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-launcher.h"
#include "enroll-security-page-extension.h"
#include "enroll-shared-configuration.h"

#include <glib/gi18n-lib.h>
#include <libebackend/libebackend.h>
#include <mail/e-mail-config-security-page.h>
#include <shell/e-shell.h>

/* The button on the Security page of the account editor. */

typedef struct
{
  EExtension parent;

  EnrollConfiguration *configuration;
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
  GtkWidget *button;
  GtkGrid *grid = NULL;

  G_OBJECT_CLASS (enroll_security_page_extension_parent_class)->constructed (object);

  self->configuration = enroll_shared_configuration_ref ();
  if (!enroll_configuration_is_enabled (self->configuration) ||
      is_new_account (e_mail_config_security_page_get_identity_source (page)))
    return;

  button = gtk_button_new_with_mnemonic (_ ("_Get S/MIME Certificate…"));
  gtk_widget_set_tooltip_text (button, _ ("Get a certificate to sign and encrypt your mail"));
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  gtk_widget_show (button);
  g_signal_connect (button, "clicked", G_CALLBACK (button_clicked_cb), self);

  /* The S/MIME settings are the last grid of the page, in every version. */
  remember_last_grid (GTK_WIDGET (page), &grid);
  if (grid != NULL)
    {
      gtk_grid_attach_next_to (grid, button, NULL, GTK_POS_BOTTOM, 4, 1);
    }
  else
    {
      gtk_container_add (GTK_CONTAINER (page), button);
    }
}

static void
enroll_security_page_extension_dispose (GObject *object)
{
  EnrollSecurityPageExtension *self = (EnrollSecurityPageExtension *)object;

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
