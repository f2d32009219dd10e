// Choosing ports: one that was asked for is used or refused; one that we chose ourselves may move.
import { createServer } from 'node:net';
import { Problem } from './problem.mjs';

const Host = '127.0.0.1';

/** Whether nobody listens there. */
export function isFree(port) {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen({ port, host: Host, exclusive: true }, () => probe.close(() => resolve(true)));
  });
}

/** A port that nobody listens on just now. */
export function anyFree() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen({ port: 0, host: Host, exclusive: true }, () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

/** The port that an environment variable asks for: a number, 0 for "any free one", undefined when unset. */
export function asked(variable) {
  const text = process.env[variable];
  if (text === undefined || text === '') return undefined;
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65535) throw new Problem(`${variable}=${text} is not a port number.`);
  return Number(text);
}

/**
 * The port to listen on: what the variable asks for, else the one used last, else the usual one, else any free one.
 * `say` is told when we had to move.
 */
export async function choose({ variable, remembered, usual, service, say }) {
  const wanted = asked(variable);
  if (wanted) {
    if (await isFree(wanted)) return wanted;
    throw new Problem(`Port ${wanted} for ${service} is taken by another program. Stop that program, or set ${variable} to another port (0 for any).`);
  }
  if (remembered && (await isFree(remembered))) return remembered;
  if (wanted === undefined && !remembered && (await isFree(usual))) return usual;
  const port = await anyFree();
  if (wanted === undefined) say(`Port ${remembered ?? usual} is taken by another program; ${service} uses ${port} instead.`);
  return port;
}
