// SPDX-FileCopyrightText: 2026 The Project Authors
// SPDX-License-Identifier: LGPL-2.1-or-later

// The list that belongs to a combobox, found by what appeared when it was pressed. Many kits draw
// it at the end of the document, show rows without roles, and hold only those rows that fit.
(() => {
  "use strict";

  const enroll = globalThis.enroll;
  const { dom } = enroll;
  const { tag, parentOf, childrenOf, closest, contains, references, findAll, find, focused } =
    enroll.tree;
  const { roleOf } = enroll.kinds;
  const { collapse, limits } = enroll;

  const rowRoles = new Set(["option", "menuitem", "menuitemradio", "treeitem"]);

  // Everything that is seen now, to tell later what was not.
  function snapshot(sight) {
    const seen = new WeakSet();
    const all = findAll(dom.top(document), (at) => tag(at) !== "option");

    if (all.length > limits.elements) throw new enroll.Refusal("too-large");
    for (const element of all) {
      if (sight.shown(element)) seen.add(element);
    }
    return seen;
  }

  function owned(field) {
    const owners = [field.element, field.editor].filter(Boolean);

    return owners.flatMap((owner) => [
      ...references(owner, "aria-controls"),
      ...references(owner, "aria-owns"),
    ]);
  }

  function isRow(element, sight) {
    return rowRoles.has(roleOf(element)) && sight.shown(element);
  }

  // The topmost elements that are seen now and were not before.
  function appeared(field, before, sight) {
    const found = [];

    enroll.tree.walk(dom.top(document), (node) => {
      if (dom.type(node) !== 1) return false;
      if (!sight.state(node).open) return false;
      if (before.has(node) || !sight.shown(node)) return true;
      if (contains(node, field.element)) return true;
      // What a press draws within the combobox itself is its list only if it says so.
      if (contains(field.element, node) && !find(node, (at) => isRow(at, sight))) return true;
      found.push(node);
      return false;
    });
    return found;
  }

  function holdsField(element) {
    return (
      find(element, (at) => /^(input|select|textarea)$/.test(tag(at)) && at.type !== "hidden") !==
      null
    );
  }

  // Rows without a role: the largest set of children, one below the other, each with a text.
  function plainRows(element, sight) {
    let best = [];

    for (const box of findAll(element, (at) => dom.childCount(at) > 0)) {
      const rows = [...childrenOf(box)].filter(
        (at) =>
          dom.type(at) === 1 &&
          sight.shown(at) &&
          enroll.text.line(at, sight) !== "" &&
          !holdsField(at),
      );
      const stacked = rows.every(
        (row, i) => i === 0 || sight.rect(row).top >= sight.rect(rows[i - 1]).bottom - 2,
      );
      if (stacked && rows.length > best.length) best = rows;
    }
    if (best.length === 0) return [];
    const pressable = best.filter((row) => /^(pointer|not-allowed)$/.test(cursorOf(row, sight)));
    return pressable.length > 0 ? pressable : best;
  }

  function cursorOf(row, sight) {
    return sight.style(dom.firstElement(row) ?? row).cursor === "pointer"
      ? "pointer"
      : sight.style(row).cursor;
  }

  function outermost(rows) {
    const all = new Set(rows);

    return rows.filter((row) => !closest(parentOf(row), (at) => all.has(at)));
  }

  function rowsOf(element, sight) {
    const marked = findAll(element, (at) => isRow(at, sight));
    if (marked.length > 0) return outermost(marked);
    const selectable = findAll(element, (at) => dom.has(at, "aria-selected") && sight.shown(at));
    if (selectable.length > 0) return outermost(selectable);
    return plainRows(element, sight);
  }

  // The open list: an element and its rows as they are now; null if there is none.
  function openList(field, before, known) {
    const sight = new enroll.Sight();

    if (known?.isConnected && sight.shown(known)) {
      const rows = rowsOf(known, sight);
      if (rows.length > 0) return { element: known, rows, sight };
    }
    for (const element of owned(field)) {
      if (!sight.shown(element) || contains(element, field.element)) continue;
      const rows = outermost(findAll(element, (at) => isRow(at, sight)));
      if (rows.length > 0) return { element, rows, sight };
    }
    if (!before) return null;
    let best = null;
    for (const element of appeared(field, before, sight)) {
      const rows = rowsOf(element, sight);
      if (rows.length > (best?.rows.length ?? 0)) best = { element, rows, sight };
    }
    return best;
  }

  function labelOf(row, sight) {
    return (
      collapse(dom.attr(row, "aria-label")) ||
      enroll.text.line(row, sight) ||
      collapse(dom.attr(row, "title"))
    );
  }

  function isRowDisabled(row, sight) {
    return (
      dom.attr(row, "aria-disabled") === "true" ||
      dom.has(row, "disabled") ||
      dom.has(row, "data-disabled") ||
      sight.style(row).cursor === "not-allowed" ||
      sight.style(row).pointerEvents === "none"
    );
  }

  function isRowSelected(row) {
    return dom.attr(row, "aria-selected") === "true" || dom.attr(row, "aria-checked") === "true";
  }

  // The part of the list that scrolls, when not all rows are held at once.
  function scrollerOf(list) {
    const inside = (at) =>
      dom.scrollHeight(at) > dom.clientHeight(at) + 1 &&
      list.sight.style(at).overflowY !== "visible" &&
      dom.clientHeight(at) > 0;

    for (let at = list.rows[0]; at; at = parentOf(at)) {
      if (at !== list.rows[0] && inside(at)) return at;
      if (at === list.element) return null;
    }
    return null;
  }

  function scrollTo(scroller, top) {
    const before = scroller.scrollTop;

    scroller.scrollTop = top;
    if (scroller.scrollTop === before) return false;
    dom.dispatch(scroller, new Event("scroll"));
    return true;
  }

  // Goes through the rows from the top; visit(row, list) returns true to stop there.
  async function eachRow(field, before, first, visit) {
    const deadline = performance.now() + limits.openMs;
    const scroller = scrollerOf(first);
    let list = first;

    if (scroller && scrollTo(scroller, 0)) {
      await enroll.settling.settle(300, 30);
      list = openList(field, before, first.element) ?? first;
    }
    for (;;) {
      for (const row of list.rows) {
        if (visit(row, list)) return row;
      }
      if (!scroller || performance.now() > deadline) return null;
      if (!scrollTo(scroller, scroller.scrollTop + Math.max(dom.clientHeight(scroller) * 0.8, 20)))
        return null;
      await enroll.settling.settle(300, 20);
      list = openList(field, before, first.element);
      if (!list) return null;
    }
  }

  async function untilOpen(field, before, limitMs) {
    const deadline = performance.now() + limitMs;

    for (;;) {
      await enroll.settling.settle(1000);
      const list = openList(field, before, null);
      if (list) {
        await enroll.settling.settle(600, 60);
        return openList(field, before, list.element) ?? list;
      }
      if (performance.now() >= deadline) return null;
    }
  }

  function isExpanded(field) {
    return [field.element, field.editor].some(
      (at) => at && dom.attr(at, "aria-expanded") === "true",
    );
  }

  // Opens the list as a person would: by a press, and if nothing comes, by the keyboard.
  async function open(field) {
    // A list that is still fading away would not be seen to appear.
    await enroll.settling.settle(1000);
    const before = snapshot(new enroll.Sight());
    const target = field.editor ?? field.element;

    if (isExpanded(field)) {
      const list = openList(field, null, null);
      if (list) return { before, list };
    }
    enroll.act.press(field.face ?? target);
    let list = await untilOpen(field, before, isExpanded(field) ? 1500 : 300);
    if (!list) {
      // What came and took the focus keeps it.
      if (!focused() || before.has(focused())) enroll.act.focus(target);
      enroll.act.key(target, "ArrowDown");
      list = await untilOpen(field, before, isExpanded(field) ? 1500 : 150);
    }
    return { before, list };
  }

  function isOpen(field, opened) {
    return (
      openList(field, null, null) !== null ||
      (opened.list && openList(field, null, opened.list.element) !== null)
    );
  }

  // A place where a press means nothing, in the same dialog.
  function neutralPlace(field) {
    return (
      closest(parentOf(field.element), (at) => enroll.isDialog(at) || tag(at) === "form") ??
      dom.body(document)
    );
  }

  function pressBeside(field) {
    const place = neutralPlace(field);
    const at = { x: 1, y: 1 };

    for (const type of ["pointerdown", "mousedown", "pointerup", "mouseup", "click"])
      enroll.act.mouse(place, type, at);
  }

  // Closes it again without choosing. Escape may close the dialog around too, so it comes last there.
  async function close(field, opened) {
    if (!opened.list || !isOpen(field, opened)) return;
    const inDialog = closest(field.element, enroll.isDialog) !== null;
    const escape = () => enroll.act.key(focused() ?? field.element, "Escape");
    const isWithin = focused() && contains(opened.list.element, focused());
    const aside = () => {
      pressBeside(field);
      enroll.act.leave(field.editor ?? field.element);
    };

    const escapeInList = () => enroll.act.key(opened.list.element, "Escape");

    for (const way of inDialog && !isWithin
      ? [aside, escapeInList, escape]
      : [escape, escapeInList, aside]) {
      way();
      await enroll.settling.settle(1000);
      if (!isOpen(field, opened)) return;
    }
  }

  enroll.popup = {
    open,
    close,
    eachRow,
    openList,
    labelOf,
    isRowDisabled,
    isRowSelected,
    isOpen,
    isExpanded,
  };
})();
