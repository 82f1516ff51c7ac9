/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "sample-forms.h"

#include <cstring>

const char *
PortalText ()
{
  return R"([Portal]
Name=Example Certificate Manager
Hosts=cert-manager.com;hard.cert-manager.com:8443;EU.Example.com:443
StatusPage=https://status.example.com/
[Links]
Paths=/customer/*/smime/*
OtherPaths=*/help;*/login/logout

[Fields]
email=Email;E-mail;Email Address;*e-mail address*
email[de]=E-Mail-Adresse
access-code=Access Code;*access code*
secret-id=Secret ID;Secret identifier
request-code=Code;Request Code
account=Enrollment Account;Account
profile=Certificate Profile
term=Certificate Term;Term
key-type=Key Type
key-method=Enrollment Method
csr=CSR;*certificate signing request*
first-name=First Name
middle-name=Middle Name
last-name=Last Name
full-name=Common Name
comments=Comments
password=Password;PIN
password-repeat=Re-type PIN;Confirm Password
pass-phrase=Pass-phrase;*pass-phrase*
protection=Choose key protection algorithm
terms=*I have read and agree to the terms*;*ich stimme*

[Buttons]
submit=Submit
next=Next
enroll=Enroll Certificate;Enroll
download=Download
refresh=Refresh
accept=Accept;I Agree
federated-login=Your Institution
away=Cancel;Help;Log out

[Refusals]
invitation-used=*link has already been used*;*invitation has expired*
session-expired=*session has expired*
code=*access code is*invalid*;*wrong code*
limit=*maximum number of valid certificates*
domain=Domain is not allowed;*dcv*
person=*does not have a high validation status*
authority=Access to CA is denied
request=*invalid csr*
unavailable=*ca not available now*;*maintenance*
foreign-program=*Sectigo Security for Windows*

[Signs]
wait=*up to 4 minutes*;Please wait
mail-sent=*confirmation mail has been sent*
method-request=CSR
protection-strong=Secure AES256-SHA256
placeholder=Please select;--;Select*
)";
}

EnrollPortal *
NewPortal ()
{
  return enroll_portal_new_from_data (PortalText (), strlen (PortalText ()), nullptr, nullptr);
}

EnrollField *
AddField (EnrollForm *form, EnrollFieldKind kind, const char *label)
{
  return enroll_form_add_field (form, kind, 1, label);
}

EnrollField *
AddText (EnrollForm *form, const char *label, const char *value, bool is_fixed)
{
  EnrollField *field = AddField (form, ENROLL_FIELD_TEXT, label);

  g_free (field->value);
  field->value = g_strdup (value);
  field->is_fixed = is_fixed;
  return field;
}

EnrollField *
AddChoice (EnrollForm *form,
           const char *label,
           const std::vector<std::string> &options,
           int selected)
{
  EnrollField *field = AddField (form, ENROLL_FIELD_CHOICE, label);

  for (const std::string &option : options)
    enroll_field_add_option (field, option.c_str (), option.c_str (), FALSE);
  field->selected = selected;
  return field;
}

EnrollButton *
AddButton (EnrollForm *form, const char *label)
{
  return enroll_form_add_button (form, 1, label);
}

void
AddNotice (EnrollForm *form, const char *notice)
{
  g_ptr_array_add (form->notices, g_strdup (notice));
}

EnrollForm *
Recognized (EnrollForm *form)
{
  g_autoptr (EnrollPortal) portal = NewPortal ();

  enroll_form_recognize (form, portal);
  return form;
}

static EnrollForm *
NewPage (const char *title)
{
  EnrollForm *form = enroll_form_new (kHost);

  form->title = g_strdup (title);
  return form;
}

static EnrollForm *
NewTextPage (const char *title, const char *text)
{
  EnrollForm *form = NewPage (title);

  form->text = g_strdup (text);
  return form;
}

EnrollForm *
NewLoginPage ()
{
  EnrollForm *form = NewPage ("Login");

  AddText (form, "Email", "");
  AddButton (form, "Submit");
  return Recognized (form);
}

EnrollForm *
NewMailSentPage ()
{
  return Recognized (NewTextPage ("Login", "A confirmation mail has been sent to your address."));
}

EnrollForm *
NewListPage (const std::vector<std::string> &buttons)
{
  EnrollForm *form = NewTextPage ("Certificates", "Your certificates");

  for (const std::string &label : buttons)
    AddButton (form, label.c_str ());
  return Recognized (form);
}

EnrollForm *
NewCodePage (const char *complaint)
{
  EnrollForm *form = NewPage ("Enroll with Access Code");

  AddText (form, "Access Code", "")->is_required = TRUE;
  AddButton (form, "Next");
  if (complaint != nullptr)
    AddNotice (form, complaint);
  return Recognized (form);
}

static EnrollForm *
NewEnrollmentPage (const char *address)
{
  EnrollForm *form = NewPage ("Client Certificate Enrollment");

  AddChoice (form, "Certificate Profile", { "Personal Email", "Group Email" }, 0);
  AddChoice (form, "Certificate Term", { "1 year", "2 years" }, 0);
  AddText (form, "First Name", "Alice");
  AddText (form, "Middle Name", "");
  AddText (form, "Last Name", "Example");
  AddText (form, "Email", address, true);
  AddField (form, ENROLL_FIELD_MULTILINE, "Comments");
  AddField (form, ENROLL_FIELD_CHECK, "I have read and agree to the terms of the EULA")
      ->is_required = TRUE;
  AddButton (form, "Submit");
  AddButton (form, "Cancel");
  return form;
}

EnrollForm *
NewRequestPage (const char *address)
{
  EnrollForm *form = NewEnrollmentPage (address);

  AddField (form, ENROLL_FIELD_MULTILINE, "CSR")->is_required = TRUE;
  return Recognized (form);
}

EnrollForm *
NewRequestPageWithStrangeButtons ()
{
  EnrollForm *form = enroll_form_new (kHost);

  form->title = g_strdup ("Client Certificate Enrollment");
  AddText (form, "First Name", "Alice");
  AddText (form, "Last Name", "Example");
  AddField (form, ENROLL_FIELD_MULTILINE, "CSR")->is_required = TRUE;
  AddButton (form, "Engage");
  AddButton (form, "Make it so");
  return Recognized (form);
}

EnrollForm *
NewServerKeyPage ()
{
  EnrollForm *form = NewEnrollmentPage (kAddress);

  AddChoice (form, "Key Type", { "RSA - 2048", "RSA - 4096", "EC - P-256" }, 0);
  return Recognized (form);
}

EnrollForm *
NewTermsPage ()
{
  EnrollForm *form = NewPage ("Subscriber Agreement");

  AddField (form, ENROLL_FIELD_CHECK, "I have read and agree to the terms of the EULA");
  AddButton (form, "Submit");
  return Recognized (form);
}

EnrollForm *
NewWaitPage ()
{
  return Recognized (NewTextPage ("Certificate", "This can take up to 4 minutes."));
}

EnrollForm *
NewProtectPage ()
{
  EnrollForm *form = NewPage ("Download");

  AddChoice (form,
             "Choose key protection algorithm",
             { "Compatible TripleDES-SHA1", "Secure AES256-SHA256" },
             0);
  AddField (form, ENROLL_FIELD_PASSWORD, "Password");
  AddField (form, ENROLL_FIELD_PASSWORD, "Confirm Password");
  AddButton (form, "Download");
  return Recognized (form);
}

EnrollForm *
NewDownload ()
{
  EnrollForm *form = enroll_form_new (kHost);

  form->attachment = g_bytes_new_static ("certificate", strlen ("certificate"));
  form->attachment_type = g_strdup ("application/x-pem-file");
  return Recognized (form);
}

EnrollForm *
NewRefusalPage (const char *notice)
{
  EnrollForm *form = NewPage ("Error");

  AddNotice (form, notice);
  return Recognized (form);
}

EnrollForm *
NewUnknownPage ()
{
  return Recognized (NewTextPage ("Welcome", "Nothing of interest."));
}
