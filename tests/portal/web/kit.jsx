/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

import { createRoot } from 'react-dom/client';

import { KitPage } from './app/kit-page.jsx';
import { Look } from './app/look.js';
import { Portal } from './app/portal.js';

/* The skin “kit”: React and Ant Design. */
class KitView
{
  #root = createRoot (document.body.querySelector ('div'));
  #state = { number: 0, page: { title: '', seed: 0, items: [] }, isBusy: false, complaint: null };

  show (page, portal)
  {
    document.title = page.title;
    this.#change ({ number: this.#state.number + 1, page, portal, complaint: null });
    window.scrollTo (0, 0);
  }

  setBusy (isBusy)
  {
    this.#change ({ isBusy, complaint: isBusy ? null : this.#state.complaint });
  }

  complain (complaint)
  {
    this.#change ({ complaint });
  }

  #change (values)
  {
    this.#state = { ...this.#state, ...values };
    const { number, ...rest } = this.#state;

    this.#root.render (<KitPage key={number} look={new Look (rest.page.seed, rest.page.words)} {...rest} />);
  }
}

new Portal (new KitView ()).start ();
