/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

import * as widgets from './app/aria-widgets.js';
import { PageView } from './app/page-view.js';
import { Portal } from './app/portal.js';

new Portal (new PageView (widgets)).start ();
