/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

import { make } from './dom.js';

/* A combobox with a list that pops up: the options are in the document only while it is open. */

const PLACEHOLDER = 'Please select';

function place (list, box)
{
  const area = box.getBoundingClientRect ();

  list.style.left = `${area.left + window.scrollX}px`;
  list.style.top = `${area.bottom + window.scrollY}px`;
  list.style.width = `${area.width}px`;
}

export class Listbox
{
  #look;
  #item;
  #chosen;
  #active = 0;
  #list = null;
  #text = make ('span');
  #id;
  element;

  constructor (look, item, id, labelId)
  {
    const isButton = look.pick ('combobox', 2) === 1;

    this.#look = look;
    this.#item = item;
    this.#id = id;
    this.#chosen = item.options.findIndex (option => option.isChosen);
    this.element = make (isButton ? 'button' : 'div', {
      id,
      type: isButton ? 'button' : null,
      role: 'combobox',
      tabindex: 0,
      class: `${look.name ('box')} ${look.name ('arrow')}`,
      style: 'text-align: left',
      'aria-haspopup': 'listbox',
      'aria-expanded': 'false',
      'aria-labelledby': `${labelId} ${id}-t`,
      [look.pick ('opens', 2) === 0 ? 'onclick' : 'onmousedown']: () => this.#toggle (),
      onkeydown: event => this.#takeKey (event),
    }, this.#text);
    this.#text.id = `${id}-t`;
    this.#showText ();
  }

  get value ()
  {
    return this.#item.options[this.#chosen]?.value ?? '';
  }

  #showText ()
  {
    this.#text.textContent = this.#item.options[this.#chosen]?.label ??
                             this.#look.say ('select', PLACEHOLDER);
  }

  #toggle ()
  {
    if (this.#list)
      this.#close ();
    else
      this.#open ();
  }

  #open ()
  {
    const options = this.#item.options.map ((option, i) => make ('div', {
      id: `${this.#id}-o${i}`,
      role: 'option',
      class: this.#look.name ('option'),
      'aria-selected': String (i === this.#chosen),
      onmousedown: event => event.preventDefault (),
      onclick: () => this.#choose (i),
    }, option.label));

    this.#list = make ('div', { id: `${this.#id}-l`,
                                role: 'listbox',
                                class: this.#look.name ('list') },
                       ...options);
    this.element.setAttribute ('aria-expanded', 'true');
    this.element.setAttribute ('aria-controls', this.#list.id);
    this.#active = Math.max (0, this.#chosen);
    document.body.append (this.#list);
    place (this.#list, this.element);
    document.addEventListener ('mousedown', this.#closeFromOutside, true);
  }

  #closeFromOutside = event => {
    const path = event.composedPath ();

    if (!path.includes (this.#list) && !path.includes (this.element))
      this.#close ();
  };

  #close ()
  {
    document.removeEventListener ('mousedown', this.#closeFromOutside, true);
    this.#list?.remove ();
    this.#list = null;
    this.element.setAttribute ('aria-expanded', 'false');
    this.element.removeAttribute ('aria-controls');
    this.element.removeAttribute ('aria-activedescendant');
  }

  #choose (index)
  {
    this.#chosen = index;
    this.#showText ();
    this.#close ();
  }

  #takeKey (event)
  {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key] ?? 0;

    if (event.key === 'Escape' || event.key === 'Tab')
      {
        this.#close ();
        return;
      }
    if (step === 0 && event.key !== 'Enter' && event.key !== ' ')
      return;
    event.preventDefault ();
    if (!this.#list)
      this.#open ();
    else if (step === 0)
      this.#choose (this.#active);
    else
      this.#move (step);
  }

  #move (step)
  {
    const last = this.#item.options.length - 1;

    this.#active = Math.min (last, Math.max (0, this.#active + step));
    this.element.setAttribute ('aria-activedescendant', `${this.#id}-o${this.#active}`);
    for (const [i, option] of [...this.#list.children].entries ())
      option.setAttribute ('aria-selected', String (i === this.#active));
  }
}
