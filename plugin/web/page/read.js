// SPDX-FileCopyrightText: 2026 The Project Authors
// SPDX-License-Identifier: LGPL-2.1-or-later

// Makes of the page the form value, as plain data, and keeps the table of what its handles mean.
(() => {
  "use strict";

  const enroll = globalThis.enroll;
  const { dom } = enroll;
  const { parts, names, clip, limits } = enroll;

  const unnamedMs = 20000;
  let table = { generation: 0, fields: [], buttons: [] };

  // Texts count against a budget, so that no page can make the answer as large as it likes.
  class Budget {
    #left = limits.text;

    take(text, length = limits.string) {
      if (text === null || text === undefined) return null;
      const part = clip(String(text), Math.min(length, this.#left));
      this.#left -= part.length;
      return part;
    }
  }

  function labelOf(field, sight) {
    const element = field.editor ?? field.element;

    switch (field.widget) {
      case "radios":
        return names.group(field.element, sight);
      case "check":
      case "toggle":
        return names.option(field.element, sight);
      default:
        return (
          names.control(field.element, sight) || (field.editor ? names.control(element, sight) : "")
        );
    }
  }

  // What a password field holds is nobody's business.
  function valueOf(field) {
    const { element, kind, widget } = field;

    if (kind === "password" || kind === "choice") return "";
    if (widget === "check") return dom.attr(element, "value") ?? "on";
    if (widget === "toggle") return "on";
    return widget === "editable" ? element.innerText : element.value;
  }

  function readField(field, scan, index, budget) {
    const { sight, fields } = scan;
    const label = labelOf(field, sight);
    const isCheck = field.kind === "check";
    const choice =
      field.kind === "choice"
        ? enroll.options.read(
            field,
            fields.map((other) => other.element),
            sight,
          )
        : null;

    field.label = label;
    field.options = choice?.options ?? [];
    return {
      kind: field.kind,
      group: field.group,
      handle: `${table.generation}.${index}`,
      label: budget.take(label),
      hint: budget.take(parts.hintOf(field, label, sight)),
      value: budget.take(valueOf(field)),
      options: field.options.map((option) => ({
        label: budget.take(option.label),
        value: budget.take(option.value),
        disabled: option.disabled,
      })),
      selected: choice ? choice.selected : -1,
      checked: isCheck && enroll.options.isChecked(field.element),
      required: parts.isRequired(field, label, sight),
      fixed: parts.isFixed(field),
      error: budget.take(parts.errorOf(field, scan)),
      document: isCheck ? budget.take(parts.documentOf(field, scan)) : null,
      documentUri: isCheck ? budget.take(parts.documentUri(field, sight)) : null,
    };
  }

  function readButtons(scan, budget) {
    const { sight } = scan;
    const result = [];

    table.buttons = [];
    for (const button of scan.buttons) {
      button.label = names.button(button.element, sight);
      if (button.label === "") continue;
      button.context = parts.contextOf(button.element, sight);
      table.buttons.push(button);
      result.push({
        group: button.group,
        handle: `${table.generation}.${table.buttons.length - 1}`,
        label: budget.take(button.label),
        context: budget.take(button.context),
      });
    }
    return result;
  }

  function refreshOf(scan) {
    const content = scan.modal ? null : scan.refresh;
    const match = /^\s*(\d+(?:\.\d*)?)[\s;,]*(?:url[\s=]*)?['"]?([^'"]*)/i.exec(content ?? "");

    if (!match) return null;
    const reference = match[2].trim();
    let uri = null;
    try {
      uri = reference ? new URL(reference, dom.base(document)).href : null;
    } catch {
      uri = null;
    }
    return { ms: Math.min(Number(match[1]), 3600) * 1000, uri };
  }

  // A text that is no page: a certificate shown as it is.
  function attachment() {
    if (
      dom.contentType(document) === "text/html" ||
      dom.contentType(document) === "application/xhtml+xml"
    )
      return null;
    const text = dom.top(document)?.textContent ?? "";

    return /-----BEGIN [A-Z0-9 ]+-----/.test(text) ? text.slice(0, 4 * limits.text) : null;
  }

  function readNow() {
    const scan = new enroll.Scan();
    const budget = new Budget();

    table = { generation: table.generation + 1, fields: scan.fields, buttons: [] };
    const title = budget.take(parts.title(scan));
    const notices = parts.notices(scan).map((text) => budget.take(text));
    const fields = scan.fields.map((field, index) => readField(field, scan, index, budget));
    const buttons = readButtons(scan, budget);
    const refresh = refreshOf(scan);

    return {
      title,
      notices,
      fields,
      buttons,
      text: budget.take(enroll.text.blocks(scan.root, scan.sight)),
      refreshes: refresh !== null,
      refreshMs: refresh?.ms ?? 0,
      refreshUri: refresh?.uri ?? null,
      attachment: attachment(),
    };
  }

  // Comboboxes whose options nobody has seen yet.
  function unknownChoices() {
    return new enroll.Scan().fields.filter(
      (field) =>
        field.widget === "combobox" && !enroll.options.isKnown(field) && !parts.isFixed(field),
    );
  }

  async function read(mayTouch) {
    const deadline = performance.now() + unnamedMs;

    for (let i = 0; mayTouch && i < limits.fields && performance.now() < deadline; i++) {
      const field = unknownChoices()[0];
      if (!field) break;
      await enroll.options.learn(field);
    }
    if (mayTouch) await enroll.unroll(new enroll.Scan());
    return readNow();
  }

  function entryOf(handle, list) {
    const [generation, index] = handle.split(".").map(Number);

    if (generation !== table.generation || !list[index]) throw new enroll.Refusal("stale");
    return list[index];
  }

  // A page that draws itself anew replaces its elements. The one that took the place of another is
  // of the same kind and name at the same place among its like; if there is any doubt, it is lost.
  function renewed(entry, olds, candidates, isSame) {
    const same = olds.filter((old) => isSame(old, entry));
    const now = candidates.filter((candidate) => isSame(candidate, entry));

    if (now.length === 0 || now.length !== same.length) throw new enroll.Refusal("stale");
    return now[same.indexOf(entry)];
  }

  function isAlive(entry) {
    return (
      dom.isConnected(entry.element) &&
      (entry.members ?? []).every(({ element }) => dom.isConnected(element))
    );
  }

  function field(handle) {
    const entry = entryOf(handle, table.fields);

    if (isAlive(entry)) return entry;
    const scan = new enroll.Scan();
    for (const candidate of scan.fields) candidate.label = labelOf(candidate, scan.sight);
    const found = renewed(
      entry,
      table.fields,
      scan.fields,
      (a, b) => a.widget === b.widget && a.label === b.label,
    );
    found.options = entry.options;
    enroll.options.remember(found, entry.options);
    table.fields[table.fields.indexOf(entry)] = found;
    return found;
  }

  function button(handle) {
    const entry = entryOf(handle, table.buttons);

    if (isAlive(entry)) return entry;
    const scan = new enroll.Scan();
    for (const candidate of scan.buttons) {
      candidate.label = names.button(candidate.element, scan.sight);
      candidate.context = parts.contextOf(candidate.element, scan.sight);
    }
    return renewed(
      entry,
      table.buttons,
      scan.buttons,
      (a, b) => a.label === b.label && a.context === b.context,
    );
  }

  function elements() {
    return table.fields.map((entry) => entry.element);
  }

  enroll.reading = { read, field, button, elements };
})();
