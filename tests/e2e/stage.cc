/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "stage.h"

#include <algorithm>

#include <glib/gstdio.h>
#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

#include "accessible.h"
#include "message-reader.h"
#include "sanitizer.h"
#include "session-bus.h"
#include "wait.h"

namespace e2e
{

namespace
{

constexpr const char *kAccountName = "Example";
constexpr const char *kName = "Alice Example";
constexpr const char *kAddress = "alice@example.edu";
constexpr const char *kImapProgram = "/usr/lib/dovecot/imap";
constexpr const char *kDovecotVersion = "/usr/sbin/dovecot --version";
constexpr int kStartTimeoutMs = 60000;
constexpr int kQuitTimeoutMs = 15000;

/* What a person answers once and never again: no question may stand before the test’s own. */
const struct
{
  const char *schema;
  const char *key;
  const char *value;
} default_settings[] = {
  { "org.gnome.evolution.mail", "prompt-check-if-default-mailer", "false" },
  { "org.gnome.evolution.mail", "prompt-on-accel-send", "false" },
  { "org.gnome.evolution.mail", "prompt-on-composer-mode-switch", "false" },
  { "org.gnome.evolution.mail", "prompt-on-mark-as-junk", "false" },
  { "org.gnome.evolution.mail", "prompt-on-unwanted-html", "false" },
  { "org.gnome.evolution.mail", "show-startup-wizard", "false" },
  { "org.gnome.evolution.mail", "show-to-do-bar", "false" },
  { "org.gnome.evolution.mail", "composer-mode", "'plain-text'" },
  { "org.gnome.evolution.mail", "mark-seen", "false" },
  /* The preview takes this part of the height: a million, and its share in millionths. */
  { "org.gnome.evolution.mail", "paned-size", "1650000" },
  /* From 3.56 on it is hidden, and then assistive technology finds nothing in it, nor in the menu
   * that opens in its place. */
  { "org.gnome.evolution.shell", "menubar-visible", "true" },
  { "org.gnome.evolution.shell", "skip-warning-dialog", "true" },
  { "org.gnome.evolution.shell", "use-header-bar", "false" },
  { "org.gnome.evolution.shell.window", "maximized", "true" },
  { "org.gnome.evolution.shell.window", "width", "1200" },
  { "org.gnome.evolution.shell.window", "height", "850" },
  { "org.gnome.desktop.interface", "toolkit-accessibility", "true" },
};

/* Dovecot 2.4 reads no configuration of 2.3, and the other way round. */
std::string
DovecotMail (const std::string &maildir)
{
  g_autofree char *version = nullptr;

  if (g_spawn_command_line_sync (kDovecotVersion, &version, nullptr, nullptr, nullptr) &&
      g_str_has_prefix (version, "2.3"))
    return "mail_location = maildir:" + maildir + "\n";
  return "dovecot_config_version = 2.4.0\ndovecot_storage_version = 2.4.0\n"
         "mail_driver = maildir\nmail_path = " +
         maildir + "\n";
}

}

Stage::Stage (StoreKind kind, const std::string &alias) : kind (kind)
{
  home = MakeFolder ("enroll-stage");
  for (const char *folder : { "/Maildir/cur",
                              "/Maildir/new",
                              "/Maildir/tmp",
                              "/.cache",
                              "/.local/share/evolution/preview-plugins" })
    g_mkdir_with_parents ((home + folder).c_str (), 0700);
  for (const auto &setting : default_settings)
    Setting (setting.schema, setting.key, setting.value);
  MakeEnvironment ();
  WriteAccount (alias);
  WriteTransport ();
  WriteFolderState ();
  if (kind == StoreKind::Imap)
    WriteDovecotConfiguration ();
}

Stage::~Stage ()
{
  Stop ();
  if (Environment ("ENROLL_KEEP_HOME").empty ())
    RemoveFolder (home);
  else
    g_printerr ("kept: %s\n", home.c_str ());
}

void
Stage::Setting (const std::string &schema, const std::string &key, const std::string &value)
{
  std::string group = schema;

  std::replace (group.begin (), group.end (), '.', '/');
  settings[group][key] = value;
}

void
Stage::Variable (const std::string &name, const std::string &value)
{
  environment[name] = value;
}

bool
Stage::Start ()
{
  return Launch ({}) && bool (Find ("tree table", "Messages", kStartTimeoutMs)) &&
         OpenInbox (kAccountName, kStartTimeoutMs);
}

bool
Stage::RunToEnd (const std::vector<std::string> &program, int timeout_ms)
{
  return Launch (program) && WaitForExit (timeout_ms);
}

bool
Stage::Launch (const std::vector<std::string> &program)
{
  std::vector<std::string> arguments = program;

  /* Without a session of its own this would reach the data servers of whoever runs it. */
  if (Environment ("ENROLL_SESSION").empty ())
    {
      g_warning ("a stage needs the session that run-in-session.sh makes");
      return false;
    }
  WriteSettings ();
  arguments.insert (arguments.end (), { "evolution", "--force-online", "-c", "mail" });
  return SetActivationEnvironment (environment) &&
         evolution.Start (arguments,
                          SanitizerEnvironment (environment, home),
                          home + "/evolution.log");
}

bool
Stage::Stop ()
{
  bool is_clean = true;

  if (evolution.IsRunning ())
    {
      Process quit;

      quit.Start ({ "evolution", "--quit" }, ErrorsOnly (environment), home + "/quit.log");
      is_clean = evolution.WaitForExit (kQuitTimeoutMs);
      std::string findings = is_clean ? SanitizerFindings (home) : "";

      if (!findings.empty ())
        g_printerr ("%s\n", findings.c_str ());
      is_clean = is_clean && findings.empty ();
    }
  evolution.Stop ();
  if (!Environment ("ENROLL_SESSION").empty ())
    StopDataServers ();
  return is_clean;
}

std::string
Stage::OutputOf (const std::vector<std::string> &program)
{
  Process process;
  std::string output = home + "/output.log";

  WriteSettings ();
  return process.Start (program, ErrorsOnly (environment), output) &&
                 process.WaitForExit (kTimeoutMs)
             ? ReadFile (output)
             : "";
}

bool
Stage::IsRunning () const
{
  return evolution.IsRunning ();
}

int
Stage::Pid () const
{
  return evolution.Pid ();
}

bool
Stage::WaitForExit (int timeout_ms)
{
  return evolution.WaitForExit (timeout_ms);
}

bool
Stage::Deliver (const std::string &message)
{
  return DeliverInto (Maildir (), message);
}

void
Stage::KeepOwnMail ()
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  std::string path = SourceFile ("ident");

  for (const char *folder : { "/.Sent", "/.Drafts" })
    {
      for (const char *name : { "/cur", "/new", "/tmp" })
        g_mkdir_with_parents ((Maildir () + folder + name).c_str (), 0700);
    }
  g_key_file_load_from_file (file, path.c_str (), G_KEY_FILE_NONE, nullptr);
  g_key_file_set_value (file, "Mail Submission", "SentFolder", "folder://acc/Sent");
  g_key_file_set_value (file, "Mail Composition", "DraftsFolder", "folder://acc/Drafts");
  g_key_file_save_to_file (file, path.c_str (), nullptr);
}

bool
Stage::DeliverTo (const std::string &folder, const std::string &message)
{
  return DeliverInto (Maildir () + "/." + folder, message);
}

bool
Stage::DeliverInto (const std::string &maildir, const std::string &message)
{
  std::string name = std::to_string (g_get_real_time () / G_USEC_PER_SEC) + "." +
                     std::to_string (getpid ()) + "_" + std::to_string (++n_delivered) + ".stage";
  std::string written = maildir + "/tmp/" + name;
  std::string content = message;

  content.erase (std::remove (content.begin (), content.end (), '\r'), content.end ());
  return WriteFile (written, content) && GiveToReader (written) &&
         rename (written.c_str (), (maildir + "/new/" + name).c_str ()) == 0;
}

SmtpSink &
Stage::Sink ()
{
  return sink;
}

const std::string &
Stage::Home () const
{
  return home;
}

std::string
Stage::Maildir () const
{
  return home + "/Maildir";
}

std::string
Stage::CertificateFolder () const
{
  /* Evolution takes the shared database of the home if there is one; 3.62 makes it elsewhere. */
  for (const char *folder : { "/.pki/nssdb", "/.local/share/pki/nssdb", "/.local/share/evolution" })
    {
      if (g_file_test ((home + folder + "/cert9.db").c_str (), G_FILE_TEST_EXISTS))
        return home + folder;
    }
  return "";
}

std::string
Stage::Log () const
{
  return ReadFile (home + "/evolution.log");
}

std::string
Stage::IdentityValue (const std::string &group, const std::string &key) const
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *value = nullptr;

  if (g_key_file_load_from_file (file, SourceFile ("ident").c_str (), G_KEY_FILE_NONE, nullptr))
    value = g_key_file_get_string (file, group.c_str (), key.c_str (), nullptr);
  return value != nullptr ? value : "";
}

std::string
Stage::SourceFile (const std::string &uid) const
{
  return home + "/.config/evolution/sources/" + uid + ".source";
}

void
Stage::WriteAccount (const std::string &alias)
{
  std::string account = "[Data Source]\nDisplayName=Example\nEnabled=true\nParent=\n\n"
                        "[Mail Account]\nIdentityUid=ident\n";
  std::string aliases = alias.empty () ? "" : "Aliases=" + alias + "\n";

  if (kind == StoreKind::Maildir)
    account += "BackendName=maildir\n\n[Maildir Backend]\nPath=" + Maildir () + "\n";
  else
    account += "BackendName=imapx\n\n"
               "[Imapx Backend]\nUseShellCommand=true\nUseIdle=true\nConcurrentConnections=2\n"
               "ShellCommand=env USER=alice " +
               std::string (kImapProgram) + " -k -c " + home +
               "/dovecot.conf\n\n"
               "[Authentication]\nHost=localhost\nPort=143\nUser=alice\n\n"
               "[Security]\nMethod=none\n";
  WriteFile (SourceFile ("acc"), account);
  WriteFile (SourceFile ("ident"),
             std::string ("[Data Source]\nDisplayName=Example\nEnabled=true\nParent=acc\n\n"
                          "[Mail Identity]\nName=") +
                 kName + "\nAddress=" + kAddress + "\n" + aliases +
                 "\n[Mail Submission]\nTransportUid=smtp\nSentFolder=folder://local/Sent\n\n"
                 "[Mail Composition]\nDraftsFolder=folder://local/Drafts\n");
}

void
Stage::WriteTransport ()
{
  WriteFile (SourceFile ("smtp"),
             "[Data Source]\nDisplayName=Example\nEnabled=true\nParent=acc\n\n"
             "[Mail Transport]\nBackendName=smtp\n\n"
             "[Authentication]\nHost=127.0.0.1\nMethod=none\nPort=" +
                 std::to_string (sink.Port ()) + "\n\n[Security]\nMethod=none\n");
}

void
Stage::WriteFolderState ()
{
  std::string inbox = kind == StoreKind::Imap ? "folder://acc/INBOX" : "folder://acc/Inbox";

  WriteFile (home + "/.config/evolution/mail/state.ini",
             "[Store acc]\nExpanded=true\n\n[Folder Tree]\nSelected=" + inbox + "\n");
}

/* Evolution starts the server itself and talks to it through a pipe, already logged in: there
 * is no password that it could ask for. Dovecot refuses to read mail as root. */
void
Stage::WriteDovecotConfiguration ()
{
  bool is_root = geteuid () == 0;
  std::string uid = is_root ? "nobody" : std::to_string (geteuid ());
  std::string gid = is_root ? "nogroup" : std::to_string (getegid ());

  WriteFile (home + "/dovecot.conf",
             DovecotMail (Maildir ()) + "base_dir = " + home + "/dovecot\nstate_dir = " + home +
                 "/dovecot\nmail_uid = " + uid + "\nmail_gid = " + gid +
                 "\nfirst_valid_uid = 1\nfirst_valid_gid = 1\nssl = no\n"
                 "namespace inbox {\n  inbox = yes\n}\n");
  if (is_root)
    g_chmod (home.c_str (), 0711);
  for (const char *folder : { "", "/cur", "/new", "/tmp" })
    GiveToReader (Maildir () + folder);
}

/* To the user that the IMAP server reads mail as. */
bool
Stage::GiveToReader (const std::string &path) const
{
  struct stat folder;
  struct passwd *reader = getpwnam ("nobody");

  if (kind != StoreKind::Imap || geteuid () != 0)
    return true;
  return reader != nullptr && stat (path.c_str (), &folder) == 0 &&
         chown (path.c_str (), reader->pw_uid, reader->pw_gid) == 0;
}

void
Stage::WriteSettings ()
{
  std::string path = home + "/.config/glib-2.0/settings/keyfile";
  g_autoptr (GKeyFile) file = g_key_file_new ();

  g_key_file_load_from_file (file, path.c_str (), G_KEY_FILE_NONE, nullptr);
  for (const auto &[group, values] : settings)
    {
      for (const auto &[key, value] : values)
        g_key_file_set_value (file, group.c_str (), key.c_str (), value.c_str ());
    }

  g_autofree char *content = g_key_file_to_data (file, nullptr, nullptr);
  WriteFile (path, content);
}

void
Stage::MakeEnvironment ()
{
  const char *handed_on[][2] = {
    { "ENROLL_PREFIX", "EDS_EXTRA_PREFIXES" },
    { "ENROLL_SCHEMA_DIR", "GSETTINGS_SCHEMA_DIR" },
    { "ENROLL_PORTAL_DIR", "ENROLL_PORTAL_DIR" },
  };

  environment["HOME"] = home;
  environment["XDG_CONFIG_HOME"] = home + "/.config";
  environment["XDG_DATA_HOME"] = home + "/.local/share";
  environment["XDG_CACHE_HOME"] = home + "/.cache";
  /* The runtime folder stays that of the session: the accessibility bus lives there. */
  for (const auto &pair : handed_on)
    {
      std::string value = Environment (pair[0]);

      if (!value.empty ())
        environment[pair[1]] = value;
    }
}

}
