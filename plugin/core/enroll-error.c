/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-error.h"

#include <glib/gi18n-lib.h>

G_DEFINE_QUARK (enroll_error_quark, enroll_error)

typedef struct
{
  const char *what_happened;
  const char *what_next;
} UserText;

/* clang-format off */
static const UserText user_texts[ENROLL_N_ERRORS] = {
  [ENROLL_ERROR_HOST_REFUSED] = {
    N_ ("The certificate service led to a web site that is not on the list of trusted ones."),
    N_ ("Nothing was sent there. Ask your help desk whether the invitation is genuine.") },
  [ENROLL_ERROR_UNREACHABLE] = {
    N_ ("The certificate service did not answer."),
    N_ ("Check your network connection, then try again. Nothing was sent yet.") },
  [ENROLL_ERROR_INSECURE] = {
    N_ ("The connection to the certificate service is not secure."),
    N_ ("Nothing was sent. Try from another network, and tell your help desk if it happens again.") },
  [ENROLL_ERROR_INVITATION_USED] = {
    N_ ("This invitation was already used, or it has expired."),
    N_ ("Ask your organization for a new invitation. Certificates that you already have keep working.") },
  [ENROLL_ERROR_UNAVAILABLE] = {
    N_ ("The certificate service is not available at the moment."),
    N_ ("Try again in an hour. You do not have to change anything.") },
  [ENROLL_ERROR_REFUSED] = {
    N_ ("The certificate service refused the request."),
    N_ ("Its reason is below. Copy it for your help desk.") },
  [ENROLL_ERROR_LIMIT] = {
    N_ ("You already have as many valid certificates as your organization allows."),
    N_ ("Ask your help desk to revoke one that you no longer use, then try again.") },
  [ENROLL_ERROR_NOT_ELIGIBLE] = {
    N_ ("The certificate service cannot issue a certificate for this address yet."),
    N_ ("Your organization has to change something first. Copy the details for your help desk.") },
  [ENROLL_ERROR_CODE] = {
    N_ ("The code was not accepted."),
    N_ ("Check it for typing errors. Your IT department gives out this code, or prints it on its web page.") },
  [ENROLL_ERROR_NOT_UNDERSTOOD] = {
    N_ ("The certificate service showed a page that is not known here."),
    N_ ("It cannot be answered here. Copy the details for your help desk and ask how to go on.") },
  [ENROLL_ERROR_FOREIGN_PROGRAM] = {
    N_ ("Your organization has the key made by a program that does not exist for this system."),
    N_ ("Nothing was requested. Ask your help desk for an account that lets the server or the browser make the key, or takes a signing request.") },
  [ENROLL_ERROR_TOO_LARGE] = {
    N_ ("The certificate service sent more data than a certificate can be."),
    N_ ("Try again later, and tell your help desk if it happens again.") },
  [ENROLL_ERROR_TIMEOUT] = {
    N_ ("The certificate was not issued in the expected time."),
    N_ ("Press Try Again to look once more. The request was not sent a second time.") },
  [ENROLL_ERROR_MISMATCH] = {
    N_ ("The certificate service answered for someone else."),
    N_ ("Nothing was installed. Check which address the invitation was sent to, then ask your help desk.") },
  [ENROLL_ERROR_UNUSABLE] = {
    N_ ("The certificate that was issued cannot be used for your mail."),
    N_ ("Nothing was installed. Copy the details for your help desk.") },
  [ENROLL_ERROR_CHAIN] = {
    N_ ("The certificate came without the certificates of its authority."),
    N_ ("Nothing was installed. Copy the details for your help desk.") },
  [ENROLL_ERROR_DAMAGED] = {
    N_ ("The certificate that was sent cannot be read."),
    N_ ("Nothing was installed. Copy the details for your help desk.") },
  [ENROLL_ERROR_PASSWORD] = {
    N_ ("The certificate file does not open with its password."),
    N_ ("Nothing was installed. Copy the details for your help desk.") },
  [ENROLL_ERROR_STORE] = {
    N_ ("Evolution’s certificate store could not be opened."),
    N_ ("If you were asked for its password, try again with the right one. Check that your disk is not full.") },
  [ENROLL_ERROR_ACCOUNT] = {
    N_ ("The certificate is installed, but the mail account could not be changed."),
    N_ ("Try again, or choose the certificate in the account’s Security settings.") },
  [ENROLL_ERROR_PROOF] = {
    N_ ("The certificate is installed, but a trial signature failed."),
    N_ ("Try again. If it happens again, copy the details for your help desk.") },
  [ENROLL_ERROR_SETTINGS] = {
    N_ ("The settings for the certificate service are incomplete or wrong."),
    N_ ("Ask your administrator. The details say which setting is meant.") },
};
/* clang-format on */

/**
 * enroll_error_dup_user_text:
 * @error: an error of any domain
 * @what_happened: (out) (transfer full): one translated sentence
 * @what_next: (out) (transfer full): what it means and what to do, translated
 *
 * Makes of @error what the user reads. The message of @error is never part of it; it belongs
 * under “Details”.
 *
 * Returns: %TRUE if the error is one of ours, %FALSE if only a general text could be given
 */
gboolean
enroll_error_dup_user_text (const GError *error, char **what_happened, char **what_next)
{
  g_return_val_if_fail (error != NULL, FALSE);

  if (error->domain == ENROLL_ERROR && error->code >= 0 && error->code < ENROLL_N_ERRORS)
    {
      *what_happened = g_strdup (_ (user_texts[error->code].what_happened));
      *what_next = g_strdup (_ (user_texts[error->code].what_next));
      return TRUE;
    }

  *what_happened = g_strdup (_ ("Something unexpected happened."));
  *what_next =
      g_strdup (_ ("Try again. If it happens again, copy the details for your help desk."));
  return FALSE;
}
