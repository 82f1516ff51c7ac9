/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/* The whole flow once more, spelled out: an edge that changes by mistake fails here. */

#include <map>
#include <set>
#include <vector>

#include "enroll-flow.h"
#include "enroll-form.h"
#include "glib-test.h"

namespace
{

#define S(name) ENROLL_STATE_##name
#define E(name) ENROLL_EVENT_##name

struct Edge
{
  EnrollState state;
  EnrollEvent event;
  EnrollState next;
};

/* clang-format off */
const std::vector<Edge> kEdges = {
  { S (READY),        E (START),            S (OPENING) },
  { S (READY),        E (RESUME_VISIT),     S (RESUMING) },
  { S (READY),        E (RESUME_CHECK),     S (CHECKING) },
  { S (READY),        E (CANCEL),           S (CANCELLED) },

  { S (RESUMING),     E (FORM_UNKNOWN),     S (BROWSING) },
  { S (RESUMING),     E (FORM_LOGIN),       S (DECIDING) },
  { S (RESUMING),     E (FORM_MAIL_SENT),   S (CONFIRMING) },
  { S (RESUMING),     E (FORM_LIST),        S (DECIDING) },
  { S (RESUMING),     E (FORM_ACCESS_CODE), S (DECIDING) },
  { S (RESUMING),     E (FORM_REQUEST),     S (DECIDING) },
  { S (RESUMING),     E (FORM_TERMS),       S (DECIDING) },
  { S (RESUMING),     E (FORM_WAIT),        S (WAITING) },
  { S (RESUMING),     E (FORM_PROTECT),     S (DECIDING) },
  { S (RESUMING),     E (FORM_DOWNLOAD),    S (CHECKING) },
  { S (RESUMING),     E (FORM_REFUSED),     S (FAILED) },
  { S (RESUMING),     E (LIST_WANTED),      S (OPENING) },
  { S (RESUMING),     E (FAILED),           S (FAILED) },
  { S (RESUMING),     E (CANCEL),           S (CANCELLED) },

  { S (OPENING),      E (FORM_UNKNOWN),     S (BROWSING) },
  { S (OPENING),      E (FORM_LOGIN),       S (DECIDING) },
  { S (OPENING),      E (FORM_MAIL_SENT),   S (CONFIRMING) },
  { S (OPENING),      E (FORM_LIST),        S (DECIDING) },
  { S (OPENING),      E (FORM_ACCESS_CODE), S (DECIDING) },
  { S (OPENING),      E (FORM_REQUEST),     S (DECIDING) },
  { S (OPENING),      E (FORM_TERMS),       S (DECIDING) },
  { S (OPENING),      E (FORM_WAIT),        S (WAITING) },
  { S (OPENING),      E (FORM_PROTECT),     S (DECIDING) },
  { S (OPENING),      E (FORM_DOWNLOAD),    S (CHECKING) },
  { S (OPENING),      E (FORM_REFUSED),     S (FAILED) },
  { S (OPENING),      E (FAILED),           S (FAILED) },
  { S (OPENING),      E (CANCEL),           S (CANCELLED) },

  { S (DECIDING),     E (ANSWERS_MISSING),  S (ASKING) },
  { S (DECIDING),     E (REQUEST_NEEDED),   S (KEYING) },
  { S (DECIDING),     E (ANSWERS_COMPLETE), S (SUBMITTING) },
  { S (DECIDING),     E (HAND_NEEDED),      S (BROWSING) },
  { S (DECIDING),     E (LIST_WANTED),      S (OPENING) },
  { S (DECIDING),     E (FAILED),           S (FAILED) },
  { S (DECIDING),     E (CANCEL),           S (CANCELLED) },

  { S (ASKING),       E (USER_ANSWERED),    S (DECIDING) },
  { S (ASKING),       E (CANCEL),           S (CANCELLED) },

  { S (KEYING),       E (REQUEST_READY),    S (DECIDING) },
  { S (KEYING),       E (FAILED),           S (FAILED) },
  { S (KEYING),       E (CANCEL),           S (CANCELLED) },

  { S (SUBMITTING),   E (FORM_UNKNOWN),     S (BROWSING) },
  { S (SUBMITTING),   E (FORM_LOGIN),       S (DECIDING) },
  { S (SUBMITTING),   E (FORM_MAIL_SENT),   S (CONFIRMING) },
  { S (SUBMITTING),   E (FORM_LIST),        S (DECIDING) },
  { S (SUBMITTING),   E (FORM_ACCESS_CODE), S (DECIDING) },
  { S (SUBMITTING),   E (FORM_REQUEST),     S (DECIDING) },
  { S (SUBMITTING),   E (FORM_TERMS),       S (DECIDING) },
  { S (SUBMITTING),   E (FORM_WAIT),        S (WAITING) },
  { S (SUBMITTING),   E (FORM_PROTECT),     S (DECIDING) },
  { S (SUBMITTING),   E (FORM_DOWNLOAD),    S (CHECKING) },
  { S (SUBMITTING),   E (FORM_REFUSED),     S (FAILED) },
  { S (SUBMITTING),   E (FAILED),           S (FAILED) },
  { S (SUBMITTING),   E (CANCEL),           S (CANCELLED) },

  { S (BROWSING),     E (FORM_UNKNOWN),     S (BROWSING) },
  { S (BROWSING),     E (FORM_LOGIN),       S (DECIDING) },
  { S (BROWSING),     E (FORM_MAIL_SENT),   S (CONFIRMING) },
  { S (BROWSING),     E (FORM_LIST),        S (DECIDING) },
  { S (BROWSING),     E (FORM_ACCESS_CODE), S (DECIDING) },
  { S (BROWSING),     E (FORM_REQUEST),     S (DECIDING) },
  { S (BROWSING),     E (FORM_TERMS),       S (DECIDING) },
  { S (BROWSING),     E (FORM_WAIT),        S (WAITING) },
  { S (BROWSING),     E (FORM_PROTECT),     S (DECIDING) },
  { S (BROWSING),     E (FORM_DOWNLOAD),    S (CHECKING) },
  { S (BROWSING),     E (FORM_REFUSED),     S (FAILED) },
  { S (BROWSING),     E (FAILED),           S (FAILED) },
  { S (BROWSING),     E (CANCEL),           S (CANCELLED) },

  { S (CONFIRMING),   E (LINK_ARRIVED),     S (OPENING) },
  { S (CONFIRMING),   E (CANCEL),           S (CANCELLED) },

  { S (WAITING),      E (FORM_UNKNOWN),     S (BROWSING) },
  { S (WAITING),      E (FORM_LOGIN),       S (DECIDING) },
  { S (WAITING),      E (FORM_MAIL_SENT),   S (CONFIRMING) },
  { S (WAITING),      E (FORM_LIST),        S (DECIDING) },
  { S (WAITING),      E (FORM_ACCESS_CODE), S (DECIDING) },
  { S (WAITING),      E (FORM_REQUEST),     S (DECIDING) },
  { S (WAITING),      E (FORM_TERMS),       S (DECIDING) },
  { S (WAITING),      E (FORM_WAIT),        S (WAITING) },
  { S (WAITING),      E (FORM_PROTECT),     S (DECIDING) },
  { S (WAITING),      E (FORM_DOWNLOAD),    S (CHECKING) },
  { S (WAITING),      E (FORM_REFUSED),     S (FAILED) },
  { S (WAITING),      E (LIST_WANTED),      S (OPENING) },
  { S (WAITING),      E (FAILED),           S (FAILED) },
  { S (WAITING),      E (CANCEL),           S (CANCELLED) },

  { S (CHECKING),     E (LIST_WANTED),      S (OPENING) },
  { S (CHECKING),     E (CREDENTIAL_GOOD),  S (INSTALLING) },
  { S (CHECKING),     E (PASSWORD_NEEDED),  S (ASKING_PASSWORD) },
  { S (CHECKING),     E (FAILED),           S (FAILED) },
  { S (CHECKING),     E (CANCEL),           S (CANCELLED) },

  { S (ASKING_PASSWORD), E (USER_ANSWERED), S (CHECKING) },
  { S (ASKING_PASSWORD), E (CANCEL),        S (CANCELLED) },

  { S (INSTALLING),   E (INSTALLED),        S (BINDING) },
  { S (INSTALLING),   E (ROOT_UNKNOWN),     S (ASKING_TRUST) },
  { S (INSTALLING),   E (FAILED),           S (FAILED) },
  { S (INSTALLING),   E (CANCEL),           S (CANCELLED) },

  { S (ASKING_TRUST), E (TRUST_GRANTED),    S (TRUSTING) },
  { S (ASKING_TRUST), E (TRUST_REFUSED),    S (BINDING) },
  { S (ASKING_TRUST), E (CANCEL),           S (CANCELLED) },

  { S (TRUSTING),     E (TRUSTED),          S (BINDING) },
  { S (TRUSTING),     E (FAILED),           S (FAILED) },
  { S (TRUSTING),     E (CANCEL),           S (CANCELLED) },

  { S (BINDING),      E (BOUND),            S (PROVING) },
  { S (BINDING),      E (FAILED),           S (FAILED) },
  { S (BINDING),      E (CANCEL),           S (CANCELLED) },

  { S (PROVING),      E (PROVED),           S (DONE) },
  { S (PROVING),      E (FAILED),           S (FAILED) },
  { S (PROVING),      E (CANCEL),           S (CANCELLED) },

  { S (FAILED),       E (RETRY_RESUME),     S (RESUMING) },
  { S (FAILED),       E (RETRY_ASK),        S (DECIDING) },
  { S (FAILED),       E (RETRY_OPEN),       S (OPENING) },
  { S (FAILED),       E (RETRY_SUBMIT),     S (SUBMITTING) },
  { S (FAILED),       E (RETRY_WAIT),       S (WAITING) },
  { S (FAILED),       E (RETRY_CHECK),      S (CHECKING) },
  { S (FAILED),       E (RETRY_INSTALL),    S (INSTALLING) },
  { S (FAILED),       E (RETRY_BIND),       S (BINDING) },
  { S (FAILED),       E (RETRY_PROVE),      S (PROVING) },
  { S (FAILED),       E (CANCEL),           S (CANCELLED) },
};

const std::map<EnrollState, EnrollEffect> kEffects = {
  { S (READY),        ENROLL_EFFECT_NONE },
  { S (RESUMING),     ENROLL_EFFECT_RESUME },
  { S (OPENING),      ENROLL_EFFECT_OPEN },
  { S (DECIDING),     ENROLL_EFFECT_DECIDE },
  { S (ASKING),       ENROLL_EFFECT_NONE },
  { S (KEYING),       ENROLL_EFFECT_MAKE_REQUEST },
  { S (SUBMITTING),   ENROLL_EFFECT_SUBMIT },
  { S (BROWSING),     ENROLL_EFFECT_WATCH },
  { S (CONFIRMING),   ENROLL_EFFECT_WATCH_INBOX },
  { S (WAITING),      ENROLL_EFFECT_WAIT },
  { S (CHECKING),     ENROLL_EFFECT_CHECK },
  { S (ASKING_PASSWORD), ENROLL_EFFECT_NONE },
  { S (INSTALLING),   ENROLL_EFFECT_INSTALL },
  { S (ASKING_TRUST), ENROLL_EFFECT_NONE },
  { S (TRUSTING),     ENROLL_EFFECT_TRUST },
  { S (BINDING),      ENROLL_EFFECT_BIND },
  { S (PROVING),      ENROLL_EFFECT_PROVE },
  { S (DONE),         ENROLL_EFFECT_STOP },
  { S (FAILED),       ENROLL_EFFECT_NONE },
  { S (CANCELLED),    ENROLL_EFFECT_STOP },
};

const std::map<EnrollState, EnrollEvent> kRetries = {
  { S (RESUMING),     E (RETRY_RESUME) },
  { S (DECIDING),     E (RETRY_ASK) },
  { S (KEYING),       E (RETRY_ASK) },
  { S (OPENING),      E (RETRY_OPEN) },
  { S (SUBMITTING),   E (RETRY_SUBMIT) },
  { S (BROWSING),     E (RETRY_ASK) },
  { S (WAITING),      E (RETRY_WAIT) },
  { S (CHECKING),     E (RETRY_CHECK) },
  { S (INSTALLING),   E (RETRY_INSTALL) },
  { S (TRUSTING),     E (RETRY_INSTALL) },
  { S (BINDING),      E (RETRY_BIND) },
  { S (PROVING),      E (RETRY_PROVE) },
};

/* The states that only the user can end, also after a mail; all others end by their own effect. */
const std::set<EnrollState> kPausing = {
  S (READY), S (ASKING), S (CONFIRMING), S (ASKING_PASSWORD), S (ASKING_TRUST), S (FAILED),
};
/* clang-format on */

std::vector<EnrollState>
AllStates ()
{
  std::vector<EnrollState> states;

  for (int i = 0; i < ENROLL_N_STATES; i++)
    states.push_back (static_cast<EnrollState> (i));
  return states;
}

std::vector<EnrollEvent>
AllEvents ()
{
  std::vector<EnrollEvent> events;

  for (int i = 0; i < ENROLL_N_EVENTS; i++)
    events.push_back (static_cast<EnrollEvent> (i));
  return events;
}

const Edge *
FindEdge (EnrollState state, EnrollEvent event)
{
  for (const Edge &edge : kEdges)
    {
      if (edge.state == state && edge.event == event)
        return &edge;
    }
  return nullptr;
}

std::string
Nick (EnrollState state)
{
  g_autoptr (GEnumClass) states = G_ENUM_CLASS (g_type_class_ref (ENROLL_TYPE_STATE));
  const GEnumValue *value = g_enum_get_value (states, static_cast<int> (state));

  return value != nullptr ? value->value_nick : "?";
}

/* What can be reached from @start by the flow itself, without the events in @avoided. */
std::set<EnrollState>
Reachable (EnrollState start, const std::set<EnrollEvent> &avoided)
{
  std::set<EnrollState> seen = { start };
  std::vector<EnrollState> open = { start };

  while (!open.empty ())
    {
      EnrollState state = open.back ();

      open.pop_back ();
      for (EnrollEvent event : AllEvents ())
        {
          EnrollState next;

          if (avoided.count (event) == 0 && enroll_flow_step (state, event, &next) &&
              seen.insert (next).second)
            open.push_back (next);
        }
    }
  return seen;
}

using FlowTest = GlibTest;

class FlowStateTest : public GlibTest, public ::testing::WithParamInterface<EnrollState>
{
};

TEST_P (FlowStateTest, StepsAsWritten)
{
  for (EnrollEvent event : AllEvents ())
    {
      const Edge *edge = FindEdge (GetParam (), event);
      EnrollState next = ENROLL_N_STATES;

      SCOPED_TRACE (event);
      EXPECT_EQ (enroll_flow_step (GetParam (), event, &next), edge != nullptr);
      EXPECT_EQ (Nick (next), Nick (edge != nullptr ? edge->next : GetParam ()));
    }
}

TEST_P (FlowStateTest, HasItsEffect)
{
  EXPECT_EQ (enroll_flow_get_effect (GetParam ()), kEffects.at (GetParam ()));
}

TEST_P (FlowStateTest, CanBeRebuiltByRunningItsEffectAgain)
{
  const EnrollEffect effect = enroll_flow_get_effect (GetParam ());

  EXPECT_EQ (effect == ENROLL_EFFECT_NONE || effect == ENROLL_EFFECT_WATCH_INBOX,
             kPausing.count (GetParam ()) == 1);
  EXPECT_EQ (enroll_flow_get_effect (GetParam ()), effect);
}

TEST_P (FlowStateTest, IsRetriedAsWritten)
{
  auto expected = kRetries.find (GetParam ());
  EnrollEvent retry = ENROLL_N_EVENTS;

  EXPECT_EQ (enroll_flow_get_retry (GetParam (), &retry), expected != kRetries.end ());
  EXPECT_EQ (retry, expected != kRetries.end () ? expected->second : ENROLL_N_EVENTS);
}

TEST_P (FlowStateTest, IsReachedFromTheStart)
{
  EXPECT_EQ (Reachable (ENROLL_STATE_READY, {}).count (GetParam ()), 1u);
}

TEST_P (FlowStateTest, IsNoDeadEnd)
{
  std::set<EnrollState> reachable = Reachable (GetParam (), { ENROLL_EVENT_CANCEL });

  if (GetParam () != ENROLL_STATE_CANCELLED)
    EXPECT_EQ (reachable.count (ENROLL_STATE_DONE), 1u);
  else
    EXPECT_EQ (reachable.size (), 1u);
}

TEST_P (FlowStateTest, CanBeCancelledUnlessItIsFinal)
{
  const bool is_final = GetParam () == ENROLL_STATE_DONE || GetParam () == ENROLL_STATE_CANCELLED;
  EnrollState next;

  EXPECT_EQ (enroll_flow_is_final (GetParam ()), is_final);
  EXPECT_EQ (enroll_flow_step (GetParam (), ENROLL_EVENT_CANCEL, &next), !is_final);
  EXPECT_EQ (next, is_final ? GetParam () : ENROLL_STATE_CANCELLED);
}

TEST_P (FlowStateTest, FailsWheneverItHasAnEffectThatCanFail)
{
  const EnrollEffect effect = enroll_flow_get_effect (GetParam ());
  EnrollState next;

  EXPECT_EQ (enroll_flow_step (GetParam (), ENROLL_EVENT_FAILED, &next),
             effect != ENROLL_EFFECT_NONE && effect != ENROLL_EFFECT_WATCH_INBOX &&
                 effect != ENROLL_EFFECT_STOP);
}

INSTANTIATE_TEST_SUITE_P (Every,
                          FlowStateTest,
                          ::testing::ValuesIn (AllStates ()),
                          [] (const ::testing::TestParamInfo<EnrollState> &info) {
                            std::string name = Nick (info.param);

                            for (char &c : name)
                              c = c == '-' ? '_' : c;
                            return name;
                          });

TEST_F (FlowTest, RefusesEveryEventInFinalStates)
{
  for (EnrollEvent event : AllEvents ())
    {
      EnrollState next;

      EXPECT_FALSE (enroll_flow_step (ENROLL_STATE_DONE, event, &next)) << event;
      EXPECT_FALSE (enroll_flow_step (ENROLL_STATE_CANCELLED, event, &next)) << event;
    }
}

TEST_F (FlowTest, OpensALinkAgainOnlyIfOpeningFailed)
{
  for (EnrollState failed : AllStates ())
    {
      EnrollEvent retry;
      EnrollState next;

      if (!enroll_flow_get_retry (failed, &retry))
        continue;
      EXPECT_TRUE (enroll_flow_step (ENROLL_STATE_FAILED, retry, &next)) << Nick (failed);
      EXPECT_EQ (next == ENROLL_STATE_OPENING, failed == ENROLL_STATE_OPENING) << Nick (failed);
    }
}

TEST_F (FlowTest, SubmitsAgainOnlyIfSubmittingFailed)
{
  for (EnrollState failed : AllStates ())
    {
      EnrollEvent retry;
      EnrollState next;

      if (!enroll_flow_get_retry (failed, &retry))
        continue;
      EXPECT_TRUE (enroll_flow_step (ENROLL_STATE_FAILED, retry, &next)) << Nick (failed);
      EXPECT_EQ (next == ENROLL_STATE_SUBMITTING, failed == ENROLL_STATE_SUBMITTING)
          << Nick (failed);
    }
}

TEST_F (FlowTest, SubmitsOnlyWhatWasDecided)
{
  for (EnrollState state : AllStates ())
    {
      for (EnrollEvent event : AllEvents ())
        {
          EnrollState next;

          if (!enroll_flow_step (state, event, &next) || next != ENROLL_STATE_SUBMITTING ||
              event == ENROLL_EVENT_RETRY_SUBMIT)
            continue;
          EXPECT_EQ (state, ENROLL_STATE_DECIDING);
        }
    }
}

TEST_F (FlowTest, IsDoneOnlyByProof)
{
  std::set<EnrollState> unproved = Reachable (ENROLL_STATE_READY, { ENROLL_EVENT_PROVED });
  std::set<EnrollState> unchecked = Reachable (ENROLL_STATE_READY,
                                               { ENROLL_EVENT_CREDENTIAL_GOOD,
                                                 ENROLL_EVENT_RETRY_INSTALL,
                                                 ENROLL_EVENT_RETRY_BIND,
                                                 ENROLL_EVENT_RETRY_PROVE });

  EXPECT_EQ (unproved.count (ENROLL_STATE_DONE), 0u);
  EXPECT_EQ (unchecked.count (ENROLL_STATE_INSTALLING), 0u);
  EXPECT_EQ (unchecked.count (ENROLL_STATE_BINDING), 0u);
}

TEST_F (FlowTest, TrustsARootOnlyByTheUsersWord)
{
  EXPECT_EQ (
      Reachable (ENROLL_STATE_READY, { ENROLL_EVENT_TRUST_GRANTED }).count (ENROLL_STATE_TRUSTING),
      0u);
}

TEST_F (FlowTest, RecordsEveryStateWhoseEffectSendsSomething)
{
  for (EnrollState state : AllStates ())
    {
      const EnrollEffect effect = enroll_flow_get_effect (state);

      if (effect == ENROLL_EFFECT_OPEN || effect == ENROLL_EFFECT_SUBMIT ||
          effect == ENROLL_EFFECT_WATCH || effect == ENROLL_EFFECT_WAIT)
        {
          EXPECT_TRUE (enroll_flow_is_recorded (state)) << Nick (state);
        }
    }
}

TEST_F (FlowTest, RecordsTheEnd)
{
  EXPECT_TRUE (enroll_flow_is_recorded (ENROLL_STATE_DONE));
  EXPECT_TRUE (enroll_flow_is_recorded (ENROLL_STATE_CANCELLED));
}

TEST_F (FlowTest, HasAnEventForEveryKindOfForm)
{
  for (int kind = 0; kind < ENROLL_N_FORM_KINDS; kind++)
    EXPECT_EQ (static_cast<int> (enroll_flow_event_of_form (kind)), kind);
}

TEST_F (FlowTest, ComplainsAboutAKindThatDoesNotExist)
{
  ExpectMessage (G_LOG_LEVEL_CRITICAL, "*form_kind*");

  EXPECT_EQ (enroll_flow_event_of_form (ENROLL_N_FORM_KINDS), ENROLL_EVENT_FORM_UNKNOWN);
}

} // namespace
