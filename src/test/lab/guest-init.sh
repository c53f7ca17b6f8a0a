#!/bin/sh
# The only process of a laboratory guest.
export PATH=/bin:/sbin:/usr/bin:/usr/sbin
mount -t proc proc /proc
mount -t sysfs sys /sys
mount -t devtmpfs dev /dev
mount -t tmpfs tmp /run
# Which module needs which differs between kernels: a few passes settle it.
for pass in 1 2 3 4; do for module in /lib/modules/*.ko; do insmod "$module" 2>/dev/null; done; done
for word in $(cat /proc/cmdline); do
  case $word in
    hostname=*) hostname "${word#hostname=}" ;;
    ip4=*) address=${word#ip4=} ;;
  esac
done
ip link set lo up
ip link set eth0 up 2>/dev/null && ip addr add "$address" dev eth0
# Without udev nobody names the ports.
mkdir -p /dev/virtio-ports
for port in /sys/class/virtio-ports/*; do
  [ -s "$port/name" ] && ln -sf "/dev/${port##*/}" "/dev/virtio-ports/$(cat "$port/name")"
done
qemu-ga -d -m virtio-serial -p /dev/virtio-ports/org.qemu.guest_agent.0 -t /run -l /run/agent.log
mkdir -p /etc/acpi/PWRF
printf '#!/bin/sh\npoweroff -f\n' >/etc/acpi/PWRF/00000080
chmod +x /etc/acpi/PWRF/00000080
acpid
echo "GUEST-READY $(hostname)"
while :; do sleep 3600; done
