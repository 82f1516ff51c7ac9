/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "enroll-policy.h"

G_BEGIN_DECLS

const EnrollButton *enroll_policy_choose_button (const EnrollPolicyInput *input);
gboolean enroll_policy_check_key_maker (const EnrollPolicyInput *input, GError **error);

G_END_DECLS
