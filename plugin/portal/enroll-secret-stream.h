/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define ENROLL_TYPE_SECRET_STREAM (enroll_secret_stream_get_type ())
G_DECLARE_FINAL_TYPE (EnrollSecretStream, enroll_secret_stream, ENROLL, SECRET_STREAM, GInputStream)

EnrollSecretStream *enroll_secret_stream_new (GBytes *bytes);

G_END_DECLS
