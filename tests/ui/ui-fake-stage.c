/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "ui-fake-stage.h"

#include "enroll-agreement.h"

#include <string.h>

/* Sample enrollments, and how to bring a session into a state. */

static const char portal_text[] = "[Portal]\n"
                                  "Name=Sample Certificate Manager\n"
                                  "Hosts=certificates.example.edu;\n"
                                  "[Links]\n"
                                  "Paths=/customer/*/smime;\n"
                                  "[Signs]\n"
                                  "placeholder=please select;\n";

static const char host[] = "certificates.example.edu";

EnrollPortal *
ui_fake_portal_new (void)
{
  g_autoptr (GError) error = NULL;
  EnrollPortal *portal;

  portal = enroll_portal_new_from_data (portal_text, strlen (portal_text), NULL, &error);
  g_assert_no_error (error);
  return portal;
}

GPtrArray *
ui_fake_identities_new (const UiFakeSample *sample, guint n_identities)
{
  static const char *const addresses[] = { "alice@example.edu", "alice.example@lab.example.edu" };
  static const char *const long_addresses[] = {
    "alexandra.konstantinopoulou-vandenberghe@informatics.research.example.edu",
    "alexandra.konstantinopoulou-vandenberghe@alumni.example.edu",
  };
  GPtrArray *identities = g_ptr_array_new_with_free_func ((GDestroyNotify)enroll_identity_unref);

  g_assert (n_identities <= G_N_ELEMENTS (addresses));
  for (guint i = 0; i < n_identities; i++)
    g_ptr_array_add (identities,
                     enroll_identity_new ("uid",
                                          "Alice Example",
                                          sample->is_long ? long_addresses[i] : addresses[i]));
  return identities;
}

static void
add_terms (EnrollForm *form)
{
  EnrollField *field = enroll_form_add_field (form,
                                              ENROLL_FIELD_CHECK,
                                              0,
                                              "I have read and agree to the terms of the "
                                              "Certificate Subscriber Agreement");

  field->role = ENROLL_ROLE_TERMS;
  field->document = g_strdup (
      "SUBSCRIBER AGREEMENT\n\nThis agreement is between you and the certification authority. You "
      "must read it before you apply for, accept or use a certificate.\n\n1. The certificate "
      "names you.\n\n2. Keep your key to yourself.\n\n3. Report it if you lose it.\n\n4. The "
      "authority may revoke a certificate that names somebody who is no longer there.\n");
}

/* What the policy of the core leaves to the user, besides code and terms. */
static void
add_rare_fields (EnrollForm *form, const UiFakeSample *sample)
{
  EnrollField *field;

  field = enroll_form_add_field (form, ENROLL_FIELD_TEXT, 0, "Secret ID");
  field->role = ENROLL_ROLE_SECRET_ID;

  field = enroll_form_add_field (form, ENROLL_FIELD_CHOICE, 0, "Certificate Profile");
  field->role = ENROLL_ROLE_PROFILE;
  enroll_field_add_option (field, "Please select", "", FALSE);
  enroll_field_add_option (field, "Personal", "1", FALSE);
  enroll_field_add_option (field,
                           sample->is_long ? "Personal and organizational, validated by the "
                                             "registration authority of the university"
                                           : "Personal and Organization",
                           "2",
                           FALSE);

  field = enroll_form_add_field (form, ENROLL_FIELD_MULTILINE, 0, "Reason");
  field->is_required = TRUE;
}

static void
add_fields (EnrollForm *form, const UiFakeSample *sample, const char *address, gboolean complains)
{
  EnrollField *field;

  field = enroll_form_add_field (form, ENROLL_FIELD_TEXT, 0, "Email");
  field->role = ENROLL_ROLE_EMAIL;
  field->is_fixed = TRUE;
  field->value = (g_free (field->value), g_strdup (address));

  field = enroll_form_add_field (form,
                                 ENROLL_FIELD_PASSWORD,
                                 0,
                                 sample->is_long ? "Access Code of the Department for Research and "
                                                   "Teaching in the Faculty of Natural Sciences"
                                                 : "Access Code");
  field->role = ENROLL_ROLE_ACCESS_CODE;
  field->error = complains ? g_strdup ("The access code is not valid.") : NULL;

  field = enroll_form_add_field (form, ENROLL_FIELD_CHOICE, 0, "Certificate Term");
  field->role = ENROLL_ROLE_TERM;
  enroll_field_add_option (field, "2 years", "2", FALSE);

  field = enroll_form_add_field (form, ENROLL_FIELD_MULTILINE, 0, "CSR");
  field->role = ENROLL_ROLE_CSR;
  field = enroll_form_add_field (form, ENROLL_FIELD_PASSWORD, 0, "Pass-phrase");
  field->role = ENROLL_ROLE_PASS_PHRASE;

  if (!sample->is_short)
    add_rare_fields (form, sample);
  add_terms (form);
}

static EnrollForm *
make_form (EnrollFormKind kind)
{
  EnrollForm *form = enroll_form_new (host);
  EnrollButton *button = enroll_form_add_button (form, 0, "Submit");

  button->role = ENROLL_ROLE_SUBMIT;
  form->kind = kind;
  form->group = 0;
  if (kind == ENROLL_FORM_DOWNLOAD)
    form->attachment = g_bytes_new_static ("file", 4);
  return form;
}

static EnrollForm *
make_request_form (const UiFakeSample *sample, const char *address, gboolean complains)
{
  EnrollForm *form = make_form (ENROLL_FORM_REQUEST);

  add_fields (form, sample, address, complains);
  return form;
}

static EnrollCredential *
make_credential (const UiFakeSample *sample, const char *address)
{
  EnrollCredential *credential = enroll_credential_new ();

  credential->address = g_strdup (address);
  credential->name = g_strdup (sample->is_long ? "Prof. Dr. Alexandra Konstantinopoulou-"
                                                 "Vandenberghe of the Institute for Informatics"
                                               : "Alice Example");
  credential->issuer = g_strdup (sample->is_long ? "Sample Research and Education Client Authority "
                                                   "for Personal Certificates G4 RSA 2026"
                                                 : "Sample Personal CA 4");
  credential->serial = g_strdup ("4f:09:a1:c2:77:10:8e:5d:3b:90:aa:14:62:e8:0c:f3");
  credential->fingerprint =
      g_strdup ("3A:91:5C:0E:77:B2:4D:18:F0:66:9C:21:8B:E4:53:07:DA:3F:12:68:A9:C5:71:0B:2E:94:"
                "D6:38:80:1F:4C:E7");
  credential->root_name = g_strdup ("Sample Public Email Protection Root R46");
  credential->root_fingerprint =
      g_strdup ("D5:DD:C6:29:0F:35:8A:0F:3B:A4:10:86:53:A8:21:43:AF:B4:7C:A9:65:11:9C:E5:42:0D:"
                "BB:6E:18:37:AC:90");
  credential->not_before = G_GINT64_CONSTANT (1777766400);
  credential->not_after = G_GINT64_CONSTANT (1840924800);
  credential->can_encrypt = !sample->signs_only;
  return credential;
}

static void
administer (EnrollSettings *settings)
{
  g_autoptr (EnrollForm) form = enroll_form_new (host);

  add_terms (form);
  g_strfreev (settings->agreed_terms);
  settings->agreed_terms = enroll_agreement_dup_entries (g_ptr_array_index (form->fields, 0));
  settings->organization = g_strdup ("Example University");
  settings->support_name = g_strdup ("IT Help Desk");
  settings->support_mail = g_strdup ("help@example.edu");
  settings->support_web = g_strdup ("https://help.example.edu/smime");
  g_clear_pointer (&settings->support_contact, g_free);
}

/* A session in state READY, and a world that plays the whole sample. */
EnrollSession *
ui_fake_session_new (UiFakeWorld *world, const UiFakeSample *sample, EnrollIdentity *identity)
{
  g_autoptr (EnrollPortal) portal = ui_fake_portal_new ();
  g_autoptr (EnrollSettings) settings = enroll_settings_new ();
  g_autoptr (EnrollInvitation) invitation = NULL;
  EnrollPorts ports = {
    .visit = ENROLL_VISIT (world),
    .pki = ENROLL_PKI (world),
    .store = ENROLL_STORE (world),
    .account = ENROLL_ACCOUNT (world),
    .inbox = sample->is_watched ? ENROLL_INBOX (ui_fake_world_get_inbox (world)) : NULL,
    .keyring = sample->has_keyring ? ENROLL_KEYRING (ui_fake_world_get_keyring (world)) : NULL,
  };

  settings->key_bits = 3072;
  settings->support_contact = g_strdup ("IT Service Desk, help@example.edu, +1 555 0100");
  if (sample->is_administered)
    administer (settings);
  invitation =
      enroll_invitation_new ("https://certificates.example.edu/customer/x/smime?token=t", TRUE);

  if (sample->is_pull)
    ui_fake_world_add_form (world, make_form (ENROLL_FORM_MAIL_SENT));
  ui_fake_world_add_form (world, make_request_form (sample, identity->address, FALSE));
  if (sample->is_rejected)
    ui_fake_world_add_form (world, make_request_form (sample, identity->address, TRUE));
  ui_fake_world_add_form (world, make_form (ENROLL_FORM_WAIT));
  ui_fake_world_add_form (world, make_form (ENROLL_FORM_DOWNLOAD));
  ui_fake_world_set_credential (world, make_credential (sample, identity->address));
  ui_fake_world_set_root_is_unknown (world, sample->root_is_unknown);
  ui_fake_world_set_proof (world,
                           !sample->root_is_unknown,
                           !sample->root_is_unknown && !sample->signs_only);
  return enroll_session_new (&ports, portal, settings, invitation, identity);
}

void
ui_fake_iterate (void)
{
  for (int i = 0; i < 100 && g_main_context_iteration (NULL, FALSE); i++)
    continue;
}

/* Answers all questions of the session, without a page. */
void
ui_fake_answer (EnrollSession *session)
{
  GPtrArray *questions = enroll_session_get_questions (session);

  for (guint i = 0; i < questions->len; i++)
    {
      EnrollQuestion *question = g_ptr_array_index (questions, i);

      if (enroll_question_get_kind (question) == ENROLL_FIELD_CHECK)
        enroll_question_set_checked (question, TRUE);
      else if (enroll_question_get_kind (question) == ENROLL_FIELD_CHOICE)
        enroll_question_set_option (question, 1);
      else
        enroll_question_set_text (question, "answer");
    }
  enroll_session_answer (session);
}

/* Plays until the session is in @state. */
void
ui_fake_play_until (UiFakeWorld *world, EnrollSession *session, EnrollState state)
{
  for (int i = 0; i < 100 && enroll_session_get_state (session) != state; i++)
    {
      switch ((int)enroll_session_get_state (session))
        {
        case ENROLL_STATE_READY:
          enroll_session_start (session);
          break;
        case ENROLL_STATE_ASKING:
          ui_fake_answer (session);
          break;
        case ENROLL_STATE_CONFIRMING:
          enroll_session_open_link (session,
                                    "https://certificates.example.edu/customer/x/smime?c=1",
                                    NULL);
          break;
        case ENROLL_STATE_ASKING_TRUST:
          enroll_session_decide_trust (session, TRUE);
          break;
        default:
          if (ui_fake_world_is_busy (world))
            ui_fake_world_finish (world);
          break;
        }
      ui_fake_iterate ();
    }
  g_assert_cmpint (enroll_session_get_state (session), ==, state);
}
