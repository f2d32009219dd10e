// An evidence pack, as vault verify checks it: the same things in the same order, told in the same words (EvidenceVault.Verification/Packs).
const LARGEST_PACK = 256 * 2 ** 20;
const MOST_FAULTS = 1_000;
const MOST_STEPS = 10_000_000;

class PackUnderCheck {
  constructor() {
    [this.files, this.leaves, this.facts, this.faults, this.open] = [new Map(), new Map(), [], [], []];
    [this.data, this.isSealed, this.isTimed, this.steps] = [undefined, false, false, 0];
  }

  // Said: a sentence, and what stands in its gaps. One change can show in many places, and a hostile file in any number.
  fault(kind, said, eventId) {
    if (this.faults.length < MOST_FAULTS) this.faults.push({ kind, said: [said].flat(), eventId });
  }

  // Going round and round in what a file refers to has an end.
  step() {
    if (++this.steps > MOST_STEPS) throw new Unreadable('The PDF holds more than is read.');
  }

  // Whether there is a pack.json that says it is that of a pack.
  read() {
    const json = this.files.get('pack.json');
    if (!json) return false;
    try {
      this.data = readJson(json);
    } catch {
      this.fault('data-unreadable', 'pack.json is no JSON.');
      return false;
    }
    if (canonical(this.data) !== decoded(json)) this.fault('data-not-canonical', 'pack.json is not in the form in which the vault writes it: it was written anew.');
    const format = textOf(this.data, 'format');
    if (format === 'evidence-vault/consumer-pack/1') return true;
    this.isCampaign = format === 'evidence-vault/campaign-pack/1';
    if (!this.isCampaign) this.fault('data-unreadable', 'pack.json is not that of an evidence pack, or of a version that this program does not know.');
    return false;
  }

  // The event of an entry, where it has one that is proven with its content.
  leafOf(entry, field = 'eventId') {
    const leaf = this.leaves.get(idOf(entry, field));
    return leaf?.read ? leaf : undefined;
  }
}

const bodyOf = (leaf) => get(leaf?.read, 'data');
const typeOf = (leaf) => textOf(leaf?.read, 'type');

// What fields are called where they are shown, and where they were recorded.
const pairsOf = (names) => names.split(' ').map((name) => (name.includes('=') ? name.split('=') : [name, name]));

const compare = (pack, shown, recorded, names, id) => {
  for (const [of, from] of pairsOf(names)) if (!isSame(atPath(shown, of), atPath(recorded, from))) pack.fault('fact-differs', ['pack.json shows another {0} than was recorded.', of], id);
};

// The attached files: those of a pack, each once, whole, and no others.
const ALWAYS = ['pack.json', 'calls.csv', 'keys.json', 'README.txt', 'proofs/checkpoint'];

const eventOfFile = (name) => /^proofs\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.tlog-proof$/.exec(name)?.[1];

const isFileOfPack = (name) => ALWAYS.includes(name) || name === 'proofs/checkpoint.txt' || eventOfFile(name) !== undefined || (name.startsWith('proofs/timestamp-') && name.endsWith('.tst'));

const checkFiles = (pack, packed) => {
  for (const { name, content, isWhole, hasOneName } of packed.files) {
    if (pack.files.has(name)) pack.fault('attachment-doubled', ['{0} is attached twice: which one counts is not told.', name]);
    else pack.files.set(name, content);
    if (!hasOneName) pack.fault('attachment-misnamed', ['{0} is shown under another name.', name]);
    if (!isWhole) pack.fault('attachment-damaged', ['{0} does not have the length and checksum that the PDF gives for it.', name]);
    if (!isFileOfPack(name)) pack.fault('attachment-unknown', ['{0} is no file of a pack: something was added.', name]);
  }
  for (const name of ALWAYS) if (!pack.files.has(name)) pack.fault('attachment-missing', ['{0} is not attached.', name]);
};

// What the PDF itself says, against its data.
const dateOf = (ticks) => `D:${new Date(Number((ticks - (((ticks % 10_000n) + 10_000n) % 10_000n)) / 10_000n)).toISOString().slice(0, 19).replace(/[-T:]/g, '')}Z`;

const checkDocument = async (pack, packed) => {
  if (packed.pages !== packed.saidPages) pack.fault('pages-differ', ['The PDF says it has {0} pages, and has {1}.', packed.saidPages, packed.pages]);
  const asOf = instantOf(pack.data, 'asOf');
  if (asOf === undefined || (await packed.created()) !== dateOf(asOf)) pack.fault('document-date-differs', 'The PDF has another date than the instant of its data.');
  const hasConclusions = get(pack.data, 'summary') !== undefined || itemsOf(pack.data, 'calls').some((c) => get(c, 'judgement') !== undefined);
  if (textOf(pack.data, 'content') === 'facts' && hasConclusions) pack.fault('findings-in-facts', 'pack.json says it holds facts only, and holds conclusions.');
};

// Said each time, so that nobody takes for proven what is not.
const notProven = (pack) => {
  const not = [
    [pack.isSealed
      ? 'that the pages say what pack.json says (whoever holds the seal\'s certificate answers for that: pages and data are under one seal)'
      : 'that the pages say what pack.json says (no seal binds them: compare the file\'s SHA-256 with the one that the vault shows)'],
    ['names, numbers, mail addresses, references, notes and words of complaints (in the ledger they are hashes under a secret key)'],
    ['descriptions of parties and campaigns, and policies (they are no part of the proofs)'],
  ];
  if (pack.isSealed && !pack.isTimed) not.push(['when it was sealed (the seal has no timestamp: nobody but whoever sealed it says so)']);
  if (textOf(pack.data, 'content') === 'facts-and-findings') not.push(['conclusions (they follow from the facts by the rulebook, which is not applied here; only their counts were added up)']);
  const withheld = [...pack.leaves.values()].filter((l) => !l.read).length;
  if (withheld > 0) not.push(['the content of {0} clearances (left out, since findings stand in it; that they stand in the ledger is proven)', withheld]);
  return not;
};

// Whatever the file is, the answer is faults.
const checkPack = async (file, trust) => {
  const pack = new PackUnderCheck();
  try {
    if (file.length > LARGEST_PACK) throw new Unreadable(['It is larger than the {0} MB that are read.', LARGEST_PACK >> 20]);
    const packed = await PdfPackage.open(file);
    checkFiles(pack, packed);
    if (!pack.read()) return pack;
    pack.facts.push(['pack', textOf(pack.data, 'pack')], ['principal', textOf(get(pack.data, 'principal'), 'slug')], ['asOf', textOf(pack.data, 'asOf')], ['pages', packed.pages]);
    await checkDocument(pack, packed);
    const sealed = await asSealed(pack, packed, file);
    const seal = await checkSeal(pack, packed, sealed, trust);
    await checkCountersignature(pack, sealed.length < file.length ? packed.signatures[1] : undefined, { file, seal, trust });
    const checkpoint = await checkProofs(pack, trust.keys);
    checkCoverage(pack);
    checkRecords(pack);
    checkExhibits(pack);
    await checkBook(pack);
    checkCounts(pack);
    checkCsv(pack);
    pack.facts.push(['events', pack.leaves.size]);
    pack.notProven = notProven(pack);
    if (checkpoint) await lookAt(checkpoint, trust, pack.facts, pack.faults, pack.open);
    pack.proven = checkpoint ? [...pack.leaves.values()].filter((l) => l.bytes).map((l) => decoded(l.bytes)) : [];
  } catch (e) {
    pack.fault('unreadable', ['This cannot be read as a pack. {0}', e instanceof Unreadable ? e.said : ['It asks for more than this browser has.']]);
  }
  return pack;
};
