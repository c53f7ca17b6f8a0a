#!/usr/bin/env bash
# Makes FOLDER/vmlinuz and FOLDER/initrd.gz from the distribution's cloud kernel, QEMU guest agent and busybox, which it
# downloads and unpacks but does not install: make-guest.sh FOLDER
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
out=$1
root=$out/root
rm -rf "$out" && mkdir -p "$out/packages" "$root"/{bin,sbin,etc,proc,sys,dev,tmp,run,var/run,var/log,usr/sbin,lib/modules,lib64,root}

cd "$out/packages"
kernel=$(apt-cache search --names-only '^linux-image-[0-9].*-cloud-amd64(-unsigned)?$' | cut -d' ' -f1 | sort -V | tail -n1)
[ -n "$kernel" ] || { echo "no cloud kernel in the package lists"; exit 1; }
apt-get -q download "$kernel" qemu-guest-agent
for package in *.deb; do dpkg -x "$package" .; done
cp boot/vmlinuz-* "$out/vmlinuz"

cp /bin/busybox "$root/bin/"
for applet in $(/bin/busybox --list); do
  case $applet in busybox | init | shutdown) ;; *) ln -s busybox "$root/bin/$applet" ;; esac
done
modules=$(find . -type d -path '*lib/modules/*/kernel' | head -n1)
for module in drivers/virtio/virtio{,_ring,_pci_modern_dev,_pci_legacy_dev,_pci,_balloon} net/core/failover \
  drivers/net/{net_failover,virtio_net} drivers/block/virtio_blk drivers/char/virtio_console drivers/acpi/button drivers/input/evdev; do
  if [ -f "$modules/$module.ko" ]; then cp "$modules/$module.ko" "$root/lib/modules/"
  elif [ -f "$modules/$module.ko.xz" ]; then xz -dc "$modules/$module.ko.xz" >"$root/lib/modules/${module##*/}.ko"; fi
done
cp usr/sbin/qemu-ga "$root/usr/sbin/"
for library in $(ldd usr/sbin/qemu-ga | grep -oE '/[^ ]+'); do
  mkdir -p "$root$(dirname "$library")" && cp -L "$library" "$root$library"
done
echo 'root:x:0:0:root:/root:/bin/sh' >"$root/etc/passwd"
printf 'NAME="Tiny Linux"\nID=tiny\nVERSION_ID="1"\n' >"$root/etc/os-release"
printf '#!/bin/sh\n(sleep 0.3; poweroff -f) &\n' >"$root/sbin/shutdown" # what the agent's guest-shutdown calls
install -m 755 "$here/guest-init.sh" "$root/init"
chmod 755 "$root/sbin/shutdown"
(cd "$root" && find . | cpio -o -H newc --quiet | gzip -9) >"$out/initrd.gz.new"
mv "$out/initrd.gz.new" "$out/initrd.gz"
rm -rf "$out/packages" "$root"
