/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

import { askForTerms } from './aria-dialog.js';
import { Listbox } from './aria-listbox.js';
import { makeText } from './aria-text.js';
import { make } from './dom.js';
import { makeFact, makeProblem } from './native-widgets.js';

/* Widgets of the skin “aria”: hand-made, with roles. */

export { makeFact };
export const hasSteps = true;

export function makeAlert (look, text)
{
  return make ('div', { class: look.name ('alert'),
                        ...(look.pick ('alert', 2) === 0 ? { role: 'alert' }
                                                         : { 'aria-live': 'assertive' }) },
               make ('span', {}, text));
}

/* One part of the form stands in a shadow: which one depends on the seed. */
export function makeGroup (look, item, children)
{
  const group = make ('div', { role: 'group', 'aria-label': item.legend }, ...children);
  const shadowed = ['', 'Person', 'Terms', 'Certificate', 'Request', 'Key protection'];

  if (look.seed === 0 || shadowed[look.pick ('shadow', shadowed.length)] !== item.legend)
    return look.wrap (group, item.legend);
  const host = make (`${look.name ('part')}-part`);

  host.attachShadow ({ mode: 'open' }).append (look.makeStyle (), group);
  return host;
}

function pressOnKeys (press)
{
  return event => {
    if (event.key !== 'Enter' && event.key !== ' ')
      return;
    event.preventDefault ();
    press ();
  };
}

export function makeLink (look, item, press)
{
  return make (look.pick ('link', 2) === 0 ? 'a' : 'span', {
    role: 'link',
    tabindex: 0,
    class: look.name ('button'),
    onclick: press,
    onkeydown: pressOnKeys (press),
  }, item.label);
}

export function makeButton (look, item, press)
{
  const names = `${look.name ('button')} ${item.kind === 'submit' ? look.name ('main') : ''}`;

  if (look.pick ('button', 2) === 0)
    return make ('button', { type: 'button', class: names, onclick: press },
                 make ('span', {}, item.label));
  return make ('div', { role: 'button', tabindex: 0, class: names, onclick: press,
                        onkeydown: pressOnKeys (press) },
               item.label);
}

export function makeProgress (look)
{
  return make ('div', { role: 'progressbar', 'aria-valuetext': 'Please wait',
                        class: look.name ('bar') });
}

function makeSelect (look, item)
{
  const id = look.makeId ();
  const box = new Listbox (look, item, id, `${id}-c`);
  const problem = makeProblem (look, box.element, `${id}-p`);

  problem.set (item.problem);
  return { element: make ('div', { class: look.name ('field') },
                          make ('span', { id: `${id}-c`, class: look.name ('caption') }, item.label),
                          box.element, problem.element),
           read: () => box.value,
           setProblem: problem.set };
}

function makeRadio (look, option, choose)
{
  return make ('div', { role: 'radio', tabindex: 0,
                        'aria-checked': String (option.isChosen),
                        style: 'margin: 0.4em 0; cursor: pointer',
                        onclick: choose, onkeydown: pressOnKeys (choose) },
               make ('span', { class: `${look.name ('tick')} ${look.name ('round')}` }),
               make ('span', {}, option.label));
}

function makeRadios (look, item)
{
  const id = look.makeId ();
  let chosen = item.options.findIndex (option => option.isChosen);
  const radios = item.options.map ((option, i) => makeRadio (look, option, () => {
    chosen = i;
    radios.forEach ((radio, at) => radio.setAttribute ('aria-checked', String (at === i)));
  }));
  const group = make ('div', { role: 'radiogroup', 'aria-labelledby': id }, ...radios);
  const problem = makeProblem (look, group, `${id}-p`);

  problem.set (item.problem);
  return { element: make ('div', { class: look.name ('field') },
                          make ('span', { id, class: look.name ('caption') }, item.label),
                          group, problem.element),
           read: () => item.options[chosen]?.value ?? null,
           setProblem: problem.set };
}

function makeCheck (look, item, terms)
{
  const id = look.makeId ();
  const isSwitch = look.pick (`switch-${item.name}`, 2) === 1;
  const asksAtOnce = look.pick ('terms-when', 2) === 0;
  let isTicked = item.value !== '';
  const set = value => {
    isTicked = value;
    box.setAttribute ('aria-checked', String (value));
  };
  const press = async () => set (!isTicked && (!terms || !asksAtOnce ||
                                               await askForTerms (look, terms)));
  const box = make ('div', { role: isSwitch ? 'switch' : 'checkbox', tabindex: 0,
                             'aria-checked': String (isTicked), 'aria-labelledby': id,
                             class: `${look.name ('tick')} ${isSwitch ? look.name ('slide') : ''}`,
                             onclick: press, onkeydown: pressOnKeys (press) });
  const problem = makeProblem (look, box, `${id}-p`);

  problem.set (item.problem);
  return { element: make ('div', { class: look.name ('field') }, box,
                          make ('span', { id, onclick: press, style: 'cursor: pointer' },
                                item.label),
                          problem.element),
           read: () => (isTicked ? 'on' : null),
           setProblem: problem.set,
           confirm: terms && !asksAtOnce && (async () => !isTicked || askForTerms (look, terms)) };
}

export function makeField (look, item, terms)
{
  switch (item.kind)
    {
    case 'check':
      return makeCheck (look, item, terms);
    case 'radios':
      return makeRadios (look, item);
    case 'select':
      return makeSelect (look, item);
    default:
      return makeText (look, item);
    }
}
