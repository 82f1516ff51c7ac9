/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/* Makes an element: attributes that are false or missing are left out, those that begin with “on”
 * are listeners.
 */
export function make (name, attributes = {}, ...children)
{
  const element = document.createElement (name);

  for (const [key, value] of Object.entries (attributes))
    {
      if (key.startsWith ('on'))
        element.addEventListener (key.slice (2), value);
      else if (value === true)
        element.setAttribute (key, '');
      else if (value !== false && value !== undefined && value !== null)
        element.setAttribute (key, value);
    }
  element.append (...children.filter (child => child !== null && child !== undefined));
  return element;
}

/* Whether @element has been scrolled to its end, or has nothing to scroll. */
export function isAtEnd (element)
{
  return element.scrollTop + element.clientHeight >= element.scrollHeight - 4;
}
