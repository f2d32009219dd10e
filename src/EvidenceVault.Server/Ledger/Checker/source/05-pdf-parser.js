// Reads values from the bytes of a PDF file, one after another, as EvidenceVault.Verification does: what the vault does not write is not read.
const DEEPEST_NESTING = 32;
const LONGEST_NUMBER = 20;

// What cannot be read as a pack, in a sentence with what stands in its gaps.
class Unreadable extends Error {
  constructor(said) {
    super();
    this.said = [said].flat();
  }
}

class PdfName {
  constructor(value) {
    this.value = value;
  }
}

class PdfReference {
  constructor(id) {
    this.id = id;
  }
}

class PdfText {
  constructor(bytes) {
    this.bytes = bytes;
  }

  // UTF-16 where it says so, and else byte by byte.
  get characters() {
    return this.bytes[0] === 0xfe && this.bytes[1] === 0xff ? new TextDecoder('utf-16be', { ignoreBOM: true }).decode(this.bytes.subarray(2)) : latin1(this.bytes);
  }
}

// Null, true, false, a real number: nothing that is looked at. A number is a number, an array an array, and a dictionary a Map.
const OTHER = null;

const SPACES = new Set([0, 9, 10, 12, 13, 32]);
const DELIMITERS = new Set([...'()<>[]{}/%'].map((c) => c.charCodeAt(0)));
const isRegular = (byte) => !SPACES.has(byte) && !DELIMITERS.has(byte);
const isDigit = (byte) => byte >= 48 && byte <= 57;

class PdfParser {
  constructor(bytes, at = 0) {
    [this.bytes, this.at, this.depth] = [bytes, at, 0];
  }

  bad() {
    return new Unreadable('The PDF is not written as a PDF is.');
  }

  // The next character; empty at the end.
  get next() {
    return this.at < this.bytes.length ? String.fromCharCode(this.bytes[this.at]) : '';
  }

  // Where the next thing begins that is no white space and no comment.
  begin() {
    this.skipSpace();
    return this.at;
  }

  value() {
    this.skipSpace();
    if (++this.depth > DEEPEST_NESTING) throw new Unreadable('The PDF nests too deeply.');
    const value = this.read(this.next);
    this.depth--;
    return value;
  }

  read(sign) {
    if (sign === '<') return startsWith(this.bytes, '<<', this.at) ? this.dictionary() : this.hexText();
    if (sign === '(') return this.text();
    if (sign === '[') return this.array();
    if (sign === '/') return new PdfName(this.name());
    if (sign !== '' && '0123456789+-.'.includes(sign)) return this.numberOrReference();
    for (const word of ['true', 'false', 'null']) if (this.takes(word)) return OTHER;
    throw this.bad();
  }

  takes(word) {
    this.skipSpace();
    if (!startsWith(this.bytes, word, this.at)) return false;
    this.at += word.length;
    return true;
  }

  integer() {
    this.skipSpace();
    const from = this.at;
    while (this.at < this.bytes.length && this.at - from < LONGEST_NUMBER && isDigit(this.bytes[this.at])) this.at++;
    const number = Number(latin1(this.bytes.subarray(from, this.at)));
    if (this.at === from || number >= 2 ** 63) throw this.bad();
    return number;
  }

  // Past the line end that comes before the bytes of a stream.
  skipLineEnd() {
    if (this.next === '\r') this.at++;
    if (this.next !== '\n') throw this.bad();
    this.at++;
  }

  skipSpace() {
    for (const { bytes } = this; this.at < bytes.length; this.at++) {
      if (bytes[this.at] === 37) while (this.at + 1 < bytes.length && bytes[this.at + 1] !== 10 && bytes[this.at + 1] !== 13) this.at++;
      else if (!SPACES.has(bytes[this.at])) return;
    }
  }

  dictionary() {
    this.at += 2;
    const entries = new Map();
    while (!this.takes('>>')) {
      if (this.next !== '/') throw this.bad();
      const [name, value] = [this.name(), this.value()];
      // A name given twice is read by some as the first and by others as the last.
      if (entries.has(name)) throw this.bad();
      entries.set(name, value);
    }
    return entries;
  }

  array() {
    this.at++;
    const items = [];
    while (!this.takes(']')) items.push(this.value());
    return items;
  }

  name() {
    let name = '';
    for (this.at++; this.at < this.bytes.length && isRegular(this.bytes[this.at]); this.at++) {
      if (this.next !== '#') {
        name += this.next;
        continue;
      }
      const escaped = latin1(this.bytes.subarray(this.at + 1, this.at + 3));
      if (!/^[0-9a-fA-F]{2}$/.test(escaped)) throw this.bad();
      name += String.fromCharCode(parseInt(escaped, 16));
      this.at += 2;
    }
    return name;
  }

  hexText() {
    const from = this.at + 1;
    const end = this.bytes.indexOf(62, from);
    if (end < 0 || (end - from) % 2 !== 0) throw this.bad();
    const digits = latin1(this.bytes.subarray(from, end));
    if (/[^0-9a-fA-F]/.test(digits)) throw this.bad();
    this.at = end + 1;
    return new PdfText(Uint8Array.from({ length: digits.length / 2 }, (_, i) => parseInt(digits.slice(2 * i, 2 * i + 2), 16)));
  }

  text() {
    const text = [];
    this.at++;
    for (let open = 1; ; this.at++) {
      if (this.at >= this.bytes.length) throw this.bad();
      if (this.next === '\\') {
        this.at++;
        // Octal and other escapes are not what the vault writes.
        if (this.next === '' || !'\\()'.includes(this.next)) throw this.bad();
      } else if (this.next === '(') open++;
      else if (this.next === ')' && --open === 0) break;
      text.push(this.bytes[this.at]);
    }
    this.at++;
    return new PdfText(Uint8Array.from(text));
  }

  numberOrReference() {
    const from = this.at;
    while (this.at < this.bytes.length && isRegular(this.bytes[this.at])) this.at++;
    if (this.at - from > LONGEST_NUMBER) throw this.bad();
    const word = latin1(this.bytes.subarray(from, this.at));
    const number = Number(word);
    if (!/^[+-]?\d+$/.test(word) || Math.abs(number) >= 2 ** 63) {
      if (/^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(word)) return OTHER;
      throw this.bad();
    }
    if (!startsWith(this.bytes, ' 0 R', this.at) || number <= 0 || number >= 2 ** 31 - 1) return number;
    this.at += 4;
    return new PdfReference(number);
  }
}
