/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

import forge from 'node-forge';

/* Keys that are made in the page: WebCrypto makes them, forge writes the request and the keystore.
 * forge knows RSA only.
 */

function toPem (label, buffer)
{
  const text = btoa (String.fromCharCode (...new Uint8Array (buffer)));

  return `-----BEGIN ${label}-----\n${text.match (/.{1,64}/g).join ('\n')}\n-----END ${label}-----\n`;
}

/* @type: such as “RSA - 3072” */
export async function makeRequest (type)
{
  const [algorithm, size] = type.split (' - ');

  if (algorithm !== 'RSA')
    throw new Error (`${type}: this key type is not supported by your browser.`);
  const pair = await crypto.subtle.generateKey ({ name: 'RSASSA-PKCS1-v1_5',
                                                  modulusLength: Number (size),
                                                  publicExponent: new Uint8Array ([1, 0, 1]),
                                                  hash: 'SHA-256' },
                                                true,
                                                ['sign', 'verify']);
  const exported = await crypto.subtle.exportKey ('pkcs8', pair.privateKey);
  const key = forge.pki.privateKeyFromPem (toPem ('PRIVATE KEY', exported));
  const request = forge.pki.createCertificationRequest ();

  request.publicKey = forge.pki.setRsaPublicKey (key.n, key.e);
  request.setSubject ([{ shortName: 'CN', value: 'Client Certificate' }]);
  request.sign (key, forge.md.sha256.create ());
  return { key, csr: forge.pki.certificationRequestToPem (request) };
}

/* Returns: a PKCS#12 file with @key and with the certificates of @chain, the own one first */
export async function makeKeystore (key, chain, password, isCompatible)
{
  const certificates = forge.pem.decode (chain)
                                .map (part => forge.pki.certificateFromPem (forge.pem.encode (part)));
  const keystore = forge.pkcs12.toPkcs12Asn1 (key, certificates, password, {
    algorithm: isCompatible ? '3des' : 'aes256',
    friendlyName: 'Client Certificate',
    generateLocalKeyId: true,
  });

  return Uint8Array.from (forge.asn1.toDer (keystore).getBytes (), byte => byte.charCodeAt (0));
}
