// Bytes and hashes. Nothing here, or in what follows, sends anything anywhere: the page's own policy forbids it.
const utf8 = (text) => new TextEncoder().encode(text);

const hex = (bytes) => [...bytes].map((b) => b.toString(16).padStart(2, '0')).join('');

const join = (...parts) => {
  const all = new Uint8Array(parts.reduce((n, p) => n + p.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
};

const same = (a, b) => a.length === b.length && a.every((x, i) => x === b[i]);

const latin1 = (bytes) => {
  let text = '';
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return text;
};

// What is no UTF-8 becomes signs that say so, and a mark at the beginning stays.
const decoded = (bytes) => new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);

const startsWith = (bytes, text, at = 0) => {
  if (at + text.length > bytes.length) return false;
  for (let i = 0; i < text.length; i++) if (bytes[at + i] !== text.charCodeAt(i)) return false;
  return true;
};

const toBase64 = (bytes) => btoa(latin1(bytes));

// One value has one text: what decodes but is written otherwise is none.
const fromBase64 = (text) => {
  let bytes;
  try {
    bytes = Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
  } catch {
    return null;
  }
  return toBase64(bytes) === text ? bytes : null;
};

const fromBase64Url = (text) => {
  if (!/^[A-Za-z0-9_-]*$/.test(text)) return null;
  const plain = text.replaceAll('-', '+').replaceAll('_', '/');
  return fromBase64(plain + '='.repeat((4 - (plain.length % 4)) % 4));
};

const sha256 = async (bytes) => new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));

// RFC 6962: leaves and inner nodes are told apart by their first byte.
const leafHash = (leaf) => sha256(join(Uint8Array.of(0), leaf));
const nodeHash = (left, right) => sha256(join(Uint8Array.of(1), left, right));

// RFC 9162, section 2.1.3.2: the root of the tree in which a leaf stands, or null where the path is not as long as it must be.
const rootOf = async (leaf, index, size, path) => {
  if (index < 0n || index >= size) return null;
  let [node, last, hash] = [index, size - 1n, leaf];
  for (const beside of path) {
    if (last === 0n) return null;
    if ((node & 1n) === 1n || node === last) {
      hash = await nodeHash(beside, hash);
      while ((node & 1n) === 0n && node !== 0n) [node, last] = [node >> 1n, last >> 1n];
    } else {
      hash = await nodeHash(hash, beside);
    }
    [node, last] = [node >> 1n, last >> 1n];
  }
  return last === 0n ? hash : null;
};

const wholeNumber = (text) => (/^(0|[1-9][0-9]{0,18})$/.test(text) && BigInt(text) < 1n << 63n ? BigInt(text) : null);
