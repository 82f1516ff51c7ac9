/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-camel-proof.h"
#include "enroll-error.h"

#include <string.h>

/* Tries a new certificate with the very code that Evolution's composer and reader use. What is
 * signed and encrypted is written out and read in again, as if it had been sent. */

static const char trial_text[] = "This text tries out a new S/MIME certificate.\r\n";

static CamelMimePart *
make_part (void)
{
  CamelMimePart *part = camel_mime_part_new ();

  camel_mime_part_set_content (part, trial_text, (int)strlen (trial_text), "text/plain");
  camel_mime_part_set_encoding (part, CAMEL_TRANSFER_ENCODING_7BIT);
  return part;
}

static CamelMimePart *
send_through_text (CamelMimePart *part, GCancellable *cancellable, GError **error)
{
  g_autoptr (CamelStream) stream = camel_stream_mem_new ();
  g_autoptr (CamelMimePart) copy = camel_mime_part_new ();

  if (camel_data_wrapper_write_to_stream_sync (CAMEL_DATA_WRAPPER (part),
                                               stream,
                                               cancellable,
                                               error) < 0 ||
      g_seekable_seek (G_SEEKABLE (stream), 0, G_SEEK_SET, cancellable, error) == FALSE ||
      !camel_data_wrapper_construct_from_stream_sync (CAMEL_DATA_WRAPPER (copy),
                                                      stream,
                                                      cancellable,
                                                      error))
    return NULL;
  return g_steal_pointer (&copy);
}

static gboolean
has_trial_text (CamelMimePart *part, GCancellable *cancellable)
{
  CamelDataWrapper *content = camel_medium_get_content (CAMEL_MEDIUM (part));
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  GMemoryOutputStream *memory = G_MEMORY_OUTPUT_STREAM (stream);

  if (content == NULL ||
      camel_data_wrapper_decode_to_output_stream_sync (content, stream, cancellable, NULL) < 0)
    return FALSE;
  return g_strstr_len (g_memory_output_stream_get_data (memory),
                       (gssize)g_memory_output_stream_get_data_size (memory),
                       "tries out a new S/MIME certificate") != NULL;
}

static gboolean
fail (GError **error, const char *what, const GError *reason)
{
  g_set_error (error,
               ENROLL_ERROR,
               ENROLL_ERROR_PROOF,
               "%s: %s",
               what,
               reason != NULL ? reason->message : "no reason");
  return FALSE;
}

static gboolean
try_signing (CamelCipherContext *context,
             const EnrollInstalled *installed,
             EnrollProof *proof,
             GCancellable *cancellable,
             GError **error)
{
  g_autoptr (CamelMimePart) part = make_part ();
  g_autoptr (CamelMimePart) signed_part = camel_mime_part_new ();
  g_autoptr (CamelMimePart) received = NULL;
  g_autoptr (CamelCipherValidity) validity = NULL;
  g_autoptr (GError) local_error = NULL;

  if (!camel_cipher_context_sign_sync (context,
                                       installed->nickname,
                                       CAMEL_CIPHER_HASH_SHA256,
                                       part,
                                       signed_part,
                                       cancellable,
                                       &local_error))
    return fail (error, "signing failed", local_error);
  received = send_through_text (signed_part, cancellable, &local_error);
  if (received == NULL)
    return fail (error, "the signed text could not be read", local_error);
  validity = camel_cipher_context_verify_sync (context, received, cancellable, &local_error);
  if (validity == NULL)
    return fail (error, "verifying failed", local_error);

  proof->was_signed = TRUE;
  proof->is_trusted = validity->sign.status == CAMEL_CIPHER_VALIDITY_SIGN_GOOD;
  if (!proof->is_trusted && installed->can_sign)
    {
      g_set_error (error,
                   ENROLL_ERROR,
                   ENROLL_ERROR_PROOF,
                   "the trial signature is not good: %s",
                   validity->sign.description != NULL ? validity->sign.description : "");
      return FALSE;
    }
  return TRUE;
}

static gboolean
try_encrypting (CamelCipherContext *context,
                const EnrollInstalled *installed,
                EnrollProof *proof,
                GCancellable *cancellable,
                GError **error)
{
  g_autoptr (CamelMimePart) part = make_part ();
  g_autoptr (CamelMimePart) encrypted = camel_mime_part_new ();
  g_autoptr (CamelMimePart) received = NULL;
  g_autoptr (CamelMimePart) decrypted = camel_mime_part_new ();
  g_autoptr (CamelCipherValidity) validity = NULL;
  g_autoptr (GPtrArray) recipients = g_ptr_array_new ();
  g_autoptr (GError) local_error = NULL;

  g_ptr_array_add (recipients, installed->nickname);
  if (!camel_cipher_context_encrypt_sync (context,
                                          installed->nickname,
                                          recipients,
                                          part,
                                          encrypted,
                                          cancellable,
                                          &local_error))
    return fail (error, "encrypting failed", local_error);
  received = send_through_text (encrypted, cancellable, &local_error);
  if (received == NULL)
    return fail (error, "the encrypted text could not be read", local_error);
  validity =
      camel_cipher_context_decrypt_sync (context, received, decrypted, cancellable, &local_error);
  if (validity == NULL)
    return fail (error, "decrypting failed", local_error);

  proof->was_encrypted = has_trial_text (decrypted, cancellable);
  return proof->was_encrypted || fail (error, "decrypting gave another text", NULL);
}

/**
 * enroll_camel_prove:
 * @session: the mail program's session
 * @installed: the certificate in the store
 * @cancellable: (nullable): a cancellable
 * @error: return location
 *
 * Signs and verifies; and, if the store grants it, encrypts and decrypts. Blocks: for worker
 * threads.
 *
 * Returns: (transfer full) (nullable): what was shown; or %NULL with %ENROLL_ERROR_PROOF if
 *   something that should work does not
 */
EnrollProof *
enroll_camel_prove (CamelSession *session,
                    const EnrollInstalled *installed,
                    GCancellable *cancellable,
                    GError **error)
{
  g_autoptr (CamelCipherContext) context = camel_smime_context_new (session);
  g_autoptr (EnrollProof) proof = enroll_proof_new ();

  camel_smime_context_set_sign_mode (CAMEL_SMIME_CONTEXT (context), CAMEL_SMIME_SIGN_CLEARSIGN);
  camel_smime_context_set_encrypt_key (CAMEL_SMIME_CONTEXT (context),
                                       installed->can_encrypt,
                                       installed->can_encrypt ? installed->nickname : NULL);

  if (!try_signing (context, installed, proof, cancellable, error))
    return NULL;
  if (installed->can_encrypt && !try_encrypting (context, installed, proof, cancellable, error))
    return NULL;
  return g_steal_pointer (&proof);
}
