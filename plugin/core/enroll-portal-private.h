/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "enroll-portal.h"

G_BEGIN_DECLS

/* A text or pattern of the vocabulary. With `*` it matches like a shell pattern. */
typedef struct
{
  int meaning;
  char *text;
  gsize length;
  GPatternSpec *pattern;
} EnrollPortalWord;

/* The description of one authority's web site, read from a key file (data/portals/). */
struct _EnrollPortal
{
  gatomicrefcount references;
  char *file;
  char *name;
  char *status_page;
  char **hosts;
  char **issuer_hosts;
  GPtrArray *issuers;
  GPtrArray *link_paths;
  GPtrArray *other_paths;
  GArray *fields;
  GArray *buttons;
  GArray *refusals;
  GArray *signs;
};

G_END_DECLS
