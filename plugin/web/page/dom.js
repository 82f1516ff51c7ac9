// SPDX-FileCopyrightText: 2026 The Project Authors
// SPDX-License-Identifier: LGPL-2.1-or-later

// The interfaces of the document, taken from their prototypes. A form, and the document itself,
// answer with a control of theirs that is called “id”, “children” or “getAttribute” when they are
// asked for such a property (HTML 4.10.3, 3.1.5), in this world too.
(() => {
  "use strict";

  const enroll = globalThis.enroll;

  // A plain function around each: the engine compiles it in place, which it does not with a bound one.
  function getter(type, name) {
    const { get } = Object.getOwnPropertyDescriptor(type.prototype, name);

    return (node) => get.call(node);
  }

  function method(type, name) {
    const call = type.prototype[name];

    return (node, argument) => call.call(node, argument);
  }

  function wideMethod(type, name) {
    const call = type.prototype[name];

    return (node, ...given) => call.call(node, ...given);
  }

  const queries = {
    1: method(Element, "querySelectorAll"),
    9: method(Document, "querySelectorAll"),
    11: method(DocumentFragment, "querySelectorAll"),
  };
  const type = getter(Node, "nodeType");
  const localName = getter(Element, "localName");
  const documentById = method(Document, "getElementById");
  const fragmentById = method(DocumentFragment, "getElementById");

  enroll.dom = Object.freeze({
    type,
    tag: (node) => (type(node) === 1 ? localName(node) : ""),
    attr: method(Element, "getAttribute"),
    has: method(Element, "hasAttribute"),
    matches: method(Element, "matches"),
    id: getter(Element, "id"),
    parent: getter(Node, "parentNode"),
    childNodes: getter(Node, "childNodes"),
    children: getter(Element, "children"),
    childCount: getter(Element, "childElementCount"),
    firstElement: getter(Element, "firstElementChild"),
    last: getter(Node, "lastChild"),
    next: getter(Node, "nextSibling"),
    previous: getter(Node, "previousSibling"),
    nextElement: getter(Element, "nextElementSibling"),
    previousElement: getter(Element, "previousElementSibling"),
    slot: getter(Element, "assignedSlot"),
    textSlot: getter(Text, "assignedSlot"),
    shadow: getter(Element, "shadowRoot"),
    root: method(Node, "getRootNode"),
    page: getter(Node, "ownerDocument"),
    within: method(Node, "contains"),
    order: method(Node, "compareDocumentPosition"),
    isConnected: getter(Node, "isConnected"),
    text: getter(Node, "textContent"),
    rect: method(Element, "getBoundingClientRect"),
    isRendered: method(Element, "checkVisibility"),
    scrollHeight: getter(Element, "scrollHeight"),
    clientHeight: getter(Element, "clientHeight"),
    isEditable: getter(HTMLElement, "isContentEditable"),
    offsetHeight: getter(HTMLElement, "offsetHeight"),
    focus: method(HTMLElement, "focus"),
    blur: method(HTMLElement, "blur"),
    scrollIntoView: method(Element, "scrollIntoView"),
    dispatch: method(EventTarget, "dispatchEvent"),
    all: (root, selector) => queries[type(root)](root, selector),
    byId: (root, id) =>
      type(root) === 9 ? documentById(root, id) : type(root) === 11 ? fragmentById(root, id) : null,
    // Of documents.
    view: getter(Document, "defaultView"),
    top: getter(Document, "documentElement"),
    body: getter(Document, "body"),
    scroller: getter(Document, "scrollingElement"),
    active: getter(Document, "activeElement"),
    at: wideMethod(Document, "elementFromPoint"),
    title: getter(Document, "title"),
    state: getter(Document, "readyState"),
    hidden: getter(Document, "hidden"),
    contentType: getter(Document, "contentType"),
    base: getter(Node, "baseURI"),
    animations: method(Document, "getAnimations"),
    command: wideMethod(Document, "execCommand"),
  });
})();
