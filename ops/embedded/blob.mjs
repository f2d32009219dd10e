// The blob server: Azurite, answering on 127.0.0.1 only, with an account of our own instead of the well-known one.
import { openSync, closeSync, mkdirSync, rmSync } from 'node:fs';
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { createHmac } from 'node:crypto';
import { dirname, join } from 'node:path';
import { home, logFile, tail } from './state.mjs';
import { processes, signal, gone, until, isAlive } from './processes.mjs';
import { isFree } from './ports.mjs';
import { Problem } from './problem.mjs';

const location = join(home, 'blob');

/** Besides the account there are this many spare ones (its name and 001, 002 …, with the same key), so that each test class can have its own. */
const spares = 200;
const require = createRequire(import.meta.url);

export const name = 'the blob server';
export const log = logFile('blob');

export function find() {
  return processes().find(({ args }) => args.includes(location) && args.some((arg) => arg.endsWith('blob/main.js')))?.pid ?? null;
}

/** False when the port was snatched away between choosing and using it. */
export async function start({ port, account, key }) {
  mkdirSync(location, { recursive: true, mode: 0o700 });
  const main = join(dirname(require.resolve('azurite/package.json')), 'dist/src/blob/main.js');
  const durable = join(import.meta.dirname, 'durable.cjs');
  const options = ['--blobHost', '127.0.0.1', '--blobPort', String(port), '--location', location];
  const output = openSync(log, 'a', 0o600);
  const child = spawn(process.execPath, ['--require', durable, main, ...options, '--silent', '--skipApiVersionCheck', '--disableTelemetry'], {
    cwd: location,
    detached: true,
    stdio: ['ignore', output, output],
    env: { ...process.env, AZURITE_ACCOUNTS: accounts(account).map((each) => `${each}:${key}`).join(';') },
  });
  closeSync(output);
  let ended = false;
  child.once('exit', () => (ended = true));
  child.unref();

  const ready = await until(async () => ended || (await answers({ port, account, key })), 120_000);
  if (ready && !ended) return true;
  if (ended && !(await isFree(port))) return false;
  if (!ended) signal(child.pid, 'SIGKILL');
  throw new Problem(`The blob server did not start. The end of ${log}:\n${tail(log)}`);
}

function accounts(account) {
  return [account, ...Array.from({ length: spares }, (_, index) => account + String(index + 1).padStart(3, '0'))];
}

/** Asks for the containers with our own account: proof that it is ours and works. */
export async function answers({ port, account, key }) {
  const date = new Date().toUTCString();
  const version = '2021-12-02';
  const toSign = `GET${'\n'.repeat(12)}x-ms-date:${date}\nx-ms-version:${version}\n/${account}/${account}\ncomp:list\nmaxresults:1`;
  const signature = createHmac('sha256', Buffer.from(key, 'base64')).update(toSign).digest('base64');
  try {
    const response = await fetch(`http://127.0.0.1:${port}/${account}?comp=list&maxresults=1`, {
      headers: { 'x-ms-date': date, 'x-ms-version': version, authorization: `SharedKey ${account}:${signature}` },
      signal: AbortSignal.timeout(5_000),
    });
    await response.arrayBuffer();
    return response.status === 200;
  } catch {
    return false;
  }
}

export async function stop(pid) {
  signal(pid, 'SIGTERM');
  // It writes its index when asked to end. Open connections can hold it up; data is on disk by then.
  if (!(await gone(pid, 10_000))) await kill(pid);
}

export async function kill(pid) {
  if (isAlive(pid)) signal(pid, 'SIGKILL');
  await gone(pid, 5_000);
}

export function erase() {
  rmSync(location, { recursive: true, force: true });
}

export function connectionString({ port, account, key }) {
  return `DefaultEndpointsProtocol=http;AccountName=${account};AccountKey=${key};BlobEndpoint=http://127.0.0.1:${port}/${account};`;
}
