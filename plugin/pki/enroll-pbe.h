/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "enroll-der.h"

G_BEGIN_DECLS

/**
 * EnrollPbe:
 * @name: how something is protected, for people; an algorithm that is not known by its number
 * @rounds: how often its key derivation runs; %G_MAXUINT64 if that is out of all measure
 * @is_foreign: its key is derived in a way that has no rounds, and that is not known here
 *
 * What an AlgorithmIdentifier says about a protection by password.
 */
typedef struct
{
  char *name;
  guint64 rounds;
  gboolean is_foreign;
} EnrollPbe;

/**
 * EnrollPbmac:
 * @salt: of the key derivation
 * @rounds: how often it runs
 * @key_size: how many bytes it makes; 0 if that is not said
 * @prf: OID of the function that it runs
 * @mac: OID of the message authentication
 *
 * Parameters of PBMAC1 (RFC 8018 appendix A.5).
 */
typedef struct
{
  GBytes *salt;
  guint64 rounds;
  guint64 key_size;
  char *prf;
  char *mac;
} EnrollPbmac;

#define ENROLL_OID_PBMAC1 "1.2.840.113549.1.5.14"

const char *enroll_pbe_name_of_oid (const char *oid);

EnrollPbe *enroll_pbe_new (EnrollDer *place);
void enroll_pbe_free (EnrollPbe *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrollPbe, enroll_pbe_free)

EnrollPbmac *enroll_pbmac_new (EnrollDer *parameters);
void enroll_pbmac_free (EnrollPbmac *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrollPbmac, enroll_pbmac_free)

G_END_DECLS
