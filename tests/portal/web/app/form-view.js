/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

import { make } from './dom.js';
import { PageKey } from './page-key.js';

/* One form: its parts in the order of the page, perhaps in two steps, and its buttons. */
export class FormView
{
  #form;
  #portal;
  #look;
  #widgets;
  #fields = [];
  #terms = null;
  #body = make ('div');
  #step = 0;
  #steps;

  constructor (form, portal, look, widgets)
  {
    this.#form = form;
    this.#portal = portal;
    this.#look = look;
    this.#widgets = widgets;
    this.#steps = this.#split (this.#makeParts ());
    /* Not a form element in all pages: a script sends the answers anyway. */
    this.element = make (look.pick ('form-element', 2) === 0 ? 'form' : 'div',
                         { onsubmit: event => event.preventDefault (), novalidate: true },
                         this.#body);
    this.#showStep (0);
  }

  #makeParts ()
  {
    const parts = [];

    for (const item of this.#form.items)
      {
        const part = this.#makePart (item);

        if (part !== null)
          parts.push ({ element: part, item });
      }
    return parts;
  }

  #makePart (item)
  {
    switch (item.type)
      {
      case 'group':
        return this.#makeGroup (item);
      case 'field':
        return this.#makeField (item);
      case 'terms':
        this.#terms = item;
        return null;
      case 'fact':
        return this.#widgets.makeFact (this.#look, item);
      case 'alert':
        return this.#widgets.makeAlert (this.#look, item.text);
      case 'text':
        return make ('p', {}, item.text);
      case 'link':
        return this.#widgets.makeLink (this.#look, item, () => this.#portal.follow (item));
      case 'button':
        return this.#makeButton (item);
      default:
        return null;
      }
  }

  #makeGroup (item)
  {
    const children = item.items.map (child => this.#makePart (child)).filter (child => child !== null);

    if (children.length === 0)
      return null;
    return this.#widgets.makeGroup (this.#look, item, children);
  }

  #makeField (item)
  {
    if (PageKey.isHidden (item) && this.#form.keyInPage)
      {
        this.#fields.push ({ item, widget: { read: () => '' } });
        return null;
      }
    const widget = this.#widgets.makeField (this.#look, item, item.use === 'terms' ? this.#terms : null);

    this.#fields.push ({ item, widget });
    return widget.element;
  }

  #makeButton (item)
  {
    return this.#widgets.makeButton (this.#look, item, () => this.#press (item));
  }

  /* Buttons stand below each step; all else is divided. */
  #split (parts)
  {
    const buttons = parts.filter (part => part.item.type === 'button' || part.item.type === 'link');
    const others = parts.filter (part => !buttons.includes (part));
    const middle = Math.ceil (others.length / 2);

    if (!this.#widgets.hasSteps || others.length < 4 || this.#look.pick ('steps', 2) === 0)
      return [{ parts: others, buttons }];
    return [{ parts: others.slice (0, middle), next: this.#look.say ('next', 'Next'), buttons: [] },
            { parts: others.slice (middle), back: this.#look.say ('previous', 'Previous'), buttons }];
  }

  #showStep (index)
  {
    const { parts, buttons, next, back } = this.#steps[index];
    const extra = [];

    this.#step = index;
    if (next)
      extra.push ({ kind: 'submit', label: next, press: () => this.#goTo (index + 1) });
    if (back)
      extra.push ({ kind: 'away', label: back, press: () => this.#showStep (index - 1) });
    this.#body.replaceChildren (
      ...(this.#steps.length > 1
            ? [make ('p', {}, `Step ${index + 1} of ${this.#steps.length}`)] : []),
      ...parts.map (part => part.element),
      ...extra.map (item => this.#widgets.makeButton (this.#look, item, item.press)),
      ...buttons.map (part => part.element));
  }

  #goTo (index)
  {
    if (this.#check (field => this.#body.contains (this.#hostOf (field.widget.element))))
      this.#showStep (index);
  }

  /* A field may stand in a shadow. */
  #hostOf (element)
  {
    let node = element;

    while (node && node.getRootNode () instanceof ShadowRoot)
      node = node.getRootNode ().host;
    return node ?? null;
  }

  #isMissing (field)
  {
    return field.item.isRequired && field.widget.element && !field.widget.read ();
  }

  #check (isMeant)
  {
    const missing = this.#fields.filter (field => isMeant (field) && this.#isMissing (field));

    for (const field of this.#fields)
      field.widget.setProblem?.(missing.includes (field) ? 'This field is required.' : null);
    return missing.length === 0;
  }

  async #press (button)
  {
    const fields = () => this.#fields.map (({ item, widget }) => ({ item, value: widget.read () }))
                                     .filter (field => field.value !== null);
    const checks = this.#look.pick ('client-check', 2) === 1;

    if (button.kind === 'submit')
      {
        const terms = this.#fields.find (field => field.widget.confirm);

        if (checks && !this.#check (() => true))
          return;
        if (terms && !(await terms.widget.confirm ()))
          return;
      }
    this.#portal.submit (this.#form, fields (), button);
  }
}
