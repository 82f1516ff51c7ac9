#!/bin/bash
# SPDX-FileCopyrightText: 2026 The Project Authors
# SPDX-License-Identifier: LGPL-2.1-or-later

# Makes the certificates and files that are seeds of `bundle`, `certificate` and `pkcs12-outline`,
# anew, with openssl. Those of the first two have the shape that their target wants: a line (password
# or address), then the file.
#
# usage: tests/fuzz/make-seeds.sh

set -eu
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
days=20000

# A certificate: NAME, CA or empty, extensions.
issue ()
{
  openssl req -new -key "$work/$1.key" -subj "/CN=$1" -out "$work/$1.csr" 2>/dev/null
  printf '%b' "$3" >"$work/$1.ext"
  if [ -n "$2" ]; then
    openssl x509 -req -in "$work/$1.csr" -CA "$work/$2.pem" -CAkey "$work/$2.key" -set_serial 7 \
      -days "$days" -sha256 -extfile "$work/$1.ext" ${4:-} ${5:-} -out "$work/$1.pem" 2>/dev/null
  else
    openssl x509 -req -in "$work/$1.csr" -signkey "$work/$1.key" -days "$days" -sha256 \
      -extfile "$work/$1.ext" -out "$work/$1.pem" 2>/dev/null
  fi
}

key ()
{
  openssl genpkey -algorithm RSA -pkeyopt "rsa_keygen_bits:${2:-2048}" -out "$work/$1.key" 2>/dev/null
}

seed ()
{
  { printf '%s\n' "$2"; cat "$3"; } >"$1"
}

mail='basicConstraints=CA:FALSE\nextendedKeyUsage=emailProtection\nsubjectAltName=email:alice@example.edu\nkeyUsage=digitalSignature,keyEncipherment\n'
key root 2048
issue root '' 'basicConstraints=critical,CA:TRUE\nkeyUsage=keyCertSign,cRLSign\n'
key alice
issue alice root "$mail"

# A certificate for the key of tests/fakes/fake-key.c: a modulus of 2048 ones.
ones=$(printf 'FF%.0s' $(seq 256))
cat >"$work/fake.conf" <<CONF
asn1=SEQUENCE:spki
[spki]
algorithm=SEQUENCE:algorithm
key=BITWRAP,SEQUENCE:key
[algorithm]
oid=OID:rsaEncryption
none=NULL
[key]
n=INTEGER:0x$ones
e=INTEGER:0x010001
CONF
openssl asn1parse -genconf "$work/fake.conf" -noout -out "$work/fake.der"
openssl pkey -pubin -inform DER -in "$work/fake.der" -out "$work/fake.pub"
cp "$work/alice.key" "$work/fake.key"
issue fake root "$mail" -force_pubkey "$work/fake.pub"

cat "$work/fake.pem" "$work/root.pem" >"$work/fake-chain.pem"
cat "$work/root.pem" "$work/fake.pem" >"$work/fake-chain-reversed.pem"
mkdir -p bundle.in certificate.in
der ()
{
  openssl x509 -in "$work/$1.pem" -outform DER -out "$work/$1.crt"
}
for name in root alice fake; do
  der "$name"
done

seed certificate.in/good-chain.pem alice@example.edu "$work/fake-chain.pem"
seed certificate.in/good-chain-root-first.pem Alice@EXAMPLE.edu "$work/fake-chain-reversed.pem"
seed certificate.in/good-without-root.crt alice@example.edu "$work/fake.crt"
seed certificate.in/other-key.crt alice@example.edu "$work/alice.crt"
seed certificate.in/other-address.pem bob@example.edu "$work/fake-chain.pem"
seed certificate.in/self-signed-authority.crt alice@example.edu "$work/root.crt"
openssl crl2pkcs7 -nocrl -certfile "$work/fake-chain.pem" -outform DER -out "$work/fake.p7b"
seed certificate.in/good-chain.p7b alice@example.edu "$work/fake.p7b"

# NAME, extensions: something that must be refused.
refused ()
{
  cp "$work/fake.key" "$work/$1.key"
  issue "$1" root "$2" -force_pubkey "$work/fake.pub"
  der "$1"
  seed "certificate.in/$1.crt" alice@example.edu "$work/$1.crt"
}
refused no-mail-purpose 'extendedKeyUsage=serverAuth,clientAuth\nsubjectAltName=email:alice@example.edu\n'
refused no-address 'extendedKeyUsage=emailProtection\n'
refused address-with-nul 'extendedKeyUsage=emailProtection\nsubjectAltName=DER:301C811A616C696365406578616D706C652E656475002E6576696C2E6575\n'
refused many-addresses "extendedKeyUsage=emailProtection\nsubjectAltName=$(seq -s, -f 'email:a%g@example.edu' 70),email:alice@example.edu\n"
refused authority 'basicConstraints=CA:TRUE\nextendedKeyUsage=emailProtection\nsubjectAltName=email:alice@example.edu\n'
refused no-signing "$(printf '%s' "$mail" | sed 's/digitalSignature,//')"
refused unknown-critical "${mail}1.2.3.4=critical,DER:0500\n"

protect ()
{
  name=$1
  password=$2
  shift 2
  openssl pkcs12 -export -in "$work/alice.pem" -inkey "$work/alice.key" -certfile "$work/root.pem" \
    -passout "pass:$password" -iter 1 "$@" -out "$work/$name.p12" 2>/dev/null
  seed "bundle.in/$name.p12" "$password" "$work/$name.p12"
}
protect aes-256 Pass-word-7
protect triple-des Pass-word-7 -keypbe PBE-SHA1-3DES -certpbe PBE-SHA1-3DES -macalg sha1
protect key-only Pass-word-7 -nocerts
protect empty-password ''
protect not-ascii-password 'Pässwörd'
seed bundle.in/wrong-password.p12 another "$work/aes-256.p12"
protect no-mac Pass-word-7 -nomac
openssl pkcs12 -export -nokeys -in "$work/fake-chain.pem" -passout pass:x -iter 1 -out "$work/c.p12"
seed bundle.in/certificates-only.p12 x "$work/c.p12"
head -c 900 "$work/aes-256.p12" >"$work/cut.p12"
seed bundle.in/cut-in-the-middle.p12 Pass-word-7 "$work/cut.p12"
seed bundle.in/certificate.crt '' "$work/alice.crt"
seed bundle.in/chain.pem '' "$work/fake-chain.pem"
seed bundle.in/chain.p7b '' "$work/fake.p7b"
openssl crl2pkcs7 -nocrl -certfile "$work/fake-chain.pem" -out "$work/fake.p7.pem"
seed bundle.in/chain.p7.pem '' "$work/fake.p7.pem"
openssl crl2pkcs7 -nocrl -out "$work/none.p7.pem"
seed bundle.in/no-certificate.p7.pem '' "$work/none.p7.pem"
openssl ecparam -name prime256v1 -genkey -noout -out "$work/ec.key"
seed bundle.in/key.pem '' "$work/ec.key"
for _ in $(seq 17); do cat "$work/alice.pem"; done >"$work/many.pem"
seed bundle.in/seventeen-certificates.pem '' "$work/many.pem"

# What is looked at without a password: the files from above, and some that openssl does not make.
mkdir -p pkcs12-outline.in
for name in aes-256 triple-des key-only no-mac certificates-only cut-in-the-middle; do
  tail -n +2 "bundle.in/$name.p12" >"pkcs12-outline.in/$name.p12"
done

# A PKCS#12 file of parts that are written down: NAME, one line for each, and a MAC or empty.
outline ()
{
  { printf 'asn1=SEQUENCE:parts\n[parts]\n'; printf '%s\n' "$2"; cat "$work/sections"; } >"$work/parts.conf"
  openssl asn1parse -genconf "$work/parts.conf" -noout -out "$work/parts.der"
  hex=$(od -An -v -tx1 "$work/parts.der" | tr -d ' \n')
  {
    printf 'asn1=SEQUENCE:pfx\n[pfx]\nversion=INTEGER:3\nsafe=SEQUENCE:safe\n'
    [ -z "$3" ] || printf 'mac=SEQUENCE:%s\n' "$3"
    printf '[safe]\noid=OID:1.2.840.113549.1.7.%s\n' "${4:-1}"
    printf 'content=EXPLICIT:0,FORMAT:HEX,OCTETSTRING:%s\n' "$hex"
    cat "$work/sections"
  } >"$work/pfx.conf"
  openssl asn1parse -genconf "$work/pfx.conf" -noout -out "pkcs12-outline.in/$1.p12"
}
cat >"$work/sections" <<'CONF'
[encrypted]
oid=OID:1.2.840.113549.1.7.6
value=EXPLICIT:0,SEQUENCE:encrypted_data
[encrypted_data]
version=INTEGER:0
information=SEQUENCE:information
[information]
oid=OID:1.2.840.113549.1.7.1
algorithm=SEQUENCE:pbes2
content=IMPLICIT:0,FORMAT:HEX,OCTETSTRING:00
[pbes2]
oid=OID:1.2.840.113549.1.5.13
parameters=SEQUENCE:pbes2_parameters
[pbes2_parameters]
function=SEQUENCE:pbkdf2
cipher=SEQUENCE:aes
[pbkdf2]
oid=OID:1.2.840.113549.1.5.12
parameters=SEQUENCE:pbkdf2_parameters
[pbkdf2_parameters]
salt=FORMAT:HEX,OCTETSTRING:0102030405060708
rounds=INTEGER:0x7fffffffffffffff
size=INTEGER:32
prf=SEQUENCE:hmac
[hmac]
oid=OID:1.2.840.113549.2.9
none=NULL
[aes]
oid=OID:2.16.840.1.101.3.4.1.42
iv=FORMAT:HEX,OCTETSTRING:000102030405060708090a0b0c0d0e0f
[scrypt]
oid=OID:1.2.840.113549.1.7.6
value=EXPLICIT:0,SEQUENCE:scrypt_data
[scrypt_data]
version=INTEGER:0
information=SEQUENCE:scrypt_information
[scrypt_information]
oid=OID:1.2.840.113549.1.7.1
algorithm=SEQUENCE:scrypt_pbes2
[scrypt_pbes2]
oid=OID:1.2.840.113549.1.5.13
parameters=SEQUENCE:scrypt_parameters
[scrypt_parameters]
function=SEQUENCE:scrypt_function
cipher=SEQUENCE:aes
[scrypt_function]
oid=OID:1.3.6.1.4.1.11591.4.11
[enveloped]
oid=OID:1.2.840.113549.1.7.3
value=EXPLICIT:0,SEQUENCE:nothing
[nothing]
version=INTEGER:0
[strange]
oid=OID:1.2.3.4
value=EXPLICIT:0,SEQUENCE:nothing
[pbmac1]
information=SEQUENCE:pbmac1_information
salt=FORMAT:HEX,OCTETSTRING:00
rounds=INTEGER:1
[pbmac1_information]
algorithm=SEQUENCE:pbmac1_algorithm
value=FORMAT:HEX,OCTETSTRING:000102030405060708090a0b0c0d0e0f
[pbmac1_algorithm]
oid=OID:1.2.840.113549.1.5.14
parameters=SEQUENCE:pbmac1_parameters
[pbmac1_parameters]
function=SEQUENCE:pbkdf2
mac=SEQUENCE:hmac
[old_mac]
information=SEQUENCE:old_information
salt=FORMAT:HEX,OCTETSTRING:0102
rounds=INTEGER:0x7fffffffffffffff
[old_information]
algorithm=SEQUENCE:sha1
value=FORMAT:HEX,OCTETSTRING:0001
[sha1]
oid=OID:1.3.14.3.2.26
none=NULL
[no_salt]
information=SEQUENCE:old_information
CONF
outline pbmac1 'a=SEQUENCE:encrypted' pbmac1
outline rounds-that-add-up "$(printf 'a%d=SEQUENCE:encrypted\n' 1 2 3)" old_mac
outline scrypt 'a=SEQUENCE:scrypt' ''
outline for-a-public-key 'a=SEQUENCE:enveloped' old_mac
outline part-of-unknown-kind 'a=SEQUENCE:strange' ''
outline part-without-kind 'a=INTEGER:1' ''
outline too-many-parts "$(for i in $(seq 33); do printf 'a%d=SEQUENCE:encrypted\n' "$i"; done)" ''
outline mac-without-salt 'a=SEQUENCE:encrypted' no_salt
outline signed 'a=SEQUENCE:encrypted' '' 2
