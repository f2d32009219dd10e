// ASN.1 as certificates, signatures and timestamps are written in it (DER): one value after another, each with its bytes as they stand there.
class BadAsn1 extends Error {}

const MOST_VALUES = 10_000;
const [BOOLEAN, INTEGER, BIT_STRING, OCTET_STRING, OID, SEQUENCE, SET, UTC_TIME, GENERALIZED_TIME] = [1, 2, 3, 4, 6, 0x30, 0x31, 23, 24];

const asn1At = (bytes, at) => {
  const tag = bytes[at];
  let [length, from] = [bytes[at + 1], at + 2];
  if (length > 0x80 && length <= 0x84) {
    const digits = length & 0x7f;
    length = 0;
    for (let i = 0; i < digits; i++) length = length * 256 + (bytes[from + i] ?? 256 ** 5);
    from += digits;
  } else if (!(length < 0x80)) throw new BadAsn1();
  if ((tag & 0x1f) === 0x1f || !(from + length <= bytes.length)) throw new BadAsn1();
  return { tag, content: bytes.subarray(from, from + length), whole: bytes.subarray(at, from + length), end: from + length };
};

// The one value that bytes are; what is behind it is room that was left, where that may be.
const asn1 = (bytes, tag, mayHaveRoom = false) => {
  const value = asn1At(bytes, 0);
  if (value.tag !== tag || (!mayHaveRoom && value.end !== bytes.length)) throw new BadAsn1();
  return value;
};

const partsOf = (value, tag = value?.tag) => {
  if (!value || value.tag !== tag) throw new BadAsn1();
  const parts = [];
  for (let at = 0; at < value.content.length; at = parts.at(-1).end) {
    if (parts.length === MOST_VALUES) throw new BadAsn1();
    parts.push(asn1At(value.content, at));
  }
  return parts;
};

const contentOf = (value, tag) => {
  if (value?.tag !== tag) throw new BadAsn1();
  return value.content;
};

const oidOf = (value) => {
  const numbers = [0n];
  for (const byte of contentOf(value, OID)) {
    numbers[numbers.length - 1] = numbers.at(-1) * 128n + BigInt(byte & 0x7f);
    if (byte < 0x80) numbers.push(0n);
  }
  const [first, ...rest] = numbers.slice(0, -1);
  if (first === undefined) throw new BadAsn1();
  const root = first < 80n ? first / 40n : 2n;
  return [root, first - root * 40n, ...rest].join('.');
};

// In milliseconds since 1970.
const timeOf = (value) => {
  const text = latin1(value?.content ?? []);
  const m = { [UTC_TIME]: /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/, [GENERALIZED_TIME]: /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:\.(\d{1,9}))?Z$/ }[value?.tag]?.exec(text);
  if (!m) throw new BadAsn1();
  const year = m[1].length === 4 ? m[1] : `${Number(m[1]) < 50 ? 20 : 19}${m[1]}`;
  const at = Date.parse(`${year}-${m[2]}-${m[3]}T${m[4]}:${m[5]}:${m[6]}.${(m[7] ?? '').padEnd(3, '0').slice(0, 3)}Z`);
  if (Number.isNaN(at)) throw new BadAsn1();
  return at;
};

// Where a value is optional: the one of a tag, and those after it.
const taken = (parts, tag) => (parts[0]?.tag === tag ? parts.shift() : undefined);
