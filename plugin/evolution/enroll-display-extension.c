/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-display-extension.h"
#include "enroll-identities.h"
#include "enroll-launcher.h"
#include "enroll-message.h"
#include "enroll-own-folders.h"
#include "enroll-shared-configuration.h"

#include <libebackend/libebackend.h>
#include <mail/e-mail-display.h>
#include <shell/e-shell.h>

/* A click on an enrollment link in a message opens the assistant, which offers the browser. There
 * is no signal for link clicks in any version, so the class function is overridden, once, and
 * every other link goes on to Evolution's own. Modules stay loaded, so the pointer stays good. */

typedef struct
{
  EExtension parent;

  EnrollConfiguration *configuration;
} EnrollDisplayExtension;

typedef struct
{
  EExtensionClass parent_class;
} EnrollDisplayExtensionClass;

GType enroll_display_extension_get_type (void);

G_DEFINE_DYNAMIC_TYPE (EnrollDisplayExtension, enroll_display_extension, E_TYPE_EXTENSION)

static void (*evolution_link_clicked) (EWebView *web_view, const char *uri);

static EnrollConfiguration *
get_configuration (EWebView *web_view)
{
  GList *extensions =
      e_extensible_list_extensions (E_EXTENSIBLE (web_view), enroll_display_extension_get_type ());
  EnrollDisplayExtension *self = extensions != NULL ? extensions->data : NULL;

  g_list_free (extensions);
  return self != NULL ? self->configuration : NULL;
}

static gboolean
open_assistant (EWebView *web_view, const char *uri)
{
  ESourceRegistry *registry = e_shell_get_registry (e_shell_get_default ());
  EnrollConfiguration *configuration = get_configuration (web_view);
  EMailPartList *parts = e_mail_display_get_part_list (E_MAIL_DISPLAY (web_view));
  GtkWidget *window = gtk_widget_get_toplevel (GTK_WIDGET (web_view));
  CamelMimeMessage *message = parts != NULL ? e_mail_part_list_get_message (parts) : NULL;
  g_autoptr (EnrollInvitation) invitation = NULL;
  g_autoptr (GPtrArray) identities = NULL;
  g_auto (GStrv) recipients = NULL;
  EnrollPortal *portal;

  if (configuration == NULL || message == NULL ||
      !enroll_configuration_intercepts_links (configuration) ||
      enroll_own_folders_has (registry,
                              e_mail_part_list_get_folder (parts),
                              e_mail_part_list_get_message_uid (parts)))
    return FALSE;
  portal = enroll_configuration_get_portal (configuration, NULL);
  if (portal == NULL || !enroll_portal_is_enrollment_link (portal, uri))
    return FALSE;

  recipients = enroll_message_dup_recipients (message);
  identities = enroll_identities_find (registry, (const char *const *)recipients);
  enroll_identities_keep_allowed (identities, enroll_configuration_get_settings (configuration));
  invitation = enroll_invitation_new (uri, TRUE);
  if (invitation == NULL || identities->len == 0)
    return FALSE;
  enroll_launcher_open_invitation (configuration,
                                   GTK_IS_WINDOW (window) ? GTK_WINDOW (window) : NULL,
                                   invitation,
                                   identities,
                                   FALSE);
  return TRUE;
}

static void
link_clicked (EWebView *web_view, const char *uri)
{
  if (uri == NULL || !E_IS_MAIL_DISPLAY (web_view) || !open_assistant (web_view, uri))
    evolution_link_clicked (web_view, uri);
}

static void
enroll_display_extension_constructed (GObject *object)
{
  EnrollDisplayExtension *self = (EnrollDisplayExtension *)object;
  EExtensible *extensible = e_extension_get_extensible (E_EXTENSION (object));
  EWebViewClass *web_view_class = E_WEB_VIEW_GET_CLASS (extensible);

  G_OBJECT_CLASS (enroll_display_extension_parent_class)->constructed (object);

  self->configuration = enroll_shared_configuration_ref ();
  if (web_view_class->link_clicked != NULL && web_view_class->link_clicked != link_clicked)
    {
      evolution_link_clicked = web_view_class->link_clicked;
      web_view_class->link_clicked = link_clicked;
    }
}

static void
enroll_display_extension_dispose (GObject *object)
{
  EnrollDisplayExtension *self = (EnrollDisplayExtension *)object;

  g_clear_object (&self->configuration);

  G_OBJECT_CLASS (enroll_display_extension_parent_class)->dispose (object);
}

static void
enroll_display_extension_class_init (EnrollDisplayExtensionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->constructed = enroll_display_extension_constructed;
  object_class->dispose = enroll_display_extension_dispose;
  E_EXTENSION_CLASS (klass)->extensible_type = E_TYPE_MAIL_DISPLAY;
}

static void
enroll_display_extension_class_finalize (EnrollDisplayExtensionClass *klass)
{
}

static void
enroll_display_extension_init (EnrollDisplayExtension *self)
{
}

void
enroll_display_extension_type_register (GTypeModule *type_module)
{
  enroll_display_extension_register_type (type_module);
}
