// SPDX-FileCopyrightText: 2026 The Project Authors
// SPDX-License-Identifier: LGPL-2.1-or-later

// Many pages let nobody accept terms before the box that they stand in was scrolled to its end. The
// wizard shows the whole text, so the box is scrolled here as a reader would.
(() => {
  "use strict";

  const enroll = globalThis.enroll;
  const { tree } = enroll;

  function hasMore(element) {
    if (element.scrollHeight <= element.clientHeight + 2 || element.clientHeight === 0) return false;
    return ["auto", "scroll"].includes(getComputedStyle(element).overflowY);
  }

  // Those of the dialog that is open, if there is one.
  function boxesOf(scan) {
    return scan.modal ? tree.findAll(scan.modal, hasMore) : [];
  }

  async function unroll(boxes) {
    for (const box of boxes) box.scrollTop = box.scrollHeight;
    await enroll.settling.settle(2000);
  }

  enroll.unroll = { boxesOf, unroll };
})();
