// SPDX-FileCopyrightText: 2026 The Project Authors
// SPDX-License-Identifier: LGPL-2.1-or-later

// Knows when the page has come to rest.
(() => {
  "use strict";

  const enroll = globalThis.enroll;
  const { dom } = enroll;
  const { roots } = enroll.tree;

  const quietMs = 80;
  const tickMs = 10;
  const frameMs = 1000;
  const restless = 12;

  // Elements that appeared since the last press: what a page says in passing is among them.
  const fresh = new Set();
  let news = null;

  function noteNews(records) {
    for (const record of records) {
      for (const node of record.addedNodes) {
        if (dom.type(node) === 1 && fresh.size < 500) fresh.add(node);
      }
    }
  }

  function watchNews() {
    fresh.clear();
    news ??= new MutationObserver(noteNews);
    news.observe(document, { subtree: true, childList: true });
  }

  // Those of them that are still there, without what is in another one.
  function freshElements() {
    if (news) noteNews(news.takeRecords());
    return [...fresh].filter(
      (node) =>
        dom.isConnected(node) && !enroll.tree.closest(dom.parent(node), (at) => fresh.has(at)),
    );
  }

  // Watches the whole page, with the roots that come later, until it is stopped.
  class Watch {
    #observers = new Map();
    #counts = new WeakMap();
    changes = 0;
    last = performance.now();

    constructor() {
      this.refresh();
    }

    refresh() {
      for (const root of roots()) {
        if (this.#observers.has(root)) continue;
        const observer = new MutationObserver((records) => this.#note(records));
        observer.observe(root, {
          subtree: true,
          childList: true,
          attributes: true,
          characterData: true,
        });
        this.#observers.set(root, observer);
      }
    }

    // An attribute or text that changes over and over is a clock or a picture that moves.
    #isNews(record) {
      if (record.type === "childList") {
        if ([...record.addedNodes, ...record.removedNodes].some((node) => dom.type(node) === 1))
          return true;
      }
      const count = (this.#counts.get(record.target) ?? 0) + 1;
      this.#counts.set(record.target, count);
      return count <= restless;
    }

    #note(records) {
      let isNews = false;

      for (const record of records.length > 2000 ? records.slice(0, 2000) : records) {
        isNews = this.#isNews(record) || isNews;
      }
      if (!isNews) return;
      this.changes += records.length;
      this.last = performance.now();
    }

    take() {
      for (const observer of this.#observers.values()) {
        const records = observer.takeRecords();
        if (records.length > 0) this.#note(records);
      }
    }

    stop() {
      for (const observer of this.#observers.values()) observer.disconnect();
      this.#observers.clear();
    }
  }

  let isStill = false;

  // What a page does next, it often does when its last change is drawn: a dialog is shown so. On a
  // computer that is busy that may be late. While nobody looks, frames may stand still altogether:
  // then they are waited for once.
  function untilDrawn() {
    if (isStill || dom.hidden(document)) return null;
    return new Promise((resolve) => {
      const late = setTimeout(() => {
        isStill = true;
        resolve();
      }, frameMs);
      const drawn = () => {
        clearTimeout(late);
        isStill = false;
        resolve();
      };

      requestAnimationFrame(() => requestAnimationFrame(drawn));
    });
  }

  // Something to read that moves and will stop: a dialog that fades in, a list that opens. What
  // only decorates, as the wave around a pressed button, has no text.
  function isMoving() {
    return dom.animations(document).some((animation) => {
      const target = animation.effect?.target;
      if (animation.playState !== "running" || !target || dom.text(target).trim() === "")
        return false;
      const timing = animation.effect.getComputedTiming();
      return Number.isFinite(timing.endTime) && timing.endTime - (timing.localTime ?? 0) < 2000;
    });
  }

  function isBusy() {
    const sight = new enroll.Sight();

    if (dom.state(document) === "loading") return true;
    for (const root of roots()) {
      for (const element of dom.all(root, '[aria-busy="true"]')) {
        if (sight.shown(element)) return true;
      }
    }
    return false;
  }

  async function untilQuiet(watch, limitMs, quiet, isOver) {
    const start = performance.now();

    for (;;) {
      watch.take();
      const now = performance.now();
      if (isOver?.()) return "over";
      if (now - start >= limitMs) return "limit";
      const rest = quiet - (now - watch.last);
      if (rest <= 0) {
        const isAtRest = quiet < quietMs || !isMoving();
        if (isAtRest && !isBusy()) return "settled";
        // What is to happen at the end of a movement has not happened yet.
        if (!isAtRest) watch.last = now;
        watch.refresh();
        await enroll.pause(tickMs);
      } else {
        const pause = Math.min(Math.max(rest, 1), limitMs - (now - start) + 1);
        await Promise.all([enroll.pause(pause), untilDrawn()]);
      }
    }
  }

  // Resolves to "settled", or to "limit" if the page is still restless then.
  async function settle(limitMs, quiet = quietMs) {
    const watch = new Watch();

    try {
      return await untilQuiet(watch, limitMs, quiet);
    } finally {
      watch.stop();
    }
  }

  let waiting = null;
  let sinceRead = null;

  // The page has just been read: what changes from here on is news, though nobody waits for it yet.
  function noteRead() {
    sinceRead?.stop();
    sinceRead = new Watch();
  }

  // Resolves when the page has changed since it was read, and come to rest again. A later call ends an
  // earlier one.
  async function awaitChange() {
    const watch = sinceRead ?? new Watch();
    const turn = {};

    sinceRead = null;

    waiting = turn;
    try {
      while (watch.changes === 0 && waiting === turn) {
        await enroll.pause(50);
        watch.take();
        watch.refresh();
      }
      return await untilQuiet(watch, 10000, quietMs, () => waiting !== turn);
    } finally {
      watch.stop();
    }
  }

  function stopWaiting() {
    waiting = null;
  }

  enroll.settling = { settle, noteRead, awaitChange, stopWaiting, watchNews, freshElements };
})();
