/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

import { isAtEnd, make } from './dom.js';
import { writeTerms } from './terms.js';

/* Shows the terms. Resolves to whether they were accepted. */
export function askForTerms (look, terms)
{
  return new Promise (resolve => {
    const id = look.makeId ();
    const box = make ('div', { class: look.name ('scroll'), tabindex: 0,
                               style: 'white-space: pre-wrap' }, writeTerms (terms));
    const shade = make ('div', { class: look.name ('shade') });
    const button = (label, isAccepted, names) => make (look.pick ('dialog-button', 2) === 0
                                                         ? 'button' : 'div', {
      type: 'button',
      role: 'button',
      tabindex: 0,
      class: names,
      onclick: event => {
        if (event.currentTarget.getAttribute ('aria-disabled') === 'true')
          return;
        shade.remove ();
        dialog.remove ();
        resolve (isAccepted);
      },
    }, label);
    const accept = button (look.say ('accept', look.pick ('accept', 2) === 0 ? 'Accept' : 'Agree'), true,
                           `${look.name ('button')} ${look.name ('main')}`);
    const dialog = make ('div', { role: 'dialog', 'aria-modal': 'true', 'aria-labelledby': id,
                                  class: look.name ('dialog') },
                         make ('h2', { id }, terms.name), box,
                         make ('div', {}, accept,
                               button (look.say ('decline', 'Decline'), false, look.name ('button'))));
    const allow = () => accept.setAttribute ('aria-disabled', String (!isAtEnd (box)));

    document.body.append (shade, dialog);
    if (look.pick ('has-to-scroll', 3) !== 2)
      {
        box.addEventListener ('scroll', () => isAtEnd (box) && allow ());
        allow ();
      }
    box.focus ();
  });
}
