/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "enrollment.h"

/* How a certificate with a request of ours is come by, where nothing has to be waited for.
 * @posts: forms that are sent
 * @pages: answers that are no redirects, without the text of the terms */
struct Way
{
  const char *name;
  const char *knob;
  bool invite;
  long posts;
  long pages;
};

const Way kWays[] = {
  /* The form behind the link; what the request led to; the file. Only the form is sent. */
  { "Invitation", "invitation", true, 1, 3 },
  /* The login page; “a mail has been sent”; then as above. The address is sent before. */
  { "Confirmation", "confirmation", false, 2, 5 },
  /* The login page, whose answer redirects to the form; then as above. */
  { "SecretId", "secret-id", false, 2, 4 },
};

/* What the portal was asked. */
struct Requests
{
  long by_visit; /* what the visit says that it sent */
  long all;
  long different;
  long posts;
  long pages;
  long redirects;
  long terms_by_link; /* the terms are fetched if the page has but a link to them */
};

/* A whole enrollment; true if it is done. */
bool EnrollInWay (Enrollment &enrollment,
                  const Way &way,
                  unsigned seed,
                  const std::string &address);

Requests CountRequests (Enrollment &enrollment);
