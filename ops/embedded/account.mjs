// PostgreSQL refuses to run as root, so as root it is given an unprivileged user.
import { readFileSync, existsSync, statSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { Problem } from './problem.mjs';

const candidates = ['postgres', 'evidence-vault'];

/** Null for an ordinary user. As root: the owner of existing data, else `postgres`, else a system user that is made for it. */
export function account(existingData) {
  if (process.getuid?.() !== 0) return null;
  const users = passwd();
  const owner = existingData && existsSync(existingData) ? statSync(existingData).uid : 0;
  const found = owner ? users.find(({ uid }) => uid === owner) : candidates.map((name) => users.find((user) => user.name === name)).find(Boolean);
  return found ?? create();
}

function passwd() {
  return readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
    .filter((fields) => fields.length >= 4)
    .map(([name, , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }));
}

function create() {
  const name = candidates.at(-1);
  const made = spawnSync('useradd', ['--system', '--no-create-home', '--shell', '/usr/sbin/nologin', name], { encoding: 'utf8' });
  const user = passwd().find((candidate) => candidate.name === name);
  if (!user) {
    throw new Problem(`PostgreSQL refuses to run as root, and no user could be made for it (${made.stderr?.trim() || made.error?.message}). Run this as an ordinary user.`);
  }
  return user;
}

// Trying is the only sure way: ancestors, access lists and mount options all have a say.
export function canRun(program, { uid, gid }) {
  return spawnSync(program, ['--version'], { uid, gid, cwd: '/' }).status === 0;
}

export function canWrite(directory, { uid, gid }) {
  return spawnSync('/bin/sh', ['-c', 'cd "$1" && test -w .', 'sh', directory], { uid, gid, cwd: '/' }).status === 0;
}
