/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define ENROLL_ERROR (enroll_error_quark ())

/**
 * EnrollError:
 * @ENROLL_ERROR_HOST_REFUSED: a link leads to a host that is not allowed: ask the administrator
 * @ENROLL_ERROR_UNREACHABLE: no answer: the same step may succeed later
 * @ENROLL_ERROR_INSECURE: TLS verification failed: stop
 * @ENROLL_ERROR_INVITATION_USED: the one-use link was used or has expired: ask for a new one
 * @ENROLL_ERROR_SESSION_EXPIRED: the portal ended the session: begin again
 * @ENROLL_ERROR_UNAVAILABLE: the service says that it is down: try later
 * @ENROLL_ERROR_PENDING: the portal works on the request: come back, and do not ask again
 * @ENROLL_ERROR_REFUSED: the portal said no to the request: ask the organisation
 * @ENROLL_ERROR_LIMIT: the portal's number of certificates for this person is reached
 * @ENROLL_ERROR_NOT_ELIGIBLE: the portal does not (yet) know or allow this person
 * @ENROLL_ERROR_DOMAIN: the domain of the address is not, or no longer, validated
 * @ENROLL_ERROR_AUTHORITY: the organisation may not use this authority
 * @ENROLL_ERROR_CODE: an access code or secret was not accepted: type it again
 * @ENROLL_ERROR_NOT_UNDERSTOOD: a page or reply that this program does not know
 * @ENROLL_ERROR_FOREIGN_PROGRAM: the portal wants the key made by a program of another system
 * @ENROLL_ERROR_TOO_LARGE: a reply over the size limit
 * @ENROLL_ERROR_TIMEOUT: the authority did not issue in time: come back later
 * @ENROLL_ERROR_MISMATCH: the certificate or form is for another address: stop
 * @ENROLL_ERROR_OTHER_KEY: the certificate is for a key that was not asked for: stop
 * @ENROLL_ERROR_NO_KEY: a certificate came without a key, and none was made here
 * @ENROLL_ERROR_KEY_KIND: the key is of a kind that Evolution cannot use
 * @ENROLL_ERROR_AMBIGUOUS: several keys came that could all be meant
 * @ENROLL_ERROR_DATES: the certificate is not valid at this computer's time
 * @ENROLL_ERROR_WEAK: the key or a signature of the certificate is not safe
 * @ENROLL_ERROR_UNUSABLE: a certificate that is not made for signing mail, or no usable key
 * @ENROLL_ERROR_CHAIN: an issuing authority of the certificate is missing
 * @ENROLL_ERROR_BROKEN_CHAIN: the authorities do not stand for the certificate
 * @ENROLL_ERROR_ISSUER: an authority that the portal file does not name
 * @ENROLL_ERROR_DAMAGED: a certificate or PKCS#12 file that cannot be read
 * @ENROLL_ERROR_PROTECTION: a PKCS#12 file protected in a way that cannot be opened here
 * @ENROLL_ERROR_PASSWORD: a PKCS#12 file does not open with the password
 * @ENROLL_ERROR_STORE: the certificate store could not be opened or written
 * @ENROLL_ERROR_ACCOUNT: the mail account could not be changed
 * @ENROLL_ERROR_NO_ACCOUNT: no mail account has the address: add one
 * @ENROLL_ERROR_PROOF: signing or verifying with the new certificate failed
 * @ENROLL_ERROR_ADDRESS: the organisation gets no certificates for this address: choose another
 * @ENROLL_ERROR_SERVER_KEY: the portal makes the key, which the organisation does not allow
 * @ENROLL_ERROR_SETTINGS: a setting or portal file is wrong: tell the administrator
 * @ENROLL_ERROR_JOURNAL: the disk does not take what must be kept: make room
 * @ENROLL_ERROR_BUSY: another window or program works on the same enrollment
 * @ENROLL_ERROR_INTERRUPTED: it cannot go on where it was: a new invitation is needed
 * @ENROLL_ERROR_UNCERTAIN: the certificate may have been asked for, and nobody can tell: ask the user
 *
 * The code says what can be done, the message (English, for the log and for “Details”) says
 * where it happened. What the user reads is made by enroll_error_dup_user_text().
 */
typedef enum
{
  ENROLL_ERROR_HOST_REFUSED,
  ENROLL_ERROR_UNREACHABLE,
  ENROLL_ERROR_INSECURE,
  ENROLL_ERROR_INVITATION_USED,
  ENROLL_ERROR_SESSION_EXPIRED,
  ENROLL_ERROR_UNAVAILABLE,
  ENROLL_ERROR_PENDING,
  ENROLL_ERROR_REFUSED,
  ENROLL_ERROR_LIMIT,
  ENROLL_ERROR_NOT_ELIGIBLE,
  ENROLL_ERROR_DOMAIN,
  ENROLL_ERROR_AUTHORITY,
  ENROLL_ERROR_CODE,
  ENROLL_ERROR_NOT_UNDERSTOOD,
  ENROLL_ERROR_FOREIGN_PROGRAM,
  ENROLL_ERROR_TOO_LARGE,
  ENROLL_ERROR_TIMEOUT,
  ENROLL_ERROR_MISMATCH,
  ENROLL_ERROR_OTHER_KEY,
  ENROLL_ERROR_NO_KEY,
  ENROLL_ERROR_KEY_KIND,
  ENROLL_ERROR_AMBIGUOUS,
  ENROLL_ERROR_DATES,
  ENROLL_ERROR_WEAK,
  ENROLL_ERROR_UNUSABLE,
  ENROLL_ERROR_CHAIN,
  ENROLL_ERROR_BROKEN_CHAIN,
  ENROLL_ERROR_ISSUER,
  ENROLL_ERROR_DAMAGED,
  ENROLL_ERROR_PROTECTION,
  ENROLL_ERROR_PASSWORD,
  ENROLL_ERROR_STORE,
  ENROLL_ERROR_ACCOUNT,
  ENROLL_ERROR_NO_ACCOUNT,
  ENROLL_ERROR_PROOF,
  ENROLL_ERROR_ADDRESS,
  ENROLL_ERROR_SERVER_KEY,
  ENROLL_ERROR_SETTINGS,
  ENROLL_ERROR_JOURNAL,
  ENROLL_ERROR_BUSY,
  ENROLL_ERROR_LOCKED,
  ENROLL_ERROR_INTERRUPTED,
  ENROLL_ERROR_UNCERTAIN,
  ENROLL_N_ERRORS
} EnrollError;

GQuark enroll_error_quark (void);

gboolean enroll_error_fail (GError **error, EnrollError code, const char *format, ...)
    G_GNUC_PRINTF (3, 4);
gboolean enroll_error_dup_user_text (const GError *error,
                                     gboolean can_retry,
                                     char **what_happened,
                                     char **what_next);

G_END_DECLS
