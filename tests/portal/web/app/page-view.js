/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

import { make } from './dom.js';
import { FormView } from './form-view.js';
import { Look } from './look.js';

/* Shows pages with one set of widgets. */
export class PageView
{
  #root = document.body.querySelector ('div');
  #widgets;
  #main = make ('main');
  #complaints = make ('div', { 'aria-live': 'assertive' });
  #look = new Look (0);

  constructor (widgets)
  {
    this.#widgets = widgets;
  }

  show (page, portal)
  {
    const look = new Look (page.seed, page.words);
    const heading = make (look.pick ('heading', 2) === 0 ? 'h1' : 'h2', {}, page.title);

    this.#look = look;
    document.title = page.title;
    this.#complaints.replaceChildren ();
    this.#main = make ('main', { class: look.name ('page') },
                       heading,
                       this.#complaints,
                       ...page.items.map (item => this.#makeItem (item, portal)));
    this.#root.replaceChildren (look.makeStyle (), look.wrap (this.#main, 'page'));
    window.scrollTo (0, 0);
  }

  setBusy (isBusy)
  {
    this.#main.setAttribute ('aria-busy', String (isBusy));
    for (const button of this.#main.querySelectorAll ('button'))
      button.disabled = isBusy;
  }

  complain (text)
  {
    if (!this.#main.isConnected)
      this.#root.replaceChildren (this.#main);
    if (!this.#complaints.isConnected)
      this.#main.prepend (this.#complaints);
    this.#complaints.replaceChildren (this.#widgets.makeAlert (this.#look, text));
  }

  #makeItem (item, portal)
  {
    switch (item.type)
      {
      case 'text':
        return make ('p', {}, item.text);
      case 'alert':
        return this.#widgets.makeAlert (this.#look, item.text);
      case 'fact':
        return this.#widgets.makeFact (this.#look, item);
      case 'link':
        return this.#widgets.makeLink (this.#look, item, () => portal.follow (item));
      case 'form':
        return new FormView (item, portal, this.#look, this.#widgets).element;
      case 'table':
        return this.#makeTable (item, portal);
      case 'refresh':
        return this.#widgets.makeProgress (this.#look);
      default:
        return null;
      }
  }

  #makeTable (table, portal)
  {
    const rows = table.rows.map (row => make ('tr', {},
      ...row.cells.map (cell => make ('td', {}, cell)),
      make ('td', {}, ...row.links.map (
        link => this.#widgets.makeLink (this.#look, link, () => portal.follow (link))))));

    return make ('table', {},
                 make ('thead', {}, make ('tr', {},
                                          ...table.titles.map (title => make ('th', {}, title)))),
                 make ('tbody', {}, ...rows));
  }
}
