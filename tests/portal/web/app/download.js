/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

import { make } from './dom.js';
import { pick } from './seed.js';

/* The ways in which pages hand out a file. */

const REVOKED_AFTER_MS = 1000;

function readName (answer)
{
  const header = answer.headers.get ('content-disposition') ?? '';

  return header.match (/filename="?([^";]+)/)?.[1] ?? 'download';
}

function toBase64 (bytes)
{
  let text = '';

  for (const byte of bytes)
    text += String.fromCharCode (byte);
  return btoa (text);
}

/* The anchor stands in the page for a moment, or never. */
function clickAnchor (attributes, isAttached)
{
  const anchor = make ('a', { style: 'display:none', ...attributes });

  if (isAttached)
    document.body.append (anchor);
  anchor.click ();
  anchor.remove ();
}

export function save (seed, way, bytes, name, type)
{
  const isAttached = pick (seed, 'anchor', 2) === 0;

  if (way === 'data')
    {
      clickAnchor ({ href: `data:${type};base64,${toBase64 (bytes)}`, download: name }, isAttached);
      return;
    }
  const address = URL.createObjectURL (new Blob ([bytes], { type }));

  clickAnchor ({ href: address, download: name }, isAttached);
  setTimeout (() => URL.revokeObjectURL (address), REVOKED_AFTER_MS);
}

function sendForm (form, target, pairs)
{
  const element = make ('form', { action: target,
                                  method: form.isPost ? 'post' : 'get',
                                  enctype: form.isMultipart ? 'multipart/form-data' : null,
                                  target: form.download === 'window' ? '_blank' : null,
                                  style: 'display:none' });

  for (const [name, value] of pairs)
    element.append (make ('input', { type: 'hidden', name, value }));
  document.body.append (element);
  element.submit ();
  element.remove ();
}

function follow (seed, way, target)
{
  if (way === 'window' && pick (seed, 'window', 2) === 1)
    window.open (target);
  else if (way === 'window')
    clickAnchor ({ href: target, target: '_blank' }, true);
  else if (pick (seed, 'navigation', 2) === 1)
    window.location.assign (target);
  else
    clickAnchor ({ href: target }, true);
}

/* @form: a form, or a link, whose answer is a file */
export async function download (portal, form, target, pairs)
{
  const way = form.download;

  if (way !== 'blob' && way !== 'data')
    {
      if (form.isPost)
        sendForm (form, target, pairs);
      else
        follow (portal.seed, way, target);
      return;
    }
  const answer = await portal.ask (target, form, pairs);

  if (portal.isPage (answer))
    {
      await portal.take (answer);
      return;
    }
  save (portal.seed,
        way,
        new Uint8Array (await answer.arrayBuffer ()),
        readName (answer),
        answer.headers.get ('content-type'));
}
