// What can be checked. Each kind says whether a file is of it, and gives { title, facts: [[name, value]], findings, open: [sentence], proven: [leaf] }: a finding is a text of
// this page's own, or what vault verify calls it, in its words.
const HEADING = 'c2sp.org/tlog-proof@v1';
const RECEIPT = 'evr1.';

const readProof = (text) => {
  const at = text.indexOf('\n\n');
  const lines = at < 0 ? [] : text.slice(0, at).split('\n');
  if (lines.shift() !== HEADING) throw new NotReadable('proofUnreadable');
  const leaf = lines[0]?.startsWith('extra ') ? fromBase64(lines.shift().slice(6)) : undefined;
  const index = lines[0]?.startsWith('index ') ? wholeNumber(lines.shift().slice(6)) : null;
  const path = lines.map(fromBase64);
  if (leaf === null || index === null || path.length > 63 || path.some((h) => h?.length !== 32)) throw new NotReadable('proofUnreadable');
  const note = text.slice(at + 2);
  return { leaf, index, path, note, read: readNote(note) };
};

const checkNote = async (note, checkpoint, trust, result) => {
  const { by, wrong } = await signersOf(note, trust.keys.filter((k) => k.kind === PLAIN && k.name === checkpoint.origin));
  if (wrong.length > 0 || by.length === 0) {
    result.findings.push('notSigned');
    return false;
  }
  result.facts.push(['ledger', checkpoint.origin], ['size', String(checkpoint.size)]);
  await lookAt(note, trust, result.facts, result.findings, result.open);
  return true;
};

const proof = {
  is: ({ text }) => text.startsWith(HEADING),
  check: async ({ text }, trust) => {
    const { leaf, index, path, read } = readProof(text);
    if (!leaf) throw new NotReadable('proofUnreadable');
    const checkpoint = readCheckpoint(read);
    const result = { title: 'proof', facts: [['leaf', String(index)]], findings: [], open: [] };
    if (!(await checkNote(read, checkpoint, trust, result))) return result;
    const root = await rootOf(await leafHash(leaf), index, checkpoint.size, path);
    if (!root || !same(root, checkpoint.root)) return { ...result, findings: [...result.findings, 'notIncluded'] };
    const event = JSON.parse(decoded(leaf));
    for (const name of ['id', 'type', 'principal', 'occurredAt', 'recordedAt']) if (typeof event[name] === 'string') result.facts.push([name, event[name]]);
    return { ...result, leaf: JSON.stringify(event, null, 2), proven: result.findings.length === 0 ? [decoded(leaf)] : [] };
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
  check: async ({ text }, { keys }) => {
    const results = await Promise.all(receiptLines(text).map((line) => checkReceipt(line, keys)));
    const good = results.filter((r) => !r.finding).sort((a, b) => a.time - b.time);
    const facts = [['receipts', String(results.length)]];
    if (good.length > 0) facts.push(['ledger', good[0].ledger], ['firstRecordedAt', good[0].time.toISOString()], ['lastRecordedAt', good.at(-1).time.toISOString()]);
    if (results.length === 1 && good.length === 1) facts.push(['leafHash', good[0].leaf]);
    return { title: 'receipts', facts, findings: results.flatMap((r) => (r.finding ? [r.finding] : [])) };
  },
};

const pack = {
  is: ({ bytes }) => startsWith(bytes, '%PDF-'),
  check: async ({ bytes }, trust) => {
    const result = { title: 'pack', facts: [['sha256', hex(await sha256(bytes))]], findings: [], open: [] };
    if (trust.keys.length === 0) return { ...result, unchecked: 'keyWanted' };
    if (!globalThis.DecompressionStream) return { ...result, unchecked: 'noUnpacking' };
    const checked = await checkPack(bytes, trust);
    if (checked.isCampaign) return { ...result, unchecked: 'campaignPack' };
    const facts = checked.facts.filter(([, value]) => value !== undefined).map(([name, value]) => [name, String(value)]);
    return { ...result, facts: [...facts, ...result.facts], findings: checked.faults, open: checked.open, notProven: checked.notProven, proven: checked.proven };
  },
};

const checkpoint = {
  is: ({ text }) => /\n\n\u2014 /.test(text),
  check: async ({ text }, trust) => {
    const note = readNote(text);
    const result = { title: 'checkpoint', facts: [], findings: [], open: [] };
    await checkNote(note, readCheckpoint(note), trust, result);
    return result;
  },
};

// Anything else may be an exhibit: its hash must stand in an event that was proven on this page.
const exhibit = {
  is: () => true,
  check: async ({ bytes }, trust, proven) => {
    const hash = hex(await sha256(bytes));
    const named = proven.some((leaf) => leaf.includes(`"${hash}"`));
    return { title: 'exhibit', facts: [['sha256', hash]], findings: [], unchecked: named ? undefined : 'exhibitNotNamed', note: named ? 'exhibitNamed' : undefined };
  },
};

const kinds = [proof, pack, receipts, checkpoint, exhibit];

// Of what is read as text all is read, or nothing is said of it. A larger file can only be an exhibit or a pack, of which the hash is taken.
const LARGEST_TEXT = 32 << 20;

// Whatever a file is, it ends in an answer.
const checkFile = async (bytes, trust, proven) => {
  const file = { bytes, text: new TextDecoder().decode(bytes.subarray(0, LARGEST_TEXT)) };
  const kind = kinds.find((k) => k.is(file));
  if (bytes.length > LARGEST_TEXT && ![pack, exhibit].includes(kind)) return { title: null, facts: [], findings: [], unchecked: 'tooLarge' };
  if (trust.keys.length === 0 && ![pack, exhibit].includes(kind)) return { title: null, facts: [], findings: [], unchecked: 'keyWanted' };
  try {
    return await kind.check(file, trust, proven);
  } catch (e) {
    return { title: null, facts: [], findings: [e instanceof NotReadable ? e.message : 'unreadable'] };
  }
};
