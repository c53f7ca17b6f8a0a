#!/bin/sh
# Are the programs there that the tests start? "check.sh" fails with one line that names the Debian packages of what is
# missing; "check.sh install" installs them (Debian or Ubuntu, as root).
set -eu

PATH=$PATH:/usr/sbin:/sbin
packages=

# needs <test that is true if it is there> <packages>
needs() {
  if ! eval "$1" >/dev/null 2>&1; then
    packages="$packages $2"
  fi
}

needs "command -v mariadbd && command -v mariadb-install-db && command -v my_print_defaults" "mariadb-server-core mariadb-client-core"
needs "command -v virsh" "libvirt-clients"
needs "command -v libvirtd || test -x /usr/sbin/libvirtd" "libvirt-daemon libvirt-daemon-system libvirt-daemon-driver-qemu"
needs "command -v qemu-system-x86_64" "qemu-system-x86"
needs "command -v qemu-img" "qemu-utils"
needs "command -v busybox" "busybox-static"
needs "command -v cpio" "cpio"
needs "command -v ip" "iproute2"
needs "command -v pgrep" "procps"
needs "command -v unshare && command -v nsenter" "util-linux"
needs "command -v xz" "xz-utils"
needs "command -v openssl" "openssl"
needs "command -v ssh && command -v ssh-keygen" "openssh-client"
needs "/usr/bin/python3 -c 'import libvirt'" "python3-libvirt"
needs "command -v curl && command -v wget" "curl wget"
needs "command -v node && command -v npm" "nodejs npm"
needs "command -v slapd" "slapd"
needs "/usr/bin/python3 -c 'import proxmoxer, requests'" "python3-proxmoxer python3-requests"

if [ -z "$packages" ]; then
  if [ "${1:-}" = install ]; then
    exec "$(dirname "$0")/../lab/lab.sh" install
  fi
  exit 0
fi

# in one line, each once
packages=$(printf '%s\n' $packages | sort -u | tr '\n' ' ')
if [ "${1:-}" != install ]; then
  echo "Missing for the tests: apt-get install --no-install-recommends $packages(or let './mvnw verify -Psetup' do it)" >&2
  exit 1
fi
if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
  echo "Missing for the tests, and only root on Debian or Ubuntu can install it from here: $packages" >&2
  exit 1
fi
export DEBIAN_FRONTEND=noninteractive
# a directory of the tests is all that runs here: none of the package's own
if command -v debconf-set-selections >/dev/null; then
  echo "slapd slapd/no_configuration boolean true" | debconf-set-selections
fi
apt-get -o DPkg::Lock::Timeout=400 -q update
# shellcheck disable=SC2086 # a list of packages
apt-get -o DPkg::Lock::Timeout=400 -qy install --no-install-recommends $packages
"$0"
exec "$(dirname "$0")/../lab/lab.sh" install
