/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/* The terms are long enough that a box has to be scrolled. */

const ARTICLES = ['Definitions', 'Application', 'Fees', 'Your obligations', 'Your private key',
                  'Revocation', 'Warranties', 'Limitation of liability', 'Term and termination',
                  'Privacy', 'Governing law', 'General'];

export function writeTerms (terms)
{
  const articles = ARTICLES.map ((title, i) => `${i + 1}. ${title}. ${terms.text}`);

  return [terms.text, ...articles].join ('\n\n');
}
