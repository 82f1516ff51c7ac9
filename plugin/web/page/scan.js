// SPDX-FileCopyrightText: 2026 The Project Authors
// SPDX-License-Identifier: LGPL-2.1-or-later

// Looks over the page once: its fields and buttons in order, its form groups, and what of it
// exists at all while a dialog is open.
(() => {
  "use strict";

  const enroll = globalThis.enroll;
  const { dom } = enroll;
  const { tag, walk, findAll, parentOf, closest, contains, roots } = enroll.tree;
  const { roleOf, fieldOf, isButton, isLink, isDisabled, faceOf } = enroll.kinds;
  const { limits } = enroll;

  function isDialog(element) {
    const role = roleOf(element);

    return (
      role === "dialog" || role === "alertdialog" || (tag(element) === "dialog" && role === "")
    );
  }

  function isTopLayer(element) {
    try {
      return tag(element) === "dialog" && dom.matches(element, ":modal");
    } catch {
      return false;
    }
  }

  // A dialog without any such mark is modal if whatever is pressed around it is a cover.
  function isCovering(dialog, sight) {
    const page = dom.page(dialog);
    const view = dom.view(page);
    const [w, h] = [view.innerWidth, view.innerHeight];
    const points = [
      [2, 2],
      [w - 3, 2],
      [2, h - 3],
      [w - 3, h - 3],
    ];

    return points.every(([x, y]) => {
      const hit = dom.at(page, x, y);
      if (!hit || hit === dom.body(page) || hit === dom.top(page)) return false;
      if (contains(dialog, hit)) return true;
      const cover = closest(hit, (at) => /^(fixed|absolute)$/.test(sight.style(at).position));
      if (!cover) return false;
      const rect = sight.rect(cover);
      return (
        rect.width >= w - 20 &&
        rect.height >= h - 20 &&
        (contains(cover, dialog) || dom.text(cover).trim() === "")
      );
    });
  }

  // The open dialog that keeps everything else from being used; the last one is on top.
  function findModal(sight) {
    const open = roots()
      .flatMap((root) => [...dom.all(root, "dialog,[role]")])
      .filter((at) => isDialog(at) && sight.shown(at));
    let modal = null;

    for (const dialog of open) {
      const marked = dom.attr(dialog, "aria-modal") === "true" || isTopLayer(dialog);
      if (marked || isCovering(dialog, sight)) modal = dialog;
    }
    return modal;
  }

  class Scan {
    #owners = null;
    #alertHolders = null;

    constructor() {
      this.sight = new enroll.Sight();
      this.fields = [];
      this.buttons = [];
      this.alerts = [];
      this.heading = null;
      this.refresh = null;
      this.groups = new Map();
      this.radios = new Map();
      this.modal = findModal(this.sight);
      this.root = this.modal ?? dom.top(document);
      this.#look();
    }

    // The form that owns a control, else the nearest part of the page that acts as one.
    groupOf(element) {
      const owner = closest(
        element.form && !closest(element, isDialog) ? element.form : parentOf(element),
        (at) => {
          const role = roleOf(at);
          return (
            tag(at) === "form" ||
            tag(at) === "search" ||
            role === "form" ||
            role === "search" ||
            isDialog(at)
          );
        },
      );
      const key = element.form ?? owner ?? document;

      if (!this.groups.has(key)) this.groups.set(key, this.groups.size);
      return this.groups.get(key);
    }

    // The only field that is in an element; null if there are several.
    ownerOf(element) {
      if (!this.#owners) {
        this.#owners = new Map();
        for (const field of this.fields) {
          for (const own of field.members?.map((member) => member.element) ?? [field.element])
            this.#own(own, field);
        }
      }
      return this.#owners.get(element) ?? null;
    }

    // Above what is marked already, everything is.
    #own(element, field) {
      for (let at = parentOf(element); at; at = parentOf(at)) {
        const owner = this.#owners.get(at);
        if (owner === null || owner === field) return;
        this.#owners.set(at, owner === undefined ? field : null);
      }
    }

    // Whether there is an alert in an element or none, seen or not.
    holdsAlert(element) {
      if (!this.#alertHolders) {
        this.#alertHolders = new Set();
        for (const alert of findAll(this.root, (at) => roleOf(at) === "alert"))
          this.#holdAlert(alert);
      }
      return this.#alertHolders.has(element);
    }

    #holdAlert(alert) {
      for (let at = alert; at && !this.#alertHolders.has(at); at = parentOf(at))
        this.#alertHolders.add(at);
    }

    #look() {
      const deadline = performance.now() + limits.readMs;
      let seen = 0;

      walk(this.root, (node) => {
        if (dom.type(node) !== 1) return false;
        seen += 1;
        if (seen > limits.elements || (seen % 256 === 0 && performance.now() > deadline))
          return false;
        return this.#visit(node);
      });
    }

    #visit(element) {
      const name = tag(element);

      if (name === "script" || name === "style" || name === "template" || name === "svg")
        return false;
      if (name === "meta") this.#noteRefresh(element);
      const field = fieldOf(element);
      if (field) {
        if (!field.ignored) this.#addField(element, field);
        return field.ignored ? false : name === "label";
      }
      if (isButton(element)) {
        this.#addButton(element, false);
        return false;
      }
      if (isLink(element)) this.#addButton(element, true);
      this.#noteText(element, name);
      return true;
    }

    #noteRefresh(element) {
      if ((dom.attr(element, "http-equiv") ?? "").trim().toLowerCase() === "refresh")
        this.refresh ??= dom.attr(element, "content");
    }

    #noteText(element, name) {
      const role = roleOf(element);

      if (
        !this.heading &&
        (name === "h1" || (role === "heading" && dom.attr(element, "aria-level") === "1")) &&
        this.sight.shown(element)
      )
        this.heading = element;
      const live = dom.attr(element, "aria-live");
      if (
        role === "alert" ||
        role === "alertdialog" ||
        role === "status" ||
        live === "polite" ||
        live === "assertive"
      )
        this.alerts.push(element);
    }

    #addField(element, { kind, widget, editor }) {
      const editorFace = editor ? faceOf(editor, widget, this.sight) : null;
      const face = faceOf(element, widget, this.sight) ?? editorFace;

      if (!face || this.fields.length >= limits.fields) return;
      if (widget === "radio" || widget === "toggle-radio") {
        this.#addRadio(element, face, widget);
        return;
      }
      this.fields.push({
        kind,
        widget,
        element,
        face,
        editor: editorFace ? editor : null,
        group: this.groupOf(element),
      });
    }

    #radioSet(element, widget) {
      const around = closest(parentOf(element), (at) => roleOf(at) === "radiogroup");

      if (widget === "toggle-radio") return { key: around ?? parentOf(element), name: "" };
      if (element.name) return { key: element.form ?? dom.root(element), name: element.name };
      return { key: around ?? element, name: "" };
    }

    #addRadio(element, face, widget) {
      const { key, name } = this.#radioSet(element, widget);
      const sets = this.radios.get(key) ?? new Map();
      let field = sets.get(name);

      this.radios.set(key, sets);
      if (!field) {
        field = {
          kind: "choice",
          widget: "radios",
          element,
          face,
          editor: null,
          group: this.groupOf(element),
          members: [],
        };
        sets.set(name, field);
        this.fields.push(field);
      }
      if (field.members.length < limits.options) field.members.push({ element, face, widget });
    }

    #addButton(element, isLinkOnly) {
      if (
        this.buttons.length >= limits.buttons ||
        isDisabled(element) ||
        !this.sight.shown(element)
      )
        return;
      if (this.modal === null && closest(element, (at) => roleOf(at) === "option")) return;
      this.buttons.push({
        element,
        face: element,
        group: isLinkOnly ? null : this.groupOf(element),
      });
    }
  }

  enroll.Scan = Scan;
  enroll.isDialog = isDialog;
})();
