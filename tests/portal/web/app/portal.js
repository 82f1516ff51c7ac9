/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

import { download } from './download.js';
import { PageKey } from './page-key.js';

/* Talks to the portal: asks for pages as data, sends answers, looks again while waiting. A view has
 * show (page), setBusy (isBusy) and complain (text).
 */

const POLL_EVERY_MS = 1000;
const CONNECTION_ERROR = 'Connection error. Please try again later.';

export class Portal
{
  seed = 0;
  #view;
  #key;
  #timer = 0;

  constructor (view)
  {
    this.#view = view;
    window.addEventListener ('popstate', () => this.open (window.location.href, true));
  }

  async start ()
  {
    const script = document.querySelector ('script[type="application/json"]');
    const start = JSON.parse (script.textContent);

    script.remove ();
    this.#key = new PageKey (this, start.keys);
    if (start.page)
      this.#show (start.page);
    else
      await this.#attempt (async () => this.take (await this.ask (start.from), true));
  }

  /* @form: (nullable) */
  async ask (target, form = null, pairs = [])
  {
    const options = { headers: { Accept: 'application/json, */*' } };
    let address = target;

    if (form?.isPost)
      {
        options.method = 'POST';
        options.body = form.isMultipart ? new FormData () : new URLSearchParams ();
        for (const [name, value] of pairs)
          options.body.append (name, value);
      }
    else if (pairs.length > 0)
      {
        address = `${target.split ('?')[0]}?${new URLSearchParams (pairs)}`;
      }
    try
      {
        return await fetch (address, options);
      }
    catch
      {
        throw new Error (CONNECTION_ERROR);
      }
  }

  isPage (answer)
  {
    return (answer.headers.get ('content-type') ?? '').startsWith ('application/json');
  }

  async take (answer, isSame = false)
  {
    if (!this.isPage (answer))
      throw new Error (CONNECTION_ERROR);
    const page = await answer.json ();

    if (!isSame && answer.url !== window.location.href)
      window.history.pushState (null, '', answer.url);
    this.#show (page);
  }

  #show (page)
  {
    const refresh = page.items.find (item => item.type === 'refresh');

    clearTimeout (this.#timer);
    this.seed = page.seed;
    this.#view.show (page, this);
    if (refresh)
      this.#lookLater (refresh.target);
  }

  #lookLater (target)
  {
    this.#timer = setTimeout (() => this.#look (target), POLL_EVERY_MS);
  }

  /* The page stays as it is until there is another one. */
  async #look (target)
  {
    try
      {
        const answer = await this.ask (target);
        const page = answer.status < 500 && this.isPage (answer) ? await answer.json () : null;

        if (page !== null && !page.items.some (item => item.type === 'refresh'))
          {
            window.history.pushState (null, '', answer.url);
            this.#show (page);
            return;
          }
      }
    catch (error)
      {
        console.warn (error);
      }
    this.#lookLater (target);
  }

  async #attempt (what)
  {
    this.#view.setBusy (true);
    try
      {
        await what ();
      }
    catch (error)
      {
        this.#view.complain (error.message);
      }
    this.#view.setBusy (false);
  }

  open (target, isSame = false)
  {
    return this.#attempt (async () => this.take (await this.ask (target), isSame));
  }

  follow (link)
  {
    if (link.leaves || /^(?!https:)[a-z-]+:/.test (link.target))
      window.location.assign (link.target);
    else if (link.download)
      this.#attempt (() => download (this, link, link.target, []));
    else
      this.open (link.target);
  }

  /* @fields: a list of { item, value }, without boxes that are not ticked */
  submit (form, fields, button)
  {
    const target = button.target ?? form.target;
    const hidden = form.items.filter (item => item.type === 'hidden')
                             .map (item => [item.name, item.value]);
    const own = button.name ? [[button.name, button.value]] : [];
    const isAway = button.kind === 'away';

    return this.#attempt (async () => {
      if (form.keyInPage === 'make' && !isAway)
        {
          const values = await this.#key.make (fields);

          await this.take (await this.ask (target, form, [...hidden, ...values, ...own]));
          return;
        }
      if (form.keyInPage === 'export' && !isAway)
        {
          const values = PageKey.withoutSecrets (fields);

          await this.#key.export (form, target, fields, [...hidden, ...values, ...own]);
          return;
        }
      const pairs = [...hidden, ...fields.map (field => [field.item.name, field.value]), ...own];

      if (form.download && !isAway)
        await download (this, form, target, pairs);
      else
        await this.take (await this.ask (target, form, pairs));
    });
  }
}
