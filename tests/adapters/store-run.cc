/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/* One of several programs that set up one store, for “store-race”, which says when it goes on. */

#include <sys/stat.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>

#include <pkcs11.h>

#include "enroll-nss-key.h"
#include "enroll-request.h"

#include "private-home.h"
#include "wait.h"

namespace
{

constexpr guint kBits = 2048;

std::string folder;
std::string me;
CK_C_Login log_in;
CK_C_InitPIN set_pin;

/* Says that it has come to @place, and goes on when a writer opens the pipe there. */
void
HaltAt (const char *place)
{
  std::string pipe = folder + "/" + me + "-" + place;

  if (mkfifo ((pipe + ".new").c_str (), 0600) != 0 ||
      rename ((pipe + ".new").c_str (), pipe.c_str ()) != 0)
    abort ();
  std::ifstream (pipe).get ();
}

CK_RV
LogIn (CK_SESSION_HANDLE session, CK_USER_TYPE user, CK_UTF8CHAR_PTR pin, CK_ULONG length)
{
  if (user == CKU_SO)
    HaltAt ("login");
  return log_in (session, user, pin, length);
}

CK_RV
SetPin (CK_SESSION_HANDLE session, CK_UTF8CHAR_PTR pin, CK_ULONG length)
{
  HaltAt ("pin");
  return set_pin (session, pin, length);
}

/* NSS calls the module that holds the database by this table. */
void
HaltBeforeSettingUp (const std::string &where)
{
  auto *table = static_cast<CK_FUNCTION_LIST *> (SECMOD_GetInternalModule ()->functionList);

  log_in = table->C_Login;
  set_pin = table->C_InitPIN;
  if (where == "login")
    table->C_Login = LogIn;
  if (where == "pin")
    table->C_InitPIN = SetPin;
}

/* A request, which the key has signed. */
void
WriteRequest (EnrollNssKey *key, const std::string &name, GError **error)
{
  g_autofree char *request =
      key != nullptr ? enroll_request_new (ENROLL_KEY (key), "alice@example.edu", error) : nullptr;

  if (request != nullptr)
    e2e::WriteFile (folder + "/" + name, request);
}

void
MakeKey (const std::string &name, GError **error)
{
  g_autoptr (EnrollNssKey) key = enroll_nss_key_new (name.c_str (), kBits, error);

  WriteRequest (key, name, error);
}

void
UseKey (const std::string &name, const std::string &request, GError **error)
{
  g_autoptr (EnrollNssKey) key = enroll_nss_key_find (name.c_str (), nullptr, error);

  WriteRequest (key, request, error);
}

bool
Said (GError *error)
{
  if (error != nullptr)
    fprintf (stderr, "%s: %s\n", me.c_str (), error->message);
  return error != nullptr;
}

}

int
main (int argc, char *argv[])
{
  g_autoptr (GError) error = nullptr;

  if (argc < 4)
    return EXIT_FAILURE;
  folder = argv[1];
  me = argv[2];
  PrivateHome::Get ();
  if (strcmp (argv[3], "use") == 0)
    {
      for (int i = 4; i < argc && error == nullptr; i++)
        UseKey (argv[i], me + "-" + argv[i], &error);
      return Said (error) ? EXIT_FAILURE : EXIT_SUCCESS;
    }

  HaltBeforeSettingUp (argv[3]);
  MakeKey (me + "-early", &error);
  if (Said (error))
    return EXIT_FAILURE;
  HaltAt ("made");
  UseKey (me + "-early", me + "-again", &error);
  if (error == nullptr)
    MakeKey (me + "-late", &error);
  return Said (error) ? EXIT_FAILURE : EXIT_SUCCESS;
}
