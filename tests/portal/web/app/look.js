/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

import { pick, word } from './seed.js';

/* Names and looks of one page: class names, ids and nesting depend on the seed. */

const COLOURS = ['#1d5fa8', '#0b7a4b', '#7a2b8f', '#b3400f'];

export class Look
{
  #count = 0;

  #words;

  constructor (seed, words = {})
  {
    this.seed = seed;
    this.#words = words;
  }

  /* What the portal has for @text, if it has other words. */
  say (key, text)
  {
    return this.#words[key] ?? text;
  }

  pick (topic, count)
  {
    return pick (this.seed, topic, count);
  }

  name (part)
  {
    return this.seed === 0 ? part : word (this.seed, `class-${part}`);
  }

  makeId ()
  {
    this.#count++;
    return this.seed === 0 ? `e${this.#count}` : word (this.seed, `id-${this.#count}`);
  }

  /* Puts @element into up to three boxes that mean nothing. */
  wrap (element, topic)
  {
    let outer = element;

    for (let i = this.pick (`depth-${topic}`, 4); i > 0; i--)
      {
        const box = document.createElement (i % 2 === 0 ? 'div' : 'section');

        box.className = word (this.seed, `box-${topic}-${i}`);
        box.append (outer);
        outer = box;
      }
    return outer;
  }

  makeStyle ()
  {
    const element = document.createElement ('style');
    const colour = COLOURS[this.pick ('colour', COLOURS.length)];
    const n = part => `.${this.name (part)}`;

    element.textContent = `
      body { margin: 0; font: 15px sans-serif; background: #eef0f3; }
      ${n ('page')} { max-width: 46em; margin: 1.5em auto; padding: 1em 2em; background: white; }
      ${n ('page')}[aria-busy=true] { opacity: 0.6; cursor: progress; }
      ${n ('field')} { position: relative; margin: 1.1em 0; }
      ${n ('field')} > label, ${n ('caption')} { display: block; margin-bottom: 0.3em; }
      input:not([type=checkbox]):not([type=radio]), textarea, select, ${n ('box')} {
        box-sizing: border-box; width: 100%; padding: 0.6em; font: inherit; background: white;
        border: 1px solid #8a94a0; border-radius: 4px; min-height: 2.6em; }
      ${n ('area')} { min-height: 6em; white-space: pre-wrap; }
      ${n ('floating')} > label, ${n ('floating')} > ${n ('caption')} {
        position: absolute; left: 0.7em; top: 0.65em; margin: 0; color: #56606b;
        pointer-events: none; transition: 0.12s; background: white; padding: 0 0.2em; }
      ${n ('floating')}${n ('up')} > label, ${n ('floating')}${n ('up')} > ${n ('caption')} {
        top: -0.6em; font-size: 80%; color: ${colour}; }
      ${n ('tick')} { display: inline-block; width: 1.1em; height: 1.1em; margin-right: 0.5em;
        border: 1px solid #56606b; border-radius: 3px; vertical-align: middle; cursor: pointer; }
      ${n ('round')} { border-radius: 50%; }
      ${n ('slide')} { width: 2.2em; border-radius: 1em; }
      ${n ('tick')}[aria-checked=true], [aria-checked=true] > ${n ('tick')} {
        background: ${colour}; box-shadow: inset 0 0 0 2px white; }
      ${n ('arrow')}::after { content: "\\25be"; float: right; }
      ${n ('list')} { position: absolute; z-index: 9; background: white; border: 1px solid #8a94a0;
        box-shadow: 0 2px 8px #0004; max-height: 14em; overflow: auto; }
      ${n ('option')} { padding: 0.5em 0.8em; cursor: pointer; }
      ${n ('option')}:hover, ${n ('option')}[aria-selected=true] { background: #dfe8f3; }
      ${n ('button')} { display: inline-block; padding: 0.6em 1.4em; margin: 0.5em 0.6em 0.5em 0;
        font: inherit; border: 1px solid ${colour}; border-radius: 4px; background: white;
        color: ${colour}; cursor: pointer; }
      ${n ('main')} { background: ${colour}; color: white; }
      ${n ('button')}[disabled], ${n ('button')}[aria-disabled=true] { opacity: 0.5; cursor: default; }
      ${n ('alert')} { padding: 0.7em 1em; background: #fbe4e2; color: #8c1c13; border-radius: 4px; }
      ${n ('problem')} { color: #b3261e; font-size: 90%; margin-top: 0.2em; }
      ${n ('shade')} { position: fixed; inset: 0; background: #0007; z-index: 8; }
      ${n ('dialog')} { position: fixed; inset: 12% 15%; background: white; padding: 1em 1.5em;
        z-index: 9; display: flex; flex-direction: column; border-radius: 6px; }
      ${n ('scroll')} { overflow: auto; height: 7em; border: 1px solid #c3c9d0; padding: 0.5em; }
      ${n ('dialog')} ${n ('scroll')} { flex: 1; }
      ${n ('bar')} { height: 0.6em; background: linear-gradient(90deg, ${colour} 40%, #d6dbe1 40%); }
      table { border-collapse: collapse; } td, th { padding: 0.4em 0.8em; text-align: left; }
      iframe { border: 0; width: 100%; height: 9.5em; }`;
    return element;
  }
}
