// SPDX-FileCopyrightText: 2026 The Project Authors
// SPDX-License-Identifier: LGPL-2.1-or-later

// What was found, as lines of text for enroll-page-form.c: a name, and after a space its value. One
// text is taken over at once; of an object each member would have to be asked for.
(() => {
  "use strict";

  const enroll = globalThis.enroll;
  const { clip, limits } = enroll;
  const escapes = { "\\": "\\\\", "\n": "\\n", "\0": "" };

  class Report {
    #lines = [];
    #left = limits.text;

    // What nobody has to be told has no line.
    add(name, value) {
      if (value === null || value === undefined || value === false || value === "") return;
      const text = String(value).replace(/[\\\n\0]/g, (found) => escapes[found]);
      this.#lines.push(value === true ? name : `${name} ${text}`);
    }

    // Begins a part: the page, a field, an option of it, a button.
    begin(name, kind) {
      this.#lines.push(kind ? `${name} ${kind}` : name);
    }

    // Texts count against a budget, so that no page can make the answer as large as it likes.
    addText(name, text, length = limits.string) {
      if (text === null || text === undefined) return;
      const part = clip(String(text), Math.min(length, this.#left));
      this.#left -= part.length;
      this.add(name, part);
    }

    // Half a character is none.
    toString() {
      const text = this.#lines.join("\n");
      return text.toWellFormed?.() ?? text;
    }
  }

  enroll.Report = Report;
})();
