// SPDX-FileCopyrightText: 2026 The Project Authors
// SPDX-License-Identifier: LGPL-2.1-or-later

// What of the page a person can see and reach. One Sight is one look: it remembers styles and
// places, so it is made anew whenever the page may have changed.
(() => {
  "use strict";

  const enroll = globalThis.enroll;
  const { dom } = enroll;
  const { tag, parentOf } = enroll.tree;

  const neverShown = new Set(["script", "style", "template", "noscript", "head", "title", "meta"]);
  const everything = Object.freeze({ open: true, clip: null, absoluteClip: null });
  const nothing = Object.freeze({ open: false, clip: null, absoluteClip: null });

  const noStyle = Object.freeze({ display: "none" });

  function overlap(a, b) {
    return {
      left: Math.max(a.left, b.left),
      top: Math.max(a.top, b.top),
      right: Math.min(a.right, b.right),
      bottom: Math.min(a.bottom, b.bottom),
    };
  }

  function hasArea(rect) {
    return rect.right - rect.left > 1 || rect.bottom - rect.top > 1
      ? rect.right > rect.left && rect.bottom > rect.top
      : false;
  }

  function isScaledAway(element) {
    return element instanceof HTMLElement && dom.offsetHeight(element) > 0;
  }

  // The usual ways to keep a text for screen readers only, or a trap for programs.
  function isCutAway(style) {
    const clip = style.clip;
    const path = style.clipPath;

    if (clip && clip !== "auto") {
      const sides = clip.match(/-?[\d.]+/g)?.map(Number) ?? [];
      if (sides.length === 4 && (sides[1] - sides[3] <= 1 || sides[2] - sides[0] <= 1)) return true;
    }
    if (path && path !== "none") {
      const inset = /^inset\(([\d.]+)%/.exec(path);
      if (inset && Number(inset[1]) >= 50) return true;
      if (/^circle\(0(px|%)?[ )]/.test(path)) return true;
    }
    return false;
  }

  class Sight {
    #styles = new Map();
    #rects = new Map();
    #states = new Map();
    #shown = new Map();
    #blocks = new Map();
    #extents = new Map();

    style(element) {
      let style = this.#styles.get(element);

      if (!style) {
        style = dom.view(dom.page(element))?.getComputedStyle(element) ?? noStyle;
        this.#styles.set(element, style);
      }
      return style;
    }

    // Whether it begins a line of its own.
    isBlock(element) {
      let isBlock = this.#blocks.get(element);

      if (isBlock === undefined) {
        const display = this.style(element).display;
        isBlock =
          !display.startsWith("inline") && display !== "contents" && !display.startsWith("ruby");
        this.#blocks.set(element, isBlock);
      }
      return isBlock;
    }

    rect(element) {
      let rect = this.#rects.get(element);

      if (!rect) {
        rect = dom.rect(element);
        this.#rects.set(element, rect);
      }
      return rect;
    }

    // What an element lets its children be: seen at all, and within which bounds.
    #stateWithin(element, outer) {
      if (!outer.open || neverShown.has(tag(element))) return nothing;
      if (dom.attr(element, "aria-hidden") === "true" || dom.has(element, "inert")) return nothing;
      const style = this.style(element);
      const display = style.display;

      if (display === "none") return nothing;
      if (display === "contents") return outer;
      if (Number(style.opacity) < 0.05 || isCutAway(style)) return nothing;
      return this.#bounds(element, style, outer);
    }

    #bounds(element, style, outer) {
      const name = tag(element);
      const position = style.position;
      let clip = outer.clip;

      if (name === "html") return everything;
      if (position === "fixed") clip = null;
      else if (position === "absolute") clip = outer.absoluteClip;
      if (name !== "body") {
        const x = style.overflowX;
        if (x === "auto" || x === "scroll" || style.overflowY === "auto") clip = null;
        else if (x !== "visible" || style.overflowY !== "visible") {
          const own = this.rect(element);
          clip = clip ? overlap(clip, own) : own;
        }
      }
      const isBase = position !== "static" || style.transform !== "none";
      const absoluteClip = isBase ? clip : position === "absolute" ? outer.absoluteClip : null;
      if (clip === outer.clip && absoluteClip === outer.absoluteClip) return outer;
      return { open: true, clip, absoluteClip: isBase ? clip : outer.absoluteClip };
    }

    state(element) {
      const path = [];
      let at = element;
      let state;

      while (at && !(state = this.#states.get(at))) {
        path.push(at);
        at = parentOf(at);
      }
      state ??= everything;
      while (path.length > 0) {
        at = path.pop();
        state = this.#stateWithin(at, state);
        this.#states.set(at, state);
      }
      return state;
    }

    // Where a page begins and ends that is scrolled as far as it goes; null if it is not laid out.
    #extentOf(page) {
      let extent = this.#extents.get(page);

      if (extent === undefined) {
        extent = this.#measure(page);
        this.#extents.set(page, extent);
      }
      return extent;
    }

    #measure(page) {
      const view = dom.view(page);
      const body = dom.scroller(page) ?? dom.top(page);

      if (!view || !body) return null;
      const width = body.scrollWidth;
      const spare = this.style(body).direction === "rtl" ? width - view.innerWidth : 0;
      return {
        left: -spare - view.scrollX,
        top: -view.scrollY,
        right: Math.max(width, view.innerWidth) - view.scrollX,
        bottom: Math.max(dom.scrollHeight(body), view.innerHeight) - view.scrollY,
      };
    }

    // Whether scrolling can ever bring the place into view.
    #isOnPage(element, rect) {
      const extent = this.#extentOf(dom.page(element));

      return (
        extent !== null &&
        rect.right > extent.left &&
        rect.bottom > extent.top &&
        rect.left < extent.right &&
        rect.top < extent.bottom
      );
    }

    #isInPlace(element) {
      const outer = parentOf(element);
      const state = outer ? this.state(outer) : everything;
      const rect = this.rect(element);
      const position = this.style(element).position;
      const clip =
        position === "fixed" ? null : position === "absolute" ? state.absoluteClip : state.clip;

      if (!hasArea(rect) || (clip && !hasArea(overlap(clip, rect)))) return false;
      return this.#isOnPage(element, rect);
    }

    // Seen by a person who scrolls as far as it goes.
    shown(element) {
      let shown = this.#shown.get(element);

      if (shown === undefined) {
        shown =
          this.state(element).open &&
          dom.isRendered(element) &&
          this.style(element).visibility === "visible" &&
          this.#isInPlace(element);
        this.#shown.set(element, shown);
      }
      return shown;
    }

    // Whether a text directly in the element is seen; a box without height may still show its text.
    showsText(element) {
      if (!this.state(element).open || this.style(element).visibility !== "visible") return false;
      const rect = this.rect(element);
      if (hasArea(rect)) return this.shown(element);
      return this.state(element).clip === null && !isScaledAway(element);
    }

    // The element is part of something seen, though it may be transparent or cut away itself, as
    // the native control behind a drawn one is.
    isBehindShown(element) {
      if (
        dom.attr(element, "aria-hidden") === "true" ||
        dom.has(element, "inert") ||
        this.style(element).display === "none"
      )
        return false;
      let outer = parentOf(element);
      if (outer && !this.state(outer).open) return false;
      for (let depth = 0; outer && depth < 3; depth++, outer = parentOf(outer)) {
        if (this.shown(outer)) {
          const a = this.rect(element);
          const b = this.rect(outer);
          return (
            a.left < b.right + 2 &&
            a.right > b.left - 2 &&
            a.top < b.bottom + 2 &&
            a.bottom > b.top - 2
          );
        }
      }
      return false;
    }
  }

  enroll.Sight = Sight;
})();
