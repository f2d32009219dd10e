// JSON of which nothing is certain, read strictly: no name twice, no broken text, not too deep. An object is a Map, so that no name of it means anything here.
const DEEPEST_JSON = 64;
const ESCAPES = new Map([['"', '"'], ['\\', '\\'], ['/', '/'], ['b', '\b'], ['f', '\f'], ['n', '\n'], ['r', '\r'], ['t', '\t']]);
const WORDS = [['true', true], ['false', false], ['null', null]];

class NoJson extends Error {}

class JsonReader {
  constructor(text) {
    [this.text, this.at, this.depth] = [text, 0, 0];
  }

  whole() {
    const value = this.value();
    this.space();
    if (this.at < this.text.length) throw new NoJson();
    return value;
  }

  space() {
    while (' \t\n\r'.includes(this.text[this.at] ?? 'x')) this.at++;
  }

  takes(sign) {
    this.space();
    if (this.text[this.at] !== sign) return false;
    this.at++;
    return true;
  }

  value() {
    if (this.takes('{')) return this.within(() => this.object());
    if (this.takes('[')) return this.within(() => this.array());
    if (this.takes('"')) return this.string();
    for (const [word, value] of WORDS)
      if (this.text.startsWith(word, this.at)) {
        this.at += word.length;
        return value;
      }
    return this.number();
  }

  within(read) {
    if (++this.depth > DEEPEST_JSON) throw new NoJson();
    const value = read();
    this.depth--;
    return value;
  }

  object() {
    const made = new Map();
    if (this.takes('}')) return made;
    do {
      if (!this.takes('"')) throw new NoJson();
      const name = this.string();
      if (made.has(name) || !this.takes(':')) throw new NoJson();
      made.set(name, this.value());
    } while (this.takes(','));
    if (!this.takes('}')) throw new NoJson();
    return made;
  }

  array() {
    const made = [];
    if (this.takes(']')) return made;
    do made.push(this.value());
    while (this.takes(','));
    if (!this.takes(']')) throw new NoJson();
    return made;
  }

  string() {
    let made = '';
    for (;;) {
      const from = this.at;
      while (this.text[this.at] >= ' ' && this.text[this.at] !== '"' && this.text[this.at] !== '\\') this.at++;
      made += this.text.slice(from, this.at);
      if (this.text[this.at++] !== '\\') break;
      made += this.escape();
    }
    if (this.text[this.at - 1] !== '"' || /\p{Surrogate}/u.test(made)) throw new NoJson();
    return made;
  }

  escape() {
    const sign = this.text[this.at++];
    if (ESCAPES.has(sign)) return ESCAPES.get(sign);
    const code = this.text.slice(this.at, this.at + 4);
    if (sign !== 'u' || !/^[0-9a-fA-F]{4}$/.test(code)) throw new NoJson();
    this.at += 4;
    return String.fromCharCode(parseInt(code, 16));
  }

  number() {
    const form = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
    form.lastIndex = this.at;
    const [digits] = form.exec(this.text) ?? [];
    if (!digits || !Number.isFinite(Number(digits))) throw new NoJson();
    this.at += digits.length;
    return Number(digits);
  }
}

const readJson = (bytes) => {
  try {
    return new JsonReader(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)).whole();
  } catch {
    throw new NoJson();
  }
};

// RFC 8785: one text for one value. Numbers are written as ECMAScript does, which is what it asks for.
const canonical = (value) => {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (!(value instanceof Map)) return JSON.stringify(value);
  return `{${[...value.keys()].sort().map((name) => `${JSON.stringify(name)}:${canonical(value.get(name))}`).join(',')}}`;
};

// What is not there, or not of the kind that is asked for, is undefined.
const get = (of, name) => (of instanceof Map ? of.get(name) ?? undefined : undefined);
const textOf = (of, name) => (typeof get(of, name) === 'string' ? get(of, name) : undefined);
const flagOf = (of, name) => (typeof get(of, name) === 'boolean' ? get(of, name) : undefined);
const itemsOf = (of, name) => (Array.isArray(get(of, name)) ? get(of, name) : []);
const numberOf = (of, name) => (Number.isInteger(get(of, name)) && Math.abs(get(of, name)) < 2 ** 63 ? get(of, name) : undefined);

const asId = (value) => (typeof value === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value) ? value.toLowerCase() : undefined);
const idOf = (of, name) => asId(get(of, name));

// In units of 100 ns.
const asInstant = (value) => {
  const m = typeof value === 'string' ? /^(\d{4}-\d\d-\d\d)T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,16}))?)?(?:Z|([+-])(\d\d):(\d\d))?$/.exec(value) : null;
  if (!m) return undefined;
  const [, day, hour, minute, second = '00', fraction = '', sign, hours = '0', minutes = '0'] = m;
  const at = Date.parse(`${day}T${hour}:${minute}:${second}Z`);
  const shift = Number(hours) * 60 + Number(minutes);
  if (Number.isNaN(at) || !new Date(at).toISOString().startsWith(day) || Number(minutes) > 59 || shift > 14 * 60) return undefined;
  return BigInt(at - (sign === '-' ? -1 : 1) * shift * 60_000) * 10_000n + BigInt(Math.round(Number(`0.${fraction || '0'}`) * 1e7));
};
const instantOf = (of, name) => asInstant(get(of, name));

// What stands at the end of names with dots between.
const atPath = (of, path) => path.split('.').reduce(get, of);

const isNothing = (value) => value === undefined || value === null || (Array.isArray(value) && value.length === 0);

// Whether two values say the same: an empty list is as none, and an instant is the same however many zeros it ends on.
const isSame = (one, other) => {
  if (isNothing(one) || isNothing(other)) return isNothing(one) && isNothing(other);
  const [at, then] = [asInstant(one), asInstant(other)];
  if (at !== undefined && then !== undefined) return at === then;
  if (Array.isArray(one)) return Array.isArray(other) && one.length === other.length && one.every((x, i) => isSame(x, other[i]));
  if (one instanceof Map) return other instanceof Map && [...new Set([...one.keys(), ...other.keys()])].every((name) => isSame(get(one, name), get(other, name)));
  return one === other;
};

// A value as it stands in a table.
const plain = (value) => {
  if (value === undefined || value === null) return '';
  if (typeof value === 'string') return value;
  return typeof value === 'object' ? canonical(value) : String(value);
};
