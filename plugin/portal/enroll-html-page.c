/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-html-guard.h"
#include "enroll-html-reader.h"
#include "enroll-html-refresh.h"
#include "enroll-secret.h"
#include "enroll-text.h"
#include "enroll-web-address.h"

#include <libxml/HTMLparser.h>
#include <stdlib.h>
#include <string.h>

/* Reads any HTML page into a form value. Recovers from bad markup as libxml2 does; runs no script
 * and loads nothing. */

#define MAX_CONTROLS 2000
#define MAX_NOTICES 50
#define MAX_WORK ((gsize)30 * 1000 * 1000) /* a third of a second */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (xmlDoc, xmlFreeDoc)

static void
group_free (gpointer data)
{
  EnrollHtmlGroup *group = data;

  enroll_wipe_string (group->action);
  g_free (group->method);
  g_free (group->enctype);
  g_free (group->charset);
  g_free (group);
}

static void
control_free (gpointer data)
{
  EnrollControl *control = data;

  g_free (control->name);
  g_free (control);
}

static void
submitter_free (gpointer data)
{
  EnrollSubmitter *submitter = data;

  g_free (submitter->name);
  enroll_wipe_string (submitter->value);
  enroll_wipe_string (submitter->action);
  g_free (submitter->method);
  g_free (submitter->enctype);
  g_free (submitter);
}

void
enroll_html_page_free (EnrollHtmlPage *self)
{
  g_clear_pointer (&self->form, enroll_form_unref);
  g_ptr_array_unref (self->groups);
  g_ptr_array_unref (self->controls);
  g_ptr_array_unref (self->submitters);
  g_free (self);
}

/**
 * enroll_html_resolve:
 * @reader: a page while it is read
 * @reference: (nullable): a reference in it
 *
 * Returns: (transfer full): where @reference leads, see enroll_web_address_dup_target()
 */
char *
enroll_html_resolve (const EnrollHtmlReader *reader, const char *reference)
{
  char *target = enroll_web_address_dup_target (reader->base, reference != NULL ? reference : "");

  enroll_html_spend (reader->root, strlen (target));
  return target;
}

/* An encoding that a form can be sent in; UTF-16 is sent as UTF-8 (HTML 4.10.22.1). */
static gboolean
is_usable_charset (const char *charset)
{
  GIConv converter;

  if (g_ascii_strcasecmp (charset, "utf-8") == 0)
    return TRUE;
  if (charset[0] == '\0' || g_ascii_strncasecmp (charset, "utf-16", 6) == 0 ||
      g_ascii_strncasecmp (charset, "utf-32", 6) == 0 ||
      g_ascii_strncasecmp (charset, "ucs", 3) == 0)
    return FALSE;
  converter = g_iconv_open (charset, "UTF-8");
  if (converter == (GIConv)-1)
    return FALSE;
  g_iconv_close (converter);
  return TRUE;
}

static char *
choose_charset (const char *accepted, const char *charset_of_page)
{
  g_auto (GStrv) list = g_strsplit_set (accepted != NULL ? accepted : "", " ,\t\r\n", 16);

  for (guint i = 0; list[i] != NULL; i++)
    {
      if (is_usable_charset (list[i]))
        return g_strdup (list[i]);
    }
  return g_strdup (is_usable_charset (charset_of_page) ? charset_of_page : "UTF-8");
}

static guint
add_group (EnrollHtmlReader *reader, xmlNode *form)
{
  EnrollHtmlGroup *group = g_new0 (EnrollHtmlGroup, 1);
  const char *action = enroll_html_get_attribute (form, "action");
  const char *charset = enroll_html_get_attribute (form, "accept-charset");

  /* Without an action a form goes to its own page, whatever the base (HTML 4.10.22.3). */
  group->action = action != NULL && action[strspn (action, " \t\r\n")] != '\0'
                      ? enroll_html_resolve (reader, action)
                      : g_uri_to_string (reader->uri);
  group->method = g_strdup (enroll_html_get_attribute (form, "method"));
  group->enctype = g_strdup (enroll_html_get_attribute (form, "enctype"));
  group->charset = choose_charset (charset, reader->charset);
  g_ptr_array_add (reader->page->groups, group);
  g_hash_table_insert (reader->groups, form, GUINT_TO_POINTER (reader->page->groups->len));
  return reader->page->groups->len - 1;
}

/* The form that owns a control: by attribute, else by nesting (HTML 4.10.18.3). */
static guint
find_group (EnrollHtmlReader *reader, xmlNode *control)
{
  const char *id = enroll_html_get_attribute (control, "form");
  xmlNode *form = enroll_html_names_find_id (reader->names, id);
  gpointer known;

  if (!enroll_html_is (form, ENROLL_HTML_FORM))
    form = enroll_html_find_ancestor (control, ENROLL_HTML_FORM);
  if (form == NULL)
    return ENROLL_NO_GROUP;

  known = g_hash_table_lookup (reader->groups, form);
  return known != NULL ? GPOINTER_TO_UINT (known) - 1 : add_group (reader, form);
}

static char *
dup_context (xmlNode *node)
{
  xmlNode *scope = enroll_html_find_ancestor (node, ENROLL_HTML_TR);

  if (scope == NULL)
    scope = enroll_html_find_ancestor (node, ENROLL_HTML_LI);
  return scope != NULL ? enroll_html_dup_text (scope, NULL) : NULL;
}

static void
read_button (EnrollHtmlReader *reader, xmlNode *node, guint group)
{
  const char *action = enroll_html_get_attribute (node, "formaction");
  g_autofree char *label = NULL;
  EnrollSubmitter *submitter;
  EnrollButton *button;

  if (group == ENROLL_NO_GROUP || enroll_html_is_disabled (node) ||
      enroll_html_is_within_invisible (node))
    return;

  label = enroll_html_names_dup_button (reader->names, node);
  submitter = g_new0 (EnrollSubmitter, 1);
  submitter->name = g_strdup (enroll_html_get_attribute (node, "name"));
  submitter->value = g_strdup (enroll_html_get_attribute (node, "value"));
  submitter->action = action != NULL ? enroll_html_resolve (reader, action) : NULL;
  submitter->method = g_strdup (enroll_html_get_attribute (node, "formmethod"));
  submitter->enctype = g_strdup (enroll_html_get_attribute (node, "formenctype"));
  submitter->is_image = enroll_html_attribute_is (node, "type", "image");
  g_ptr_array_add (reader->page->submitters, submitter);

  button = enroll_form_add_button (reader->form, group, label);
  button->handle = g_strdup_printf ("%u", reader->page->submitters->len - 1);
  button->context = dup_context (node);
}

static void
read_link (EnrollHtmlReader *reader, xmlNode *node)
{
  const char *target = enroll_html_get_attribute (node, "href");
  g_autofree char *label = NULL;
  EnrollButton *button;

  if (target == NULL || target[0] == '#' || enroll_html_is_within_invisible (node))
    return;

  label = enroll_html_names_dup_button (reader->names, node);
  button = enroll_form_add_button (reader->form, ENROLL_NO_GROUP, label);
  button->handle = enroll_html_resolve (reader, target);
  button->context = dup_context (node);
}

static void
read_notice (EnrollHtmlReader *reader, xmlNode *node)
{
  g_autofree char *text = NULL;

  if (reader->form->notices->len >= MAX_NOTICES || enroll_html_is_within_invisible (node))
    return;
  text = enroll_html_dup_text (node, NULL);
  if (text[0] != '\0')
    g_ptr_array_add (reader->form->notices, g_steal_pointer (&text));
}

/* <meta http-equiv="refresh" content="5; url=…"> */
static void
read_meta (EnrollHtmlReader *reader, xmlNode *node)
{
  const char *content;

  if (!enroll_html_attribute_is (node, "http-equiv", "refresh"))
    return;
  content = enroll_html_get_attribute (node, "content");
  if (content != NULL)
    enroll_html_read_refresh (reader->form, content, reader->base);
}

static void
read_input (EnrollHtmlReader *reader, xmlNode *node)
{
  guint group = find_group (reader, node);

  if (enroll_html_attribute_is (node, "type", "submit") ||
      enroll_html_attribute_is (node, "type", "image"))
    {
      read_button (reader, node, group);
    }
  else
    {
      enroll_html_read_input (reader, node, group);
    }
}

static void
read_element (EnrollHtmlReader *reader, xmlNode *node)
{
  EnrollHtmlTag tag = enroll_html_get_tag (node);

  if (tag == ENROLL_HTML_INPUT)
    {
      read_input (reader, node);
    }
  else if (tag == ENROLL_HTML_SELECT)
    {
      enroll_html_read_select (reader, node, find_group (reader, node));
    }
  else if (tag == ENROLL_HTML_TEXTAREA)
    {
      enroll_html_read_text_area (reader, node, find_group (reader, node));
    }
  else if (tag == ENROLL_HTML_BUTTON && !enroll_html_attribute_is (node, "type", "button") &&
           !enroll_html_attribute_is (node, "type", "reset"))
    {
      read_button (reader, node, find_group (reader, node));
    }
  else if (tag == ENROLL_HTML_A)
    {
      read_link (reader, node);
    }
  else if (tag == ENROLL_HTML_META)
    {
      read_meta (reader, node);
    }
  else if (tag == ENROLL_HTML_H1 && reader->form->title == NULL)
    {
      reader->form->title = enroll_html_dup_text (node, NULL);
    }
  else if (enroll_html_attribute_is (node, "role", "alert"))
    {
      read_notice (reader, node);
    }
}

/* What has to be known of the whole page before any of it is read. */
static void
note_element_cb (xmlNode *node, gpointer user_data)
{
  EnrollHtmlReader *reader = user_data;
  EnrollHtmlTag tag = enroll_html_get_tag (node);

  enroll_html_names_add (reader->names, node);
  if (tag == ENROLL_HTML_BASE && reader->base_reference == NULL)
    reader->base_reference = enroll_html_get_attribute (node, "href");
  if (tag == ENROLL_HTML_TITLE && reader->title == NULL)
    reader->title = node;
  if ((tag == ENROLL_HTML_A || tag == ENROLL_HTML_H1 || tag == ENROLL_HTML_META ||
       enroll_html_is_control (node) || enroll_html_has_role (node)) &&
      !enroll_html_is_inert (node))
    g_ptr_array_add (reader->elements, node);
}

static gboolean
has_too_many (const EnrollHtmlReader *reader)
{
  const EnrollForm *form = reader->form;

  return form->fields->len + form->buttons->len + form->notices->len > MAX_CONTROLS ||
         reader->page->controls->len > MAX_CONTROLS;
}

static void
read_tree (EnrollHtmlReader *reader, xmlNode *root)
{
  GUri *base;

  reader->form->text = enroll_html_mark (root, note_element_cb, reader);
  base = reader->base_reference != NULL
             ? enroll_web_address_resolve (reader->uri, reader->base_reference)
             : NULL;
  reader->base = base != NULL ? base : g_uri_ref (reader->uri);
  for (guint i = 0; i < reader->elements->len; i++)
    {
      read_element (reader, g_ptr_array_index (reader->elements, i));
      if (has_too_many (reader) || !enroll_html_spend (root, 1))
        break;
    }
  if (reader->form->title == NULL && reader->title != NULL)
    reader->form->title = enroll_html_dup_text (reader->title, NULL);
}

static xmlDoc *
parse (GBytes *html, const char *charset)
{
  gsize length;
  const char *data = g_bytes_get_data (html, &length);
  int options = HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET;

  if (data == NULL)
    data = "";
  if (charset != NULL && !enroll_html_guard_is_charset (charset))
    charset = NULL;
  if (!enroll_html_guard_declares_well (data, length))
    options |= HTML_PARSE_IGNORE_ENC;
  return htmlReadMemory (data,
                         (int)enroll_html_guard_measure (data, length),
                         NULL,
                         charset,
                         options);
}

static EnrollHtmlPage *
make_empty_page (GUri *uri)
{
  g_autofree char *host = enroll_text_host_of_uri (uri);
  EnrollHtmlPage *page = g_new0 (EnrollHtmlPage, 1);

  page->form = enroll_form_new (host);
  page->groups = g_ptr_array_new_with_free_func (group_free);
  page->controls = g_ptr_array_new_with_free_func (control_free);
  page->submitters = g_ptr_array_new_with_free_func (submitter_free);
  return page;
}

/**
 * enroll_html_page_new:
 * @html: the page, at most 2 GiB
 * @charset: (nullable): what the transport said about its encoding
 * @uri: where it came from
 *
 * Reads a page. Whatever the markup, the result is a form value, perhaps an empty one: of a page that
 * takes much longer to read than any that a person fills in, nothing is kept.
 *
 * Returns: (transfer full): the page, not yet recognised
 */
EnrollHtmlPage *
enroll_html_page_new (GBytes *html, const char *charset, GUri *uri)
{
  g_autoptr (xmlDoc) document = parse (html, charset);
  g_autoptr (EnrollHtmlNames) names = NULL;
  EnrollHtmlPage *page = make_empty_page (uri);
  xmlNode *root = document != NULL ? xmlDocGetRootElement (document) : NULL;
  EnrollHtmlReader reader = { .page = page, .root = root };
  gsize work = MAX_WORK;

  if (root == NULL)
    return page;

  names = enroll_html_names_new ();
  reader.form = page->form;
  reader.names = names;
  reader.elements = g_ptr_array_new ();
  reader.charset = document->encoding != NULL ? (const char *)document->encoding : "UTF-8";
  reader.groups = g_hash_table_new (NULL, NULL);
  reader.radios = g_hash_table_new_full (enroll_text_hash, g_str_equal, g_free, NULL);
  reader.uri = uri;
  enroll_html_limit (document, &work);
  read_tree (&reader, root);
  g_ptr_array_unref (reader.elements);
  g_hash_table_unref (reader.groups);
  g_hash_table_unref (reader.radios);
  g_uri_unref (reader.base);
  if (work > 0)
    return page;
  enroll_html_page_free (page);
  return make_empty_page (uri);
}

static gboolean
is_sent (const EnrollHtmlPage *self, guint field)
{
  for (guint i = 0; i < self->controls->len; i++)
    {
      const EnrollControl *control = g_ptr_array_index (self->controls, i);

      if (control->field == field && control->name != NULL && control->name[0] != '\0')
        return TRUE;
    }
  return FALSE;
}

/**
 * enroll_html_page_needs_script:
 * @self: a page whose form was recognised
 *
 * A form whose known fields have no name, or that has no button to send it with, is answered by the
 * page's own script or not at all (HTML 4.10.21.4).
 *
 * Returns: %TRUE if the form cannot be sent from here
 */
gboolean
enroll_html_page_needs_script (const EnrollHtmlPage *self)
{
  const EnrollForm *form = self->form;
  gboolean has_fields = FALSE;
  gboolean has_button = FALSE;

  if (form->kind == ENROLL_FORM_UNKNOWN || form->group == ENROLL_NO_GROUP)
    return FALSE;

  for (guint i = 0; i < form->fields->len; i++)
    {
      const EnrollField *field = g_ptr_array_index (form->fields, i);

      if (field->group != form->group || field->role == ENROLL_ROLE_NONE || field->is_fixed)
        continue;
      has_fields = TRUE;
      if (!is_sent (self, i))
        return TRUE;
    }
  for (guint i = 0; i < form->buttons->len && !has_button; i++)
    has_button = ((EnrollButton *)g_ptr_array_index (form->buttons, i))->group == form->group;
  return has_fields && !has_button;
}

/**
 * enroll_html_dup_document_text:
 * @html: an HTML document
 * @charset: (nullable): what the transport said about its encoding
 *
 * Returns: (transfer full) (nullable): what a person reads in it, one line per block
 */
char *
enroll_html_dup_document_text (GBytes *html, const char *charset)
{
  g_autoptr (xmlDoc) document = parse (html, charset);
  xmlNode *root = document != NULL ? xmlDocGetRootElement (document) : NULL;

  return root != NULL ? enroll_html_mark (root, NULL, NULL) : NULL;
}
