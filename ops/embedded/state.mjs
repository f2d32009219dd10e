// What has to be remembered between runs lies in VAULT_DATA/services.json: ports, generated names and secrets, places.
import { mkdirSync, readFileSync, writeFileSync, renameSync, chmodSync, existsSync, rmSync, statSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { join, dirname } from 'node:path';
import { Problem } from './problem.mjs';

/** VAULT_DATA as an absolute path, set by ops/services. */
export const home = process.env.VAULT_DATA;

const file = join(home, 'services.json');

export function prepareHome() {
  try {
    mkdirSync(join(home, 'logs'), { recursive: true, mode: 0o700 });
    // As root, PostgreSQL runs as another user, who must be able to pass through (not to list: what lies here is 0600 or 0700).
    if (process.getuid?.() === 0) chmodSync(home, (statSync(home).mode & 0o777) | 0o111);
    writeFileSync(join(home, '.writable'), '');
    rmSync(join(home, '.writable'));
  } catch (error) {
    throw new Problem(`Cannot write to ${home} (${error.code}). Was it made by another user? Set VAULT_DATA to a directory of your own.`);
  }
}

/** The remembered state, or null when nothing was ever started here. */
export function load() {
  if (!existsSync(file)) return null;
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new Problem(`Cannot read ${file} (${error.code ?? error.message}).`);
  }
}

export function save(state) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(`${file}.new`, `${JSON.stringify(state, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

export function forget() {
  rmSync(file, { force: true });
}

/** Fresh secrets: nothing here is a well-known password. */
export function create() {
  const secret = () => randomBytes(24).toString('base64url');
  return {
    postgres: { port: null, user: 'vault', password: secret(), superuser: 'postgres', superuserPassword: secret(), home: null },
    blob: { port: null, account: `vault${randomBytes(6).toString('hex')}`, key: randomBytes(64).toString('base64') },
  };
}

export function logFile(name) {
  return join(home, 'logs', `${name}.log`);
}

/** The last lines of a log, for a message about a failure. */
export function tail(path, lines = 15) {
  try {
    return readFileSync(path, 'utf8').trimEnd().split('\n').slice(-lines).map((line) => `    ${line}`).join('\n');
  } catch {
    return '    (no log)';
  }
}
