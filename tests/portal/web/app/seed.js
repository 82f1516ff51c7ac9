/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/* What varies between seeds is a function of the seed and of a topic. Seed 0 takes the first. */

function hash (text)
{
  let value = 0x811c9dc5;

  for (const character of text)
    value = Math.imul (value ^ character.codePointAt (0), 0x01000193) >>> 0;
  value = Math.imul (value ^ (value >>> 15), 0x2c1b3c6d) >>> 0;
  value = Math.imul (value ^ (value >>> 12), 0x297a2d39) >>> 0;
  return (value ^ (value >>> 15)) >>> 0;
}

export function pick (seed, topic, count)
{
  return seed === 0 || count < 2 ? 0 : hash (`${seed}/${topic}`) % count;
}

/* Something like the class names that tools make. */
export function word (seed, topic)
{
  return 'abcdefghijklmnopqrstuvwxyz'[hash (`${seed}.${topic}`) % 26] +
         hash (`${seed}:${topic}`).toString (36);
}
