// Small questions that ops/demo and .ci/run ask, answered without further programs (curl, lsof and the like may not be installed).
import { writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { choose } from './embedded/ports.mjs';
import { processes, signal, gone } from './embedded/processes.mjs';
import { Problem } from './embedded/problem.mjs';

const tools = {
  /** The port for the server: PORT, else 5080, else any free one. */
  async port() {
    console.log(await choose({ variable: 'PORT', usual: 5080, service: 'the server', say: (text) => console.error(text) }));
  },

  /** Waits until the address answers 200, for as long as the process lives and the seconds last. */
  async ready(url, pid, seconds) {
    const end = Date.now() + Number(seconds) * 1000;
    let last = 'no answer';
    while (Date.now() < end) {
      if (!processes().some((process) => process.pid === Number(pid))) throw new Problem('The server ended before it was ready.');
      try {
        const response = await fetch(url, { signal: AbortSignal.timeout(5_000) });
        if (response.status === 200) return;
        last = `${response.status} ${(await response.text()).slice(0, 300)}`.trim();
      } catch (error) {
        last = error.cause?.code ?? error.name;
      }
      await sleep(100);
    }
    throw new Problem(`The server was not ready within ${seconds} s; it said last: ${last}.`);
  },

  /** Saves what an address answers. */
  async fetch(url, file) {
    const response = await fetch(url);
    if (!response.ok) throw new Problem(`${url} answered ${response.status}.`);
    writeFileSync(file, Buffer.from(await response.arrayBuffer()));
  },

  /** Ends processes that carry this argument: left behind by a run that was killed. */
  async end(argument) {
    for (const { pid } of processes().filter(({ pid, args }) => pid !== process.pid && args.includes(argument))) {
      console.log(`A server left behind by an earlier run is stopped (process ${pid}).`);
      signal(pid, 'SIGTERM');
      if (!(await gone(pid, 15_000))) signal(pid, 'SIGKILL');
    }
  },
};

const [tool, ...rest] = process.argv.slice(2);
try {
  await tools[tool](...rest);
} catch (error) {
  if (!(error instanceof Problem)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
