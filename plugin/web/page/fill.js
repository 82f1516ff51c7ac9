// SPDX-FileCopyrightText: 2026 The Project Authors
// SPDX-License-Identifier: LGPL-2.1-or-later

// Answers fields as a person does, and looks afterwards whether the page took the answer.
(() => {
  "use strict";

  const enroll = globalThis.enroll;
  const { dom } = enroll;
  const { act, options, popup, reading, normalize } = enroll;
  const { contains } = enroll.tree;

  const rest = () => enroll.settling.settle(1500, 30);

  // The same but for what pages do to texts: other spaces, other case, marks between the parts.
  function isTaken(shown, wanted) {
    const bare = (text) => normalize(text).replace(/[\s().\-/]/g, "");
    const lines = (text) => text.replace(/\r\n?/g, "\n");

    return lines(shown) === lines(wanted) || (wanted !== "" && bare(shown) === bare(wanted));
  }

  function textOf(field) {
    return field.widget === "editable"
      ? field.element.innerText.replace(/\n$/, "")
      : field.element.value;
  }

  async function fillText(handle, text) {
    let field = reading.field(handle);

    if (field.widget === "combobox") return fillCombobox(handle, text);
    if (textOf(field) === text && text !== "") return true;
    act.press(field.face);
    field = reading.field(handle);
    act.focus(field.element);
    if (field.widget === "editable") act.typeInto(field.element, text);
    else typeCarefully(handle, text);
    await rest();
    field = reading.field(handle);
    if (field.widget !== "editable") act.changed(field.element);
    act.leave(field.element);
    await rest();
    return isTaken(textOf(reading.field(handle)), text);
  }

  // Some pages put a new element in the place of the one that is typed into, after each character.
  function typeCarefully(handle, text) {
    const field = reading.field(handle);

    act.type(field.element, text);
    const now = reading.field(handle);
    if (now.element === field.element || now.element.value === text) return;
    act.focus(now.element);
    act.setValue(now.element, text);
    act.inputEvent(now.element, "input", text, "insertFromPaste");
  }

  function isChecked(handle) {
    return options.isChecked(reading.field(handle).element);
  }

  async function fillCheck(handle, checked) {
    const ways = [
      (field) => act.press(field.face),
      (field) => field.element.click(),
      (field) => {
        act.focus(field.element);
        act.key(field.element, " ");
      },
    ];

    for (const way of ways) {
      if (isChecked(handle) === checked) break;
      way(reading.field(handle));
      await rest();
      // A dialog that opened has the word now; to press again would be to press through it.
      if (
        new enroll.Scan().modal &&
        !enroll.tree.closest(reading.field(handle).element, enroll.isDialog)
      )
        break;
    }
    return isChecked(handle) === checked;
  }

  async function fillSelect(field, handle, index) {
    const { element } = field;

    act.focus(element);
    element.selectedIndex = index;
    act.inputEvent(element, "input", null, "");
    act.changed(element);
    await rest();
    act.leave(reading.field(handle).element);
    return reading.field(handle).element.selectedIndex === index;
  }

  async function fillRadio(handle, index) {
    const ways = [(member) => act.press(member.face), (member) => member.element.click()];

    for (const way of ways) {
      way(reading.field(handle).members[index]);
      await rest();
      if (options.isChecked(reading.field(handle).members[index].element)) return true;
    }
    return false;
  }

  async function fillListbox(field, handle, index) {
    const row = () => options.listRows(reading.field(handle).element, new enroll.Sight())[index];

    act.press(row());
    await rest();
    if (popup.isRowSelected(row())) return true;
    act.focus(field.element);
    act.key(field.element, "Home");
    for (let i = 0; i < index; i++) act.key(field.element, "ArrowDown");
    if (!popup.isRowSelected(row())) act.key(field.element, " ");
    await rest();
    return popup.isRowSelected(row());
  }

  function shows(handle, label) {
    const field = reading.field(handle);
    const own = [field.element, field.editor];
    const isAlone = (at) =>
      !reading.elements().some((other) => !own.includes(other) && contains(at, other));
    const value = options.shownValue(field, isAlone, new enroll.Sight());

    return value === label || normalize(value) === normalize(label);
  }

  function isLabel(row, list, label) {
    return popup.labelOf(row, list.sight) === label && !popup.isRowDisabled(row, list.sight);
  }

  async function pressRow(field, opened, label) {
    const row = await popup.eachRow(field, opened.before, opened.list, (at, list) =>
      isLabel(at, list, label),
    );

    if (!row) return false;
    dom.scrollIntoView(row, { block: "nearest", behavior: "instant" });
    await enroll.settling.settle(200, 10);
    act.press(dom.isConnected(row) ? row : ((await findAgain(field, opened, label)) ?? row));
    await rest();
    return true;
  }

  async function findAgain(field, opened, label) {
    const list = popup.openList(field, opened.before, opened.list.element);

    return list?.rows.find((row) => isLabel(row, list, label));
  }

  async function chooseOnce(handle, label) {
    const field = reading.field(handle);
    const opened = await popup.open(field);
    const pressed = opened.list !== null && (await pressRow(field, opened, label));

    if (pressed && !shows(handle, label)) await rest();
    if (opened.list) await popup.close(reading.field(handle), opened);
    const now = reading.field(handle);
    act.leave(now.editor ?? now.element);
    await rest();
  }

  async function chooseOption(handle, label) {
    for (let i = 0; i < 2 && !shows(handle, label); i++) await chooseOnce(handle, label);
    return shows(handle, label);
  }

  // Types into a combobox and takes the suggestion that says the same, if there is one.
  async function fillCombobox(handle, text) {
    const field = reading.field(handle);
    const editor = field.editor;

    if (!editor || editor.readOnly) return chooseOption(handle, text);
    const opened = await popup.open(field);
    act.focus(editor);
    act.type(editor, text);
    await enroll.settling.settle(2000, 100);
    opened.list = popup.openList(field, opened.before, opened.list?.element ?? null);
    const row = opened.list?.rows.find((at) => isLabel(at, opened.list, text));
    if (row) act.press(row);
    else act.changed(editor);
    await rest();
    await popup.close(field, opened);
    act.leave(editor);
    await rest();
    return shows(handle, text) || isTaken(editor.value, text);
  }

  function fillOption(handle, index) {
    const field = reading.field(handle);
    const option = field.options?.[index];

    if (!option || option.disabled) return false;
    switch (field.widget) {
      case "select":
        return fillSelect(field, handle, index);
      case "radios":
        return fillRadio(handle, index);
      case "listbox":
        return fillListbox(field, handle, index);
      default:
        return chooseOption(handle, option.label);
    }
  }

  // What the caller asks for, by the kind of answer; resolves to whether the field took it.
  async function fill(handle, kind, text, option, checked) {
    const field = reading.field(handle);

    enroll.settling.watchNews();
    if (enroll.parts.isFixed(field)) return false;
    if (kind === "option") return (await fillOption(handle, option)) === true;
    if (kind === "check") return fillCheck(handle, checked);
    return fillText(handle, text);
  }

  // Resolves to what the page said before.
  async function press(handle) {
    const button = reading.button(handle);
    const before = reading.text();

    enroll.settling.watchNews();
    act.press(button.element);
    return before;
  }

  enroll.filling = { fill, press };
})();
