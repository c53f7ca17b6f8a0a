// proxmox-api against a double: PVE_PORT, PVE_TOKEN, PVE_USER, PVE_PASSWORD. Prints what it got as JSON.
const { default: proxmoxApi } = require("proxmox-api");

async function ended(node, upid) {
  for (;;) {
    const task = await node.tasks.$(upid).status.$get();
    if (task.status === "stopped") {
      return task.exitstatus;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function story(proxmox) {
  const node = proxmox.nodes.$("pve1");
  const vm = node.qemu.$(102);
  const upid = await vm.status.start.$post();
  const exit = await ended(node, upid);
  const status = (await vm.status.current.$get()).status;
  await ended(node, await vm.status.stop.$post({ timeout: 5 }));
  return {
    version: (await proxmox.version.$get()).version,
    vms: (await proxmox.cluster.resources.$get({ type: "vm" })).length,
    name: (await vm.config.$get()).name,
    memory: (await vm.config.$get()).memory,
    agent: (await node.qemu.$(100).agent["network-get-interfaces"].$get()).result[1]["ip-addresses"][0]["ip-address"],
    upid: upid.split(":")[0],
    exit,
    status,
    missing: await node.qemu.$(555).config.$get().catch((error) => error.message),
  };
}

async function main() {
  const where = { host: "127.0.0.1", port: Number(process.env.PVE_PORT) };
  const [tokenID, tokenSecret] = process.env.PVE_TOKEN.split("=");
  const token = await story(proxmoxApi({ ...where, tokenID, tokenSecret }));
  const user = { ...where, username: process.env.PVE_USER };
  const ticket = await story(proxmoxApi({ ...user, password: process.env.PVE_PASSWORD }));
  const refused = await proxmoxApi({ ...user, password: "wrong" })
    .version.$get()
    .catch((error) => error.message);
  console.log(JSON.stringify({ token, ticket, refused }));
}

main();
