// SPDX-FileCopyrightText: 2026 The Project Authors
// SPDX-License-Identifier: LGPL-2.1-or-later

// What else is said about fields and buttons: whether they must be answered, what is wrong with
// them, which terms belong to a check box, what the page says in passing.
(() => {
  "use strict";

  const enroll = globalThis.enroll;
  const { dom } = enroll;
  const { tag, parentOf, closest, contains, references, find, findAll } = enroll.tree;
  const { roleOf, isDisabled, isEditable } = enroll.kinds;
  const { names, clip, limits } = enroll;
  const { line, blocks } = enroll.text;

  function hasStar(label) {
    const view = dom.view(dom.page(label));
    const isStar = (text) => /^[\s:("']*\*[\s:)"']*$/.test(text ?? "");
    const parts = [label, ...dom.all(label, "*")].slice(0, 20);

    if (/^\s*\*|\*[\s:]*$/.test(dom.text(label))) return true;
    return parts.some((part) =>
      ["::before", "::after"].some((pseudo) => isStar(view.getComputedStyle(part, pseudo).content)),
    );
  }

  function labelElements(field, sight) {
    const element = field.editor ?? field.element;

    return [
      ...names.labelsOf(element, sight),
      ...references(element, "aria-labelledby").filter((at) => at !== element),
      ...labelledAround(field, sight),
    ].slice(0, 4);
  }

  function labelledAround(field, sight) {
    if (field.widget !== "radios") return [];
    const set = closest(
      field.element,
      (at) => /^(radiogroup|group)$/.test(roleOf(at)) || tag(at) === "fieldset",
    );
    if (!set) return [];
    const legend = [...dom.children(set)].find((at) => tag(at) === "legend");
    const label = names.labelForId(set, sight);
    return [...references(set, "aria-labelledby"), label, legend].filter(Boolean);
  }

  function isRequired(field, label, sight) {
    const elements = [
      field.element,
      field.editor,
      field.widget === "radios" && radioSet(field.element),
    ].filter(Boolean);

    if (elements.some((at) => at.required === true || dom.attr(at, "aria-required") === "true"))
      return true;
    if (/^\*|\*:?$/.test(label)) return true;
    // The label of one radio button says nothing about the whole choice.
    const labels =
      field.widget === "radios" ? labelledAround(field, sight) : labelElements(field, sight);
    return labels.some(hasStar);
  }

  function radioSet(element) {
    return closest(element, (at) => roleOf(at) === "radiogroup");
  }

  function isFixed(field) {
    const { element, editor, kind, widget } = field;
    const isReadOnly = (at) => at && dom.attr(at, "aria-readonly") === "true";

    if (widget === "radios") {
      const set = radioSet(element);
      return set !== null && (isReadOnly(set) || dom.attr(set, "aria-disabled") === "true");
    }
    if (isDisabled(editor ?? element) || isDisabled(element)) return true;
    if (kind === "check") return isReadOnly(element);
    if (isReadOnly(element) || isReadOnly(editor)) return true;
    return widget === "text" && element.readOnly === true;
  }

  // The highest element that belongs to this field alone: with its label, help and complaints.
  function containerOf(field, scan) {
    let box = field.element;

    for (let at = parentOf(box), depth = 0; at && depth < 8; at = parentOf(at), depth++) {
      if (/^(form|body|html|tr|tbody|table|main)$/.test(tag(at)) || enroll.isDialog(at)) break;
      if (scan.ownerOf(at) !== field) break;
      box = at;
    }
    return box;
  }

  function errorOf(field, scan) {
    const { sight } = scan;
    const element = field.editor ?? field.element;

    if (
      dom.attr(element, "aria-invalid") === "true" ||
      dom.attr(field.element, "aria-invalid") === "true"
    ) {
      const text =
        names.referencedText(element, "aria-errormessage", sight) ||
        names.referencedText(element, "aria-describedby", sight);
      if (text !== "") return text;
    }
    const container = containerOf(field, scan);
    const alert =
      scan.holdsAlert(container) &&
      find(container, (at) => roleOf(at) === "alert" && sight.shown(at));
    return (alert && line(alert, sight)) || null;
  }

  function hintOf(field, label, sight) {
    const element = field.editor ?? field.element;

    return (
      names.referencedText(element, "aria-describedby", sight) ||
      names.attribute(element, "title") ||
      names.attribute(element, "placeholder") ||
      names.attribute(element, "aria-placeholder") ||
      null
    );
  }

  function isElsewhere(link) {
    const target = dom.attr(link, "href");

    return (
      tag(link) === "a" &&
      target !== null &&
      target !== "" &&
      !target.startsWith("#") &&
      !/^javascript:/i.test(target)
    );
  }

  // What is typed is not what is agreed to.
  function isTypedInto(element) {
    return tag(element) === "textarea"
      ? !element.readOnly && !isDisabled(element)
      : closest(element, isEditable) !== null;
  }

  function isScrollable(element, sight) {
    return (
      /^(auto|scroll)$/.test(sight.style(element).overflowY) &&
      !isTypedInto(element) &&
      dom.scrollHeight(element) > dom.clientHeight(element) + 4 &&
      sight.shown(element)
    );
  }

  // A text that scrolls and stands before the check box, in the same part of the page.
  function scrollableTerms(field, scan) {
    const { sight } = scan;

    scan.scrollables ??= findAll(scan.root, (at) => isScrollable(at, sight));
    const before = scan.scrollables.filter(
      (at) => !contains(at, field.element) && dom.order(at, field.element) & 4,
    );
    const text = before.length > 0 ? blocks(before[before.length - 1], sight) : "";
    return text.length > 200 ? text : null;
  }

  function documentOf(field, scan) {
    const { sight } = scan;
    let text = null;

    for (const region of references(field.element, "aria-describedby")) {
      const content = tag(region) === "textarea" ? region.value : blocks(region, sight);
      if (content !== "" && (text === null || content.length >= text.length)) text = content;
    }
    return text ?? scrollableTerms(field, scan);
  }

  function documentUri(field, sight) {
    const label = names.labelsOf(field.element, sight)[0];
    const link = find(label ?? parentOf(field.element) ?? field.element, isElsewhere);

    return link?.href ?? null;
  }

  function contextOf(element, sight) {
    const row =
      closest(parentOf(element), (at) => tag(at) === "tr" || roleOf(at) === "row") ??
      closest(parentOf(element), (at) => tag(at) === "li" || roleOf(at) === "listitem");

    return row ? line(row, sight) : null;
  }

  // What came after the last press, in a box above the page, and only says something.
  function toasts(sight) {
    const isBox = (at) => sight.style(at).position === "fixed" && sight.state(at).open;
    const asks = (at) =>
      /^(input|select|textarea)$/.test(tag(at)) || roleOf(at) === "option" || enroll.isDialog(at);
    const found = [];

    for (const element of enroll.settling.freshElements()) {
      const boxes = closest(element, isBox) ? [element] : findAll(element, isBox);
      found.push(
        ...boxes.filter(
          (at) =>
            sight.shown(at) &&
            isSmall(at, sight) &&
            !find(at, asks) &&
            !closest(at, enroll.isDialog),
        ),
      );
      if (found.length >= 5) break;
    }
    return found;
  }

  function isSmall(element, sight) {
    const { width, height } = sight.rect(element);
    const view = dom.view(dom.page(element));

    return width * height < view.innerWidth * view.innerHeight * 0.4;
  }

  function notices(scan) {
    const { sight, modal } = scan;
    const found = [];
    const elements = [...scan.alerts];

    if (modal) {
      const outside = findAll(
        dom.top(document),
        (at) => roleOf(at) === "alert" && !contains(modal, at),
      );
      elements.push(
        ...outside.filter((at) => closest(at, (box) => sight.style(box).position === "fixed")),
      );
    }
    elements.push(...toasts(sight));
    for (const element of elements) {
      if (found.length >= limits.notices || element === modal) continue;
      const text = sight.state(element).open ? line(element, sight) : "";
      if (text !== "" && !found.includes(text) && !isNested(element, elements, found, text))
        found.push(text);
    }
    return found.map((text) => clip(text));
  }

  // An alert around another one says the same once more.
  function isNested(element, elements, found, text) {
    return (
      elements.some((other) => other !== element && contains(other, element)) &&
      found.some((other) => other.includes(text))
    );
  }

  function title(scan) {
    const { modal, heading, sight } = scan;

    if (modal) {
      const inner = find(
        modal,
        (at) => (/^h[1-6]$/.test(tag(at)) || roleOf(at) === "heading") && sight.shown(at),
      );
      const name = names.accessibleName(modal, sight) || (inner && line(inner, sight));
      if (name) return name;
    }
    return (heading && line(heading, sight)) || enroll.collapse(dom.title(document)) || null;
  }

  enroll.parts = {
    isRequired,
    isFixed,
    errorOf,
    hintOf,
    documentOf,
    documentUri,
    contextOf,
    notices,
    title,
  };
})();
