// ops/services: starts and stops PostgreSQL and the blob server for demo and tests. See ops/docs/running.md.
import * as blob from './blob.mjs';
import * as postgres from './postgres.mjs';
import * as state from './state.mjs';
import { asked, choose } from './ports.mjs';
import { Problem } from './problem.mjs';

const say = (text) => console.log(text);

const services = [
  { key: 'postgres', part: postgres, variable: 'PG_PORT', usual: 55432 },
  { key: 'blob', part: blob, variable: 'BLOB_PORT', usual: 55000 },
];

const commands = { start, stop, status, env, kill, clean };

async function start(name) {
  const chosen = selected(name);
  state.prepareHome();
  const remembered = state.load() ?? state.create();
  state.save(remembered);
  const before = new Set(running(remembered, chosen).filter(({ pid }) => pid).map(({ key }) => key));
  const outcomes = await Promise.allSettled(chosen.map((service) => bringUp(service, remembered)));
  const failed = outcomes.find(({ status }) => status === 'rejected');
  if (!failed) return;
  // A start that fails leaves nothing behind that it started itself.
  for (const { key, part, pid } of running(remembered, chosen)) if (pid && !before.has(key)) await part.stop(pid);
  throw failed.reason;
}

async function bringUp({ key, part, variable, usual }, remembered) {
  const settings = remembered[key];
  const running = part.find(settings);
  if (running && (await part.answers(settings))) {
    const wanted = asked(variable);
    if (wanted && wanted !== settings.port) {
      throw new Problem(`${capital(part.name)} runs on port ${settings.port} already, not on ${variable}=${wanted}. Run ops/services stop first.`);
    }
    say(`${capital(part.name)} runs already on 127.0.0.1:${settings.port}.`);
    return;
  }
  if (running) {
    say(`${capital(part.name)} is there but does not answer; it is started again.`);
    await part.stop(running);
  }
  for (let attempt = 1; attempt <= 5; attempt++) {
    const began = Date.now();
    settings.port = await choose({ variable, usual, remembered: settings.port, service: part.name, say });
    const up = await part.start(settings);
    state.save(remembered);
    if (up) {
      say(`${capital(part.name)} listens on 127.0.0.1:${settings.port} (started in ${((Date.now() - began) / 1000).toFixed(1)} s).`);
      return;
    }
  }
  throw new Problem(`No port could be kept for ${part.name}: each one chosen was taken by another program at once.`);
}

async function stop(name) {
  const remembered = state.load();
  for (const { part, settings, pid } of running(remembered, selected(name))) {
    if (!pid) {
      say(`${capital(part.name)} does not run.`);
      continue;
    }
    await part.stop(pid, settings);
    say(`${capital(part.name)} has stopped.`);
  }
}

async function kill(name) {
  if (!name) throw new Problem('Say which one to kill: ops/services kill postgres|blob');
  for (const { part, pid } of running(state.load(), selected(name))) {
    if (!pid) throw new Problem(`${capital(part.name)} does not run.`);
    await part.kill(pid);
    say(`${capital(part.name)} was killed (SIGKILL).`);
  }
}

async function status(...options) {
  const remembered = state.load();
  const report = {};
  for (const { key, part, settings, pid } of running(remembered, services)) {
    const answers = pid !== null && (await part.answers(settings));
    report[key] = { running: pid !== null, answers, pid, port: settings?.port ?? null, log: part.log };
    if (options.includes('--json')) continue;
    const place = `on 127.0.0.1:${settings?.port}, process ${pid}`;
    say(`${capital(part.name)}: ${answers ? `runs ${place}` : pid ? `runs ${place}, but does not answer (log: ${part.log})` : 'does not run'}`);
  }
  if (options.includes('--json')) say(JSON.stringify(report, null, 2));
  if (!Object.values(report).every(({ answers }) => answers)) process.exitCode = 3;
}

async function env(...options) {
  const remembered = state.load();
  if (!remembered?.postgres.port || !remembered.blob.port) throw new Problem('Nothing was started here yet. Run ops/services start first.');
  const variables = {
    ConnectionStrings__Vault: postgres.connectionString(remembered.postgres, 'vault'),
    ConnectionStrings__Keys: postgres.connectionString(remembered.postgres, 'vault_keys'),
    ConnectionStrings__Blobs: blob.connectionString(remembered.blob),
  };
  if (options.includes('--json')) say(JSON.stringify(variables, null, 2));
  else for (const [name, value] of Object.entries(variables)) say(`${name}='${value}'`); // Generated values hold no quote.
}

async function clean() {
  await stop();
  const remembered = state.load();
  if (!remembered) return;
  postgres.erase(remembered.postgres);
  blob.erase();
  state.forget();
  say(`The services' data in ${state.home} is deleted.`);
}

function selected(name) {
  if (!name) return [...services];
  const found = services.filter(({ key }) => key === name);
  if (!found.length) throw new Problem(`There is no service "${name}": postgres or blob.`);
  return found;
}

/** Each service with its settings and its process, if it has one. */
function running(remembered, chosen) {
  return chosen.map((service) => {
    const settings = remembered?.[service.key] ?? null;
    return { ...service, settings, pid: settings && service.part.find(settings) };
  });
}

const capital = (text) => text[0].toUpperCase() + text.slice(1);

const [command, ...rest] = process.argv.slice(2);
try {
  if (!Object.hasOwn(commands, command ?? '')) throw new Problem('Usage: ops/services start|stop|status|env|kill|clean');
  await commands[command](...rest);
} catch (error) {
  if (!(error instanceof Problem)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
