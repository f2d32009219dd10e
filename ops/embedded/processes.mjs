// Finding and ending processes. A process is recognised by the command line it runs, never by a remembered number alone:
// numbers are reused, and pid files outlive a crash.
import { readdirSync, readFileSync, readlinkSync, existsSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';

/** Every process that can be seen: { pid, parent, args, cwd }. Zombies are left out; they only wait to be counted. */
export function processes() {
  return existsSync('/proc/self/stat') ? fromProc() : fromPs();
}

function fromProc() {
  const found = [];
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      // The program's name stands in parentheses and may hold anything; state and parent follow the last one.
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
      const [state, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      if (state === 'Z' || state === 'X') continue;
      const args = readFileSync(`/proc/${name}/cmdline`, 'utf8').split('\0').filter(Boolean);
      found.push({ pid: Number(name), parent: Number(parent), args, cwd: cwdOf(name) });
    } catch {
      // Gone between listing and reading.
    }
  }
  return found;
}

function cwdOf(pid) {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return null; // Another user's process.
  }
}

function fromPs() {
  const listing = execFileSync('ps', ['-axww', '-o', 'pid=,ppid=,stat=,args='], { encoding: 'utf8' });
  return listing
    .split('\n')
    .map((line) => line.match(/^\s*(\d+)\s+(\d+)\s+(\S+)\s+(.*)$/))
    .filter((match) => match && !match[3].startsWith('Z'))
    .map(([, pid, parent, , args]) => ({ pid: Number(pid), parent: Number(parent), args: args.split(' '), cwd: null }));
}

export function isAlive(pid) {
  return processes().some((process) => process.pid === pid);
}

/** Sends a signal; a process that is gone already is no error. */
export function signal(pid, name) {
  try {
    process.kill(pid, name);
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}

/** Waits until the process is gone; false when it outlives the patience. */
export async function gone(pid, milliseconds) {
  return until(() => !isAlive(pid), milliseconds);
}

export async function until(condition, milliseconds, pause = 50) {
  const end = Date.now() + milliseconds;
  for (;;) {
    if (await condition()) return true;
    if (Date.now() >= end) return false;
    await sleep(pause);
  }
}
