// The register, the calls, consents and other deeds: each says what its event says, with corrections applied, and none is missing.
const checkCoverage = (pack) => {
  const [seen, versions] = [new Set(), new Set()];
  let [number, last] = [0, undefined];
  const consumer = idOf(get(pack.data, 'consumer'), 'id');
  const stream = consumer && `dossier/${consumer.replaceAll('-', '')}`;
  for (const fact of itemsOf(pack.data, 'facts')) {
    const [id, at, leaf] = [idOf(fact, 'eventId'), instantOf(fact, 'occurredAt'), pack.leafOf(fact)];
    if (numberOf(fact, 'number') !== ++number || at === undefined || at < last) pack.fault('order-differs', ['Line {0} of the register is not numbered in the order in which things happened.', number], id);
    else last = at;
    if (!id) pack.fault('event-unnamed', ['Line {0} of the register names no event.', number]);
    else if (seen.has(id)) pack.fault('fact-doubled', 'The event stands in the register twice.', id);
    else {
      seen.add(id);
      if (!leaf) {
        pack.fault('fact-unproven', 'The event stands in the register, and nothing proves it.', id);
        continue;
      }
      const isOfDossier = textOf(leaf.read, 'stream') === stream && textOf(leaf.read, 'principal') === textOf(get(pack.data, 'principal'), 'slug');
      if (!isOfDossier) pack.fault('other-dossier', 'The event stands in the ledger for somebody else, or for another principal.', id);
      if (numberOf(leaf.read, 'version') !== undefined) versions.add(numberOf(leaf.read, 'version'));
      compare(pack, fact, bodyOf(leaf), 'occurredAt party uploadedBy', id);
      compare(pack, fact, leaf.read, 'type recordedAt', id);
    }
  }

  // All of a dossier's events are facts, and numbered from 1.
  const [least, most] = [...versions].reduce(([a, b], v) => [Math.min(a, v), Math.max(b, v)], [Infinity, -Infinity]);
  if (versions.size > 0 && (least !== 1 || most !== versions.size))
    pack.fault('fact-omitted', ['The ledger has at least {0} events of this dossier, and the register {1} of them: one was left out.', most, versions.size]);
  pack.facts.push(['facts', seen.size]);
};

// A part of pack.json: its name, its fields, and the types of events that stand in it, each with what a field then says.
const SECTIONS = [
  {
    name: 'calls',
    fields: 'startedAt=occurredAt answeredAt endedAt party uploadedBy campaign direction means nature outcome callerIdShown opening recorded objectionOffer offerMade saleMade offeredAt products script reliesOn=reliesOn.basis clearance.id=clearance',
    types: { 'call.attempted': null },
  },
  { name: 'consents', fields: 'grantedAt=occurredAt party uploadedBy campaign channel method products wordingRef=wording capture toldUntil=validUntil', types: { 'consent.granted': null } },
  { name: 'objections', fields: 'at=occurredAt party via products=scopeProducts', types: { 'consent.withdrawn': 'isWithdrawal=true', 'objection.registered': 'isWithdrawal=false' } },
  { name: 'relationships', fields: 'at=occurredAt party as products noticeAtCollection', types: { 'relationship.started': 'isEnd=false', 'relationship.ended': 'isEnd=true' } },
  { name: 'callbacks', fields: 'at=occurredAt party via products', types: { 'callback.requested': null } },
  {
    name: 'messages',
    fields: 'at=occurredAt party about via',
    types: { 'complaint.received': 'kind=complaint', 'compliment.received': 'kind=compliment', 'consent.proof-requested': 'kind=proof-requested', 'consent.proof-provided': 'kind=proof-provided' },
  },
];

// What hangs on a consent or a call, and is shown there where it does.
const WITHIN = [
  {
    of: 'consents', name: 'confirmations', fields: 'at=occurredAt party method sameNumber',
    types: { 'consent.verification-requested': 'step=requested', 'consent.verified': 'step=confirmed', 'consent.verification-refused': 'step=refused' },
  },
  { of: 'calls', name: 'sales', fields: 'at=occurredAt via acceptanceAskedAt totalValue product renewal', types: { 'sale.accepted': null } },
  { of: 'calls', name: 'performances', fields: 'at=occurredAt act', types: { 'contract.performed': null } },
  { of: 'calls', name: 'listenings', fields: 'at=occurredAt by findings', types: { 'monitoring.recorded': null } },
];

const checkRecords = (pack) => {
  const facts = new Map();
  for (const fact of itemsOf(pack.data, 'facts')) if (idOf(fact, 'eventId') && !facts.has(idOf(fact, 'eventId'))) facts.set(idOf(fact, 'eventId'), fact);
  // What the pack says was corrected by an event of which that is so.
  const corrected = new Set();
  for (const entry of itemsOf(pack.data, 'corrections')) {
    const [of, by] = [idOf(entry, 'corrects'), idOf(entry, 'eventId')];
    if (of && by && corrects(pack, by, new Set([of]), facts)) corrected.add(of);
  }
  for (const section of SECTIONS) {
    const shown = checkSection(pack, section, itemsOf(pack.data, section.name), facts);
    // What was corrected may have become something else, or another's.
    for (const [id, fact] of facts) {
      if (!Object.hasOwn(section.types, textOf(fact, 'type') ?? '') || corrected.has(id) || shown.has(id)) continue;
      const by = idOf(fact, 'correctedBy');
      if (!(by && corrects(pack, by, new Set([id]), facts))) pack.fault('entry-missing', ['The event stands in the register and not among the {0}.', section.name], id);
    }
  }
  for (const section of WITHIN) checkSection(pack, section, itemsOf(pack.data, section.of).flatMap((e) => itemsOf(e, section.name)), facts);
  checkCorrections(pack, facts);
};

const checkSection = (pack, section, entries, facts) => {
  const shown = new Set();
  for (const entry of entries) {
    const [id, leaf] = [idOf(entry, 'eventId'), pack.leafOf(entry)];
    if (!id || !leaf || !facts.has(id)) {
      pack.fault('fact-unproven', ['An entry of the {0} rests on no event of the register that is proven.', section.name], id);
      continue;
    }
    if (shown.has(id)) pack.fault('entry-doubled', ['The event stands among the {0} twice.', section.name], id);
    shown.add(id);
    const [type, body] = asItCounts(pack, id, leaf, facts);
    if (type === undefined || !Object.hasOwn(section.types, type)) pack.fault('entry-misplaced', ['The event is none that stands among the {0}.', section.name], id);
    else checkEntry(pack, entry, { id, leaf, body, fields: section.fields, code: section.types[type] });
  }
  return shown;
};

const checkEntry = (pack, entry, { id, leaf, body, fields, code }) => {
  compare(pack, entry, body, fields, id);
  const [name, value] = code?.split('=') ?? [];
  if (name && plain(get(entry, name)).toLowerCase() !== value) pack.fault('fact-differs', ['pack.json shows another {0} than was recorded.', name], id);
  if (get(entry, 'recordedAt') !== undefined && typeOf(leaf) !== 'correction.made') compare(pack, entry, leaf.read, 'recordedAt', id);
  // What a fact cites, it shows; it may show more, for exhibits can name the fact themselves.
  if (get(entry, 'exhibits') === undefined) return;
  const shown = new Set(itemsOf(entry, 'exhibits').map(plain));
  if (itemsOf(body, 'exhibits').some((e) => !shown.has(plain(e)))) pack.fault('fact-differs', 'pack.json does not show every exhibit that was cited.', id);
};

// The type and body that count: those of the last correction.
const asItCounts = (pack, id, leaf, facts) => {
  let counted = typeAndBody(leaf);
  const seen = new Set([id]);
  for (let by = idOf(facts.get(id), 'correctedBy'); by && facts.has(by) && corrects(pack, by, seen, facts) && !seen.has(by); by = idOf(facts.get(by), 'correctedBy')) {
    pack.step();
    seen.add(by);
    const correction = pack.leaves.get(by);
    if (get(bodyOf(correction), 'corrected') !== undefined) counted = typeAndBody(correction);
  }
  return counted;
};

// By what was recorded of it: it names the fact, or an earlier correction of it; or, by a bare reference, one that is not known by that id here, so that it meant the only match.
const corrects = (pack, by, chain, facts) => {
  const correction = pack.leaves.get(by);
  const said = typeOf(correction) === 'correction.made' ? get(bodyOf(correction), 'corrects') : undefined;
  const of = idOf(said, 'eventId');
  return of !== undefined && (chain.has(of) || (textOf(said, 'refMac') !== undefined && !facts.has(of)));
};

const typeAndBody = (leaf) => {
  if (typeOf(leaf) !== 'correction.made') return [typeOf(leaf), bodyOf(leaf)];
  const corrected = get(bodyOf(leaf), 'corrected');
  return [textOf(corrected, 'type'), corrected];
};

const checkCorrections = (pack, facts) => {
  const shown = new Set();
  for (const entry of itemsOf(pack.data, 'corrections')) {
    const [id, leaf] = [idOf(entry, 'eventId'), pack.leafOf(entry)];
    if (!id || typeOf(leaf) !== 'correction.made') {
      pack.fault('fact-unproven', 'A correction rests on no event that is proven.', id);
      continue;
    }
    if (shown.has(id)) pack.fault('entry-doubled', 'The event stands among the corrections twice.', id);
    shown.add(id);
    compare(pack, entry, bodyOf(leaf), 'at=occurredAt party move', id);
    compare(pack, entry, leaf.read, 'recordedAt', id);
  }
  for (const [id, fact] of facts) if (textOf(fact, 'type') === 'correction.made' && !shown.has(id)) pack.fault('entry-missing', 'The event stands in the register and not among the corrections.', id);
};
