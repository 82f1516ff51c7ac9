/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

import { make } from './dom.js';
import { makeProblem } from './native-widgets.js';

/* Fields that are typed into: with a label that floats, as an editable box, or in a frame. */

function makeInput (look, item, id)
{
  const isEditable = item.kind === 'area' && !item.isFixed && look.pick ('editable', 3) === 1;

  if (isEditable)
    {
      const box = make ('div', { id, role: 'textbox', contenteditable: 'plaintext-only', tabindex: 0,
                                 'aria-multiline': 'true', 'aria-labelledby': `${id}-l`,
                                 'aria-required': item.isRequired ? 'true' : null,
                                 class: `${look.name ('box')} ${look.name ('area')}` });

      box.textContent = item.value;
      return { element: box, read: () => box.innerText };
    }
  const input = make (item.kind === 'area' ? 'textarea' : 'input', {
    id,
    type: item.kind === 'area' ? null : item.kind,
    rows: item.kind === 'area' ? 6 : null,
    readonly: item.isFixed,
    'aria-readonly': item.isFixed ? 'true' : null,
    'aria-required': item.isRequired ? 'true' : null,
    'aria-labelledby': `${id}-l`,
    autocomplete: 'off',
  });

  input.value = item.value;
  return { element: input, read: () => input.value };
}

function makeFloating (look, item)
{
  const id = look.makeId ();
  const input = makeInput (look, item, id);
  const problem = makeProblem (look, input.element, `${id}-p`);
  const field = make ('div', { class: `${look.name ('field')} ${look.name ('floating')}` },
                      input.element,
                      make ('label', { id: `${id}-l`, for: id }, item.label),
                      problem.element);
  const float = () => field.classList.toggle (look.name ('up'),
                                              input.read () !== '' || field.matches (':focus-within'));

  for (const name of ['focusin', 'focusout', 'input', 'change'])
    field.addEventListener (name, () => setTimeout (float));
  float ();
  problem.set (item.problem);
  return { element: field, read: input.read, setProblem: problem.set };
}

/* The frame is made anew whenever it comes into the page, so the value is kept outside. */
function makeFramed (look, item)
{
  let { value } = item;
  const frame = make ('iframe', { title: item.label });
  const problem = makeProblem (look, frame, look.makeId ());

  frame.addEventListener ('load', () => {
    const field = make ('textarea', { id: 'f', rows: 5, cols: 60 });

    field.value = value;
    field.addEventListener ('input', () => {
      value = field.value;
    });
    field.addEventListener ('change', () => {
      value = field.value;
    });
    frame.contentDocument.body.replaceChildren (make ('label', { for: 'f' }, item.label),
                                                make ('br'), field);
  });
  problem.set (item.problem);
  return { element: make ('div', { class: look.name ('field') }, frame, problem.element),
           read: () => value,
           setProblem: problem.set };
}

export function makeText (look, item)
{
  if (look.seed !== 0 && item.kind === 'area' && look.pick (`frame-${item.name}`, 3) === 2)
    return makeFramed (look, item);
  return makeFloating (look, item);
}
