#!/usr/bin/env bash
# A libvirt laboratory for tests: a real libvirtd, tiny QEMU guests (no KVM needed) with a guest agent, and a fleet of
# mock domains that all clients share. It lives in mount, network and process namespaces of its own with its own
# /etc/libvirt, /run/libvirt and /var/lib/libvirt, so that this machine's libvirt is never touched, no port but
# the loopback ones of tls and ssh is opened, and killing one process ends everything. Needs root.
#   lab.sh install                  installs the packages that are missing (apt-get) and makes the guest's image
#   lab.sh image                    makes the guest's image, if it isn't there
#   lab.sh start | stop             the daemons; stop ends the guests too
#   lab.sh uri | fleet-uri          the addresses to connect to
#   lab.sh guests N [paused]        defines and starts lab-000 …; about 10 running or 50 paused ones on two cores
#   lab.sh fleet N                  N mock domains, nine of ten running
#   lab.sh freeze | thaw | kill | restart | heal      libvirtd: SIGSTOP, SIGCONT, SIGKILL, a new one, thaw or restart
#   lab.sh daemon                   libvirtd's process
#   lab.sh tls | tls-client         has libvirtd take TLS too: this machine's port; the folder of a client's certificates
#   lab.sh ssh FILE | ssh-host-key  an ssh server that lets root in by the public key in FILE: its port; its own public key
#   lab.sh lease MAC IP             a DHCP lease of the network that the guests hang on
#   lab.sh freeze-guest NAME | thaw-guest NAME        one QEMU: SIGSTOP, SIGCONT
# Everything that it makes lies under $MUSTER_LAB.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
lab=${MUSTER_LAB:-$(cd "$here/../../.." && pwd)/target/lab}
mkdir -p "$lab"/{guest,images,etc,run,lib,log,cache}
lab=$(cd "$lab" && pwd)

# A unix socket's path holds 107 characters: a long folder gets a short name.
sockets=$lab/run
short=/tmp/muster-lab-$(printf %s "$lab" | cksum | cut -d' ' -f1)
if [ ${#lab} -gt 80 ]; then ln -sfn "$lab/run" "$short"; sockets=$short; fi
uri="qemu+unix:///system?socket=$sockets/libvirt-sock"
fleet_uri="test+unix:///default?socket=$sockets/libvirt-sock"

fail() { echo "lab: $*" >&2; exit 1; }
virsh() { command virsh -q -c "$uri" "$@"; }
init() { cat "$lab/init.pid" 2>/dev/null || echo none; }
alive() { local pid; pid=$(init); [ -d "/proc/$pid" ] && tr "\0" " " 2>/dev/null <"/proc/$pid/cmdline" | grep -qF "muster-lab $lab "; }
# Processes of the laboratory, by pattern, as seen from outside.
pids() { pgrep --ns "$(init)" --nslist pid "$@"; }
inside() { nsenter --target "$(init)" --mount --net --pid --uts "$@"; }
answers() { for _ in $(seq 600); do virsh list >/dev/null 2>&1 && return; sleep .1; done; fail "libvirtd does not answer; see $lab/log/lab.log"; }

install() {
  local packages=(libvirt0 libvirt-clients libvirt-daemon libvirt-daemon-system libvirt-daemon-driver-qemu qemu-system-x86
    qemu-utils busybox-static cpio iproute2 procps util-linux xz-utils python3-libvirt openssl openssh-client) lock=(-o DPkg::Lock::Timeout=400)
  if ! dpkg -s "${packages[@]}" >/dev/null 2>&1; then
    export DEBIAN_FRONTEND=noninteractive
    { apt-get -q update && apt-get -qy "${lock[@]}" install --no-install-recommends "${packages[@]}"; } >"$lab/log/apt.log" 2>&1 \
      || fail "apt-get failed; see $lab/log/apt.log"
  fi
  image
}

# Downloads packages to unpack, but installs none.
image() {
  [ -s "$lab/guest/initrd.gz" ] || "$here/make-guest.sh" "$lab/guest" >"$lab/log/guest.log" 2>&1 || fail "no guest image; see $lab/log/guest.log"
  ssh_program >/dev/null
}

start() {
  alive && { answers; return; }
  command -v libvirtd >/dev/null && command -v qemu-system-x86_64 >/dev/null || fail "libvirtd or QEMU is missing; run: $here/lab.sh install"
  rm -rf "$lab"/{etc,run,lib,cache} && mkdir -p "$lab"/{etc,run,lib,cache}
  # libvirt migrates nothing to a host of the same name or UUID.
  printf 'auth_unix_rw = "none"\nhost_uuid = "%s"\n' "$(cat /proc/sys/kernel/random/uuid)" >"$lab/etc/libvirtd.conf"
  # As another user, libvirt probes QEMU anew at every define where /dev/kvm exists but is unusable: 75 s each.
  printf '%s\n' 'user = "root"' 'group = "root"' 'security_driver = "none"' 'cgroup_controllers = [ ]' >"$lab/etc/qemu.conf"
  setsid nohup unshare --mount --net --pid --uts --fork --kill-child --mount-proc --propagation private \
    bash "$here/inside.sh" muster-lab "$lab" >"$lab/log/lab.log" 2>&1 </dev/null &
  for _ in $(seq 100); do pgrep -P $! >"$lab/init.pid" && break; sleep .05; done
  answers
}

guests() {
  alive || fail "not started"
  image
  local i name
  for i in $(seq 0 $(($1 - 1))); do
    name=$(printf 'lab-%03d' "$i")
    virsh dominfo "$name" >/dev/null 2>&1 && continue
    qemu-img create -q -f qcow2 "$lab/images/$name.qcow2" 64M
    guest_xml "$name" "$i" >"$lab/images/$name.xml"
    virsh define "$lab/images/$name.xml"
    virsh start ${2:+--paused} "$name"
  done
}

guest_xml() { sed -e "s|@LAB@|$lab|g; s|@NAME@|$1|g; s|@HEX@|$(printf %02x "$2")|g; s|@HOST@|$(($2 + 2))|g" "$here/guest.xml"; }

fleet() {
  alive || fail "not started"
  end_fleet
  inside setsid nohup /usr/bin/python3 "$here/fleet.py" "$1" >"$lab/log/fleet.log" 2>&1 </dev/null &
  for _ in $(seq 900); do grep -q '^ready' "$lab/log/fleet.log" && return; sleep .2; done
  fail "no fleet: $(tail -n1 "$lab/log/fleet.log")"
}

# A port of this machine's loopback that leads to a port of the laboratory's.
gate() {
  local log=$lab/log/gate-$1.log
  if ! { [ -s "$log.pid" ] && [ "$(cat "$log.init")" = "$(init)" ] && [ -d "/proc/$(cat "$log.pid")" ]; }; then
    init >"$log.init" && : >"$log"
    setsid nohup /usr/bin/python3 "$here/gate.py" "$(init)" "$1" >"$log" 2>&1 </dev/null &
    echo $! >"$log.pid"
  fi
  for _ in $(seq 100); do grep -q '^port' "$log" && break; sleep .05; done
  sed -n 's/^port //p' "$log" | grep . || fail "no gate; see $log"
}

tls() {
  alive || fail "not started"
  if [ ! -s "$lab/etc/tls/server/servercert.pem" ]; then
    "$here/tls.sh" "$lab/etc/tls" >"$lab/log/tls.log" 2>&1 || fail "no certificates; see $lab/log/tls.log"
    printf '%s\n' 'listen_addr = "127.0.0.1"' "ca_file = \"$lab/etc/tls/server/cacert.pem\"" \
      "cert_file = \"$lab/etc/tls/server/servercert.pem\"" "key_file = \"$lab/etc/tls/server/serverkey.pem\"" >>"$lab/etc/libvirtd.conf"
    restart
  fi
  gate 16514
}

# Debian starts an ssh server that it installs, so this one is unpacked only.
ssh_program() {
  local found; found=$(PATH=$PATH:/usr/sbin command -v sshd || true)
  if [ -z "$found" ]; then
    found=$lab/guest/sshd/usr/sbin/sshd
    [ -x "$found" ] || { mkdir -p "$lab/guest/sshd" && cd "$lab/guest/sshd" && apt-get -q download openssh-server libwrap0 \
      && for package in *.deb; do dpkg -x "$package" .; done; } >"$lab/log/sshd.log" 2>&1 || fail "no ssh server; see $lab/log/sshd.log"
  fi
  echo "$found"
}

ssh_server() {
  alive || fail "not started"
  local etc=$lab/etc/ssh program
  mkdir -p "$etc" && cp "$1" "$etc/authorized"
  if [ ! -s "$etc/host_key" ]; then
    program=$(ssh_program)
    ssh-keygen -q -t ed25519 -N '' -f "$etc/host_key"
    { cat /etc/passwd; echo 'sshd:x:65534:65534::/run/sshd:/usr/sbin/nologin'; } >"$etc/passwd"
    printf '%s\n' 'Port 2222' 'ListenAddress 127.0.0.1' "HostKey $etc/host_key" "AuthorizedKeysFile $etc/authorized" 'StrictModes no' \
      'UsePAM no' 'PasswordAuthentication no' 'PermitRootLogin prohibit-password' 'PidFile none' >"$etc/config"
    inside mount --bind "$etc/passwd" /etc/passwd
    inside mkdir -p -m 755 /run/sshd
    inside env "LD_LIBRARY_PATH=$lab/guest/sshd/usr/lib/x86_64-linux-gnu:$lab/guest/sshd/lib/x86_64-linux-gnu" "$program" -f "$etc/config" \
      -E "$lab/log/sshd.log" || fail "no ssh server; see $lab/log/sshd.log"
  fi
  gate 2222
}

# The fleet is gone with the last client that is connected to it.
end_fleet() { local all; all=$(pids -f fleet.py) && kill -KILL $all || true; : >"$lab/log/fleet.log"; }

stop() {
  if alive; then
    kill -KILL "$(init)" 2>/dev/null || true
    for _ in $(seq 100); do [ -d "/proc/$(init)" ] || break; sleep .05; done
  fi
  rm -f "$lab/init.pid" "$short"
}

daemon() { pids -x libvirtd || fail "libvirtd does not run"; }
guest() { pids -f "guest=$1," || fail "no guest $1"; }
# A network without a DHCP server of its own: libvirt reads its leases from a file.
lease() {
  local network="<network><name>lab</name><forward mode='bridge'/><bridge name='labbr0'/></network>"
  virsh net-info lab >/dev/null 2>&1 || { echo "$network" >"$lab/lib/net.xml" && virsh net-create "$lab/lib/net.xml" >/dev/null; }
  mkdir -p "$lab/lib/dnsmasq"
  printf '[{"ip-address": "%s", "mac-address": "%s", "expiry-time": %s}]\n' "$2" "$1" $(($(date +%s) + 3600)) >"$lab/lib/dnsmasq/labbr0.status"
}
heal() { kill -CONT $(pids -x libvirtd) 2>/dev/null && virsh list >/dev/null 2>&1 || restart; }
restart() { kill -KILL $(pids -x libvirtd) 2>/dev/null || true; rm -f "$lab"/run/libvirtd.pid; inside libvirtd -d $(listens) --pid-file /run/libvirt/libvirtd.pid >/dev/null 2>&1; answers; }
listens() { [ ! -e "$lab/etc/tls/server" ] || echo --listen; }

case ${1:-} in
  install | image | start | stop | restart | heal) "$1" ;;
  guests) guests "${2:?how many}" "${3:-}" ;;
  fleet) fleet "${2:?how many}" ;;
  tls) tls ;;
  tls-client) echo "$lab/etc/tls/client" ;;
  ssh) ssh_server "${2:?public key}" ;;
  ssh-host-key) cat "$lab/etc/ssh/host_key.pub" ;;
  lease) lease "${2:?MAC}" "${3:?address}" ;;
  uri) echo "$uri" ;;
  fleet-uri) echo "$fleet_uri" ;;
  daemon) daemon ;;
  freeze) kill -STOP $(daemon) ;;
  thaw) kill -CONT $(daemon) ;;
  kill) kill -KILL $(daemon) ;;
  freeze-guest) kill -STOP $(guest "${2:?name}") ;;
  thaw-guest) kill -CONT $(guest "${2:?name}") ;;
  *) sed -n '2,18p' "$0"; exit 2 ;;
esac
