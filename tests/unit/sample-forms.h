/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <string>
#include <vector>

#include "enroll-recognition.h"

/* A small portal, and pages of it in the labels that universities document. Every page is read and
 * recognised as a visit would yield it. */

constexpr char kHost[] = "cert-manager.com";
constexpr char kLink[] = "https://cert-manager.com/customer/Example/smime/aB3/invite?token=t0ken";
constexpr char kAddress[] = "alice@example.org";

/* The text of the portal file. */
const char *PortalText ();
/* (transfer full) */
EnrollPortal *NewPortal ();

EnrollField *AddField (EnrollForm *form, EnrollFieldKind kind, const char *label);
EnrollField *AddText (EnrollForm *form,
                      const char *label,
                      const char *value,
                      bool is_fixed = false);
EnrollField *AddChoice (EnrollForm *form,
                        const char *label,
                        const std::vector<std::string> &options,
                        int selected);
EnrollButton *AddButton (EnrollForm *form, const char *label);
void AddNotice (EnrollForm *form, const char *notice);
/* Recognises and returns @form. */
EnrollForm *Recognized (EnrollForm *form);

/* (transfer full), all of them */
EnrollForm *NewLoginPage ();
EnrollForm *NewMailSentPage ();
EnrollForm *NewListPage (const std::vector<std::string> &buttons);
EnrollForm *NewCodePage (const char *complaint = nullptr);
EnrollForm *NewRequestPage (const char *address = kAddress);

/* A known form whose buttons say nothing that is known. */
EnrollForm *NewRequestPageWithStrangeButtons ();
EnrollForm *NewServerKeyPage ();
EnrollForm *NewTermsPage ();
EnrollForm *NewWaitPage ();
EnrollForm *NewProtectPage ();
EnrollForm *NewDownload ();
EnrollForm *NewRefusalPage (const char *notice);
EnrollForm *NewUnknownPage ();
