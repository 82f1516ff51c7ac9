// SPDX-FileCopyrightText: 2026 The Project Authors
// SPDX-License-Identifier: LGPL-2.1-or-later

// The page as one tree, as it is laid out: open shadow roots, slots and frames of the same origin
// belong to it. All walks are iterative, for a page may be nested as deeply as it likes.
(() => {
  "use strict";

  const enroll = globalThis.enroll;
  const { dom } = enroll;

  const { tag } = dom;

  // The document of a frame of the same origin; null for any other element.
  function frameDocument(element) {
    const name = tag(element);

    if (name !== "iframe" && name !== "frame") return null;
    try {
      return element.contentDocument;
    } catch {
      return null;
    }
  }

  function childrenOf(node) {
    if (dom.type(node) !== 1) return dom.childNodes(node);
    const shadow = dom.shadow(node);
    if (shadow) return dom.childNodes(shadow);
    const inner = frameDocument(node);
    if (inner) return dom.top(inner) ? [dom.top(inner)] : [];
    if (tag(node) === "slot") {
      const assigned = node.assignedNodes();
      if (assigned.length > 0) return assigned;
    }
    return dom.childNodes(node);
  }

  // The parent element in the laid out tree; null above the topmost document.
  function parentOf(node) {
    const slot =
      dom.type(node) === 1 ? dom.slot(node) : dom.type(node) === 3 ? dom.textSlot(node) : null;
    if (slot) return slot;
    const parent = dom.parent(node);

    if (!parent) return null;
    if (dom.type(parent) === 1) return parent;
    if (dom.type(parent) === 11) return parent.host ?? null;
    if (dom.type(parent) === 9) {
      try {
        return dom.view(parent)?.frameElement ?? null;
      } catch {
        return null;
      }
    }
    return null;
  }

  // The last one first, for it is taken last.
  function pushChildren(nodes, element) {
    const name = tag(element);

    if (dom.shadow(element) || name === "slot" || name === "iframe" || name === "frame") {
      const children = childrenOf(element);
      for (let i = children.length - 1; i >= 0; i--) nodes.push(children[i]);
      return;
    }
    for (let child = dom.last(element); child; child = dom.previous(child)) nodes.push(child);
  }

  // Calls enter(node) in document order, for elements and texts; false leaves the children out.
  // leave(element) is called behind the children.
  function walk(root, enter, leave) {
    const nodes = [root];
    const ends = [];

    while (nodes.length > 0) {
      const node = nodes.pop();

      if (node === null) {
        leave?.(ends.pop());
        continue;
      }
      const type = dom.type(node);
      if (type !== 1 && type !== 3 && type !== 4) continue;
      if (enter(node) === false || type !== 1) continue;
      if (leave) {
        nodes.push(null);
        ends.push(node);
      }
      pushChildren(nodes, node);
    }
  }

  function find(root, matches) {
    let found = null;

    walk(root, (node) => {
      if (found) return false;
      if (dom.type(node) === 1 && matches(node)) found = node;
      return found === null;
    });
    return found;
  }

  function findAll(root, matches) {
    const found = [];

    walk(root, (node) => {
      if (dom.type(node) === 1 && matches(node)) found.push(node);
    });
    return found;
  }

  function closest(node, matches) {
    for (let at = node; at; at = parentOf(at)) {
      if (dom.type(at) === 1 && matches(at)) return at;
    }
    return null;
  }

  function contains(ancestor, node) {
    return closest(node, (at) => at === ancestor) !== null;
  }

  // The elements that an attribute names, in the same tree of the document.
  function references(element, attribute) {
    const ids = dom.attr(element, attribute);

    if (!ids) return [];
    const root = dom.root(element);
    return ids
      .split(/\s+/, 32)
      .map((id) => (id ? dom.byId(root, id) : null))
      .filter(Boolean);
  }

  // All roots of this page that can change by themselves.
  function roots() {
    const found = [document];

    for (let i = 0; i < found.length && found.length < 200; i++) {
      for (const element of dom.all(found[i], "*")) {
        const shadow = dom.shadow(element);
        if (shadow) found.push(shadow);
        const inner = frameDocument(element);
        if (inner) found.push(inner);
      }
    }
    return found;
  }

  function focused() {
    let active = dom.active(document);

    for (;;) {
      const shadow = active && dom.shadow(active);
      const frame = active && !shadow ? frameDocument(active) : null;
      const inner = shadow ? shadow.activeElement : frame ? dom.active(frame) : null;
      if (!inner) return active;
      active = inner;
    }
  }

  enroll.tree = {
    tag,
    frameDocument,
    childrenOf,
    parentOf,
    walk,
    find,
    findAll,
    closest,
    contains,
    references,
    roots,
    focused,
  };
})();
