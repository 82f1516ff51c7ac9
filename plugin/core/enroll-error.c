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
  const char *what_next_elsewhere; /* where the step cannot be tried again; NULL: the same */
} UserText;

/* clang-format off */
static const UserText user_texts[ENROLL_N_ERRORS] = {
  [ENROLL_ERROR_HOST_REFUSED] = {
    N_ ("The certificate service led to a web site that is not on the list of trusted ones."),
    N_ ("Nothing was sent there. Ask your help desk whether the invitation is genuine.") },
  [ENROLL_ERROR_UNREACHABLE] = {
    N_ ("The certificate service did not answer."),
    N_ ("Check your network connection, then try again. Nothing is asked for twice."),
    N_ ("Check your network connection, then close this window and open the invitation again.") },
  [ENROLL_ERROR_INSECURE] = {
    N_ ("The connection to the certificate service is not secure."),
    N_ ("Nothing was sent. Try from another network, and tell your help desk if it happens again.") },
  [ENROLL_ERROR_INVITATION_USED] = {
    N_ ("This invitation was already used, or it has expired."),
    N_ ("Ask your organization for a new invitation. Certificates that you already have keep working.") },
  [ENROLL_ERROR_SESSION_EXPIRED] = {
    N_ ("The certificate service ended the session because too much time had passed."),
    N_ ("Try again. If the invitation no longer opens, ask your organization for a new one."),
    N_ ("Close this window and open the invitation again. If it no longer opens, ask your organization for a new one.") },
  [ENROLL_ERROR_UNAVAILABLE] = {
    N_ ("The certificate service is not available at the moment."),
    N_ ("Try again in an hour. You do not have to change anything."),
    N_ ("Close this window and open the invitation again in an hour. If it no longer opens then, ask your organization for a new one.") },
  [ENROLL_ERROR_PENDING] = {
    N_ ("The certificate service is still working on your request."),
    N_ ("Try again in an hour. The request is not sent a second time."),
    N_ ("Close this window and open the invitation again in an hour. If it no longer opens, copy the details for your help desk and ask for the certificate that was requested, not for another one.") },
  [ENROLL_ERROR_REFUSED] = {
    N_ ("The certificate service refused the request."),
    N_ ("Its reason is below. Copy it for your help desk.") },
  [ENROLL_ERROR_LIMIT] = {
    N_ ("You already have as many valid certificates as your organization allows."),
    N_ ("Ask your help desk to revoke one that you no longer use, then try again.") },
  [ENROLL_ERROR_NOT_ELIGIBLE] = {
    N_ ("The certificate service does not issue a certificate to you yet."),
    N_ ("Ask the certificate administrators of your organization, often a part of its IT department, to check your entry: whether it exists, has this address, and is fully validated. Copy the details for them.") },
  [ENROLL_ERROR_DOMAIN] = {
    N_ ("The certificate service does not accept the domain of your address at the moment."),
    N_ ("Ask the certificate administrators of your organization, often a part of its IT department, to have the domain validated for mail certificates. Copy the details for them, and start again when that is done.") },
  [ENROLL_ERROR_AUTHORITY] = {
    N_ ("Your organization is not allowed to use this certificate authority."),
    N_ ("Ask the certificate administrators of your organization, often a part of its IT department, to have mail certificates enabled for it. Copy the details for them.") },
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
  [ENROLL_ERROR_OTHER_KEY] = {
    N_ ("The certificate that came is for another key than the one that was made for you."),
    N_ ("Nothing was installed, and your own key is kept. Copy the details for your help desk and ask for a certificate for the request that was sent.") },
  [ENROLL_ERROR_NO_KEY] = {
    N_ ("The certificate came without the key that belongs to it."),
    N_ ("Nothing was installed. Without its key a certificate can neither sign nor read mail. Ask your help desk for a file with key and certificate.") },
  [ENROLL_ERROR_KEY_KIND] = {
    N_ ("The key of the certificate is of a kind that Evolution cannot use for mail."),
    N_ ("Nothing was installed. Ask your help desk for a certificate with an RSA key, and copy the details for them.") },
  [ENROLL_ERROR_AMBIGUOUS] = {
    N_ ("The file that came holds more than one certificate for you, and it is not clear which one is meant."),
    N_ ("Nothing was installed. Ask your help desk for a file that holds one key and its certificate.") },
  [ENROLL_ERROR_DATES] = {
    N_ ("The certificate that was issued is not valid today."),
    N_ ("Nothing was installed. Check the date and time of this computer, then try again. If they are right, copy the details for your help desk.") },
  [ENROLL_ERROR_WEAK] = {
    N_ ("The certificate that was issued is not safe enough: it could be forged."),
    N_ ("Nothing was installed. Copy the details for your help desk and ask for a certificate made in today’s way.") },
  [ENROLL_ERROR_UNUSABLE] = {
    N_ ("The certificate that was issued cannot be used for your mail."),
    N_ ("Nothing was installed. Ask your help desk for a certificate for e-mail, and copy the details for them.") },
  [ENROLL_ERROR_CHAIN] = {
    N_ ("The certificate came without the certificates of its authority, and they could not be found."),
    N_ ("Nothing was installed. Check your network connection, then try again. If it happens again, copy the details for your help desk and ask for the certificate with its whole chain.") },
  [ENROLL_ERROR_BROKEN_CHAIN] = {
    N_ ("The authority that the certificate names does not stand for it."),
    N_ ("Nothing was installed. Nobody who gets your mail could trust this certificate. Copy the details for your help desk.") },
  [ENROLL_ERROR_ISSUER] = {
    N_ ("The certificate was issued by an authority that is not expected for this service."),
    N_ ("Nothing was installed. Ask your help desk whether the authority named in the details is the right one.") },
  [ENROLL_ERROR_DAMAGED] = {
    N_ ("The certificate that was sent cannot be read."),
    N_ ("Nothing was installed. The details say what is wrong with the file. Copy them for your help desk.") },
  [ENROLL_ERROR_PROTECTION] = {
    N_ ("The certificate file is protected in a way that cannot be opened here."),
    N_ ("Nothing was installed. The password is not at fault. Ask your help desk for a file that is protected with AES-256, and copy the details for them.") },
  [ENROLL_ERROR_PASSWORD] = {
    N_ ("The certificate file does not open with its password."),
    N_ ("Nothing was installed. Copy the details for your help desk.") },
  [ENROLL_ERROR_STORE] = {
    N_ ("Evolution’s certificate store could not be opened."),
    N_ ("If you were asked for its password, try again with the right one. Check that your disk is not full.") },
  [ENROLL_ERROR_ACCOUNT] = {
    N_ ("The certificate is installed, but the mail account could not be changed."),
    N_ ("Try again, or choose the certificate in the account’s Security settings.") },
  [ENROLL_ERROR_NO_ACCOUNT] = {
    N_ ("There is no mail account for this certificate."),
    N_ ("Add an account for the address that gets the certificate, then start again.") },
  [ENROLL_ERROR_PROOF] = {
    N_ ("The certificate is installed, but a trial signature failed."),
    N_ ("Try again. If it happens again, copy the details for your help desk.") },
  [ENROLL_ERROR_ADDRESS] = {
    N_ ("Your organization does not get certificates for this address."),
    N_ ("Nothing was sent. Use an address of your organization, or ask your help desk which addresses get certificates.") },
  [ENROLL_ERROR_SERVER_KEY] = {
    N_ ("The certificate service wants to make the key itself, which your organization does not allow."),
    N_ ("Nothing was installed. Copy the details for your help desk, and ask for an enrollment where the key is made on your computer.") },
  [ENROLL_ERROR_SETTINGS] = {
    N_ ("The settings for the certificate service are incomplete or wrong."),
    N_ ("Ask your administrator. The details say which setting is meant.") },
  [ENROLL_ERROR_JOURNAL] = {
    N_ ("Your progress could not be saved on this computer."),
    N_ ("Nothing was sent. Make sure that your disk is not full and that your home folder can be written to, then try again.") },
  [ENROLL_ERROR_BUSY] = {
    N_ ("This certificate request is already open in another window or program."),
    N_ ("Go on there, or close it there and try again here."),
    N_ ("Go on there, or close it there and start again here.") },
  [ENROLL_ERROR_LOCKED] = {
    N_ ("A part of this certificate request is kept in your keyring or in your certificate store, which is locked or cannot be reached."),
    N_ ("Nothing was lost. Try again, and enter the password when you are asked for it. A keyring is also unlocked by logging in with your password.") },
  [ENROLL_ERROR_INTERRUPTED] = {
    N_ ("The enrollment was interrupted and cannot go on where it was."),
    N_ ("Ask your organization for a new invitation and open it. If a certificate was already requested, it is fetched then, and no second one is asked for.") },
  [ENROLL_ERROR_UNCERTAIN] = {
    N_ ("It is not known whether your request arrived before the enrollment was interrupted."),
    N_ ("The certificate service shows no sign of it. Request the certificate again if you want to; if the first request did arrive, you will have two.") },
};
/* clang-format on */

/**
 * enroll_error_fail:
 * @error: return location
 * @code: what has happened
 * @format: the words for it, as for printf(), which are for administrators
 *
 * Returns: %FALSE, with @error set
 */
gboolean
enroll_error_fail (GError **error, EnrollError code, const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error_literal (error, ENROLL_ERROR, (int)code, text);
  return FALSE;
}

/**
 * enroll_error_dup_user_text:
 * @error: an error of any domain
 * @can_retry: whether the user can have the step that failed tried again
 * @what_happened: (out) (transfer full): one translated sentence
 * @what_next: (out) (transfer full): what it means and what to do, translated
 *
 * Makes of @error what the user reads. The message of @error is never part of it; it belongs
 * under “Details”.
 *
 * Returns: %TRUE if the error is one of ours, %FALSE if only a general text could be given
 */
gboolean
enroll_error_dup_user_text (const GError *error,
                            gboolean can_retry,
                            char **what_happened,
                            char **what_next)
{
  g_return_val_if_fail (error != NULL, FALSE);

  if (error->domain == ENROLL_ERROR && error->code >= 0 && error->code < ENROLL_N_ERRORS)
    {
      const UserText *text = &user_texts[error->code];
      gboolean is_elsewhere = !can_retry && text->what_next_elsewhere != NULL;

      *what_happened = g_strdup (_ (text->what_happened));
      *what_next = g_strdup (_ (is_elsewhere ? text->what_next_elsewhere : text->what_next));
      return TRUE;
    }

  *what_happened = g_strdup (_ ("Something unexpected happened."));
  *what_next =
      g_strdup (_ ("Try again. If it happens again, copy the details for your help desk."));
  return FALSE;
}
