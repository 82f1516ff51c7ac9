/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "live-page.h"

namespace
{

constexpr char kOrigin[] = "enroll-test://portal.example.edu/";
constexpr int kWidth = 1000;
constexpr int kHeight = 900;

const char *
MediaType (const std::string &path)
{
  return g_str_has_suffix (path.c_str (), ".pem") ? "text/plain" : "text/html; charset=utf-8";
}

} // namespace

void
LivePage::Answer (WebKitURISchemeRequest *request, gpointer user_data)
{
  auto *self = static_cast<LivePage *> (user_data);
  std::string name = webkit_uri_scheme_request_get_path (request) + 1;
  g_autofree char *path = g_build_filename (g_getenv ("ENROLL_WEB_PAGES"), name.c_str (), nullptr);
  g_autoptr (GInputStream) stream = nullptr;
  g_autoptr (GError) problem = nullptr;
  char *content = nullptr;
  gsize length = 0;

  if (name == "markup")
    {
      length = self->markup.size ();
      content = static_cast<char *> (g_memdup2 (self->markup.data (), length));
    }
  else if (!g_file_get_contents (path, &content, &length, &problem))
    {
      webkit_uri_scheme_request_finish_error (request, problem);
      return;
    }
  stream = g_memory_input_stream_new_from_data (content, gssize (length), g_free);
  webkit_uri_scheme_request_finish (request, stream, gint64 (length), MediaType (name));
}

void
LivePage::NoteLoad (WebKitWebView *, WebKitLoadEvent event, gpointer user_data)
{
  if (event == WEBKIT_LOAD_FINISHED)
    static_cast<LivePage *> (user_data)->n_loaded++;
}

gboolean
LivePage::NoteDialog (WebKitWebView *, WebKitScriptDialog *, gpointer user_data)
{
  static_cast<LivePage *> (user_data)->n_dialogs++;
  return TRUE;
}

LivePage::LivePage (Place place)
{
  g_autoptr (WebKitWebContext) context = webkit_web_context_new_ephemeral ();
  g_autoptr (WebKitUserContentManager) manager = webkit_user_content_manager_new ();
  g_autoptr (WebKitSettings) settings = webkit_settings_new ();

  webkit_settings_set_hardware_acceleration_policy (settings,
                                                    WEBKIT_HARDWARE_ACCELERATION_POLICY_NEVER);
  webkit_website_data_manager_set_tls_errors_policy (
      webkit_web_context_get_website_data_manager (context),
      WEBKIT_TLS_ERRORS_POLICY_IGNORE);
  webkit_web_context_register_uri_scheme (context, "enroll-test", Answer, this, nullptr);
  enroll_page_script_install (manager);
  view = WEBKIT_WEB_VIEW (g_object_ref_sink (g_object_new (WEBKIT_TYPE_WEB_VIEW,
                                                           "web-context",
                                                           context,
                                                           "user-content-manager",
                                                           manager,
                                                           "settings",
                                                           settings,
                                                           nullptr)));
  g_signal_connect (view, "load-changed", G_CALLBACK (NoteLoad), this);
  g_signal_connect (view, "script-dialog", G_CALLBACK (NoteDialog), this);

  window =
      place == Place::Hidden ? gtk_offscreen_window_new () : gtk_window_new (GTK_WINDOW_TOPLEVEL);
  gtk_window_set_default_size (GTK_WINDOW (window), kWidth, kHeight);
  gtk_widget_set_size_request (GTK_WIDGET (view), kWidth, kHeight);
  gtk_container_add (GTK_CONTAINER (window), GTK_WIDGET (view));
  gtk_widget_show_all (window);
}

LivePage::~LivePage ()
{
  g_signal_handlers_disconnect_by_data (view, this);
  gtk_widget_destroy (window);
  g_clear_object (&view);
  g_clear_pointer (&form, enroll_form_unref);
  g_clear_error (&error);
}

WebKitWebView *
LivePage::View () const
{
  return view;
}

bool
LivePage::WaitUntilLoaded ()
{
  int before = n_loaded;

  return Eventually ([&] { return n_loaded > before; });
}

bool
LivePage::LoadUri (const std::string &uri)
{
  webkit_web_view_load_uri (view, uri.c_str ());
  return WaitUntilLoaded () && Settle ();
}

bool
LivePage::Load (const std::string &name)
{
  return LoadUri (kOrigin + name);
}

bool
LivePage::LoadMarkup (const std::string &new_markup)
{
  markup = new_markup;
  return Load ("markup");
}

std::string
LivePage::Source ()
{
  AsyncResult result;
  WebKitWebResource *resource = webkit_web_view_get_main_resource (view);
  gsize length = 0;
  g_autofree guchar *data = nullptr;

  webkit_web_resource_get_data (resource, nullptr, AsyncResult::Callback, &result);
  if (!result.Wait ())
    return "";
  data = webkit_web_resource_get_data_finish (resource, result.Get (), &length, nullptr);
  return std::string (reinterpret_cast<char *> (data), length);
}

std::string
LivePage::Evaluate (const std::string &body)
{
  AsyncResult result;
  g_autoptr (JSCValue) value = nullptr;
  g_autoptr (GError) problem = nullptr;

  webkit_web_view_call_async_javascript_function (view,
                                                  body.c_str (),
                                                  -1,
                                                  nullptr,
                                                  nullptr,
                                                  nullptr,
                                                  nullptr,
                                                  AsyncResult::Callback,
                                                  &result);
  if (!result.Wait ())
    return "(no answer)";
  value = webkit_web_view_call_async_javascript_function_finish (view, result.Get (), &problem);
  return value != nullptr ? Take (jsc_value_to_string (value)) : problem->message;
}

bool
LivePage::Read (bool may_touch)
{
  AsyncResult result;

  g_clear_error (&error);
  g_clear_pointer (&form, enroll_form_unref);
  enroll_page_script_read_async (view, may_touch, nullptr, AsyncResult::Callback, &result);
  if (!result.Wait (kEventuallyMs * 3))
    return false;
  form = enroll_page_script_read_finish (view, result.Get (), &error);
  return form != nullptr;
}

bool
LivePage::Settle (guint limit_ms, EnrollPageRest *rest)
{
  AsyncResult result;

  g_clear_error (&error);
  enroll_page_script_settle_async (view, limit_ms, nullptr, AsyncResult::Callback, &result);
  return result.Wait () && enroll_page_script_settle_finish (view, result.Get (), rest, &error);
}

bool
LivePage::Fill (EnrollAnswers *answers)
{
  AsyncResult result;

  g_clear_error (&error);
  enroll_page_script_fill_async (view, form, answers, nullptr, AsyncResult::Callback, &result);
  return result.Wait (kEventuallyMs * 3) &&
         enroll_page_script_fill_finish (view, result.Get (), &error);
}

bool
LivePage::FillText (const std::string &label, const std::string &text)
{
  g_autoptr (EnrollAnswers) answers = enroll_answers_new ();

  enroll_answers_set_text (answers, Index (label), text.c_str ());
  return Fill (answers);
}

bool
LivePage::Choose (const std::string &label, const std::string &option)
{
  g_autoptr (EnrollAnswers) answers = enroll_answers_new ();
  std::vector<std::string> options = Options (label);

  for (size_t i = 0; i < options.size (); i++)
    {
      if (options[i] != option)
        continue;
      enroll_answers_set_option (answers, Index (label), int (i));
      return Fill (answers);
    }
  ADD_FAILURE () << label << " has no option " << option;
  return false;
}

bool
LivePage::Check (const std::string &label, bool is_checked)
{
  g_autoptr (EnrollAnswers) answers = enroll_answers_new ();

  enroll_answers_set_checked (answers, Index (label), is_checked);
  return Fill (answers);
}

bool
LivePage::Press (const std::string &label)
{
  AsyncResult result;

  g_clear_error (&error);
  for (guint i = 0; i < form->buttons->len; i++)
    {
      auto *button = static_cast<EnrollButton *> (g_ptr_array_index (form->buttons, i));

      if (label != button->label)
        continue;
      enroll_page_script_press_async (view, form, button, nullptr, AsyncResult::Callback, &result);
      g_autofree char *before =
          result.Wait () ? enroll_page_script_press_finish (view, result.Get (), &error) : nullptr;
      return before != nullptr;
    }
  ADD_FAILURE () << "there is no button " << label;
  return false;
}

EnrollForm *
LivePage::Form () const
{
  return form;
}

const GError *
LivePage::Error () const
{
  return error;
}

std::string
LivePage::Message () const
{
  return error != nullptr ? error->message : "";
}

std::vector<std::string>
LivePage::Labels () const
{
  std::vector<std::string> labels;

  for (guint i = 0; i < form->fields->len; i++)
    labels.emplace_back (static_cast<EnrollField *> (g_ptr_array_index (form->fields, i))->label);
  return labels;
}

std::vector<std::string>
LivePage::Buttons () const
{
  std::vector<std::string> labels;

  for (guint i = 0; i < form->buttons->len; i++)
    labels.emplace_back (static_cast<EnrollButton *> (g_ptr_array_index (form->buttons, i))->label);
  return labels;
}

guint
LivePage::Index (const std::string &label) const
{
  std::vector<std::string> labels = Labels ();

  for (guint i = 0; i < labels.size (); i++)
    {
      if (labels[i] == label)
        return i;
    }
  ADD_FAILURE () << "there is no field " << label << " among " << ::testing::PrintToString (labels);
  return G_MAXUINT;
}

const EnrollField *
LivePage::Field (const std::string &label) const
{
  static EnrollField nothing = {};
  guint index = Index (label);

  nothing.options = nothing.options != nullptr ? nothing.options : g_ptr_array_new ();
  return index < form->fields->len
             ? static_cast<EnrollField *> (g_ptr_array_index (form->fields, index))
             : &nothing;
}

std::vector<std::string>
LivePage::Options (const std::string &label) const
{
  std::vector<std::string> labels;
  const EnrollField *field = Field (label);

  for (guint i = 0; i < field->options->len; i++)
    labels.emplace_back (
        static_cast<EnrollOption *> (g_ptr_array_index (field->options, i))->label);
  return labels;
}

std::string
LivePage::Chosen (const std::string &label) const
{
  const EnrollField *field = Field (label);

  return field->selected >= 0 ? Options (label)[size_t (field->selected)] : "";
}

int
LivePage::Dialogs () const
{
  return n_dialogs;
}
