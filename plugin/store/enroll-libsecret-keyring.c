/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-error.h"
#include "enroll-libsecret-keyring.h"

#include <glib/gi18n-lib.h>
#include <libsecret/secret.h>

/* EnrollKeyring by libsecret: the keyring that is opened at login, in any desktop that has one. */
struct _EnrollLibsecretKeyring
{
  GObject parent_instance;
};

static const SecretSchema schema = {
  "org.gnome.evolution.plugin.smime-enrollment",
  SECRET_SCHEMA_NONE,
  {
      { "enrollment", SECRET_SCHEMA_ATTRIBUTE_STRING },
      { "address", SECRET_SCHEMA_ATTRIBUTE_STRING },
      { "host", SECRET_SCHEMA_ATTRIBUTE_STRING },
      { "issuer", SECRET_SCHEMA_ATTRIBUTE_STRING },
      { "serial", SECRET_SCHEMA_ATTRIBUTE_STRING },
      { NULL, SECRET_SCHEMA_ATTRIBUTE_STRING },
  },
};

static void enroll_libsecret_keyring_keyring_init (EnrollKeyringInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (EnrollLibsecretKeyring,
                               enroll_libsecret_keyring,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (ENROLL_TYPE_KEYRING,
                                                      enroll_libsecret_keyring_keyring_init))

/* All attributes are always there: what was kept without a serial number can be named so. */
static GHashTable *
make_attributes (const EnrollKeepsake *keepsake, gboolean with_certificate)
{
  GHashTable *attributes = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  const char *issuer = with_certificate ? keepsake->issuer : NULL;
  const char *serial = with_certificate ? keepsake->serial : NULL;

  g_hash_table_insert (attributes, "enrollment", g_strdup (keepsake->enrollment));
  g_hash_table_insert (attributes, "address", g_strdup (keepsake->address));
  g_hash_table_insert (attributes, "host", g_strdup (keepsake->host));
  g_hash_table_insert (attributes, "issuer", g_strdup (issuer != NULL ? issuer : ""));
  g_hash_table_insert (attributes, "serial", g_strdup (serial != NULL ? serial : ""));
  return attributes;
}

static char *
make_label (const EnrollKeepsake *keepsake)
{
  /* Translators: what a password manager shows. The first %s is an e-mail address, the second a web
   * site. */
  return g_strdup_printf (_ ("Pass-phrase for revoking the certificate of %s at %s"),
                          keepsake->address,
                          keepsake->host);
}

static void
cleared_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  /* The new one is kept; the old one holds the same. */
  secret_password_clear_finish (result, &error);
  if (error != NULL)
    g_debug ("a former item stays in the keyring: %s", error->message);
  g_task_return_boolean (task, TRUE);
}

static void
stored_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  GHashTable *former = g_task_get_task_data (task);

  if (!secret_password_store_finish (result, &error))
    {
      g_task_return_new_error (task,
                               ENROLL_ERROR,
                               ENROLL_ERROR_STORE,
                               "the keyring did not keep it: %s",
                               error != NULL ? error->message : "it stayed locked");
    }
  else if (former != NULL)
    {
      secret_password_clearv (&schema,
                              former,
                              g_task_get_cancellable (task),
                              cleared_cb,
                              g_object_ref (task));
    }
  else
    {
      g_task_return_boolean (task, TRUE);
    }
}

static void
enroll_libsecret_keyring_keep_async (EnrollKeyring *keyring,
                                     const EnrollKeepsake *keepsake,
                                     EnrollSecret *pass_phrase,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (keyring, cancellable, callback, user_data);
  g_autoptr (GHashTable) attributes = make_attributes (keepsake, TRUE);
  g_autofree char *label = make_label (keepsake);

  g_task_set_source_tag (task, enroll_libsecret_keyring_keep_async);
  if (keepsake->serial != NULL)
    {
      g_task_set_task_data (task,
                            make_attributes (keepsake, FALSE),
                            (GDestroyNotify)g_hash_table_unref);
    }
  secret_password_storev (&schema,
                          attributes,
                          SECRET_COLLECTION_DEFAULT,
                          label,
                          enroll_secret_peek (pass_phrase),
                          cancellable,
                          stored_cb,
                          g_object_ref (task));
}

static gboolean
enroll_libsecret_keyring_keep_finish (EnrollKeyring *keyring, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
enroll_libsecret_keyring_keyring_init (EnrollKeyringInterface *iface)
{
  iface->keep_async = enroll_libsecret_keyring_keep_async;
  iface->keep_finish = enroll_libsecret_keyring_keep_finish;
}

static void
enroll_libsecret_keyring_class_init (EnrollLibsecretKeyringClass *klass)
{
}

static void
enroll_libsecret_keyring_init (EnrollLibsecretKeyring *self)
{
}

EnrollLibsecretKeyring *
enroll_libsecret_keyring_new (void)
{
  return g_object_new (ENROLL_TYPE_LIBSECRET_KEYRING, NULL);
}
