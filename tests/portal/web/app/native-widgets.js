/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

import { make } from './dom.js';
import { writeTerms } from './terms.js';

/* Widgets of the skin “native”: what the browser has. */

export const hasSteps = false;

export function makeAlert (look, text)
{
  return make ('div', { class: look.name ('alert'), role: look.pick ('alert', 2) === 0 ? 'alert' : null },
               text);
}

export function makeFact (look, item)
{
  return make ('p', { class: look.name ('field') }, make ('b', {}, `${item.label}: `),
               make ('span', {}, item.value));
}

export function makeGroup (look, item, children)
{
  return look.pick ('group', 2) === 0
           ? make ('fieldset', {}, make ('legend', {}, item.legend), ...children)
           : look.wrap (make ('div', {}, ...children), item.legend);
}

export function makeLink (look, item, press)
{
  if (item.download || look.pick ('link', 2) === 0)
    return make ('a', { href: item.target,
                        class: look.name ('link'),
                        onclick: event => {
                          event.preventDefault ();
                          press ();
                        } },
                 item.label, ' ');
  return make ('button', { type: 'button', class: look.name ('button'), onclick: press }, item.label);
}

export function makeButton (look, item, press)
{
  const isMain = item.kind === 'submit';
  const names = `${look.name ('button')} ${isMain ? look.name ('main') : ''}`;

  return make ('button', { type: 'button', class: names, onclick: press }, item.label);
}

export function makeProgress (look)
{
  return make ('progress', { 'aria-label': 'Please wait' });
}

function makeControl (look, item, attributes)
{
  if (item.kind === 'area')
    {
      const area = make ('textarea', { ...attributes, rows: 6, readonly: item.isFixed });

      area.value = item.value;
      return area;
    }
  if (item.kind !== 'select')
    return make ('input', { ...attributes,
                            type: item.kind,
                            value: item.value,
                            readonly: item.isFixed });
  const options = item.options.map (option => make ('option', { value: option.value,
                                                                selected: option.isChosen },
                                                    option.label));

  if (!item.options.some (option => option.isChosen))
    options.unshift (make ('option', { value: '', selected: true },
                           look.say ('select', '-- Please select --')));
  return make ('select', attributes, ...options);
}

/* Shows what is wrong with a field beside it. */
export function makeProblem (look, control, id)
{
  const element = make ('div', { id, class: look.name ('problem'), hidden: true });
  const set = text => {
    element.textContent = text ?? '';
    element.hidden = !text;
    for (const [name, value] of [['aria-invalid', 'true'], ['aria-describedby', id]])
      if (text)
        control.setAttribute (name, value);
      else
        control.removeAttribute (name);
  };

  return { element, set };
}

function makeText (look, item)
{
  const id = look.makeId ();
  const style = look.pick (`label-${item.name}`, 4);
  const attributes = { id, name: look.pick ('has-names', 2) === 0 ? item.name : null };

  if (style === 3)
    Object.assign (attributes, { 'aria-label': item.label, placeholder: item.label });
  if (style === 2)
    attributes['aria-labelledby'] = `${id}-l`;
  const control = makeControl (look, item, attributes);
  const problem = makeProblem (look, control, `${id}-p`);
  const labels = [make ('label', { for: id }, item.label),
                  make ('label', {}, item.label, control),
                  make ('span', { id: `${id}-l` }, item.label)];
  const element = make ('div', { class: look.name ('field') },
                        style < 3 ? labels[style] : null,
                        style === 1 ? null : control,
                        problem.element);

  problem.set (item.problem);
  return { element, read: () => control.value, setProblem: problem.set };
}

function makeRadios (look, item)
{
  const name = look.makeId ();
  const inputs = item.options.map (option => make ('input', { type: 'radio',
                                                              name,
                                                              value: option.value,
                                                              checked: option.isChosen }));
  const set = make ('fieldset', {}, make ('legend', {}, item.label),
                    ...inputs.map ((input, i) => make ('label', {}, input,
                                                       item.options[i].label, make ('br'))));
  const problem = makeProblem (look, set, look.makeId ());

  problem.set (item.problem);
  return { element: make ('div', { class: look.name ('field') }, set, problem.element),
           read: () => inputs.find (input => input.checked)?.value ?? null,
           setProblem: problem.set };
}

function makeTermsBefore (look, terms)
{
  if (terms?.style === 'area')
    {
      const area = make ('textarea', { readonly: true, rows: 4, 'aria-label': 'EULA' });

      area.value = writeTerms (terms);
      return area;
    }
  if (terms?.style === 'box')
    return make ('div', { class: look.name ('scroll'), tabindex: 0 }, writeTerms (terms));
  return null;
}

/* The terms as a link open a dialog. */
function makeTermsLabel (look, item, terms)
{
  if (terms?.style !== 'link')
    return [item.label];
  const close = make ('button', { type: 'button' }, 'Close');
  const dialog = make ('dialog', {}, make ('h2', {}, terms.name),
                       make ('div', { class: look.name ('scroll') }, writeTerms (terms)), close);
  const link = make ('a', { href: terms.target, onclick: event => {
                              event.preventDefault ();
                              dialog.showModal ();
                            } },
                     terms.name);
  const at = item.label.indexOf (terms.name);

  close.addEventListener ('click', () => dialog.close ());
  if (at < 0)
    return [item.label, ' ', link, dialog];
  return [item.label.slice (0, at), link, item.label.slice (at + terms.name.length), dialog];
}

function makeCheck (look, item, terms)
{
  const id = look.makeId ();
  const box = make ('input', { type: 'checkbox', id, checked: item.value !== '' });
  const problem = makeProblem (look, box, `${id}-p`);
  const isInside = look.pick (`check-${item.name}`, 2) === 1;
  const label = make ('label', isInside ? {} : { for: id }, isInside ? box : null,
                      ...makeTermsLabel (look, item, terms));

  problem.set (item.problem);
  return { element: make ('div', { class: look.name ('field') }, makeTermsBefore (look, terms),
                          isInside ? null : make ('p', {}, box, label),
                          isInside ? label : null, problem.element),
           read: () => (box.checked ? 'on' : null),
           setProblem: problem.set };
}

export function makeField (look, item, terms)
{
  if (item.kind === 'check')
    return makeCheck (look, item, terms);
  if (item.kind === 'radios')
    return makeRadios (look, item);
  return makeText (look, item);
}
