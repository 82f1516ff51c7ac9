/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "portal-pages.h"
#include "portal-seed.h"
#include "portal-skin.h"
#include "portal-words.h"

#include <string.h>

/* What the pages have in common: the frame, the forms around the fields, the buttons. */

static const char terms_text[] =
    "SECTIGO CLIENT CERTIFICATE EULA (TEST). This agreement is between you and nobody. You will "
    "keep your private key to yourself and ask for revocation when it is lost.";

static void
add_unrelated_to_model (PortalMarkup *markup, const char *target, const char *page)
{
  static char *languages[] = { "English", "Deutsch", NULL };
  gboolean is_language = g_str_equal (page, "language");
  PortalForm form = { .target = target, .is_post = TRUE };
  PortalField field = { .key = is_language ? "lang" : "q",
                        .label = is_language ? "Language" : "Search",
                        .kind = is_language ? PORTAL_FIELD_SELECT : PORTAL_FIELD_TEXT,
                        .value = is_language ? languages[0] : "",
                        .options = is_language ? languages : NULL };
  PortalButton button = { .label = is_language ? "Change" : "Search", .kind = "unrelated" };

  portal_markup_begin_form (markup, &form);
  if (g_str_equal (page, "logout"))
    button.label = "Log out";
  else
    portal_markup_field (markup, &field);
  portal_markup_button (markup, &button);
  portal_markup_end_form (markup);
}

/* A form that has nothing to do with the enrollment. */
static void
add_unrelated_form (PortalExchange *exchange, PortalMarkup *markup)
{
  guint kind = portal_exchange_pick (exchange, "unrelated", 4);
  const char *pages[] = { NULL, "search", "language", "logout" };
  const char *page = pages[kind];
  g_autofree char *target = NULL;

  if (page == NULL || exchange->is_legacy)
    return;
  target = portal_exchange_get_canonical (exchange, page);
  if (portal_markup_get_model (markup) != NULL)
    {
      add_unrelated_to_model (markup, target, page);
      return;
    }
  portal_markup_raw (markup, "<form action=\"%s\" method=\"post\">", target);
  if (kind == 1)
    portal_markup_raw (markup,
                       "<input type=\"search\" name=\"q\" aria-label=\"Search\">"
                       "<button type=\"submit\">Search</button>");
  else if (kind == 2)
    portal_markup_raw (markup,
                       "<label>Language <select name=\"lang\"><option value=\"en\">English"
                       "<option value=\"de\">Deutsch</select></label>"
                       "<input type=\"submit\" value=\"Change\">");
  else
    portal_markup_raw (markup, "<button>Log out</button>");
  portal_markup_raw (markup, "</form>\n");
}

/* @head: (nullable): HTML for the head of the page */
PortalMarkup *
portal_page_new (PortalExchange *exchange, const char *title, const char *head)
{
  g_auto (GStrv) words = portal_words_for_script (exchange);
  PortalMarkup *markup = exchange->is_scripted
                             ? portal_markup_new_model (exchange->seed, title, words)
                             : portal_markup_new (exchange->seed, portal_word (exchange, "select"));
  g_autofree char *base = portal_exchange_get_base (exchange);
  gboolean is_late = portal_exchange_pick (exchange, "unrelated-place", 2) == 1;

  portal_markup_raw (markup, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n");
  if (portal_exchange_pick (exchange, "charset", 4) < 2)
    portal_markup_raw (markup, "<meta charset=\"utf-8\">\n");
  if (base != NULL)
    portal_markup_raw (markup, "<base href=\"%s\">\n", base);
  if (!exchange->is_scripted)
    portal_markup_text (markup, "title", title);
  portal_markup_raw (markup, "%s</head>\n<body>\n", head != NULL ? head : "");
  if (portal_exchange_pick (exchange, "header", 2) == 1)
    portal_markup_raw (markup,
                       "<header><a href=\"#main\">Sectigo Certificate Manager</a></header>\n");
  if (!is_late)
    add_unrelated_form (exchange, markup);
  portal_markup_raw (markup, "<main id=\"main\">\n");
  if (exchange->is_scripted)
    return markup;
  portal_markup_text (markup,
                      portal_exchange_pick (exchange, "heading", 2) == 0 ? "h1" : "h2",
                      title);
  return markup;
}

void
portal_page_send (PortalExchange *exchange, PortalMarkup *markup, guint status)
{
  g_autofree char *html = NULL;

  portal_markup_raw (markup, "</main>\n");
  if (portal_exchange_pick (exchange, "unrelated-place", 2) == 1)
    add_unrelated_form (exchange, markup);
  portal_markup_raw (markup, "<footer>Copyright Test Trust Services</footer>\n</body>\n</html>\n");
  html = portal_markup_finish (markup);
  if (exchange->is_scripted)
    portal_skin_send (exchange, status, html);
  else
    portal_exchange_send (exchange, status, html);
}

static gboolean
submit_has_target (PortalExchange *exchange)
{
  return !exchange->is_legacy && portal_exchange_pick (exchange, "buttons", 4) == 3;
}

/* Returns: how the page saves what @page answers, or NULL if that is a page */
static const char *
get_download (PortalExchange *exchange, const char *page)
{
  return g_str_equal (page, "download") ? portal_knobs_get (exchange->portal->knobs, "download")
                                        : NULL;
}

/* What the page does with its own key, if it makes one. */
static const char *
get_key_in_page (PortalExchange *exchange, const char *page)
{
  const PortalOrder *order = exchange->session->order;

  if (g_str_equal (page, "form") &&
      portal_knobs_is (exchange->portal->knobs, "csr-method", "browser"))
    return "make";
  return g_str_equal (page, "download") && order->has_page_key ? "export" : NULL;
}

/* In a form by GET the query of the address is lost, so it becomes a hidden field. */
void
portal_page_begin_form (PortalExchange *exchange,
                        PortalMarkup *markup,
                        const char *page,
                        gboolean is_post)
{
  gboolean is_decoy = is_post && submit_has_target (exchange);
  g_autofree char *target = portal_exchange_get_reference (exchange, is_decoy ? "list" : page);
  g_autofree char *canonical = portal_exchange_get_canonical (exchange, page);
  g_autofree char *token_name = portal_seed_field_name (exchange->seed, "formToken");
  g_auto (GStrv) parts = g_strsplit (canonical, "?", 2);
  PortalForm form = { .target = target,
                      .download = get_download (exchange, page),
                      .key_in_page = get_key_in_page (exchange, page),
                      .is_post = is_post,
                      .is_multipart =
                          is_post && portal_exchange_pick (exchange, "enctype", 3) == 1 };

  portal_markup_begin_form (markup, &form);
  if (!is_post && parts[1] != NULL)
    {
      g_auto (GStrv) parameter = g_strsplit (parts[1], "=", 2);

      portal_markup_hidden (markup, parameter[0], parameter[1]);
    }
  portal_markup_hidden (markup, token_name, exchange->session->form_token);
}

static void
add_other_button (PortalExchange *exchange, PortalMarkup *markup, const char *key)
{
  const char *label = portal_word (exchange, key);
  g_autofree char *name = portal_seed_field_name (exchange->seed, "operation");
  g_autofree char *target = portal_exchange_get_reference (exchange, "list");
  PortalButton button = { .key = label, .label = label, .kind = "away" };
  PortalLink link = { .target = target, .label = label };

  if (exchange->is_legacy)
    return;
  switch (portal_exchange_pick (exchange, "buttons", 4))
    {
    case 1:
      button.name = name;
      button.value = label;
      portal_markup_button (markup, &button);
      break;
    case 2:
      button.target = target;
      portal_markup_button (markup, &button);
      break;
    default:
      portal_markup_link (markup, &link);
      break;
    }
}

void
portal_page_end_form (PortalExchange *exchange,
                      PortalMarkup *markup,
                      const char *page,
                      const char *submit)
{
  g_autofree char *name = portal_seed_field_name (exchange->seed, "operation");
  g_autofree char *target = portal_exchange_get_reference (exchange, page);
  PortalButton button = { .key = submit, .label = submit, .kind = "submit" };
  gboolean is_first = portal_exchange_pick (exchange, "cancel-first", 2) == 1;

  if (!exchange->is_legacy && portal_exchange_pick (exchange, "buttons", 4) == 1)
    {
      button.name = name;
      button.value = "submit";
    }
  if (submit_has_target (exchange))
    button.target = target;
  if (is_first)
    add_other_button (exchange, markup, "cancel");
  portal_markup_button (markup, &button);
  if (!is_first)
    add_other_button (exchange, markup, "cancel");
  if (portal_exchange_pick (exchange, "back", 2) == 1)
    add_other_button (exchange, markup, "back");
  portal_markup_end_form (markup);
}

/* A link or a button of its own that leads to @page. */
void
portal_page_action (PortalExchange *exchange,
                    PortalMarkup *markup,
                    const char *page,
                    const char *label)
{
  g_autofree char *topic = g_strconcat ("action-", page, NULL);
  g_autofree char *target = portal_exchange_get_reference (exchange, page);
  g_autofree char *token_name = portal_seed_field_name (exchange->seed, "formToken");
  const char *download = get_download (exchange, page);
  PortalButton button = { .key = page, .label = label, .kind = "submit" };
  PortalForm form = { .target = target,
                      .download = download,
                      .key_in_page = get_key_in_page (exchange, page),
                      .is_post = TRUE };
  PortalLink link = { .target = target, .label = label, .download = download };

  if (portal_exchange_pick (exchange, topic, 2) == 0 && form.key_in_page == NULL &&
      g_strcmp0 (download, "form-post") != 0)
    {
      portal_markup_link (markup, &link);
      return;
    }
  portal_markup_begin_form (markup, &form);
  portal_markup_hidden (markup, token_name, exchange->session->form_token);
  portal_markup_button (markup, &button);
  portal_markup_end_form (markup);
}

gboolean
portal_page_check_token (PortalExchange *exchange)
{
  const char *token = portal_exchange_get_field (exchange, "formToken");

  if (g_strcmp0 (token, exchange->session->form_token) == 0)
    return TRUE;
  portal_exchange_blame (exchange, "form-token-missing", exchange->path);
  portal_page_show_notice (exchange,
                           SOUP_STATUS_FORBIDDEN,
                           "Session expired",
                           "Your session has expired. Please open the link again.");
  return FALSE;
}

PortalPressed
portal_page_get_pressed (PortalExchange *exchange)
{
  const char *sent = portal_exchange_get_field (exchange, "operation");

  if (exchange->is_legacy || portal_exchange_pick (exchange, "buttons", 4) != 1)
    return PORTAL_PRESSED_SUBMIT;
  if (sent == NULL)
    return PORTAL_PRESSED_NOTHING;
  return g_str_equal (sent, "submit") ? PORTAL_PRESSED_SUBMIT : PORTAL_PRESSED_OTHER;
}

void
portal_page_show_notice (PortalExchange *exchange,
                         guint status,
                         const char *title,
                         const char *text)
{
  g_autoptr (PortalMarkup) markup = portal_page_new (exchange, title, NULL);

  if (status >= 400)
    portal_markup_alert (markup, text);
  else
    portal_markup_text (markup, "p", text);
  portal_page_send (exchange, markup, status);
}

void
portal_page_show_eula (PortalExchange *exchange)
{
  portal_page_show_notice (exchange, SOUP_STATUS_OK, "Sectigo Client Certificate EULA", terms_text);
}

/* Returns: the part of @label that names the terms; all of it, where another wording was set */
static const char *
find_name_of_terms (const char *label)
{
  const char *before = " terms of the ";
  const char *found = strstr (label, before);

  return found != NULL ? found + strlen (before) : label;
}

static void
add_terms_to_model (PortalJson *model, const char *label, const char *target, guint style)
{
  static const char *const styles[] = { "link", "area", "box" };

  portal_json_begin_object (model, NULL);
  portal_json_text (model, "type", "terms");
  portal_json_text (model, "style", styles[style]);
  portal_json_text (model, "text", terms_text);
  portal_json_text (model, "name", find_name_of_terms (label));
  portal_json_text (model, "target", target);
  portal_json_end_object (model);
}

/* The terms stand on another page, in a text area or in a box; the check box is the same. */
void
portal_page_add_terms (PortalExchange *exchange, PortalMarkup *markup)
{
  guint style = portal_exchange_pick (exchange, "terms-style", 3);
  const char *label = portal_word (exchange, "eula");
  g_autofree char *id = portal_seed_word (exchange->seed, "terms-box", 7);
  g_autofree char *target = portal_exchange_get_reference (exchange, "eula");
  g_autofree char *linked = NULL;
  PortalField field = { .key = "terms",
                        .label = label,
                        .kind = PORTAL_FIELD_CHECK,
                        .is_required = TRUE };
  const char *name = find_name_of_terms (label);

  linked = g_strdup_printf ("%.*s<a href=\"%s\" target=\"_blank\">%s</a>",
                            (int)(name - label),
                            label,
                            target,
                            name);
  if (exchange->is_scripted)
    add_terms_to_model (portal_markup_get_model (markup), label, target, style);
  else if (style == 0)
    field.label_html = linked;
  else if (style == 1)
    portal_markup_raw (markup,
                       "<textarea readonly rows=\"4\" aria-label=\"EULA\">%s</textarea>\n",
                       terms_text);
  else
    portal_markup_raw (markup,
                       "<div id=\"%s\" style=\"overflow:scroll;height:6em\">%s</div>\n",
                       id,
                       terms_text);
  if (style == 2)
    field.described_by = id;
  field.use = "terms";
  portal_markup_begin_fields (markup, "Terms");
  portal_markup_field (markup, &field);
  portal_markup_end_fields (markup);
}
