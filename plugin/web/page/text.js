// SPDX-FileCopyrightText: 2026 The Project Authors
// SPDX-License-Identifier: LGPL-2.1-or-later

// Text as it is seen: in one line for names, one line per block for the page.
(() => {
  "use strict";

  const enroll = globalThis.enroll;
  const { dom } = enroll;
  const { tag, walk } = enroll.tree;

  const nameLength = 1000;
  const controls = new Set(["input", "select", "textarea", "button"]);
  const controlRoles = new Set([
    "button",
    "checkbox",
    "combobox",
    "listbox",
    "radio",
    "searchbox",
    "slider",
    "spinbutton",
    "switch",
    "textbox",
  ]);

  function isControl(element) {
    if (controls.has(tag(element))) return true;
    const role = dom.attr(element, "role");
    return role !== null && controlRoles.has(role.trim());
  }

  function hasText(node) {
    return /[^\s\u00ad\u200b\ufeff]/.test(node.data);
  }

  // The seen text below a node; controls are left out unless it is one itself.
  function gather(root, sight, separator, limit, without, isLeftOut = isControl) {
    let text = "";
    let isParted = true;
    const part = (space) => {
      text += space;
      isParted = true;
    };

    walk(
      root,
      (node) => {
        if (text.length > limit) return false;
        if (dom.type(node) !== 1) {
          const isSpace = !hasText(node);
          // Most texts are line breaks between elements: they are not worth a look.
          if (isSpace && isParted) return true;
          const parent = dom.parent(node);
          if (parent && dom.type(parent) === 1 && !sight.showsText(parent)) return true;
          if (isSpace) {
            part(" ");
          } else {
            text += node.data.replace(/[\r\n\t]/g, " ");
            isParted = false;
          }
          return true;
        }
        if (node === without || (node !== root && isLeftOut(node))) return false;
        if (tag(node) === "br") part(separator);
        if (!sight.state(node).open) return false;
        if (sight.isBlock(node)) part(separator);
        return true;
      },
      (element) => {
        if (sight.isBlock(element)) part(separator);
      },
    );
    return text;
  }

  // One line, and not more of it than a name needs.
  function line(root, sight, without) {
    if (!root) return "";
    if (dom.type(root) !== 1) return enroll.clip(enroll.collapse(root.data), nameLength);
    return enroll.clip(enroll.collapse(gather(root, sight, " ", nameLength, without)), nameLength);
  }

  // What a combobox shows as its value may be a list of its own, of one option.
  function value(root, sight) {
    const isLeftOut = (at) => controls.has(tag(at)) || dom.attr(at, "role") === "button";

    return enroll.clip(
      enroll.collapse(gather(root, sight, " ", nameLength, null, isLeftOut)),
      nameLength,
    );
  }

  // One line per block, without empty lines.
  function blocks(root, sight, limit = enroll.limits.string) {
    return enroll.clip(
      gather(root, sight, "\n", limit)
        .split("\n")
        .map(enroll.collapse)
        .filter((text) => text !== "")
        .join("\n"),
      limit,
    );
  }

  enroll.text = { isControl, line, value, blocks };
})();
