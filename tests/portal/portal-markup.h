/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "portal-json.h"

G_BEGIN_DECLS

typedef struct _PortalMarkup PortalMarkup;

typedef enum
{
  PORTAL_FIELD_TEXT,
  PORTAL_FIELD_EMAIL,
  PORTAL_FIELD_PASSWORD,
  PORTAL_FIELD_AREA,
  PORTAL_FIELD_SELECT,
  PORTAL_FIELD_RADIOS,
  PORTAL_FIELD_CHECK,
} PortalFieldKind;

typedef struct
{
  const char *key; /* gives the name, the id and all choices of form */
  const char *label;
  const char *label_html;   /* check boxes: used instead of the label */
  const char *described_by; /* id of a text */
  const char *value;        /* of a choice: the chosen text, or NULL */
  const char *problem;      /* shown beside the field */
  const char *use;          /* in models: what the page itself does with the value */
  char **options;
  PortalFieldKind kind;
  gboolean is_required;
  gboolean is_fixed;
} PortalField;

typedef struct
{
  const char *key;
  const char *label;
  const char *name;
  const char *value;
  const char *target; /* formaction */
  const char *kind;   /* in models: "submit", "away" */
} PortalButton;

typedef struct
{
  const char *target;
  const char *download;    /* how the answer is saved, if it is a file; or NULL */
  const char *key_in_page; /* what the page does with a key of its own: "make", "export"; or NULL */
  gboolean is_post;
  gboolean is_multipart;
} PortalForm;

typedef struct
{
  const char *target;
  const char *label;
  const char *download; /* see PortalForm */
  const char *leaves;   /* in models: not NULL if it leads to another site */
} PortalLink;

typedef struct
{
  const char *id;
  const char *cells[5];
  PortalLink links[4];
  gboolean has_forms; /* for the links; in pages by the server alone */
} PortalRow;

PortalMarkup *portal_markup_new (guint seed, const char *placeholder);
PortalMarkup *portal_markup_new_model (guint seed, const char *title, char **words);
void portal_markup_free (PortalMarkup *self);

/* Returns: (nullable): what a page that is built by script is made from */
PortalJson *portal_markup_get_model (PortalMarkup *self);

/* In pages by the server alone. */
void portal_markup_raw (PortalMarkup *self, const char *format, ...) G_GNUC_PRINTF (2, 3);
void portal_markup_text (PortalMarkup *self, const char *element, const char *text);
void portal_markup_alert (PortalMarkup *self, const char *text);
void portal_markup_hidden (PortalMarkup *self, const char *name, const char *value);
void portal_markup_link (PortalMarkup *self, const PortalLink *link);
void portal_markup_fact (PortalMarkup *self, const char *label, const char *value);
void portal_markup_begin_table (PortalMarkup *self, const char *const *titles);
void portal_markup_end_table (PortalMarkup *self);
void portal_markup_row (PortalMarkup *self, const PortalRow *row);
void portal_markup_begin_form (PortalMarkup *self, const PortalForm *form);
void portal_markup_end_form (PortalMarkup *self);
void portal_markup_begin_fields (PortalMarkup *self, const char *legend);
void portal_markup_end_fields (PortalMarkup *self);
void portal_markup_field (PortalMarkup *self, const PortalField *field);
void portal_markup_button (PortalMarkup *self, const PortalButton *button);

char *portal_markup_finish (PortalMarkup *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortalMarkup, portal_markup_free)

G_END_DECLS
