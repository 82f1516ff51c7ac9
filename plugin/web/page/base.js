// SPDX-FileCopyrightText: 2026 The Project Authors
// SPDX-License-Identifier: LGPL-2.1-or-later

// What all scripts of this folder share: limits, text as a person reads it, waiting. They live in a
// world of their own: the page shares the document with them, but no object and no prototype.
(() => {
  "use strict";

  const limits = Object.freeze({
    fields: 500,
    buttons: 500,
    notices: 50,
    options: 2000,
    string: 65536,
    text: 262144,
    elements: 60000,
    readMs: 2000,
    openMs: 4000,
  });

  // As enroll_text_collapse() does.
  function collapse(text) {
    return (text ?? "")
      .replace(/[\u00ad\u200b\ufeff]/g, "")
      .replace(/\s+/g, " ")
      .trim();
  }

  function clip(text, length = limits.string) {
    return text.length > length ? text.slice(0, length) : text;
  }

  // What two labels that mean the same have in common.
  function normalize(text) {
    return collapse((text ?? "").normalize("NFKC"))
      .toLowerCase()
      .replace(/^[:*.!? >…»›→]+|[:*.!? >…»›→]+$/g, "");
  }

  function pause(ms) {
    return new Promise((resolve) => setTimeout(resolve, ms));
  }

  // A refusal that the caller is to hear as it is.
  class Refusal extends Error {
    constructor(code, text) {
      super(text ?? "");
      this.code = code;
    }
  }

  // What a call from outside comes to: the value, or a word for what went wrong.
  async function answer(call) {
    try {
      return { value: await call(), failure: null };
    } catch (error) {
      return {
        value: null,
        failure:
          error instanceof Refusal ? error.code : clip(`${error} ${error?.stack ?? ""}`, 500),
      };
    }
  }

  globalThis.enroll = Object.assign(globalThis.enroll ?? {}, {
    limits,
    collapse,
    clip,
    normalize,
    pause,
    Refusal,
    answer,
  });
})();
