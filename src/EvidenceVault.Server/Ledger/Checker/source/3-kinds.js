// What can be checked. Each kind says whether a file is of it, and gives { title, facts: [[name, value]], findings: [code], leaf }. A new kind (packs, whose
// proofs come inside them) is one entry more.
const HEADING = 'c2sp.org/tlog-proof@v1';
const RECEIPT = 'evr1.';

const checkNote = async (note, checkpoint, keys, facts, findings) => {
  const { by, wrong } = await signersOf(note, keys.filter((k) => k.kind === COSIGNATURE || k.name === checkpoint.origin));
  if (wrong.some((k) => k.kind === PLAIN) || !by.some((b) => b.key.kind === PLAIN)) {
    findings.push('notSigned');
    return false;
  }
  facts.push(['ledger', checkpoint.origin], ['size', String(checkpoint.size)]);
  for (const { key, time } of by) if (time) facts.push(['witness', `${key.name}, ${time.toISOString()}`]);
  for (const key of wrong) findings.push('wrongCosignature');
  for (const name of await timestampsOf(note)) facts.push(['timestamp', name]);
  return true;
};

const proof = {
  is: ({ text }) => text.startsWith(HEADING),
  check: async ({ text }, keys) => {
    const at = text.indexOf('\n\n');
    const lines = at < 0 ? [] : text.slice(0, at).split('\n');
    const leaf = lines[1]?.startsWith('extra ') ? fromBase64(lines[1].slice(6)) : null;
    if (lines[0] !== HEADING || !leaf) throw new NotReadable('proofUnreadable');
    const index = lines[2]?.startsWith('index ') ? wholeNumber(lines[2].slice(6)) : null;
    const path = lines.slice(3).map(fromBase64);
    if (index === null || path.length > 63 || path.some((h) => h?.length !== 32)) throw new NotReadable('proofUnreadable');
    const note = readNote(text.slice(at + 2));
    const checkpoint = readCheckpoint(note);
    const [facts, findings] = [[['leaf', String(index)]], []];
    if (!(await checkNote(note, checkpoint, keys, facts, findings))) return { title: 'proof', facts, findings };
    const root = await rootOf(await leafHash(leaf), index, checkpoint.size, path);
    if (!root || !same(root, checkpoint.root)) return { title: 'proof', facts, findings: [...findings, 'notIncluded'] };
    const event = JSON.parse(new TextDecoder().decode(leaf));
    for (const name of ['id', 'type', 'principal', 'occurredAt', 'recordedAt']) if (typeof event[name] === 'string') facts.push([name, event[name]]);
    return { title: 'proof', facts, findings, leaf: JSON.stringify(event, null, 2) };
  },
};

const receiptLines = (text) => {
  const field = (r) => (r && typeof r.receipt === 'string' ? [r.receipt] : []);
  try {
    const json = JSON.parse(text);
    return Array.isArray(json) ? json.flatMap(field) : field(json);
  } catch {
    return text.split('\n').map((l) => l.trim()).flatMap((line) => {
      if (line.startsWith(RECEIPT)) return [line];
      try {
        return line.startsWith('{') ? field(JSON.parse(line)) : [];
      } catch {
        return [];
      }
    });
  }
};

// Key id, time in microseconds, index, size, leaf hash, path, signature: see ops/docs/ledger.md.
const checkReceipt = async (text, keys) => {
  const bytes = fromBase64Url(text.slice(RECEIPT.length));
  const rest = (bytes?.length ?? 0) - 116;
  if (!text.startsWith(RECEIPT) || rest < 0 || rest % 32 !== 0 || rest > 31 * 32) return { finding: 'receiptUnreadable' };
  const view = new DataView(bytes.buffer);
  const [time, index, size] = [view.getBigInt64(4), view.getInt32(12), view.getInt32(16)];
  const path = Array.from({ length: rest / 32 }, (_, i) => bytes.slice(52 + i * 32, 84 + i * 32));
  const root = await rootOf(bytes.slice(20, 52), BigInt(index), BigInt(size), path);
  if (!root) return { finding: 'receiptNotSigned' };
  for (const key of keys.filter((k) => k.kind === PLAIN && same(k.id, bytes.slice(0, 4)))) {
    const signed = utf8(`evidence-vault/receipt@v1\n${key.name}\n${time}\n${size}\n${toBase64(root)}\n`);
    if (await verifies(key, signed, bytes.slice(-64))) return { time: new Date(Number(time / 1000n)), ledger: key.name, leaf: hex(bytes.slice(20, 52)) };
  }
  return { finding: 'receiptNotSigned' };
};

const receipts = {
  is: ({ text }) => receiptLines(text).length > 0,
  check: async ({ text }, keys) => {
    const results = await Promise.all(receiptLines(text).map((line) => checkReceipt(line, keys)));
    const good = results.filter((r) => !r.finding).sort((a, b) => a.time - b.time);
    const facts = [['receipts', String(results.length)]];
    if (good.length > 0) facts.push(['ledger', good[0].ledger], ['firstRecordedAt', good[0].time.toISOString()], ['lastRecordedAt', good.at(-1).time.toISOString()]);
    if (results.length === 1 && good.length === 1) facts.push(['leafHash', good[0].leaf]);
    return { title: 'receipts', facts, findings: results.flatMap((r) => (r.finding ? [r.finding] : [])) };
  },
};

// A pack is a PDF. Its proofs are attached to it; reading them here comes with them.
const pack = {
  is: ({ bytes }) => same(bytes.slice(0, 5), utf8('%PDF-')),
  check: async ({ bytes }) => ({ title: 'pack', facts: [['sha256', hex(await sha256(bytes))]], findings: [], unchecked: 'packNotYet' }),
};

const checkpoint = {
  is: ({ text }) => /\n\n\u2014 /.test(text),
  check: async ({ text }, keys) => {
    const note = readNote(text);
    const [facts, findings] = [[], []];
    await checkNote(note, readCheckpoint(note), keys, facts, findings);
    return { title: 'checkpoint', facts, findings };
  },
};

// Anything else may be an exhibit: its hash must stand in an event that was proven on this page.
const exhibit = {
  is: () => true,
  check: async ({ bytes }, keys, proven) => {
    const hash = hex(await sha256(bytes));
    const named = proven.some((leaf) => leaf.includes(`"${hash}"`));
    return { title: 'exhibit', facts: [['sha256', hash]], findings: [], unchecked: named ? undefined : 'exhibitNotNamed', note: named ? 'exhibitNamed' : undefined };
  },
};

const kinds = [proof, pack, receipts, checkpoint, exhibit];

// Of what is read as text all is read, or nothing is said of it. A larger file can only be an exhibit or a pack, of which the hash is taken.
const LARGEST_TEXT = 32 << 20;

const checkFile = async (bytes, keys, proven) => {
  const file = { bytes, text: new TextDecoder().decode(bytes.subarray(0, LARGEST_TEXT)) };
  const kind = kinds.find((k) => k.is(file));
  if (bytes.length > LARGEST_TEXT && ![pack, exhibit].includes(kind)) return { title: null, facts: [], findings: [], unchecked: 'tooLarge' };
  if (keys.length === 0 && ![pack, exhibit].includes(kind)) return { title: null, facts: [], findings: [], unchecked: 'keyWanted' };
  try {
    return await kind.check(file, keys, proven);
  } catch (e) {
    if (e instanceof NotReadable) return { title: null, facts: [], findings: [e.message] };
    throw e;
  }
};
