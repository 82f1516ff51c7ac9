/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

/* Fills the store of the private home with certificates of correspondents, as somebody has who read
 * signed mail for years. Returns how many certificates it has then. */
int FillStore (int n_certificates);
