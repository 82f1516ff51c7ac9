// SPDX-FileCopyrightText: 2026 The Project Authors
// SPDX-License-Identifier: LGPL-2.1-or-later

// Does with the page what a person does: points, presses, types. Events come in the order and with
// the details in which a browser sends them, because pages rely on both.
(() => {
  "use strict";

  const enroll = globalThis.enroll;
  const { dom } = enroll;
  const { tag, contains, closest, focused } = enroll.tree;

  const keyCodes = {
    Enter: 13,
    Escape: 27,
    Tab: 9,
    " ": 32,
    ArrowUp: 38,
    ArrowDown: 40,
    Home: 36,
    End: 35,
    Backspace: 8,
  };
  const keyNames = { " ": "Space" };

  function pointOf(element) {
    const rect = dom.rect(element);

    return { x: rect.left + Math.min(rect.width / 2, 200), y: rect.top + rect.height / 2 };
  }

  function bringIntoView(element) {
    const view = dom.view(dom.page(element));
    const { x, y } = pointOf(element);

    if (
      x < 0 ||
      y < 0 ||
      x >= view.innerWidth ||
      y >= view.innerHeight ||
      dom.page(element) !== document
    )
      dom.scrollIntoView(element, { block: "center", inline: "nearest", behavior: "instant" });
  }

  // What a pointer at the element's middle meets: mostly something within it.
  function hitOf(element) {
    const { x, y } = pointOf(element);
    let root = dom.page(element);
    let hit = null;

    for (;;) {
      const next = dom.type(root) === 9 ? dom.at(root, x, y) : root.elementFromPoint(x, y);
      if (!next || next === hit) break;
      hit = next;
      if (!dom.shadow(hit)) break;
      root = dom.shadow(hit);
    }
    if (!hit || !contains(element, hit)) return element;
    const inner = closest(hit, (at) => at === element || tag(at) === "a" || tag(at) === "button");
    return inner === element ? hit : element;
  }

  function mouse(target, type, { x, y }, more = {}) {
    const view = dom.view(dom.page(target));
    const isPointer = type.startsWith("pointer");
    const down = type === "pointerdown" || type === "mousedown";
    const Event = isPointer ? PointerEvent : MouseEvent;

    return dom.dispatch(
      target,
      new Event(type, {
        bubbles: true,
        cancelable: true,
        composed: true,
        view,
        clientX: x,
        clientY: y,
        screenX: x,
        screenY: y,
        button: type.endsWith("move") || type.endsWith("over") ? (isPointer ? -1 : 0) : 0,
        buttons: down ? 1 : 0,
        detail: isPointer || type.endsWith("move") || type.endsWith("over") ? 0 : 1,
        ...(isPointer
          ? {
              pointerId: 1,
              pointerType: "mouse",
              isPrimary: true,
              width: 1,
              height: 1,
              pressure: down ? 0.5 : 0,
            }
          : {}),
        ...more,
      }),
    );
  }

  function isFocusable(element) {
    return dom.matches(
      element,
      'input:not(:disabled),select:not(:disabled),textarea:not(:disabled),button:not(:disabled),a[href],[tabindex],summary,[contenteditable=""],[contenteditable="true"]',
    );
  }

  function focus(element) {
    if (focused() !== element) dom.focus(element, { preventScroll: true });
  }

  function leave(element) {
    if (focused() === element) dom.blur(element);
  }

  // What a pressed pointer does to the focus: it goes to whatever can have it, else nowhere.
  function focusFrom(target) {
    const place = closest(target, isFocusable);

    if (place) focus(place);
    else if (focused()) leave(focused());
  }

  function point(element) {
    bringIntoView(element);
    const target = hitOf(element);
    const at = pointOf(element);

    for (const type of ["pointerover", "mouseover", "pointermove", "mousemove"])
      mouse(target, type, at);
    return { target, at };
  }

  // The whole of a press: pointer down, focus, pointer up, click.
  function press(element) {
    const { target, at } = point(element);
    const down = mouse(target, "pointerdown", at);

    if (!down || mouse(target, "mousedown", at)) focusFrom(target);
    mouse(target, "pointerup", at);
    if (down) mouse(target, "mouseup", at);
    const last = dom.isConnected(target) ? target : element;
    if (dom.isConnected(last)) mouse(last, "click", at);
  }

  function keyDetails(key) {
    const isLetter = /^[a-z]$/i.test(key);
    const isDigit = /^[0-9]$/.test(key);
    const code =
      keyNames[key] ??
      (isLetter ? `Key${key.toUpperCase()}` : isDigit ? `Digit${key}` : key.length > 1 ? key : "");
    const keyCode = keyCodes[key] ?? (isLetter || isDigit ? key.toUpperCase().charCodeAt(0) : 0);

    return { key, code, keyCode, which: keyCode, shiftKey: isLetter && key !== key.toLowerCase() };
  }

  function keyEvent(element, type, key, more = {}) {
    const details = { ...keyDetails(key), ...more };
    const event = new KeyboardEvent(type, {
      bubbles: true,
      cancelable: true,
      composed: true,
      view: dom.view(dom.page(element)),
      ...details,
    });

    return dom.dispatch(element, event);
  }

  function key(element, name, more) {
    const goesOn = keyEvent(element, "keydown", name, more);

    keyEvent(element, "keyup", name, more);
    return goesOn;
  }

  function inputEvent(element, type, data, inputType) {
    return dom.dispatch(
      element,
      new InputEvent(type, {
        bubbles: true,
        cancelable: type === "beforeinput",
        composed: true,
        view: dom.view(dom.page(element)),
        data,
        inputType,
      }),
    );
  }

  function prototypeOf(element) {
    const view = dom.view(dom.page(element));

    return {
      input: view.HTMLInputElement,
      textarea: view.HTMLTextAreaElement,
      select: view.HTMLSelectElement,
    }[tag(element)].prototype;
  }

  // In this world the page's own properties of the element are not there: this is the real value.
  function setValue(element, value) {
    Object.getOwnPropertyDescriptor(prototypeOf(element), "value").set.call(element, value);
  }

  function changed(element) {
    dom.dispatch(element, new Event("change", { bubbles: true }));
  }

  function typeKey(element, character) {
    const goesOn = keyEvent(element, "keydown", character);

    if (goesOn) {
      keyEvent(element, "keypress", character, {
        charCode: character.codePointAt(0),
        keyCode: character.codePointAt(0),
      });
      if (inputEvent(element, "beforeinput", character, "insertText")) {
        setValue(element, element.value + character);
        inputEvent(element, "input", character, "insertText");
      }
    }
    keyEvent(element, "keyup", character);
  }

  function clear(element) {
    if (element.value === "") return;
    if (!inputEvent(element, "beforeinput", null, "deleteContentBackward")) return;
    setValue(element, "");
    inputEvent(element, "input", null, "deleteContentBackward");
  }

  function insert(element, text) {
    if (!inputEvent(element, "beforeinput", text, "insertFromPaste")) return;
    setValue(element, text);
    inputEvent(element, "input", text, "insertFromPaste");
  }

  const typedTypes = new Set(["text", "email", "tel", "url", "search", "password", "textarea"]);

  // Replaces what a text field holds; long texts are pasted, as a person would.
  function type(element, text) {
    clear(element);
    if (text === "") return;
    if (text.length > 200 || text.includes("\n") || !typedTypes.has(element.type)) {
      insert(element, text);
      return;
    }
    for (const character of text) {
      if (element.maxLength >= 0 && element.value.length >= element.maxLength) break;
      typeKey(element, character);
    }
  }

  function typeInto(editable, text) {
    const page = dom.page(editable);
    const selection = dom.view(page).getSelection();

    focus(editable);
    selection.selectAllChildren(editable);
    if (dom.command(page, "insertText", false, text)) return;
    if (!inputEvent(editable, "beforeinput", text, "insertText")) return;
    editable.textContent = text;
    inputEvent(editable, "input", text, "insertText");
  }

  enroll.act = {
    press,
    point,
    focus,
    leave,
    key,
    type,
    typeInto,
    setValue,
    inputEvent,
    changed,
    mouse,
    pointOf,
  };
})();
