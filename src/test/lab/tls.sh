#!/usr/bin/env bash
# Certificates of a test CA, for a day: tls.sh FOLDER makes server/ and client/ in it, named as libvirt wants them.
set -euo pipefail
mkdir -p "$1"/{server,client}
cd "$1"
key=(-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes)
openssl req -x509 "${key[@]}" -keyout ca.key -out ca.pem -days 1 -subj "/CN=Laboratory" \
  -addext basicConstraints=critical,CA:TRUE -addext keyUsage=critical,keyCertSign
for side in server client; do
  openssl req "${key[@]}" -keyout "$side/${side}key.pem" -out "$side.csr" -subj "/CN=lab-$side"
  printf '%s\n' basicConstraints=critical,CA:FALSE keyUsage=critical,digitalSignature,keyEncipherment "extendedKeyUsage=${side}Auth" \
    subjectAltName=DNS:localhost,IP:127.0.0.1 >"$side.ext"
  openssl x509 -req -in "$side.csr" -CA ca.pem -CAkey ca.key -CAcreateserial -days 1 -extfile "$side.ext" -out "$side/${side}cert.pem"
  cp ca.pem "$side/cacert.pem"
done
