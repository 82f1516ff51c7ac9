// SPDX-FileCopyrightText: 2026 The Project Authors
// SPDX-License-Identifier: LGPL-2.1-or-later

// Makes of the page the form value, as lines of text, and keeps the table of what its handles mean.
(() => {
  "use strict";

  const enroll = globalThis.enroll;
  const { dom } = enroll;
  const { parts, names, clip, limits } = enroll;

  const unnamedMs = 20000;
  let table = { generation: 0, fields: [], buttons: [] };

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

  function reportField(report, field, scan, index) {
    const { sight } = scan;
    const label = labelOf(field, sight);
    const choice = field.kind === "choice" ? enroll.options.read(field, scan) : null;

    field.label = label;
    field.options = choice?.options ?? [];
    report.begin("field", field.kind);
    report.add("group", field.group);
    report.add("handle", `${table.generation}.${index}`);
    report.addText("label", label);
    report.addText("hint", parts.hintOf(field, label, sight));
    report.addText("value", valueOf(field));
    report.add("required", parts.isRequired(field, label, sight));
    report.add("fixed", parts.isFixed(field));
    report.addText("error", parts.errorOf(field, scan));
    if (field.kind === "check") reportCheck(report, field, scan);
    if (choice) reportChoice(report, choice);
  }

  function reportCheck(report, field, scan) {
    report.add("checked", enroll.options.isChecked(field.element));
    report.addText("document", parts.documentOf(field, scan));
    report.addText("document-uri", parts.documentUri(field, scan.sight));
  }

  function reportChoice(report, { options, selected }) {
    report.add("selected", selected);
    for (const option of options) {
      report.begin("option");
      report.addText("label", option.label);
      report.addText("value", option.value);
      report.add("disabled", option.disabled);
    }
  }

  function reportButtons(report, scan) {
    const { sight } = scan;

    table.buttons = [];
    for (const button of scan.buttons) {
      button.label = names.button(button.element, sight);
      if (button.label === "") continue;
      button.context = parts.contextOf(button.element, sight);
      table.buttons.push(button);
      report.begin("button");
      report.add("group", button.group);
      report.add("handle", `${table.generation}.${table.buttons.length - 1}`);
      report.addText("label", button.label);
      report.addText("context", button.context);
    }
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

  function reportRefresh(report, refresh) {
    if (!refresh) return;
    report.add("refreshes", true);
    report.add("refresh-ms", refresh.ms);
    report.add("refresh-uri", refresh.uri && clip(refresh.uri));
  }

  function textOf(scan) {
    return enroll.text.blocks(scan.root, scan.sight);
  }

  // What the page says now. A list that is drawn by the page itself says what was chosen, too.
  function text() {
    return clip(textOf(new enroll.Scan()));
  }

  function readNow(scan) {
    const report = new enroll.Report();

    table = { generation: table.generation + 1, fields: scan.fields, buttons: [] };
    report.begin("page");
    report.addText("title", parts.title(scan));
    for (const text of parts.notices(scan)) report.addText("notice", text);
    scan.fields.forEach((field, index) => reportField(report, field, scan, index));
    reportButtons(report, scan);
    report.begin("page");
    report.addText("text", textOf(scan));
    reportRefresh(report, refreshOf(scan));
    report.add("attachment", attachment());
    enroll.settling.noteRead();
    return report.toString();
  }

  // A combobox whose options nobody has seen yet.
  function unknownChoice(scan) {
    return scan.fields.find(
      (field) =>
        field.widget === "combobox" && !enroll.options.isKnown(field) && !parts.isFixed(field),
    );
  }

  // Some pages hide all else from assistive technology while a list is open, and for a while longer.
  async function scanAgain(nFields) {
    const deadline = performance.now() + limits.openMs;
    let scan = new enroll.Scan();

    while (scan.fields.length < nFields && performance.now() < deadline) {
      await enroll.settling.settle(1000);
      scan = new enroll.Scan();
    }
    return scan;
  }

  // Looks anew only after the page was touched.
  async function read(mayTouch) {
    const deadline = performance.now() + unnamedMs;
    let scan = new enroll.Scan();

    for (let i = 0; mayTouch && i < limits.fields && performance.now() < deadline; i++) {
      const field = unknownChoice(scan);
      if (!field) break;
      await enroll.options.learn(field);
      scan = await scanAgain(scan.fields.length);
    }
    const boxes = mayTouch ? enroll.unroll.boxesOf(scan) : [];
    if (boxes.length > 0) {
      await enroll.unroll.unroll(boxes);
      scan = new enroll.Scan();
    }
    return readNow(scan);
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

  enroll.reading = { read, text, field, button, elements };
})();
