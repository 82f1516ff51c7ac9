/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

import { Modal } from 'antd';
import { useRef, useState } from 'react';

import { isAtEnd } from './dom.js';
import { writeTerms } from './terms.js';

/* The dialog with the terms: it comes when the box is ticked, or after Submit. By most seeds it has
 * to be scrolled to its end before it can be accepted.
 */
export function useTerms (look, item)
{
  const [isOpen, setOpen] = useState (false);
  const [isRead, setRead] = useState (false);
  const resolve = useRef (null);
  const hasToScroll = look.pick ('has-to-scroll', 3) !== 2;
  const asksAtOnce = look.pick ('terms-when', 2) === 0;

  const ask = () => new Promise (done => {
    resolve.current = done;
    setRead (!hasToScroll);
    setOpen (true);
  });
  const end = isAccepted => {
    setOpen (false);
    resolve.current (isAccepted);
  };

  return {
    askAtTick: async () => !item || !asksAtOnce || ask (),
    confirm: async () => !item || asksAtOnce || ask (),
    dialog: item && (
      <Modal title={item.name} open={isOpen} onOk={() => end (true)} onCancel={() => end (false)}
             okText={look.say ('accept', look.pick ('accept', 2) === 0 ? 'Accept' : 'Agree')}
             cancelText={look.say ('decline', 'Decline')}
             okButtonProps={{ disabled: !isRead }} maskClosable={false} destroyOnHidden>
        <div style={{ height: 260, overflow: 'auto', whiteSpace: 'pre-wrap' }} tabIndex={0}
             onScroll={event => isAtEnd (event.currentTarget) && setRead (true)}>
          {writeTerms (item)}
        </div>
      </Modal>
    ),
  };
}
