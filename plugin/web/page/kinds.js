// SPDX-FileCopyrightText: 2026 The Project Authors
// SPDX-License-Identifier: LGPL-2.1-or-later

// What an element is to its user: by its tag, its role and its behaviour, never by its name.
(() => {
  "use strict";

  const enroll = globalThis.enroll;
  const { dom } = enroll;
  const { tag, parentOf, closest, find } = enroll.tree;

  const textTypes = new Set([
    "text",
    "email",
    "tel",
    "url",
    "search",
    "number",
    "date",
    "datetime-local",
    "month",
    "week",
    "time",
  ]);
  const buttonTypes = new Set(["submit", "image", "button", "reset"]);

  function roleOf(element) {
    const role = dom.attr(element, "role");

    return role ? role.trim().toLowerCase().split(/\s+/)[0] : "";
  }

  // Only elements of HTML can be typed into.
  function isEditable(element) {
    return (
      element?.namespaceURI === "http://www.w3.org/1999/xhtml" &&
      dom.has(element, "contenteditable") &&
      dom.isEditable(element)
    );
  }

  function isDisabled(element) {
    if (dom.matches(element, ":disabled")) return true;
    return closest(element, (at) => dom.attr(at, "aria-disabled") === "true") !== null;
  }

  function hasListPopup(element) {
    return dom.attr(element, "aria-haspopup") === "listbox";
  }

  function inputWidget(element) {
    const type = element.type;
    const role = roleOf(element);

    if (type === "hidden" || type === "file" || buttonTypes.has(type)) return null;
    if (type === "checkbox") return { kind: "check", widget: "check" };
    if (type === "radio") return { kind: "choice", widget: "radio" };
    if (type === "password") return { kind: "password", widget: "text" };
    if (role === "combobox" || (hasListPopup(element) && !element.list))
      return { kind: "choice", widget: "combobox", editor: element };
    if (textTypes.has(type)) return { kind: "text", widget: "text" };
    return type === "range" || type === "color" ? { kind: "text", widget: "text" } : null;
  }

  // A box that holds the input which is typed into (ARIA 1.0 and 1.1).
  function comboboxWidget(element) {
    const editor = find(
      element,
      (at) =>
        at !== element &&
        tag(at) === "input" &&
        at.type !== "hidden" &&
        dom.attr(at, "aria-hidden") !== "true",
    );

    return { kind: "choice", widget: "combobox", editor: editor ?? null };
  }

  function isPopupOfAnother(element) {
    const id = dom.id(element);

    if (!id) return false;
    const name = CSS.escape(id);
    return (
      dom.all(dom.root(element), `[aria-controls~="${name}"],[aria-owns~="${name}"]`).length > 0
    );
  }

  function holdsNative(element, type) {
    return (
      find(
        element,
        (at) =>
          at !== element &&
          tag(at) === "input" &&
          at.type === type &&
          dom.attr(at, "aria-hidden") !== "true",
      ) !== null
    );
  }

  function ariaWidget(element) {
    switch (roleOf(element)) {
      case "combobox":
        return comboboxWidget(element);
      case "listbox":
        return isPopupOfAnother(element)
          ? { ignored: true }
          : { kind: "choice", widget: "listbox" };
      case "checkbox":
      case "switch":
      case "menuitemcheckbox":
        return holdsNative(element, "checkbox") ? null : { kind: "check", widget: "toggle" };
      case "radio":
      case "menuitemradio":
        return holdsNative(element, "radio") ? null : { kind: "choice", widget: "toggle-radio" };
      case "textbox":
      case "searchbox":
      case "spinbutton":
        return isEditable(element)
          ? {
              kind: dom.attr(element, "aria-multiline") === "true" ? "multiline" : "text",
              widget: "editable",
            }
          : null;
      default:
        return null;
    }
  }

  // What kind of field an element is, and how it is handled; null if it is none.
  function fieldOf(element) {
    const name = tag(element);

    if (name === "input") return inputWidget(element);
    if (name === "select") return { kind: "choice", widget: "select" };
    if (name === "textarea") return { kind: "multiline", widget: "text" };
    const widget = dom.has(element, "role") ? ariaWidget(element) : null;
    if (widget) return widget;
    if ((name === "button" || roleOf(element) === "button") && hasListPopup(element))
      return { kind: "choice", widget: "combobox", editor: null };
    if (isEditable(element) && !closest(parentOf(element), isEditable))
      return { kind: "multiline", widget: "editable" };
    return null;
  }

  function isButton(element) {
    const name = tag(element);
    const role = roleOf(element);

    if (name === "input") return buttonTypes.has(element.type);
    if (name === "summary") return false;
    if (name === "button")
      return role === "" || role === "button" || role === "link" || role === "menuitem";
    if (role === "tab") return dom.attr(element, "aria-selected") !== "true";
    return role === "button" || (role === "link" && !isLink(element));
  }

  // A reference to a place in the same page leads nowhere; a bare one is a button by script.
  function isLink(element) {
    const target = tag(element) === "a" ? dom.attr(element, "href") : null;

    return (
      target !== null &&
      (!target.startsWith("#") ||
        target === "#" ||
        target.startsWith("#/") ||
        target.startsWith("#!"))
    );
  }

  // What is seen of a control: itself, or what is drawn for it.
  function faceOf(element, widget, sight) {
    if (sight.shown(element)) return element;
    if (
      widget === "check" ||
      widget === "radio" ||
      widget === "toggle" ||
      widget === "toggle-radio"
    ) {
      for (const label of element.labels ?? []) {
        if (sight.shown(label) && !dom.has(label, "inert")) return label;
      }
      return sight.isBehindShown(element) ? (parentOf(element) ?? null) : null;
    }
    if (widget === "combobox" && sight.isBehindShown(element)) return element;
    return null;
  }

  enroll.kinds = { roleOf, isDisabled, isEditable, fieldOf, isButton, isLink, faceOf };
})();
