// SPDX-FileCopyrightText: 2026 The Project Authors
// SPDX-License-Identifier: LGPL-2.1-or-later

// What else is said about fields and buttons: whether they must be answered, what is wrong with
// them, which terms belong to a check box, what the page says in passing.
(() => {
  "use strict";

  const enroll = globalThis.enroll;
  const { tag, parentOf, closest, contains, references, find, findAll, walk } = enroll.tree;
  const { roleOf, isDisabled } = enroll.kinds;
  const { names, clip, limits } = enroll;
  const { line, blocks } = enroll.text;

  function hasStar(label) {
    const view = label.ownerDocument.defaultView;
    const isStar = (text) => /^[\s:("']*\*[\s:)"']*$/.test(text ?? "");
    const parts = [label, ...label.querySelectorAll("*")].slice(0, 20);

    if (/^\s*\*|\*[\s:]*$/.test(label.textContent)) return true;
    return parts.some((part) =>
      ["::before", "::after"].some((pseudo) => isStar(view.getComputedStyle(part, pseudo).content)),
    );
  }

  function labelElements(field) {
    const element = field.editor ?? field.element;

    return [
      ...names.labelsOf(element),
      ...references(element, "aria-labelledby").filter((at) => at !== element),
      ...labelledAround(field),
    ].slice(0, 4);
  }

  function labelledAround(field) {
    if (field.widget !== "radios") return [];
    const set = closest(field.element, (at) => /^(radiogroup|group)$/.test(roleOf(at)) || tag(at) === "fieldset");
    if (!set) return [];
    const legend = [...set.children].find((at) => tag(at) === "legend");
    const label = set.id && set.getRootNode().querySelector?.(`label[for="${CSS.escape(set.id)}"]`);
    return [...references(set, "aria-labelledby"), label, legend].filter(Boolean);
  }

  function isRequired(field, label) {
    const elements = [field.element, field.editor, field.widget === "radios" && radioSet(field.element)].filter(Boolean);

    if (elements.some((at) => at.required === true || at.getAttribute("aria-required") === "true")) return true;
    if (/^\*|\*:?$/.test(label)) return true;
    // The label of one radio button says nothing about the whole choice.
    const labels = field.widget === "radios" ? labelledAround(field) : labelElements(field);
    return labels.some(hasStar);
  }

  function radioSet(element) {
    return closest(element, (at) => roleOf(at) === "radiogroup");
  }

  function isFixed(field) {
    const { element, editor, kind, widget } = field;
    const isReadOnly = (at) => at?.getAttribute("aria-readonly") === "true";

    if (widget === "radios") {
      const set = radioSet(element);
      return set !== null && (isReadOnly(set) || set.getAttribute("aria-disabled") === "true");
    }
    if (isDisabled(editor ?? element) || isDisabled(element)) return true;
    if (kind === "check") return isReadOnly(element);
    if (isReadOnly(element) || isReadOnly(editor)) return true;
    return widget === "text" && element.readOnly === true;
  }

  // The highest element that belongs to this field alone: with its label, help and complaints.
  function containerOf(field, fields) {
    let box = field.element;

    for (let at = parentOf(box), depth = 0; at && depth < 8; at = parentOf(at), depth++) {
      if (/^(form|body|html|tr|tbody|table|main)$/.test(tag(at)) || enroll.isDialog(at)) break;
      if (fields.some((other) => other !== field && contains(at, other.element))) break;
      box = at;
    }
    return box;
  }

  function errorOf(field, fields, sight) {
    const element = field.editor ?? field.element;

    if (element.getAttribute("aria-invalid") === "true" || field.element.getAttribute("aria-invalid") === "true") {
      const text = names.referencedText(element, "aria-errormessage", sight) || names.referencedText(element, "aria-describedby", sight);
      if (text !== "") return text;
    }
    const alert = find(containerOf(field, fields), (at) => roleOf(at) === "alert" && sight.shown(at));
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
    const target = link.getAttribute("href");

    return tag(link) === "a" && target !== null && target !== "" && !target.startsWith("#") && !/^javascript:/i.test(target);
  }

  function isScrollable(element, sight) {
    return /^(auto|scroll)$/.test(sight.style(element).overflowY) && element.scrollHeight > element.clientHeight + 4 && sight.shown(element);
  }

  // A text that scrolls and stands before the check box, up to the field before it.
  function scrollableTerms(field, root, sight) {
    let terms = null;

    walk(root, (node) => {
      if (node.nodeType !== 1 || node === field.element) return false;
      if (!contains(node, field.element) && isScrollable(node, sight) && node.compareDocumentPosition(field.element) & 4) {
        const text = blocks(node, sight);
        if (text.length > 200) terms = text;
        return false;
      }
      return true;
    });
    return terms;
  }

  function documentOf(field, root, sight) {
    let text = null;

    for (const region of references(field.element, "aria-describedby")) {
      const content = tag(region) === "textarea" ? region.value : blocks(region, sight);
      if (content !== "" && (text === null || content.length >= text.length)) text = content;
    }
    return text ?? scrollableTerms(field, root, sight);
  }

  function documentUri(field) {
    const label = names.labelsOf(field.element)[0];
    const link = find(label ?? parentOf(field.element) ?? field.element, isElsewhere);

    return link?.href ?? null;
  }

  function contextOf(element, sight) {
    const row = closest(parentOf(element), (at) => tag(at) === "tr" || roleOf(at) === "row") ??
      closest(parentOf(element), (at) => tag(at) === "li" || roleOf(at) === "listitem");

    return row ? line(row, sight) : null;
  }

  // What came after the last press, in a box above the page, and only says something.
  function toasts(sight) {
    const isBox = (at) => sight.style(at).position === "fixed" && sight.state(at).open;
    const asks = (at) => /^(input|select|textarea)$/.test(tag(at)) || roleOf(at) === "option";
    const found = [];

    for (const box of findAll(document.documentElement, isBox).slice(0, 20)) {
      if (enroll.isDialog(box) || find(box, asks) || find(box, enroll.isDialog)) continue;
      walk(box, (node) => {
        if (node.nodeType !== 1 || found.length >= 5) return false;
        if (!enroll.settling.isFresh(node) || !sight.shown(node) || !isSmall(node, sight)) return true;
        found.push(node);
        return false;
      });
    }
    return found;
  }

  function isSmall(element, sight) {
    const { width, height } = sight.rect(element);
    const view = element.ownerDocument.defaultView;

    return width * height < view.innerWidth * view.innerHeight * 0.4;
  }

  function notices(scan) {
    const { sight, modal } = scan;
    const found = [];
    const elements = [...scan.alerts];

    if (modal) {
      const outside = findAll(document.documentElement, (at) => roleOf(at) === "alert" && !contains(modal, at));
      elements.push(...outside.filter((at) => closest(at, (box) => sight.style(box).position === "fixed")));
    }
    elements.push(...toasts(sight));
    for (const element of elements) {
      if (found.length >= limits.notices || element === modal) continue;
      const text = sight.state(element).open ? line(element, sight) : "";
      if (text !== "" && !found.includes(text) && !isNested(element, elements, found, text)) found.push(text);
    }
    return found.map((text) => clip(text));
  }

  // An alert around another one says the same once more.
  function isNested(element, elements, found, text) {
    return elements.some((other) => other !== element && contains(other, element)) && found.some((other) => other.includes(text));
  }

  function title(scan) {
    const { modal, heading, sight } = scan;

    if (modal) {
      const inner = find(modal, (at) => (/^h[1-6]$/.test(tag(at)) || roleOf(at) === "heading") && sight.shown(at));
      const name = names.accessibleName(modal, sight) || (inner && line(inner, sight));
      if (name) return name;
    }
    return (heading && line(heading, sight)) || enroll.collapse(document.title) || null;
  }

  enroll.parts = { isRequired, isFixed, errorOf, hintOf, documentOf, documentUri, contextOf, notices, title };
})();
