"""Defines N mock domains in libvirtd's test driver and stays connected, which keeps them alive: fleet.py N"""

import signal
import sys

import libvirt

DOMAIN = """<domain type='test'><name>vm{i:05d}</name><uuid>00000000-0000-4000-8000-{i:012x}</uuid>
<memory unit='MiB'>64</memory><vcpu>2</vcpu><os><type>hvm</type></os><devices>
<disk type='file' device='disk'><source file='/guest/{i}.img'/><target dev='vda' bus='virtio'/></disk>
<interface type='network'><mac address='52:54:00:{a:02x}:{b:02x}:{c:02x}'/><source network='default'/></interface>
</devices></domain>"""

connection = libvirt.open("test+unix:///default?socket=/run/libvirt/libvirt-sock")
for i in range(int(sys.argv[1])):
    domain = connection.defineXML(DOMAIN.format(i=i, a=i >> 16 & 255, b=i >> 8 & 255, c=i & 255))
    if i % 10:
        domain.create()
print("ready", flush=True)
signal.pause()
