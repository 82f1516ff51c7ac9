/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

import { save } from './download.js';

/* A key that is made in the page and never leaves it but in a keystore. Who loads the page again has
 * lost it.
 */
export class PageKey
{
  #portal;
  #library;
  #key = null;
  #password = '';

  constructor (portal, library)
  {
    this.#portal = portal;
    this.#library = library;
  }

  #load ()
  {
    return import (this.#library);
  }

  /* Returns: what is sent, with the request and without the password */
  async make (fields)
  {
    const library = await this.#load ();
    const type = fields.find (field => field.item.use === 'key-type');
    const label = type.item.options.find (option => option.value === type.value)?.label;
    const request = await library.makeRequest (label ?? 'RSA - 2048');

    this.#key = request.key;
    this.#password = PageKey.#find (fields, 'password') ?? '';
    return [...fields.filter (field => !PageKey.#isKept (field.item))
                     .map (field => [field.item.name, field.value]),
            [fields.find (field => field.item.use === 'csr').item.name, request.csr]];
  }

  async export (form, target, fields, pairs)
  {
    const library = await this.#load ();
    const password = PageKey.#find (fields, 'password') ?? this.#password;
    const repeated = PageKey.#find (fields, 'repeat-password') ?? password;
    const protection = fields.find (field => field.item.use === 'protection');
    const label = protection?.item.options.find (option => option.value === protection.value)?.label;

    if (this.#key === null)
      throw new Error ('The private key is not available any more. Please enroll again.');
    if (password === '')
      throw new Error ('-7: Password is required but missing.');
    if (password !== repeated)
      throw new Error ('The passwords do not match.');
    const answer = await this.#portal.ask (target, form, pairs);

    if (this.#portal.isPage (answer))
      {
        await this.#portal.take (answer);
        return;
      }
    const keystore = await library.makeKeystore (this.#key,
                                                 await answer.text (),
                                                 password,
                                                 (label ?? '').includes ('3DES') ||
                                                   (label ?? '').includes ('TripleDES'));

    save (this.#portal.seed,
          form.download === 'data' ? 'data' : 'blob',
          keystore,
          'certs.p12',
          'application/x-pkcs12');
  }

  static #find (fields, use)
  {
    return fields.find (field => field.item.use === use)?.value;
  }

  static #isKept (item)
  {
    return ['password', 'repeat-password', 'csr'].includes (item.use);
  }

  /* Whether @item is a field that only the page fills. */
  static isHidden (item)
  {
    return item.use === 'csr';
  }

  static withoutSecrets (fields)
  {
    return fields.filter (field => !PageKey.#isKept (field.item))
                 .map (field => [field.item.name, field.value]);
  }
}
