/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define ENROLL_DER_INTEGER 0x02
#define ENROLL_DER_OCTETS 0x04
#define ENROLL_DER_OID 0x06
#define ENROLL_DER_SEQUENCE 0x30
#define ENROLL_DER_CONTEXT_0 0xa0

/**
 * EnrollDer:
 * @data: the next byte
 * @size: how many are left
 *
 * A place in somebody else's bytes. Reading moves it forward; a read that fails leaves it.
 */
typedef struct
{
  const guint8 *data;
  gsize size;
} EnrollDer;

EnrollDer enroll_der_of_bytes (GBytes *bytes);

gboolean enroll_der_read (EnrollDer *self, guint8 tag, EnrollDer *content);
gboolean enroll_der_read_any (EnrollDer *self, guint8 *tag, EnrollDer *content);
gboolean enroll_der_read_number (EnrollDer *self, guint64 *number);
char *enroll_der_read_oid (EnrollDer *self);
GBytes *enroll_der_read_octets (EnrollDer *self, guint8 tag);

G_END_DECLS
