/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "portal-json.h"

#include <string.h>

struct _PortalJson
{
  GString *text;
  gboolean needs_comma;
};

PortalJson *
portal_json_new (void)
{
  PortalJson *self = g_new0 (PortalJson, 1);

  self->text = g_string_new (NULL);
  return self;
}

void
portal_json_free (PortalJson *self)
{
  g_string_free (self->text, TRUE);
  g_free (self);
}

/* “<” is escaped, too, so that the value may stand in a page. */
static void
append_quoted (PortalJson *self, const char *text)
{
  g_string_append_c (self->text, '"');
  for (const char *at = text; *at != '\0'; at++)
    {
      if (*at == '"' || *at == '\\')
        g_string_append_printf (self->text, "\\%c", *at);
      else if ((guchar)*at < 0x20 || *at == '<')
        g_string_append_printf (self->text, "\\u%04x", (guint)*at);
      else
        g_string_append_c (self->text, *at);
    }
  g_string_append_c (self->text, '"');
}

static void
begin_value (PortalJson *self, const char *name)
{
  if (self->needs_comma)
    g_string_append_c (self->text, ',');
  self->needs_comma = TRUE;
  if (name == NULL)
    return;
  append_quoted (self, name);
  g_string_append_c (self->text, ':');
}

static void
begin_nest (PortalJson *self, const char *name, char bracket)
{
  begin_value (self, name);
  g_string_append_c (self->text, bracket);
  self->needs_comma = FALSE;
}

static void
end_nest (PortalJson *self, char bracket)
{
  g_string_append_c (self->text, bracket);
  self->needs_comma = TRUE;
}

void
portal_json_begin_object (PortalJson *self, const char *name)
{
  begin_nest (self, name, '{');
}

void
portal_json_end_object (PortalJson *self)
{
  end_nest (self, '}');
}

void
portal_json_begin_list (PortalJson *self, const char *name)
{
  begin_nest (self, name, '[');
}

void
portal_json_end_list (PortalJson *self)
{
  end_nest (self, ']');
}

void
portal_json_text (PortalJson *self, const char *name, const char *text)
{
  if (text == NULL)
    return;
  begin_value (self, name);
  append_quoted (self, text);
}

void
portal_json_flag (PortalJson *self, const char *name, gboolean flag)
{
  begin_value (self, name);
  g_string_append (self->text, flag ? "true" : "false");
}

void
portal_json_number (PortalJson *self, const char *name, guint number)
{
  begin_value (self, name);
  g_string_append_printf (self->text, "%u", number);
}

char *
portal_json_finish (PortalJson *self)
{
  return g_strdup (self->text->str);
}
