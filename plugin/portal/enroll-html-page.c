/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-html-name.h"
#include "enroll-html-page.h"
#include "enroll-html-refresh.h"
#include "enroll-text.h"

#include <libxml/HTMLparser.h>
#include <stdlib.h>
#include <string.h>

/* Reads any HTML page into a form value. Recovers from bad markup as libxml2 does; runs no script
 * and loads nothing. */

#define MAX_CONTROLS 2000

typedef struct
{
  EnrollHtmlPage *page;
  EnrollForm *form;
  EnrollHtmlNames *names;
  GHashTable *groups; /* form element -> index + 1 */
  GHashTable *radios; /* group and name -> field index + 1 */
  GUri *base;
  const char *charset;
} Reader;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (xmlDoc, xmlFreeDoc)

static void
group_free (gpointer data)
{
  EnrollHtmlGroup *group = data;

  g_free (group->action);
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
  g_free (submitter->value);
  g_free (submitter->action);
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

static char *
resolve (const Reader *reader, const char *reference)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (reference != NULL ? reference : ""));
  g_autoptr (GUri) uri = g_uri_parse_relative (reader->base,
                                               trimmed,
                                               G_URI_FLAGS_ENCODED | G_URI_FLAGS_PARSE_RELAXED,
                                               NULL);

  return uri != NULL ? g_uri_to_string (uri) : NULL;
}

static guint
add_group (Reader *reader, xmlNode *form)
{
  EnrollHtmlGroup *group = g_new0 (EnrollHtmlGroup, 1);
  g_autofree char *action = enroll_html_dup_attribute (form, "action");
  g_autofree char *charset = enroll_html_dup_attribute (form, "accept-charset");

  group->action = resolve (reader, action);
  group->method = enroll_html_dup_attribute (form, "method");
  group->enctype = enroll_html_dup_attribute (form, "enctype");
  group->charset = g_strdup (charset != NULL ? charset : reader->charset);
  g_strdelimit (group->charset, " ,", '\0');
  g_ptr_array_add (reader->page->groups, group);
  g_hash_table_insert (reader->groups, form, GUINT_TO_POINTER (reader->page->groups->len));
  return reader->page->groups->len - 1;
}

/* The form that owns a control: by attribute, else by nesting (HTML 4.10.18.3). */
static guint
find_group (Reader *reader, xmlNode *control)
{
  g_autofree char *id = enroll_html_dup_attribute (control, "form");
  xmlNode *form = enroll_html_names_find_id (reader->names, id);
  gpointer known;

  if (!enroll_html_is (form, "form"))
    form = enroll_html_find_ancestor (control, "form");
  if (form == NULL)
    return ENROLL_NO_GROUP;

  known = g_hash_table_lookup (reader->groups, form);
  return known != NULL ? GPOINTER_TO_UINT (known) - 1 : add_group (reader, form);
}

static void
add_control (Reader *reader, xmlNode *node, guint group, guint field, int option)
{
  EnrollControl *control = g_new0 (EnrollControl, 1);

  control->group = group;
  control->field = field;
  control->option = option;
  control->name = enroll_html_dup_attribute (node, "name");
  g_ptr_array_add (reader->page->controls, control);
}

static gboolean
is_disabled (xmlNode *control)
{
  xmlNode *fieldset = enroll_html_find_ancestor (control, "fieldset");

  return enroll_html_has_attribute (control, "disabled") ||
         (fieldset != NULL && enroll_html_has_attribute (fieldset, "disabled"));
}

/* A label that carries the usual mark of a mandatory field. */
static gboolean
is_required (xmlNode *control, const char *label)
{
  return enroll_html_has_attribute (control, "required") ||
         enroll_html_attribute_is (control, "aria-required", "true") ||
         g_str_has_suffix (label, "*") || g_str_has_suffix (label, "*:") ||
         g_str_has_prefix (label, "*");
}

static void
describe_field (Reader *reader, EnrollField *field, xmlNode *control)
{
  field->hint = enroll_html_names_dup_description (reader->names, control);
  field->error = enroll_html_names_dup_error (reader->names, control);
  field->is_required = is_required (control, field->label);
  field->is_fixed = enroll_html_has_attribute (control, "readonly") || is_disabled (control) ||
                    enroll_html_attribute_is (control, "aria-readonly", "true");
}

static void
read_text_field (Reader *reader, xmlNode *control, guint group, EnrollFieldKind kind)
{
  g_autofree char *label = enroll_html_names_dup_control (reader->names, control);
  EnrollField *field = enroll_form_add_field (reader->form, kind, group, label);

  g_free (field->value);
  if (kind == ENROLL_FIELD_MULTILINE)
    {
      xmlChar *content = xmlNodeGetContent (control);

      field->value = g_utf8_make_valid ((const char *)content, -1);
      xmlFree (content);
      if (field->value[0] == '\n')
        memmove (field->value, field->value + 1, strlen (field->value));
    }
  else
    {
      field->value = enroll_html_dup_attribute (control, "value");
    }
  if (field->value == NULL)
    field->value = g_strdup ("");
  describe_field (reader, field, control);
  if (!is_disabled (control))
    add_control (reader, control, group, reader->form->fields->len - 1, -1);
}

static void
read_hidden_field (Reader *reader, xmlNode *control, guint group)
{
  EnrollField *field = enroll_form_add_field (reader->form, ENROLL_FIELD_HIDDEN, group, NULL);

  g_free (field->value);
  field->value = enroll_html_dup_attribute (control, "value");
  if (field->value == NULL)
    field->value = g_strdup ("");
  if (!is_disabled (control))
    add_control (reader, control, group, reader->form->fields->len - 1, -1);
}

static char *
dup_first_link (Reader *reader, xmlNode *root)
{
  for (xmlNode *node = root; node != NULL; node = enroll_html_next (node, root, TRUE))
    {
      g_autofree char *target =
          enroll_html_is (node, "a") ? enroll_html_dup_attribute (node, "href") : NULL;

      if (target != NULL && target[0] != '#' && target[0] != '\0')
        return resolve (reader, target);
    }
  return NULL;
}

static char *
dup_document (xmlNode *region)
{
  g_autofree char *text = NULL;
  xmlChar *content;

  if (!enroll_html_is (region, "textarea"))
    return enroll_html_dup_blocks (region);

  content = xmlNodeGetContent (region);
  text = g_utf8_make_valid ((const char *)content, -1);
  xmlFree (content);
  return g_steal_pointer (&text);
}

/* What a check box agrees with: a region that describes it, else the link in its label. */
static void
find_document (Reader *reader, EnrollField *field, xmlNode *control)
{
  g_autofree char *described = enroll_html_dup_attribute (control, "aria-describedby");
  xmlNode *region = enroll_html_names_find_id (reader->names, described);
  xmlNode *label = enroll_html_names_find_label (reader->names, control);

  if (region != NULL)
    field->document = dup_document (region);
  field->document_uri = dup_first_link (reader, label != NULL ? label : control->parent);
}

static void
read_check_box (Reader *reader, xmlNode *control, guint group)
{
  g_autofree char *label = enroll_html_names_dup_option (reader->names, control);
  g_autofree char *value = enroll_html_dup_attribute (control, "value");
  EnrollField *field = enroll_form_add_field (reader->form, ENROLL_FIELD_CHECK, group, label);

  g_free (field->value);
  field->value = g_strdup (value != NULL ? value : "on");
  field->is_checked = enroll_html_has_attribute (control, "checked");
  describe_field (reader, field, control);
  field->is_fixed = is_disabled (control);
  find_document (reader, field, control);
  if (!is_disabled (control))
    add_control (reader, control, group, reader->form->fields->len - 1, -1);
}

static void
read_radio_button (Reader *reader, xmlNode *control, guint group)
{
  g_autofree char *name = enroll_html_dup_attribute (control, "name");
  g_autofree char *key = g_strdup_printf ("%u %s", group, name != NULL ? name : "");
  g_autofree char *label = enroll_html_names_dup_option (reader->names, control);
  g_autofree char *value = enroll_html_dup_attribute (control, "value");
  guint index = GPOINTER_TO_UINT (g_hash_table_lookup (reader->radios, key));
  EnrollField *field;

  if (index == 0)
    {
      g_autofree char *group_label = enroll_html_names_dup_group (reader->names, control);

      field = enroll_form_add_field (reader->form, ENROLL_FIELD_CHOICE, group, group_label);
      describe_field (reader, field, control);
      field->is_fixed = FALSE;
      index = reader->form->fields->len;
      g_hash_table_insert (reader->radios, g_steal_pointer (&key), GUINT_TO_POINTER (index));
    }
  field = g_ptr_array_index (reader->form->fields, index - 1);
  enroll_field_add_option (field, label, value != NULL ? value : "on", is_disabled (control));
  if (enroll_html_has_attribute (control, "checked"))
    field->selected = (int)field->options->len - 1;
  add_control (reader, control, group, index - 1, (int)field->options->len - 1);
}

static void
read_option (EnrollField *field, xmlNode *option)
{
  g_autofree char *text = enroll_html_dup_text (option, NULL);
  g_autofree char *label = enroll_html_dup_attribute (option, "label");
  g_autofree char *value = enroll_html_dup_attribute (option, "value");

  enroll_field_add_option (field,
                           label != NULL && label[0] != '\0' ? label : text,
                           value != NULL ? value : text,
                           is_disabled (option));
  if (enroll_html_has_attribute (option, "selected"))
    field->selected = (int)field->options->len - 1;
}

static void
read_select (Reader *reader, xmlNode *control, guint group)
{
  g_autofree char *label = enroll_html_names_dup_control (reader->names, control);
  EnrollField *field = enroll_form_add_field (reader->form, ENROLL_FIELD_CHOICE, group, label);

  for (xmlNode *node = control; node != NULL; node = enroll_html_next (node, control, TRUE))
    {
      if (enroll_html_is (node, "option"))
        read_option (field, node);
    }
  /* A drop-down shows its first option that is not disabled (HTML 4.10.7). */
  for (guint i = 0; field->selected < 0 && i < field->options->len; i++)
    {
      if (!((EnrollOption *)g_ptr_array_index (field->options, i))->is_disabled)
        field->selected = (int)i;
    }
  describe_field (reader, field, control);
  if (!is_disabled (control))
    add_control (reader, control, group, reader->form->fields->len - 1, -1);
}

static char *
dup_context (xmlNode *node)
{
  xmlNode *scope = enroll_html_find_ancestor (node, "tr");

  if (scope == NULL)
    scope = enroll_html_find_ancestor (node, "li");
  return scope != NULL ? enroll_html_dup_text (scope, NULL) : NULL;
}

static void
read_button (Reader *reader, xmlNode *node, guint group)
{
  g_autofree char *label = enroll_html_names_dup_button (reader->names, node);
  g_autofree char *action = enroll_html_dup_attribute (node, "formaction");
  EnrollSubmitter *submitter;
  EnrollButton *button;

  if (group == ENROLL_NO_GROUP || is_disabled (node))
    return;

  submitter = g_new0 (EnrollSubmitter, 1);
  submitter->name = enroll_html_dup_attribute (node, "name");
  submitter->value = enroll_html_dup_attribute (node, "value");
  submitter->action = action != NULL ? resolve (reader, action) : NULL;
  submitter->method = enroll_html_dup_attribute (node, "formmethod");
  submitter->enctype = enroll_html_dup_attribute (node, "formenctype");
  submitter->is_image = enroll_html_attribute_is (node, "type", "image");
  g_ptr_array_add (reader->page->submitters, submitter);

  button = enroll_form_add_button (reader->form, group, label);
  button->handle = g_strdup_printf ("%u", reader->page->submitters->len - 1);
  button->context = dup_context (node);
}

static void
read_link (Reader *reader, xmlNode *node)
{
  g_autofree char *target = enroll_html_dup_attribute (node, "href");
  g_autofree char *uri = target != NULL && target[0] != '#' ? resolve (reader, target) : NULL;
  g_autofree char *label = NULL;
  EnrollButton *button;

  if (uri == NULL)
    return;

  label = enroll_html_names_dup_button (reader->names, node);
  button = enroll_form_add_button (reader->form, ENROLL_NO_GROUP, label);
  button->handle = g_steal_pointer (&uri);
  button->context = dup_context (node);
}

static void
read_input (Reader *reader, xmlNode *node, guint group)
{
  g_autofree char *written = enroll_html_dup_attribute (node, "type");
  g_autofree char *type = g_ascii_strdown (written != NULL ? written : "text", -1);

  if (g_str_equal (type, "submit") || g_str_equal (type, "image"))
    {
      read_button (reader, node, group);
    }
  else if (g_str_equal (type, "button") || g_str_equal (type, "reset") ||
           g_str_equal (type, "file"))
    {
      return;
    }
  else if (g_str_equal (type, "hidden") || enroll_html_is_within_invisible (node))
    {
      read_hidden_field (reader, node, group);
    }
  else if (g_str_equal (type, "checkbox"))
    {
      read_check_box (reader, node, group);
    }
  else if (g_str_equal (type, "radio"))
    {
      read_radio_button (reader, node, group);
    }
  else if (g_str_equal (type, "password"))
    {
      read_text_field (reader, node, group, ENROLL_FIELD_PASSWORD);
    }
  else
    {
      read_text_field (reader, node, group, ENROLL_FIELD_TEXT);
    }
}

static void
read_notice (Reader *reader, xmlNode *node)
{
  g_autofree char *text = enroll_html_dup_text (node, NULL);

  if (text[0] != '\0' && strlen (text) < 2000)
    g_ptr_array_add (reader->form->notices, g_steal_pointer (&text));
}

/* <meta http-equiv="refresh" content="5; url=…"> */
static void
read_meta (Reader *reader, xmlNode *node)
{
  g_autofree char *content = NULL;

  if (!enroll_html_attribute_is (node, "http-equiv", "refresh"))
    return;
  content = enroll_html_dup_attribute (node, "content");
  if (content != NULL)
    enroll_html_read_refresh (reader->form, content, reader->base);
}

static void
read_element (Reader *reader, xmlNode *node)
{
  if (enroll_html_is (node, "input"))
    {
      read_input (reader, node, find_group (reader, node));
    }
  else if (enroll_html_is (node, "select"))
    {
      read_select (reader, node, find_group (reader, node));
    }
  else if (enroll_html_is (node, "textarea"))
    {
      read_text_field (reader, node, find_group (reader, node), ENROLL_FIELD_MULTILINE);
    }
  else if (enroll_html_is (node, "button") && !enroll_html_attribute_is (node, "type", "button") &&
           !enroll_html_attribute_is (node, "type", "reset"))
    {
      read_button (reader, node, find_group (reader, node));
    }
  else if (enroll_html_is (node, "a"))
    {
      read_link (reader, node);
    }
  else if (enroll_html_is (node, "meta"))
    {
      read_meta (reader, node);
    }
  else if (enroll_html_is (node, "h1") && reader->form->title == NULL)
    {
      reader->form->title = enroll_html_dup_text (node, NULL);
    }
  else if (enroll_html_attribute_is (node, "role", "alert"))
    {
      read_notice (reader, node);
    }
}

static gboolean
is_left_out (xmlNode *node)
{
  /* An invisible control is still sent; its siblings that only hold text are not looked at. */
  return enroll_html_is (node, "template") || enroll_html_is (node, "script") ||
         enroll_html_is (node, "style");
}

static void
set_base (Reader *reader, xmlNode *root, GUri *uri)
{
  reader->base = g_uri_ref (uri);
  for (xmlNode *node = root; node != NULL; node = enroll_html_next (node, root, TRUE))
    {
      g_autofree char *target =
          enroll_html_is (node, "base") ? enroll_html_dup_attribute (node, "href") : NULL;

      if (target != NULL)
        {
          GUri *base = g_uri_parse_relative (uri,
                                             target,
                                             G_URI_FLAGS_ENCODED | G_URI_FLAGS_PARSE_RELAXED,
                                             NULL);

          if (base != NULL)
            {
              g_uri_unref (reader->base);
              reader->base = base;
            }
          return;
        }
    }
}

static void
read_title (Reader *reader, xmlNode *root)
{
  for (xmlNode *node = root; node != NULL && reader->form->title == NULL;
       node = enroll_html_next (node, root, TRUE))
    {
      if (enroll_html_is (node, "title"))
        reader->form->title = enroll_html_dup_text (node, NULL);
    }
}

static void
read_tree (Reader *reader, xmlNode *root)
{
  for (xmlNode *node = root; node != NULL;
       node = enroll_html_next (node, root, !is_left_out (node)))
    {
      if (node->type == XML_ELEMENT_NODE)
        read_element (reader, node);
      if (reader->form->fields->len + reader->form->buttons->len > MAX_CONTROLS)
        break;
    }
  read_title (reader, root);
  reader->form->text = enroll_html_dup_blocks (root);
}

static xmlDoc *
parse (GBytes *html, const char *charset)
{
  gsize length;
  const char *data = g_bytes_get_data (html, &length);

  return htmlReadMemory (data != NULL ? data : "",
                         (int)length,
                         NULL,
                         charset,
                         HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
                             HTML_PARSE_NONET);
}

static char *
dup_host (GUri *uri)
{
  if (g_uri_get_port (uri) > 0 && g_uri_get_port (uri) != 443)
    return g_strdup_printf ("%s:%d", g_uri_get_host (uri), g_uri_get_port (uri));
  return g_strdup (g_uri_get_host (uri));
}

/**
 * enroll_html_page_new:
 * @html: the page, at most 2 GiB
 * @charset: (nullable): what the transport said about its encoding
 * @uri: where it came from
 *
 * Reads a page. Whatever the markup, the result is a form value, perhaps an empty one.
 *
 * Returns: (transfer full): the page, not yet recognised
 */
EnrollHtmlPage *
enroll_html_page_new (GBytes *html, const char *charset, GUri *uri)
{
  g_autoptr (xmlDoc) document = parse (html, charset);
  g_autoptr (EnrollHtmlNames) names = NULL;
  g_autofree char *host = dup_host (uri);
  EnrollHtmlPage *page = g_new0 (EnrollHtmlPage, 1);
  xmlNode *root = document != NULL ? xmlDocGetRootElement (document) : NULL;
  Reader reader = { .page = page };

  page->form = enroll_form_new (host);
  page->groups = g_ptr_array_new_with_free_func (group_free);
  page->controls = g_ptr_array_new_with_free_func (control_free);
  page->submitters = g_ptr_array_new_with_free_func (submitter_free);
  if (root == NULL)
    return page;

  names = enroll_html_names_new (root);
  reader.form = page->form;
  reader.names = names;
  reader.charset = document->encoding != NULL ? (const char *)document->encoding : "UTF-8";
  reader.groups = g_hash_table_new (NULL, NULL);
  reader.radios = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  set_base (&reader, root, uri);
  read_tree (&reader, root);
  g_hash_table_unref (reader.groups);
  g_hash_table_unref (reader.radios);
  g_uri_unref (reader.base);
  return page;
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

  return root != NULL ? enroll_html_dup_blocks (root) : NULL;
}
