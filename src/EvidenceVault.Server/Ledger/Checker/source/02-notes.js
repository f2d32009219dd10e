// Keys and signed notes: C2SP signed-note, tlog-checkpoint, tlog-cosignature. Ed25519 is the browser's own.
const PLAIN = 1;
const COSIGNATURE = 4;
const MOST_SIGNATURES = 100;
const LARGEST_NOTE = 1 << 20;
const LAST_SECOND = 253402300799;

class NotReadable extends Error {}

const readKey = async (text) => {
  const [, name, id, encoded] = /^([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/.exec(text.trim()) ?? [];
  const bytes = encoded && fromBase64(encoded);
  if (!bytes || bytes.length !== 33 || ![PLAIN, COSIGNATURE].includes(bytes[0])) return null;
  const own = (await sha256(join(utf8(`${name}\n`), bytes))).slice(0, 4);
  if (hex(own) !== id) return null;
  return { name, id: own, kind: bytes[0], text: text.trim(), key: await crypto.subtle.importKey('raw', bytes.slice(1), { name: 'Ed25519' }, false, ['verify']) };
};

// Keys one a line, or as GET /ledger/key answers.
const readKeys = async (text) => {
  let lines = text.split('\n');
  try {
    const json = JSON.parse(text);
    if (Array.isArray(json.keys)) lines = json.keys.map((k) => k.key);
  } catch {
    // Lines, then.
  }
  const keys = [];
  for (const line of lines.map((l) => String(l).trim()).filter((l) => l.length > 0)) {
    const key = await readKey(line);
    if (!key) throw new NotReadable('keyUnreadable');
    if (!keys.some((k) => k.text === key.text)) keys.push(key);
  }
  return keys;
};

const verifies = (key, message, signature) => crypto.subtle.verify({ name: 'Ed25519' }, key.key, signature, message);

const readNote = (text) => {
  const at = text.lastIndexOf('\n\n');
  if (text.length > LARGEST_NOTE || at < 0 || !text.endsWith('\n') || /[\u0000-\u0009\u000b-\u001f]/.test(text)) throw new NotReadable('noteUnreadable');
  const lines = text.slice(at + 2, -1).split('\n');
  if (lines.length > MOST_SIGNATURES) throw new NotReadable('noteUnreadable');
  const signatures = lines.map((line) => {
    const [, name, encoded] = /^\u2014 ([^\s+\u007f-\u009f]+) (\S+)$/.exec(line) ?? [];
    const bytes = encoded && fromBase64(encoded);
    if (!bytes || bytes.length < 5) throw new NotReadable('noteUnreadable');
    return { name, id: bytes.slice(0, 4), bytes: bytes.slice(4) };
  });
  return { text: text.slice(0, at + 1), signatures };
};

const readCheckpoint = (note) => {
  const [origin, size, root, ...more] = note.text.split('\n');
  const [leaves, hash] = [wholeNumber(size ?? ''), fromBase64(root ?? '')];
  if (!origin || leaves === null || !hash || hash.length !== 32 || more.at(-1) !== '' || more.slice(0, -1).includes('')) throw new NotReadable('noteUnreadable');
  return { origin, size: leaves, root: hash };
};

const seconds = (bytes) => bytes.slice(0, 8).reduce((n, b) => n * 256n + BigInt(b), 0n);

// Who of some keys has signed it; `wrong` has those in whose name something stands there that is not theirs.
const signersOf = async (note, keys) => {
  const [by, wrong] = [[], []];
  for (const key of keys) {
    for (const s of note.signatures.filter((x) => x.name === key.name && same(x.id, key.id))) {
      const cosigned = key.kind === COSIGNATURE && s.bytes.length === 72;
      const good = cosigned
        ? await verifies(key, utf8(`cosignature/v1\ntime ${seconds(s.bytes)}\n${note.text}`), s.bytes.slice(8))
        : key.kind === PLAIN && s.bytes.length === 64 && (await verifies(key, utf8(note.text), s.bytes));
      if (good) by.push({ key, time: cosigned ? new Date(Math.min(Number(seconds(s.bytes)), LAST_SECOND) * 1000) : null });
      else wrong.push(key);
    }
  }
  return { by, wrong };
};

