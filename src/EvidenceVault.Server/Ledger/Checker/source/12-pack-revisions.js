// Whether a file is as it was sealed, or was countersigned since, and nothing else was done to it behind its end.
const [SEAL_FIELD, SECOND_FIELD] = ['Seal', 'Countersignature'];
const OF_SIGNATURE = ['ByteRange', 'Contents', 'Filter', 'M', 'Reason', 'SubFilter', 'Type'].join();
const OF_TABLE = ['ID', 'Index', 'Info', 'Length', 'Prev', 'Root', 'Size', 'Type', 'W'].join();

// Up to where a signature covers the file; undefined: that is not told as it should be.
const endOf = ({ range: [none, first, second, rest, ...more] }) => (more.length === 0 && none === 0 && first > 0 && second > first && rest >= 0 ? second + rest : undefined);

// The file as it was when it was sealed: without the countersignature, where all that was done since is to put one on it.
const asSealed = async (pack, packed, file) => {
  if (packed.updates === 0) return file;
  try {
    if (packed.updates > 1) throw new Unreadable('It was changed more than once.');
    const [seal, second, ...more] = packed.signatures;
    const end = seal && endOf(seal);
    if (!second || more.length > 0 || seal.field !== SEAL_FIELD || second.field !== SECOND_FIELD || !(end > 0 && end < file.length)) throw new Unreadable('It is no countersignature of a sealed file.');
    await mustOnlySign(file, end);
    return file.subarray(0, end);
  } catch (e) {
    if (!(e instanceof Unreadable)) throw e;
    pack.fault('updated', ['The file was changed behind its end. {0}', e.said]);
    return file;
  }
};

const doesMore = () => new Unreadable('It does more than to sign the field that waited for a countersignature.');

// What stands behind the first end: three objects in a row, by which the field that waited has a signature, and nothing else.
const mustOnlySign = async (file, end) => {
  const before = await PdfObjects.open(file.subarray(0, end));
  if (before.updates > 0 || !startsWith(file.subarray(0, end), '%%EOF\n', end - 6)) throw new Unreadable('It was changed before the seal was put on it.');
  const parser = new PdfParser(file, end);
  const [field, value] = [readWhole(parser), readWhole(parser)];
  const table = beginObject(parser);
  const rows = readRows(file, parser, table);
  await mustBeSigned(before, field, value);
  mustLeadTo(before, table, rows, [field, value]);
};

const beginObject = (parser) => {
  const at = parser.begin();
  const id = parser.integer();
  if (parser.integer() !== 0 || !parser.takes('obj') || id <= 0 || id > MOST_OBJECTS) throw doesMore();
  const entries = parser.value();
  if (!(entries instanceof Map)) throw doesMore();
  return { id, at, entries };
};

const readWhole = (parser) => {
  const read = beginObject(parser);
  if (!parser.takes('endobj')) throw doesMore();
  return read;
};

const readRows = (file, parser, table) => {
  if (!parser.takes('stream')) throw doesMore();
  parser.skipLineEnd();
  const length = table.entries.get('Length');
  if (typeof length !== 'number' || length < 0 || length > file.length - parser.at) throw doesMore();
  const rest = new PdfParser(file, parser.at + length);
  // The end of the file, to the byte: what stands behind it would be neither signed nor shown.
  const isEnd = rest.takes('endstream') && rest.takes('endobj') && rest.takes('startxref') && rest.integer() === table.at && latin1(file.subarray(rest.at)) === '\n%%EOF\n';
  if (!isEnd) throw doesMore();
  return file.subarray(parser.at, parser.at + length);
};

const keysOf = (entries) => [...entries.keys()].sort().join();

const mustBeSigned = async (before, field, value) => {
  const waiting = await before.dictionary(new PdfReference(field.id));
  const [type, name, own] = [waiting.get('FT'), waiting.get('T'), field.entries.get('V')];
  const waits = type instanceof PdfName && type.value === 'Sig' && name instanceof PdfText && name.characters === SECOND_FIELD && !waiting.has('V');
  if (!waits || !(own instanceof PdfReference) || own.id !== value.id || field.entries.size !== waiting.size + 1) throw doesMore();
  if (![...waiting].every(([key, was]) => isSameValue(was, field.entries.get(key))) || keysOf(value.entries) !== OF_SIGNATURE) throw doesMore();
};

// Both new objects have new numbers, so that they take the place of nothing, and the table names these three alone.
const mustLeadTo = (before, table, rows, [field, value]) => {
  const [old, entries] = [before.trailer, table.entries];
  const size = old.get('Size');
  if (keysOf(entries) !== OF_TABLE || typeof size !== 'number' || value.id !== size || table.id !== size + 1 || entries.get('Size') !== size + 2) throw doesMore();
  if (!['Root', 'Info'].every((key) => isSameValue(entries.get(key), old.get(key))) || entries.get('Prev') !== before.start) throw doesMore();
  const [ids, first] = [entries.get('ID'), old.get('ID')];
  if (!Array.isArray(ids) || ids.length !== 2 || !(ids[1] instanceof PdfText) || !Array.isArray(first) || !isSameValue(ids[0], first[0])) throw doesMore();
  const [said, is] = [[...rowsOfTable(entries, rows)].map((r) => [r.id, r.kind, r.place, r.index].join()), [field, value, table].map((o) => [o.id, 1, o.at, 0].join())];
  if (said.join(' ') !== is.join(' ')) throw doesMore();
};

const isSameValue = (one, other) => {
  if (one instanceof Map) return other instanceof Map && one.size === other.size && [...one].every(([key, value]) => isSameValue(value, other.get(key)));
  if (Array.isArray(one)) return Array.isArray(other) && one.length === other.length && one.every((value, i) => isSameValue(value, other[i]));
  if (one instanceof PdfText) return other instanceof PdfText && same(one.bytes, other.bytes);
  if (one instanceof PdfName) return other instanceof PdfName && one.value === other.value;
  if (one instanceof PdfReference) return other instanceof PdfReference && one.id === other.id;
  // What is not read is not known to be the same.
  return typeof one === 'number' && one === other;
};
