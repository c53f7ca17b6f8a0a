#!/usr/bin/env bash
# The first process of the laboratory: inside.sh muster-lab FOLDER. It reaps orphans at once, which libvirt waits for
# whenever a QEMU ends.
lab=$2
mount -t sysfs sysfs /sys
for pair in etc:/etc/libvirt run:/run/libvirt lib:/var/lib/libvirt log:/var/log/libvirt cache:/var/cache/libvirt; do
  mkdir -p "${pair#*:}"
  mount --bind "$lab/${pair%%:*}" "${pair#*:}"
done
hostname "lab-$(basename "$lab")"
ip link set lo up
ip link add labbr0 type bridge && ip addr add 10.99.255.254/16 dev labbr0 && ip link set labbr0 up
# The default place of these files is shared with the machine's own daemons.
virtlogd -d --pid-file /run/libvirt/virtlogd.pid
libvirtd -d --pid-file /run/libvirt/libvirtd.pid
while :; do wait -n 2>/dev/null; sleep 3600 & done
