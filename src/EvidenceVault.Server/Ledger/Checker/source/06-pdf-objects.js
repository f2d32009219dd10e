// The objects of a PDF file that the vault made: cross-reference streams, object streams and Flate, with updates behind the end. How much is unpacked has a limit.
const TAIL = 1024;
const MOST_UPDATES = 8;
const DEEPEST_STREAM = 4;
const MOST_OBJECTS = 8_000_000;
const MOST_WORK = 512 * 2 ** 20;
const ROW = 7;
// So little at a time goes in that what comes out, at most a thousand times as much, finds room.
const BITE = 16_384;

const pause = () => new Promise((resolve) => setTimeout(resolve));

// What an object is: 1 at an offset of the file, 2 in an object stream.
class PdfPlaces {
  constructor() {
    [this.kinds, this.places] = [new Uint8Array(0), new Uint32Array(0)];
  }

  // The newest table is read first, and what it says of an object holds.
  add(id, kind, place) {
    if (id >= this.kinds.length) {
      const room = Math.min(Math.max(1024, 2 * id), MOST_OBJECTS + 1);
      const [kinds, places] = [new Uint8Array(room), new Uint32Array(room)];
      kinds.set(this.kinds);
      places.set(this.places);
      [this.kinds, this.places] = [kinds, places];
    }
    // Told apart from never said: by a bit of their own.
    if (this.kinds[id] === 0) [this.kinds[id], this.places[id]] = [kind === 1 || kind === 2 ? kind : 128, place];
  }

  kind(id) {
    return this.kinds[id] ?? 0;
  }

  place(id) {
    return this.places[id];
  }
}

class PdfObjects {
  static async open(file) {
    const objects = new PdfObjects(file);
    if (!startsWith(file, '%PDF-1.')) throw new Unreadable('It is no PDF.');
    const tail = Math.max(0, file.length - TAIL);
    const start = latin1(file.subarray(tail)).lastIndexOf('startxref');
    if (start < 0) throw new Unreadable('The PDF is cut off: its end is missing.');
    objects.updates = -1;
    objects.start = new PdfParser(file, tail + start + 'startxref'.length).integer();
    for (let at = objects.start; at !== undefined; ) {
      if (++objects.updates > MOST_UPDATES) throw new Unreadable('The PDF was updated too often.');
      const trailer = await objects.readTable(at);
      objects.trailer ??= trailer;
      const previous = trailer.get('Prev');
      at = typeof previous === 'number' ? previous : undefined;
    }
    if (objects.trailer.has('Encrypt')) throw new Unreadable('The PDF is encrypted.');
    return objects;
  }

  constructor(file) {
    [this.file, this.places, this.streams, this.work, this.depth] = [file, new PdfPlaces(), new Map(), 0, 0];
  }

  // A value; where it is a reference, what that leads to. Undefined: nothing.
  async resolve(value) {
    for (let steps = 0; value instanceof PdfReference; steps++) {
      if (steps === 8) throw new Unreadable('The PDF refers in circles.');
      const kind = this.places.kind(value.id);
      if (kind === 1) value = this.parse(this.object(value.id));
      else if (kind === 2) value = await this.inStream(value.id, this.places.place(value.id));
      else return undefined;
    }
    return value;
  }

  async dictionary(value) {
    const found = await this.resolve(value);
    if (!(found instanceof Map)) throw new Unreadable('The PDF lacks a part that it must have.');
    return found;
  }

  // A stream, which must be there, unpacked.
  async stream(reference) {
    if (!(reference instanceof PdfReference) || this.places.kind(reference.id) !== 1) throw new Unreadable('The PDF lacks a part that it must have.');
    return this.streamAt(this.object(reference.id));
  }

  parse(parser) {
    const from = parser.at;
    const value = parser.value();
    this.spend(parser.at - from);
    return value;
  }

  spend(bytes) {
    this.work += bytes;
    if (this.work > MOST_WORK) throw new Unreadable('The PDF holds more than is read.');
  }

  object(id) {
    const place = this.places.place(id);
    if (place >= this.file.length) throw new Unreadable('The PDF is cut off.');
    const parser = new PdfParser(this.file, place);
    const found = parser.integer() === id && parser.integer() === 0 && parser.takes('obj');
    this.spend(parser.at - place);
    if (!found) throw new Unreadable('An object of the PDF is not where it should be.');
    return parser;
  }

  async streamAt(parser) {
    const entries = this.parse(parser);
    if (!(entries instanceof Map) || !parser.takes('stream')) throw new Unreadable('A stream of the PDF is none.');
    parser.skipLineEnd();
    // Its length may stand in another stream, but not in one without end.
    const length = await this.deeper(() => this.resolve(entries.get('Length')));
    if (typeof length !== 'number' || length < 0 || length > this.file.length - parser.at) throw new Unreadable('A stream of the PDF is cut off.');
    this.spend(length);
    const stored = this.file.subarray(parser.at, parser.at + length);
    const filter = entries.get('Filter');
    if (filter === undefined) return { entries, content: stored };
    if (!(filter instanceof PdfName) || filter.value !== 'FlateDecode') throw new Unreadable('The PDF packs something as the vault does not.');
    return { entries, content: await this.unpack(stored) };
  }

  async deeper(read) {
    if (++this.depth > DEEPEST_STREAM) throw new Unreadable('The PDF refers in circles.');
    const found = await read();
    this.depth--;
    return found;
  }

  async unpack(stored) {
    let at = 0;
    const bites = new ReadableStream({
      pull(to) {
        if (at < stored.length) to.enqueue(stored.slice(at, (at += BITE)));
        else to.close();
      },
    }, { highWaterMark: 0 });
    const [parts, reader] = [[], bites.pipeThrough(new DecompressionStream('deflate')).getReader()];
    for (;;) {
      let read;
      try {
        read = await reader.read();
      } catch {
        throw new Unreadable('A stream of the PDF cannot be unpacked.');
      }
      if (read.done) return join(...parts);
      parts.push(read.value);
      try {
        this.spend(read.value.length);
      } catch (e) {
        reader.cancel().catch(() => {});
        throw e;
      }
    }
  }

  async readTable(at) {
    if (at >= this.file.length || at < 0) throw new Unreadable('The PDF is cut off.');
    const parser = new PdfParser(this.file, at);
    parser.integer();
    parser.integer();
    if (!parser.takes('obj')) throw new Unreadable('The PDF has no table of its objects.');
    const { entries, content } = await this.streamAt(parser);
    for (const { id, kind, place } of rowsOfTable(entries, content)) this.places.add(id, kind, place);
    return entries;
  }

  async inStream(id, stream) {
    if (!this.streams.has(stream)) this.streams.set(stream, await this.readStream(stream));
    const { content, offsets } = this.streams.get(stream);
    if (!offsets.has(id)) throw new Unreadable('An object of the PDF is not where it should be.');
    return this.parse(new PdfParser(content, offsets.get(id)));
  }

  // An object stream never stands in another one.
  async readStream(stream) {
    const { entries, content } = await this.deeper(() => this.stream(new PdfReference(stream)));
    const [count, first] = [entries.get('N'), entries.get('First')];
    const isSound = [count, first].every((n) => typeof n === 'number' && n >= 0 && n <= content.length);
    if (!isSound) throw new Unreadable('Objects of the PDF cannot be read.');
    const [head, offsets] = [new PdfParser(content), new Map()];
    for (let i = 0; i < count; i++) {
      const [number, offset] = [head.integer(), head.integer() + first];
      if (number > MOST_OBJECTS || offset > content.length) throw new Unreadable('Objects of the PDF cannot be read.');
      offsets.set(number, offset);
    }
    return { content, offsets };
  }
}

// A cross-reference stream: where the objects of a file stand.
const rowsOfTable = function* (entries, content) {
  const bad = () => new Unreadable('The PDF has no table of its objects.');
  const [type, widths, index] = [entries.get('Type'), entries.get('W'), entries.get('Index')];
  if (!(type instanceof PdfName) || type.value !== 'XRef' || !Array.isArray(widths) || widths.join(' ') !== '1 4 2') throw bad();
  const rows = entries.has('DecodeParms') ? unpredicted(content, bad) : content;
  const ranges = Array.isArray(index) ? index.map((n) => (typeof n === 'number' ? n : -1)) : [0, Math.floor(rows.length / ROW)];
  if (ranges.some((r) => r < 0 || r > MOST_OBJECTS)) throw bad();
  let at = 0;
  for (let i = 0; i + 1 < ranges.length; i += 2)
    for (let id = ranges[i]; id < ranges[i] + ranges[i + 1]; id++, at += ROW) {
      if (id > MOST_OBJECTS || at + ROW > rows.length) throw bad();
      yield { id, kind: rows[at], place: ((rows[at + 1] << 24) | (rows[at + 2] << 16) | (rows[at + 3] << 8) | rows[at + 4]) >>> 0, index: (rows[at + 5] << 8) | rows[at + 6] };
    }
};

// Each row as the difference from the one above it.
const unpredicted = (data, bad) => {
  const count = Math.floor(data.length / (ROW + 1));
  const rows = new Uint8Array(count * ROW);
  for (let row = 0; row < count; row++) {
    if (data[row * (ROW + 1)] !== 2) throw bad();
    for (let column = 0; column < ROW; column++) {
      const above = row === 0 ? 0 : rows[(row - 1) * ROW + column];
      rows[row * ROW + column] = data[row * (ROW + 1) + 1 + column] + above;
    }
  }
  return rows;
};
