/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "enroll-pbe.h"

G_BEGIN_DECLS

/**
 * EnrollPkcs12Outline:
 * @parts: (element-type utf8): how each part of the file is encrypted as a whole; empty if it is not
 * @rounds: how often all key derivations together run; of keys within encrypted parts nothing is
 *   known
 * @mac: (nullable): how the file's integrity is protected; %NULL if it is not
 * @mac_value: (nullable): the code itself
 * @pbmac: (nullable): parameters, if the code is one of PBMAC1 (RFC 9879)
 * @content: what the code is made over
 *
 * What can be seen of a PKCS#12 file without its password.
 */
typedef struct
{
  GPtrArray *parts;
  guint64 rounds;
  char *mac;
  GBytes *mac_value;
  EnrollPbmac *pbmac;
  GBytes *content;
} EnrollPkcs12Outline;

gboolean enroll_pkcs12_outline_fits (GBytes *file);

EnrollPkcs12Outline *enroll_pkcs12_outline_new (GBytes *file, GError **error);
void enroll_pkcs12_outline_free (EnrollPkcs12Outline *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrollPkcs12Outline, enroll_pkcs12_outline_free)

G_END_DECLS
