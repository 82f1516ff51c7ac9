/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-secret.h"

#include <errno.h>
#include <string.h>
#include <sys/random.h>

/* A code, password or pass-phrase. Wiped when the last reference goes. */
struct _EnrollSecret
{
  gatomicrefcount references;
  gsize length;
  char *text;
};

G_DEFINE_BOXED_TYPE (EnrollSecret, enroll_secret, enroll_secret_ref, enroll_secret_unref)

/**
 * enroll_secret_new:
 * @text: a NUL-terminated text; the caller wipes its own copy
 *
 * Returns: (transfer full): a secret with a copy of @text
 */
EnrollSecret *
enroll_secret_new (const char *text)
{
  EnrollSecret *self;

  g_return_val_if_fail (text != NULL, NULL);

  self = g_new0 (EnrollSecret, 1);
  g_atomic_ref_count_init (&self->references);
  self->length = strlen (text);
  self->text = g_malloc (self->length + 1);
  memcpy (self->text, text, self->length + 1);
  return self;
}

static void
fill_with_random_bytes (guint8 *bytes, gsize length)
{
  gsize done = 0;

  while (done < length)
    {
      gssize n = getrandom (bytes + done, length - done, 0);

      if (n > 0)
        {
          done += (gsize)n;
        }
      else if (errno != EINTR)
        {
          g_error ("the kernel gives no random bytes");
        }
    }
}

/**
 * enroll_secret_new_password:
 *
 * Invents a password for portals that demand one: 28 characters, with at least one upper case
 * letter, lower case letter, digit and sign, none of which needs escaping in a form and none of
 * which looks like another. Short enough for the 32 characters that the vendor's API allows
 * (Admin Operations 25.9.2); about 160 bits.
 *
 * Returns: (transfer full): the password
 */
EnrollSecret *
enroll_secret_new_password (void)
{

  static const char alphabet[] = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789-_.!+=";
  const guint n_characters = sizeof alphabet - 1;
  const guint first_biased = 256 - 256 % n_characters;
  char text[29] = { 0 };
  EnrollSecret *self;

  do
    {
      guint length = 0;

      while (length < sizeof text - 1)
        {
          guint8 byte;

          fill_with_random_bytes (&byte, 1);
          if (byte < first_biased)
            text[length++] = alphabet[byte % n_characters];
        }
    }
  while (strpbrk (text, "ABCDEFGHJKLMNPQRSTUVWXYZ") == NULL ||
         strpbrk (text, "abcdefghijkmnopqrstuvwxyz") == NULL ||
         strpbrk (text, "23456789") == NULL || strpbrk (text, "-_.!+=") == NULL);

  self = enroll_secret_new (text);
  explicit_bzero (text, sizeof text);
  return self;
}

EnrollSecret *
enroll_secret_ref (EnrollSecret *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
enroll_secret_unref (EnrollSecret *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->references))
    return;

  explicit_bzero (self->text, self->length);
  g_free (self->text);
  g_free (self);
}

/**
 * enroll_secret_peek:
 * @self: a secret
 *
 * Returns: (transfer none): the text itself; do not copy it into memory that is not wiped
 */
const char *
enroll_secret_peek (const EnrollSecret *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->text;
}

/**
 * enroll_wipe_string:
 * @text: (nullable) (transfer full): a text from g_malloc()
 *
 * Overwrites @text and frees it.
 */
void
enroll_wipe_string (char *text)
{
  if (text == NULL)
    return;

  explicit_bzero (text, strlen (text));
  g_free (text);
}

typedef struct
{
  gsize length;
  guint8 data[];
} SecretBytes;

static void
secret_bytes_free (gpointer data)
{
  SecretBytes *bytes = data;

  explicit_bzero (bytes->data, bytes->length);
  g_free (bytes);
}

/**
 * enroll_secret_bytes_new:
 * @data: bytes, such as an unencrypted key
 * @length: how many
 *
 * Returns: (transfer full): a copy of @data that is wiped when the last reference goes
 */
GBytes *
enroll_secret_bytes_new (const void *data, gsize length)
{
  SecretBytes *bytes = g_malloc (sizeof (SecretBytes) + length);

  bytes->length = length;
  if (length > 0)
    memcpy (bytes->data, data, length);
  return g_bytes_new_with_free_func (bytes->data, length, secret_bytes_free, bytes);
}
