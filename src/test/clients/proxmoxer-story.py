"""proxmoxer against a double: PVE_PORT, PVE_TOKEN, PVE_USER, PVE_PASSWORD, PVE_CA. Prints what it got as JSON."""

import json
import os
import time

from proxmoxer import ProxmoxAPI
from proxmoxer.core import ResourceException


def ended(node, upid):
    while True:
        task = node.tasks(upid).status.get()
        if task["status"] == "stopped":
            return task["exitstatus"]
        time.sleep(0.05)


def story(proxmox):
    node = proxmox.nodes("pve1")
    vm = node.qemu(102)
    upid = vm.status.start.post()
    said = {"upid": upid.split(":")[0], "exit": ended(node, upid)}
    said["status"] = vm.status.current.get()["status"]
    ended(node, vm.status.stop.post(timeout=5))
    said["version"] = proxmox.version.get()["version"]
    said["vms"] = len(proxmox.cluster.resources.get(type="vm"))
    said["name"] = vm.config.get()["name"]
    said["memory"] = vm.config.get()["memory"]
    said["log"] = [line["t"] for line in node.tasks(upid).log.get()]
    try:
        node.qemu(555).config.get()
    except ResourceException as error:
        said["missing"] = str(error)
    return said


def refused(options):
    try:
        ProxmoxAPI("127.0.0.1", password="wrong", **options).version.get()
    except Exception as error:
        return str(error)


name, secret = os.environ["PVE_TOKEN"].split("=")
user, token = name.split("!")
where = {"port": int(os.environ["PVE_PORT"]), "verify_ssl": os.environ["PVE_CA"]}
byTicket = {"user": os.environ["PVE_USER"], **where}
print(json.dumps({
    "token": story(ProxmoxAPI("127.0.0.1", user=user, token_name=token, token_value=secret, **where)),
    "ticket": story(ProxmoxAPI("127.0.0.1", password=os.environ["PVE_PASSWORD"], **byTicket)),
    "refused": refused(byTicket),
}))
