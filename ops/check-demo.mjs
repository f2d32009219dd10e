// Checks what `ops/demo` left in out/: a pack that is a real PDF with its proofs attached, and the API description kept in review.
import { readFileSync, readdirSync } from 'node:fs';
import { inflateSync } from 'node:zlib';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';

const root = join(import.meta.dirname, '..');
const out = join(root, 'out');
const faults = [];

function checkPacks() {
  const packs = readdirSync(out).filter((file) => file.endsWith('.pdf')).map(read);
  if (!packs.length) return void faults.push('There is no PDF in out/.');
  for (const { file, isPdf, pages, attached, signatures } of packs) {
    console.log(`out/${file}: ${pages} pages, pack.json ${attached ? 'attached' : 'not attached'}, ${signatures} ${signatures === 1 ? 'signature' : 'signatures'}`);
    if (!isPdf) faults.push(`out/${file} does not begin with %PDF.`);
  }
  if (!packs.some(({ pages, attached }) => pages > 1 && attached)) faults.push('No PDF in out/ has more than one page and pack.json attached.');
  if (!packs.some(({ signatures }) => signatures === 2)) faults.push('No PDF in out/ has a seal and the countersignature of a second person.');
}

function read(file) {
  const bytes = readFileSync(join(out, file));
  const text = readable(bytes);
  return {
    file,
    isPdf: bytes.subarray(0, 4).toString('latin1') === '%PDF',
    signatures: bytes.toString('latin1').match(/\/SubFilter\/ETSI\.CAdES\.detached/g)?.length ?? 0,
    pages: text.match(/\/Type\s*\/Page(?![A-Za-z])/g)?.length ?? 0,
    attached: /\/EmbeddedFiles?\b/.test(text) && ['pack.json', utf16('pack.json'), hex('pack.json'), hex(utf16('pack.json'))].some((name) => text.includes(name)),
  };
}

/** The file, and whatever of it lies in deflated streams: objects may be packed into those. */
function readable(bytes) {
  const raw = bytes.toString('latin1');
  const parts = [raw];
  for (const match of raw.matchAll(/stream\r?\n/g)) {
    if (raw.slice(match.index - 3, match.index) === 'end') continue;
    try {
      parts.push(inflateSync(bytes.subarray(match.index + match[0].length), { finishFlush: 2 }).toString('latin1'));
    } catch {
      // Not deflated.
    }
  }
  return parts.join('\n');
}

const utf16 = (text) => [...text].map((character) => `\0${character}`).join('');
const hex = (text) => Buffer.from(text, 'latin1').toString('hex').toUpperCase();

function checkApi() {
  // The address it was asked at is no part of the contract.
  const load = (file) => {
    const { servers, ...contract } = JSON.parse(readFileSync(file, 'utf8'));
    return contract;
  };
  const kept = load(join(root, 'ops/docs/openapi.json'));
  const served = load(join(out, 'openapi.json'));
  const where = difference(kept, served, '');
  if (where) faults.push(`The API served differs from ops/docs/openapi.json at ${where}. If that is meant, copy out/openapi.json there.`);
  else console.log('The API served is the one in ops/docs/openapi.json.');
}

/** The first place where two documents differ. */
function difference(one, other, path) {
  if (isDeepStrictEqual(one, other)) return null;
  if (![one, other].every((value) => value && typeof value === 'object')) return path || '/';
  for (const key of new Set([...Object.keys(one), ...Object.keys(other)])) {
    const found = difference(one[key], other[key], `${path}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`);
    if (found) return found;
  }
  return path || '/';
}

for (const check of [checkPacks, checkApi]) {
  try {
    check();
  } catch (error) {
    faults.push(error.message);
  }
}
for (const fault of faults) console.error(fault);
process.exitCode = faults.length ? 1 : 0;
