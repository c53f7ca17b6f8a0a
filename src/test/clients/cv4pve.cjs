// cv4pve-api-javascript against a double: PVE_PORT, PVE_TOKEN, PVE_USER, PVE_PASSWORD. Prints what it got as JSON.
const { PveClient } = require("@corsinvest/cv4pve-api-javascript");

async function story(client) {
  const vm = client.nodes.get("pve1").qemu.get(102);
  const resources = await client.cluster.resources.resources("vm");
  const config = await vm.config.vmConfig();
  const start = await vm.status.start.vmStart();
  const done = await client.waitForTaskToFinish(start.response.data, 50, 20000);
  const exit = await client.getExitStatusTask(start.response.data);
  const current = await vm.status.current.vmStatus();
  const missing = await client.nodes.get("pve1").qemu.get(555).config.vmConfig();
  await client.waitForTaskToFinish((await vm.status.stop.vmStop()).response.data, 50, 20000);
  return {
    version: (await client.version.version()).response.data.version,
    vms: resources.response.data.length,
    name: config.response.data.name,
    memory: config.response.data.memory,
    upid: start.response.data.split(":")[0],
    finished: done,
    exit: exit,
    status: current.response.data.status,
    missing: missing.statusCode + " " + missing.reasonPhrase,
  };
}

async function main() {
  const port = Number(process.env.PVE_PORT);
  const byToken = new PveClient("127.0.0.1", port);
  byToken.apiToken = process.env.PVE_TOKEN;
  const token = await story(byToken);
  const byTicket = new PveClient("127.0.0.1", port);
  const [user, realm] = process.env.PVE_USER.split("@");
  const login = await byTicket.login(user, process.env.PVE_PASSWORD, realm);
  const ticket = await story(byTicket);
  const refused = await new PveClient("127.0.0.1", port).login(user, "wrong", realm);
  console.log(JSON.stringify({ token, login, ticket, refused }));
}

main();
