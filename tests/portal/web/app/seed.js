/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/* What varies between seeds is a function of the seed and of a topic. Seed 0 takes the first. */

/* Two halves that are mixed at the end, for the topics are short and much alike. */
function hash (text)
{
  let a = 0xdeadbeef;
  let b = 0x41c6ce57;

  for (const character of text)
    {
      a = Math.imul (a ^ character.codePointAt (0), 0x9e3779b1);
      b = Math.imul (b ^ character.codePointAt (0), 0x5f356495);
    }
  a = Math.imul (a ^ (a >>> 16), 0x85ebca6b) ^ Math.imul (b ^ (b >>> 13), 0xc2b2ae35);
  b = Math.imul (b ^ (b >>> 16), 0x85ebca6b) ^ Math.imul (a ^ (a >>> 13), 0xc2b2ae35);
  return (b ^ (b >>> 15)) >>> 0;
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
