/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "enroll-portal.h"

#include <stdint.h>

G_BEGIN_DECLS

/* What libFuzzer calls, and fuzz-main.c for the seeds. */
int LLVMFuzzerInitialize (int *argc, char ***argv);
int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

/* What must hold whatever the input is; else the input is a finding. */
#define fuzz_check(statement)                                                                      \
  G_STMT_START                                                                                     \
  {                                                                                                \
    if (!(statement))                                                                              \
      fuzz_fail (G_STRLOC, #statement);                                                            \
  }                                                                                                \
  G_STMT_END

void fuzz_fail (const char *place, const char *statement) G_GNUC_NORETURN;

/* The portal that all targets speak of: this project's description with one more host. */
#define FUZZ_MORE_HOST "localhost:8443"

const EnrollPortal *fuzz_get_portal (void);

void fuzz_make_input (gboolean is_begun);

char *fuzz_take_line (const uint8_t **data, size_t *size);
char *fuzz_dup_rest (const uint8_t *data, size_t size);

char *fuzz_dup_browser_host (const char *link);
void fuzz_check_link (const EnrollPortal *portal, const char *link);
void fuzz_check_text (const char *text);
void fuzz_check_form (const EnrollForm *form, guint max_controls);

G_END_DECLS
