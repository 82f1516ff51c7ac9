/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "enroll-configuration.h"
#include "enroll-policy.h"

G_BEGIN_DECLS

/**
 * EnrollOrigin:
 * @ENROLL_ORIGIN_DEFAULT: the schema
 * @ENROLL_ORIGIN_OVERRIDE: a `.gschema.override` file
 * @ENROLL_ORIGIN_SYSTEM: the administrator's defaults of the settings' back end (dconf)
 * @ENROLL_ORIGIN_USER: the user
 *
 * Who has set a value.
 */
typedef enum
{
  ENROLL_ORIGIN_DEFAULT,
  ENROLL_ORIGIN_OVERRIDE,
  ENROLL_ORIGIN_SYSTEM,
  ENROLL_ORIGIN_USER,
  ENROLL_N_ORIGINS
} EnrollOrigin;

/**
 * EnrollRemark:
 * @is_problem: it has to be put right; else it is only worth knowing
 * @text: a sentence, in the user’s language
 *
 * Something that was found.
 */
typedef struct
{
  gboolean is_problem;
  char *text;
} EnrollRemark;

/**
 * EnrollAuditKey:
 * @key: its name
 * @value: (nullable): as GVariant text; %NULL if it is a secret
 * @is_set: it is not empty
 * @origin: who has set it
 * @override_file: (nullable): which file, with %ENROLL_ORIGIN_OVERRIDE
 * @is_locked: the user cannot change it
 * @remarks: (element-type EnrollRemark)
 *
 * One setting.
 */
typedef struct
{
  char *key;
  char *value;
  gboolean is_set;
  EnrollOrigin origin;
  char *override_file;
  gboolean is_locked;
  GPtrArray *remarks;
} EnrollAuditKey;

/**
 * EnrollAudit:
 * @configuration: what is looked at
 * @settings: its settings
 * @portal: (nullable): its portal, if the file is good
 * @remarks: (element-type EnrollRemark): about the installation and the portal file
 * @keys: (element-type EnrollAuditKey)
 * @identity: for whom a form is planned
 * @n_requests: how many requests were sent to the endpoint
 * @endpoint_remarks: (element-type EnrollRemark): about the endpoint and its form
 * @form: (nullable): what the endpoint shows
 * @plan: (nullable): how the assistant answers @form
 *
 * All that the program finds out.
 */
typedef struct
{
  EnrollConfiguration *configuration;
  EnrollSettings *settings;
  EnrollPortal *portal;
  GPtrArray *remarks;
  GPtrArray *keys;
  EnrollIdentity *identity;
  guint n_requests;
  GPtrArray *endpoint_remarks;
  EnrollForm *form;
  EnrollPlan *plan;
} EnrollAudit;

EnrollAudit *enroll_audit_new (EnrollConfiguration *configuration, const char *address);
void enroll_audit_free (EnrollAudit *self);
guint enroll_audit_count_problems (const EnrollAudit *self);

void enroll_audit_add_remark (GPtrArray *remarks, gboolean is_problem, const char *format, ...)
    G_GNUC_PRINTF (3, 4);

const char *enroll_origin_get_nick (EnrollOrigin origin);
void enroll_audit_find_origin (EnrollAudit *self, EnrollAuditKey *key);
void enroll_audit_check_key (EnrollAudit *self, EnrollAuditKey *key);

void enroll_audit_visit_async (EnrollAudit *self, GAsyncReadyCallback callback, gpointer user_data);
void enroll_audit_visit_finish (EnrollAudit *self, GAsyncResult *result);
gboolean enroll_audit_is_personal_link (const char *link);

void enroll_audit_print (const EnrollAudit *self);
void enroll_audit_print_json (const EnrollAudit *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrollAudit, enroll_audit_free)

G_END_DECLS
