/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <camel/camel.h>

G_BEGIN_DECLS

CamelMimePart *enroll_signed_part_new (CamelMultipartSigned *multipart);

G_END_DECLS
