// SPDX-FileCopyrightText: 2026 The Project Authors
// SPDX-License-Identifier: LGPL-2.1-or-later

// The options of a choice and which of them is chosen. Those of a closed combobox are known only
// after it was opened once; they are remembered for as long as its element lives.
(() => {
  "use strict";

  const enroll = globalThis.enroll;
  const { dom } = enroll;
  const { tag, parentOf, contains, findAll } = enroll.tree;
  const { roleOf, isDisabled } = enroll.kinds;
  const { collapse, clip, limits } = enroll;

  const known = new WeakMap();

  function nativeOptions(select) {
    const options = [];

    for (const option of select.options) {
      if (options.length >= limits.options) break;
      const label = collapse(dom.attr(option, "label")) || collapse(dom.text(option));
      options.push({
        label,
        value: dom.has(option, "value") ? dom.attr(option, "value") : label,
        disabled: option.disabled || option.parentElement?.disabled === true,
      });
    }
    return { options, selected: Math.min(select.selectedIndex, options.length - 1) };
  }

  function isChecked(element) {
    return tag(element) === "input"
      ? element.checked
      : dom.attr(element, "aria-checked") === "true";
  }

  function radioOptions(field, sight) {
    const options = field.members.map(({ element }) => ({
      label: enroll.names.option(element, sight),
      value: dom.attr(element, "value") ?? "on",
      disabled: isDisabled(element),
    }));

    return { options, selected: field.members.findIndex(({ element }) => isChecked(element)) };
  }

  function listRows(element, sight) {
    return findAll(element, (at) => roleOf(at) === "option" && sight.shown(at)).slice(
      0,
      limits.options,
    );
  }

  function optionOf(row, sight) {
    const label = enroll.popup.labelOf(row, sight);

    return { label, value: label, disabled: enroll.popup.isRowDisabled(row, sight) };
  }

  function listOptions(element, sight) {
    const rows = listRows(element, sight);

    return {
      options: rows.map((row) => optionOf(row, sight)),
      selected: rows.findIndex(enroll.popup.isRowSelected),
    };
  }

  // The part of the page that shows what the combobox holds: up to where the next field begins.
  function boxOf(field, isAlone, sight) {
    const height = Math.max(dom.rect(field.face).height, 20);
    const labels = enroll.names.labelsOf(field.editor ?? field.element, sight);
    let box = field.element;

    for (let at = parentOf(box), depth = 0; at && depth < 6; at = parentOf(at), depth++) {
      if (/^(form|body|html|fieldset)$/.test(tag(at)) || enroll.isDialog(at)) break;
      if (dom.rect(at).height > height * 2.5 + 24) break;
      if (!isAlone(at)) break;
      if (labels.some((label) => contains(at, label) && !contains(label, at))) break;
      box = at;
    }
    return box;
  }

  // The text that a combobox shows as its value. isAlone(element) says whether no other field is in
  // an element around it.
  function shownValue(field, isAlone, sight) {
    const editor = field.editor;

    if (editor && tag(editor) === "input" && editor.value !== "") return collapse(editor.value);
    if (!editor && tag(field.element) !== "input") {
      return enroll.text.value(field.element, sight);
    }
    return enroll.text.value(boxOf(field, isAlone, sight), sight);
  }

  function indexOfShown(options, text) {
    if (text === "") return -1;
    const exact = options.findIndex((option) => option.label === text);

    return exact >= 0
      ? exact
      : options.findIndex((option) => enroll.normalize(option.label) === enroll.normalize(text));
  }

  function comboboxOptions(field, scan) {
    const { sight } = scan;
    const isAlone = (at) => scan.ownerOf(at) === field;
    const open = enroll.popup.isExpanded(field) ? enroll.popup.openList(field, null, null) : null;
    const memory = known.get(field.element);
    const options = memory ?? (open ? open.rows.map((row) => optionOf(row, open.sight)) : []);
    const value = shownValue(field, isAlone, sight);

    return { options, selected: indexOfShown(options, value), value };
  }

  function read(field, scan) {
    const { sight } = scan;

    switch (field.widget) {
      case "select":
        return nativeOptions(field.element);
      case "radios":
        return radioOptions(field, sight);
      case "listbox":
        return listOptions(field.element, sight);
      default:
        return comboboxOptions(field, scan);
    }
  }

  // Opens the combobox, notes its options, and closes it again.
  async function look(field) {
    const opened = await enroll.popup.open(field);
    const options = [];
    const labels = new Set();

    if (opened.list) {
      await enroll.popup.eachRow(field, opened.before, opened.list, (row, list) => {
        const option = optionOf(row, list.sight);
        if (option.label !== "" && !labels.has(option.label)) {
          labels.add(option.label);
          option.label = clip(option.label, 1000);
          options.push(option);
        }
        return options.length >= limits.options;
      });
    }
    await enroll.popup.close(field, opened);
    enroll.act.leave(field.editor ?? field.element);
    return options;
  }

  // A list closes when its window loses the focus, or comes too late: then it is tried once more.
  async function learn(field) {
    let options = await look(field);

    if (options.length === 0 && dom.isConnected(field.element)) options = await look(field);
    known.set(field.element, options);
  }

  function isKnown(field) {
    return known.has(field.element);
  }

  function remember(field, options) {
    if (field.widget === "combobox" && options.length > 0) known.set(field.element, options);
  }

  enroll.options = { read, learn, isKnown, remember, isChecked, shownValue, listRows };
})();
