/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

constexpr int kFleetUsers = 100000;

/* What a portal sees of all who wait for their certificates on one morning. */
struct Fleet
{
  double worst_delay;    /* waited without an outage, in relation to looking every two seconds */
  double requests;       /* of all */
  double fixed_requests; /* if all had looked every two seconds */
  double peak_over_mean; /* of the requests in ten seconds */
};

/* 100,000 people are invited; they open the mail in the course of four hours, and the authority takes
 * from a few seconds to four minutes. Once it is down for ten minutes. All by a fixed seed, no clock. */
Fleet SimulateFleet ();
