/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/* Preloaded, makes libedataserver say that it is of a version that does not exist. */

extern "C"
{
  extern const unsigned int eds_minor_version;
  const unsigned int eds_minor_version = 9998;
}
