/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-entry.h"
#include "enroll-error.h"
#include "enroll-text.h"
#include "enroll-web-address.h"

#include <string.h>

/* An entry of the journal, and the part of its file that everybody who can read the file may read:
 * a key file. What is secret is sealed, and stands in the file as one value. */

#define VERSION 1
#define GROUP "Enrollment"
#define SEALED_GROUP "Sealed"
#define MAX_TEXT 1024
#define MAX_LINKS 64

EnrollEntry *
enroll_entry_new (void)
{
  return g_new0 (EnrollEntry, 1);
}

void
enroll_entry_free (EnrollEntry *self)
{
  g_free (self->id);
  g_free (self->identity_uid);
  g_free (self->address);
  g_free (self->host);
  g_free (self->link_digest);
  g_strfreev (self->opened_digests);
  g_free (self->pass_phrase_host);
  g_free (self->key_id);
  g_clear_pointer (&self->link, enroll_secret_unref);
  g_clear_pointer (&self->visit, enroll_handover_free);
  g_clear_pointer (&self->password, enroll_secret_unref);
  g_clear_pointer (&self->pass_phrase, enroll_secret_unref);
  g_clear_pointer (&self->file, g_bytes_unref);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_free (self);
}

/**
 * enroll_entry_is_unfinished:
 * @self: an entry
 *
 * Returns: %FALSE if nothing is left to do; the entry only tells that its invitation was used
 */
gboolean
enroll_entry_is_unfinished (const EnrollEntry *self)
{
  return !enroll_flow_is_final (self->state);
}

/**
 * enroll_entry_dup_link_digest:
 * @link: the link of an invitation
 *
 * The token of a link has far more bits than can be tried (the S/MIME Baseline Requirements 3.2.2
 * want 112 at least), so its digest does not tell it.
 *
 * Returns: (transfer full): SHA-256 of @link as it is requested, hexadecimal
 */
char *
enroll_entry_dup_link_digest (const char *link)
{
  g_autoptr (GUri) uri = enroll_web_address_parse (link, NULL);
  char *requested = uri != NULL ? g_uri_to_string_partial (uri, G_URI_HIDE_FRAGMENT) : NULL;
  char *digest =
      g_compute_checksum_for_string (G_CHECKSUM_SHA256, requested != NULL ? requested : link, -1);

  enroll_wipe_string (requested);
  return digest;
}

/**
 * enroll_entry_is_used_link:
 * @self: an entry
 * @link: an address
 *
 * Returns: %TRUE if @link may be opened only once, and was, or may have been
 */
gboolean
enroll_entry_is_used_link (const EnrollEntry *self, const char *link)
{
  g_autofree char *digest = enroll_entry_dup_link_digest (link);

  return (self->link_is_one_use && g_str_equal (digest, self->link_digest)) ||
         (self->opened_digests != NULL &&
          g_strv_contains ((const char *const *)self->opened_digests, digest));
}

static gboolean
is_for_one_of (const EnrollEntry *self, GPtrArray *identities)
{
  for (guint i = 0; i < identities->len; i++)
    {
      const EnrollIdentity *identity = g_ptr_array_index (identities, i);

      /* What was not asked for yet is no reason to turn to another account. */
      if (enroll_address_equal (identity->address, self->address))
        return self->has_requested || i == 0;
    }
  return FALSE;
}

/**
 * enroll_entry_find:
 * @entries: (element-type EnrollEntry): from enroll_journal_list_finish()
 * @invitation: an invitation that is about to be opened
 * @identities: (element-type EnrollIdentity): those that it may be for, the likeliest first
 *
 * Finds the enrollment that the invitation is part of: the one that has opened this link before; else
 * one from the same portal for the same address that is not finished, because a certificate that it
 * has asked for must not be asked for again.
 *
 * Returns: (transfer none) (nullable): one of @entries
 */
const EnrollEntry *
enroll_entry_find (GPtrArray *entries, EnrollInvitation *invitation, GPtrArray *identities)
{
  const char *host = enroll_invitation_get_host (invitation);
  const EnrollEntry *found = NULL;

  for (guint i = 0; i < entries->len; i++)
    {
      const EnrollEntry *entry = g_ptr_array_index (entries, i);

      if (enroll_entry_is_used_link (entry, enroll_invitation_peek_link (invitation)))
        return entry;
      if (enroll_entry_is_unfinished (entry) && strcmp (entry->host, host) == 0 &&
          is_for_one_of (entry, identities) && (found == NULL || !found->has_requested))
        found = entry;
    }
  return found;
}

static void
set_text (GKeyFile *file, const char *key, const char *text)
{
  if (text != NULL)
    g_key_file_set_string (file, GROUP, key, text);
}

static const char *
get_state_nick (EnrollState state)
{
  g_autoptr (GEnumClass) states = g_type_class_ref (ENROLL_TYPE_STATE);

  return g_enum_get_value (states, (int)state)->value_nick;
}

/**
 * enroll_entry_to_text:
 * @self: an entry
 * @sealed: (nullable): enroll_entry_dup_secrets(), sealed
 *
 * Returns: (transfer full): the content of the entry's file
 */
char *
enroll_entry_to_text (const EnrollEntry *self, GBytes *sealed)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();

  g_key_file_set_integer (file, GROUP, "Version", VERSION);
  set_text (file, "Id", self->id);
  set_text (file, "State", get_state_nick (self->state));
  g_key_file_set_int64 (file, GROUP, "BeganAt", self->began_at);
  g_key_file_set_int64 (file, GROUP, "UpdatedAt", self->updated_at);
  set_text (file, "Identity", self->identity_uid);
  set_text (file, "Address", self->address);
  set_text (file, "Host", self->host);
  set_text (file, "LinkDigest", self->link_digest);
  g_key_file_set_boolean (file, GROUP, "LinkIsOneUse", self->link_is_one_use);
  if (self->opened_digests != NULL)
    {
      g_key_file_set_string_list (file,
                                  GROUP,
                                  "OpenedDigests",
                                  (const char *const *)self->opened_digests,
                                  g_strv_length (self->opened_digests));
    }
  g_key_file_set_boolean (file, GROUP, "HasRequested", self->has_requested);
  g_key_file_set_boolean (file, GROUP, "IsUncertain", self->is_uncertain);
  g_key_file_set_boolean (file, GROUP, "HasBrowsed", self->has_browsed);
  g_key_file_set_int64 (file, GROUP, "AskedAt", self->asked_at);
  set_text (file, "PassPhraseHost", self->pass_phrase_host);
  g_key_file_set_integer (file, GROUP, "KeyBits", (int)self->key_bits);
  set_text (file, "Key", self->key_id);
  if (sealed != NULL)
    {
      gsize size;
      const guint8 *data = g_bytes_get_data (sealed, &size);
      g_autofree char *encoded = g_base64_encode (data, size);

      g_key_file_set_string (file, SEALED_GROUP, "Data", encoded);
    }
  return g_key_file_to_data (file, NULL, NULL);
}

static gboolean
refuse (GError **error, const char *reason)
{
  g_set_error (error, ENROLL_ERROR, ENROLL_ERROR_JOURNAL, "an entry cannot be read: %s", reason);
  return FALSE;
}

static char *
get_text (GKeyFile *file, const char *key)
{
  g_autofree char *text = g_key_file_get_string (file, GROUP, key, NULL);

  return text != NULL && text[0] != '\0' && strlen (text) <= MAX_TEXT ? g_steal_pointer (&text)
                                                                      : NULL;
}

/* `host` or `host:port`, as the enrollment goes on at it. */
static gboolean
is_host (const char *text)
{
  g_autofree char *address = g_strdup_printf ("https://%s/", text);
  g_autoptr (GUri) uri = enroll_web_address_parse (address, NULL);
  g_autofree char *host = uri != NULL ? enroll_text_host_of_uri (uri) : NULL;

  return g_strcmp0 (host, text) == 0;
}

static gboolean
read_state (EnrollEntry *self, GKeyFile *file)
{
  g_autoptr (GEnumClass) states = g_type_class_ref (ENROLL_TYPE_STATE);
  g_autofree char *nick = get_text (file, "State");
  const GEnumValue *value = nick != NULL ? g_enum_get_value_by_nick (states, nick) : NULL;

  if (value == NULL)
    return FALSE;
  self->state = (EnrollState)value->value;
  return TRUE;
}

static GBytes *
read_sealed (GKeyFile *file)
{
  g_autofree char *encoded = g_key_file_get_string (file, SEALED_GROUP, "Data", NULL);
  guchar *data;
  gsize size;

  /* GLib decodes nothing that is shorter. */
  if (encoded == NULL || strlen (encoded) < 2)
    return NULL;
  data = g_base64_decode_inplace (encoded, &size);
  return size > 0 ? g_bytes_new (data, size) : NULL;
}

/**
 * enroll_entry_from_text:
 * @text: the content of an entry's file
 * @length: its length
 * @sealed: (out) (optional) (nullable): what is sealed in it
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the entry without its secrets; or %NULL with
 *   %ENROLL_ERROR_JOURNAL if it is damaged, or of a version that this program does not know
 */
EnrollEntry *
enroll_entry_from_text (const char *text, gsize length, GBytes **sealed, GError **error)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (EnrollEntry) self = enroll_entry_new ();

  if (!g_key_file_load_from_data (file, text, length, G_KEY_FILE_NONE, NULL))
    {
      refuse (error, "it is no key file");
      return NULL;
    }
  if (g_key_file_get_integer (file, GROUP, "Version", NULL) != VERSION)
    {
      refuse (error, "it is of another version");
      return NULL;
    }

  self->id = get_text (file, "Id");
  self->identity_uid = get_text (file, "Identity");
  self->address = get_text (file, "Address");
  self->host = get_text (file, "Host");
  self->link_digest = get_text (file, "LinkDigest");
  self->opened_digests = g_key_file_get_string_list (file, GROUP, "OpenedDigests", NULL, NULL);
  if (self->opened_digests != NULL && g_strv_length (self->opened_digests) > MAX_LINKS)
    {
      refuse (error, "it is too long");
      return NULL;
    }
  self->key_id = get_text (file, "Key");
  self->began_at = g_key_file_get_int64 (file, GROUP, "BeganAt", NULL);
  self->updated_at = g_key_file_get_int64 (file, GROUP, "UpdatedAt", NULL);
  self->link_is_one_use = g_key_file_get_boolean (file, GROUP, "LinkIsOneUse", NULL);
  self->has_requested = g_key_file_get_boolean (file, GROUP, "HasRequested", NULL);
  self->is_uncertain = g_key_file_get_boolean (file, GROUP, "IsUncertain", NULL);
  self->has_browsed = g_key_file_get_boolean (file, GROUP, "HasBrowsed", NULL);
  self->asked_at = g_key_file_get_int64 (file, GROUP, "AskedAt", NULL);
  self->pass_phrase_host = get_text (file, "PassPhraseHost");
  self->key_bits = (guint)MAX (g_key_file_get_integer (file, GROUP, "KeyBits", NULL), 0);
  if (!read_state (self, file) || self->id == NULL || !g_uuid_string_is_valid (self->id) ||
      self->address == NULL || self->identity_uid == NULL || self->host == NULL ||
      !is_host (self->host) || self->link_digest == NULL ||
      (self->pass_phrase_host != NULL && !is_host (self->pass_phrase_host)))
    {
      refuse (error, "a value is missing or wrong");
      return NULL;
    }
  if (sealed != NULL)
    *sealed = read_sealed (file);
  return g_steal_pointer (&self);
}
