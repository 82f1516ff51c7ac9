/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "portal-seed.h"

#include <string.h>

/* All that varies between seeds is a pure function of the seed and of a topic, so that a page and
 * the handler of its form agree without remembering anything. Seed 0 always takes the first choice.
 */

static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

/* The fields whose names change places in seeds with misleading names. */
static const char *const field_keys[] = {
  "email",
  "secretId",
  "accessCode",
  "account",
  "certificateProfile",
  "keyType",
  "csr",
  "firstName",
  "middleName",
  "certificateTerm",
  "commonName",
  "comments",
  "password",
  "terms",
  "repeatPassword",
  "lastName",
  "protection",
  "code",
  "pin",
  "enrollmentMethod",
  "repeatPin",
  "passphrase",
  "repeatPassphrase",
};

static void
make_digest (guint seed, const char *topic, guint8 *digest)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree char *start = g_strdup_printf ("%u/", seed);
  gsize length = 32;

  g_checksum_update (checksum, (const guchar *)start, -1);
  g_checksum_update (checksum, (const guchar *)topic, -1);
  g_checksum_get_digest (checksum, digest, &length);
}

guint
portal_seed_pick (guint seed, const char *topic, guint n_choices)
{
  guint8 digest[32];

  if (seed == 0 || n_choices < 2)
    return 0;
  make_digest (seed, topic, digest);
  return (digest[0] << 16 | digest[1] << 8 | digest[2]) % n_choices;
}

/* The first character is a letter, as an identifier wants it. */
char *
portal_seed_word (guint seed, const char *topic, guint length)
{
  char *word = g_new0 (char, length + 1);
  guint8 digest[32];

  g_assert (length <= sizeof digest);

  make_digest (seed, topic, digest);
  for (guint i = 0; i < length; i++)
    word[i] = letters[digest[i] % (i == 0 ? 52 : strlen (letters))];
  return word;
}

static char *
find_misleading_name (guint seed, const char *key)
{
  guint n_keys = G_N_ELEMENTS (field_keys);
  guint shift = 1 + portal_seed_pick (seed, "name-shift", n_keys - 1);

  for (guint i = 0; i < n_keys; i++)
    if (g_str_equal (field_keys[i], key))
      return g_strdup (field_keys[(i + shift) % n_keys]);
  return NULL;
}

char *
portal_seed_field_name (guint seed, const char *key)
{
  g_autofree char *topic = g_strconcat ("name-", key, NULL);
  g_autofree char *word = portal_seed_word (seed, topic, 7);
  char *misleading = NULL;

  if (seed == 0)
    return g_strdup (key);
  switch (portal_seed_pick (seed, "name-style", 4))
    {
    case 0:
      return g_steal_pointer (&word);
    case 1:
      return g_strconcat ("form:", word, ":0", NULL);
    case 2:
      return g_strconcat ("data[", word, "]", NULL);
    default:
      misleading = find_misleading_name (seed, key);
      return misleading != NULL ? misleading : g_steal_pointer (&word);
    }
}

char *
portal_seed_option_value (guint seed, const char *key, guint index, const char *text)
{
  g_autofree char *topic = g_strdup_printf ("option-%s-%u", key, index);

  switch (portal_seed_pick (seed, "option-style", 3))
    {
    case 0:
      return g_strdup (text);
    case 1:
      return g_strdup_printf ("%u", 100 + index);
    default:
      return portal_seed_word (seed, topic, 8);
    }
}

char *
portal_random_token (guint length)
{
  char *token = g_new0 (char, length + 1);

  for (guint i = 0; i < length; i++)
    token[i] = letters[g_random_int_range (0, (gint32)strlen (letters))];
  return token;
}
