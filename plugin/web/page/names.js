// SPDX-FileCopyrightText: 2026 The Project Authors
// SPDX-License-Identifier: LGPL-2.1-or-later

// What a person takes for the name of a control: what assistive technology computes (W3C
// Accessible Name and Description Computation 1.2), and where the page gives no such name, the
// text that stands at its place: the same places as enroll-html-name.c looks at.
(() => {
  "use strict";

  const enroll = globalThis.enroll;
  const { dom } = enroll;
  const { tag, parentOf, closest, references } = enroll.tree;
  const { isControl, line } = enroll.text;
  const { collapse, clip } = enroll;

  const plainLength = 1000;

  // What a style sheet adds is decoration: stars, colons, pictures of a font.
  const noContent = Object.freeze({ content: "none", getPropertyValue: () => "none" });
  const lineBreak = Object.freeze({
    getPropertyValue: (name) =>
      name === "display" ? "block" : name === "visibility" ? "visible" : "",
  });

  function accessibleName(element, sight) {
    const getComputedStyle = (target, pseudo) => {
      if (pseudo) return noContent;
      return tag(target) === "br" ? lineBreak : sight.style(target);
    };

    try {
      return clip(
        collapse(enroll.accessibility.computeAccessibleName(element, { getComputedStyle })),
        1000,
      );
    } catch {
      return line(element, sight);
    }
  }

  function attribute(element, name) {
    return clip(collapse(dom.attr(element, name)), 1000);
  }

  // Without the control itself and what is in it, which is its value and not its name.
  function referencedText(element, name, sight) {
    return clip(
      references(element, name)
        .filter((target) => target !== element && !dom.within(element, target))
        .map(
          (target) =>
            attribute(target, "aria-label") || line(target, sight) || collapse(dom.text(target)),
        )
        .filter((text) => text !== "")
        .join(" "),
      1000,
    );
  }

  function nativeLabels(element) {
    return /^(input|select|textarea|button|output|meter|progress)$/.test(tag(element))
      ? [...(element.labels ?? [])]
      : [];
  }

  // By look and root: which label is for which id.
  const labelIndex = new WeakMap();

  function labelForId(element, sight) {
    const id = dom.id(element);

    if (!id) return null;
    const root = dom.root(element);
    const roots = labelIndex.get(sight) ?? new Map();
    let labels = roots.get(root);
    if (!labels) {
      labels = new Map();
      if (dom.type(root) !== 1) {
        for (const label of dom.all(root, "label[for]")) {
          const target = dom.attr(label, "for");
          if (!labels.has(target)) labels.set(target, label);
        }
      }
      roots.set(root, labels);
      labelIndex.set(sight, roots);
    }
    return labels.get(id) ?? null;
  }

  // The label elements of a control, of a widget that has an id, or around it.
  function labelsOf(element, sight) {
    const native = nativeLabels(element);
    if (native.length > 0) return native;
    const byId = labelForId(element, sight);
    if (byId) return [byId];
    const around = closest(parentOf(element), (at) => tag(at) === "label" || isControl(at));
    return around && tag(around) === "label" ? [around] : [];
  }

  function labelText(element, sight) {
    for (const label of labelsOf(element, sight)) {
      const text = line(label, sight, element);
      if (text !== "") return text;
    }
    return "";
  }

  // By ARIA or by label; nothing that only stands nearby, and no placeholder.
  function ownName(element, sight) {
    if (dom.attr(element, "aria-labelledby")) {
      const targets = references(element, "aria-labelledby");
      const ofItself = targets.some((target) => target === element || dom.within(element, target));
      const name = ofItself ? "" : targets.length > 0 ? accessibleName(element, sight) : "";
      const text = name || referencedText(element, "aria-labelledby", sight);
      if (text !== "") return text;
    }
    return attribute(element, "aria-label") || namedByLabel(element, sight);
  }

  // Nothing but text, of which every reading makes the same.
  function isPlain(label) {
    return (
      dom.childCount(label) === 0 &&
      dom.text(label).length < plainLength &&
      ["role", "aria-label", "aria-labelledby", "aria-owns"].every((name) => !dom.has(label, name))
    );
  }

  function namedByLabel(element, sight) {
    const text = labelText(element, sight);
    const labels = text !== "" ? nativeLabels(element) : [];

    if (labels.length === 0 || (labels.length === 1 && isPlain(labels[0]))) return text;
    const name = accessibleName(element, sight);
    return name !== "" && name !== attribute(element, "title") ? name : text;
  }

  function containsControl(node) {
    if (dom.type(node) !== 1) return false;
    return enroll.tree.find(node, (at) => isControl(at) && at.type !== "hidden") !== null;
  }

  function ancestor(element, names) {
    return closest(
      parentOf(element),
      (at) => names.includes(tag(at)) || names.includes(`role=${dom.attr(at, "role")}`),
    );
  }

  // The cell before the control's cell, the cell above it, or the term of its description.
  function cellText(element, sight) {
    for (const names of [["td", "role=cell", "role=gridcell"], ["dd"]]) {
      const cell = ancestor(element, names);
      if (!cell) continue;
      let before = dom.previousElement(cell);
      if (!before || containsControl(before)) {
        const above = dom.parent(cell)?.previousElementSibling;
        before = above?.children[[...dom.parent(cell).children].indexOf(cell)];
      }
      if (before && !containsControl(before)) return line(before, sight);
    }
    return "";
  }

  function isScope(element) {
    const role = dom.attr(element, "role");
    return (
      tag(element) === "form" ||
      tag(element) === "body" ||
      tag(element) === "dialog" ||
      role === "dialog" ||
      role === "form"
    );
  }

  // What stands before the control, up to the control before it.
  function before(element, sight, depthLimit = 3) {
    let start = element;

    for (let depth = 0; depth < depthLimit && start && !isScope(start); depth++) {
      for (let node = dom.previous(start); node; node = dom.previous(node)) {
        const type = dom.type(node);
        if (type !== 1 && type !== 3) continue;
        if (type === 1 && (isControl(node) || containsControl(node))) return null;
        const text = line(node, sight);
        if (text !== "") return { node, text };
      }
      start = parentOf(start);
    }
    return null;
  }

  function textBefore(element, sight, depthLimit) {
    return before(element, sight, depthLimit)?.text ?? "";
  }

  function textAfter(element, sight) {
    for (let node = dom.next(element); node; node = dom.next(node)) {
      if (dom.type(node) === 1 && (isControl(node) || tag(node) === "br")) return "";
      const text = dom.type(node) === 1 || dom.type(node) === 3 ? line(node, sight) : "";
      if (text !== "") return text;
    }
    return "";
  }

  // A label that is drawn over the control, or that moves above it.
  function floatingText(element, sight) {
    const own = sight.rect(element);
    let start = element;

    for (let depth = 0; depth < 2 && start && !isScope(start); depth++, start = parentOf(start)) {
      for (let node = dom.nextElement(start); node; node = dom.nextElement(node)) {
        if (isControl(node) || !sight.shown(node) || sight.style(node).position !== "absolute")
          continue;
        const rect = sight.rect(node);
        const over =
          rect.left < own.right &&
          rect.right > own.left &&
          rect.top < own.bottom &&
          rect.bottom > own.top - 24;
        const text = over ? line(node, sight) : "";
        if (text !== "" && text.length < 80) return text;
      }
    }
    return "";
  }

  function legend(element, sight) {
    const set = closest(parentOf(element), (at) => tag(at) === "fieldset");
    const child = set && [...dom.children(set)].find((at) => tag(at) === "legend");

    return child ? line(child, sight) : "";
  }

  // A short text is rather a label than an introduction, unless it is a heading.
  function isLabelLike({ node, text }) {
    const isHeading = (at) =>
      /^(h[1-6]|legend|caption|summary)$/.test(tag(at)) || dom.attr(at, "role") === "heading";

    if (text.length > 60 || /[.!?]$/.test(text)) return false;
    return dom.type(node) !== 1 || enroll.tree.find(node, isHeading) === null;
  }

  function placed(element, sight) {
    const found = before(element, sight);
    const placeholder = attribute(element, "placeholder");

    if (placeholder === "" || (found && isLabelLike(found))) return found?.text ?? "";
    return placeholder;
  }

  function control(element, sight) {
    return (
      ownName(element, sight) ||
      cellText(element, sight) ||
      floatingText(element, sight) ||
      attribute(element, "title") ||
      placed(element, sight) ||
      legend(element, sight)
    );
  }

  // A check box or radio button: its name stands after it rather than before.
  function option(element, sight) {
    return (
      ownName(element, sight) ||
      (isDrawnWithText(element) ? accessibleName(element, sight) : "") ||
      textAfter(element, sight) ||
      attribute(element, "title") ||
      (element.type !== "radio" && cellText(element, sight)) ||
      attribute(element, "value") ||
      textBefore(element, sight)
    );
  }

  function isDrawnWithText(element) {
    return tag(element) !== "input" && collapse(dom.text(element)) !== "";
  }

  // A group of radio buttons: the element around it, or the first button.
  function group(element, sight) {
    const label = closest(parentOf(element), (at) => tag(at) === "label");

    for (let at = element; at; at = parentOf(at)) {
      const role = dom.attr(at, "role");
      if (role !== "radiogroup" && role !== "group" && role !== "listbox") continue;
      const name =
        referencedText(at, "aria-labelledby", sight) ||
        attribute(at, "aria-label") ||
        line(labelForId(at, sight), sight);
      if (name !== "") return name;
    }
    return (
      legend(element, sight) || cellText(element, sight) || textBefore(label ?? element, sight, 5)
    );
  }

  function button(element, sight) {
    if (tag(element) === "input") {
      return (
        ownName(element, sight) ||
        attribute(element, "value") ||
        attribute(element, "alt") ||
        attribute(element, "title") ||
        (element.type === "submit" ? "Submit" : element.type === "reset" ? "Reset" : "")
      );
    }
    return accessibleName(element, sight) || line(element, sight) || attribute(element, "title");
  }

  enroll.names = {
    control,
    option,
    group,
    button,
    accessibleName,
    labelsOf,
    labelForId,
    referencedText,
    attribute,
  };
})();
