// The exhibits: announced, received and deleted as their events say.
const checkExhibits = (pack) => {
  const seen = new Set();
  for (const exhibit of itemsOf(pack.data, 'exhibits')) {
    const [id, name] = [idOf(exhibit, 'eventId'), textOf(exhibit, 'id')];
    if (name === undefined || seen.has(name)) pack.fault('entry-doubled', 'An exhibit stands in the list twice, or without its name.', id);
    seen.add(name);
    const leaf = pack.leafOf(exhibit);
    if (typeOf(leaf) !== 'exhibit.announced') pack.fault('fact-unproven', 'Nothing proves that the exhibit was announced.', id);
    else {
      compare(pack, exhibit, bodyOf(leaf), 'id=exhibit kind purposes contentType size sha256 recordedAt=occurredAt durationMs segments party uploadedBy', id);
      compare(pack, exhibit, leaf.read, 'announcedAt=recordedAt', id);
    }
    checkContent(pack, exhibit, id);
  }
};

// What is shown of its content is what the events of it say, and nothing is shown without one.
const checkContent = (pack, exhibit, id) => {
  const [stored, deleted, state] = [pack.leafOf(exhibit, 'storedEventId'), pack.leafOf(exhibit, 'deletedEventId'), textOf(exhibit, 'state')];
  const [isStored, isDeleted] = [typeOf(stored) === 'exhibit.stored', typeOf(deleted) === 'exhibit.deleted'];
  if (isStored !== ['stored', 'held', 'deleted'].includes(state) || isDeleted !== (state === 'deleted')) {
    pack.fault('exhibit-state-differs', 'The exhibit is shown in another state than its proven events bring it to.', id);
    return;
  }
  if (stored) {
    compare(pack, exhibit, bodyOf(stored), 'id=exhibit size sha256', id);
    compare(pack, exhibit, stored.read, 'storedAt=recordedAt', id);
  }
  if (deleted && !isSame(get(exhibit, 'deletion'), bodyOf(deleted))) pack.fault('fact-differs', 'pack.json shows another deletion than was recorded.', id);
};

// Mandates, wordings and clearances: what the pack quotes is what was filed.
const MANDATE = 'ref from to campaigns validFrom validTo mayDelegate capacity contract';
const WORDING = 'ref sha256=textSha256 language products callersNamed means place firstCallTerm consentTerm liveFrom liveTo';

const checkBook = async (pack) => {
  for (const mandate of itemsOf(pack.data, 'mandates')) checkVersion(pack, mandate, 'mandate.given', MANDATE, 'firstRecordedAt');
  for (const consent of itemsOf(pack.data, 'consents')) {
    await checkWording(pack, get(consent, 'wording'));
    for (const step of itemsOf(consent, 'confirmations')) await checkWording(pack, get(step, 'message'));
  }
  for (const call of itemsOf(pack.data, 'calls')) checkClearance(pack, get(call, 'clearance'));
};

const checkWording = async (pack, wording) => {
  if (wording === undefined) return;
  const filed = checkVersion(pack, wording, 'wording.filed', WORDING, 'firstFiledAt');
  for (const [name, hash] of [['text', textOf(wording, 'sha256')], ['withdrawalText', textOf(filed, 'withdrawalTextSha256')]]) {
    const text = textOf(wording, name);
    if (text !== undefined && hex(await sha256(utf8(text))) !== hash) pack.fault('wording-differs', ['The {0} of a wording does not have the hash that was filed.', name], asId(itemsOf(wording, 'eventIds')[0]));
  }
};

// It has versions, each an event: one of them says all that is shown, and the first tells since when it is on file.
const checkVersion = (pack, shown, type, fields, first) => {
  const ids = itemsOf(shown, 'eventIds').map(asId);
  const leaves = ids.map((id) => pack.leaves.get(id)).filter((leaf) => leaf?.read && typeOf(leaf) === type);
  if (leaves.length === 0 || leaves.length < ids.length) {
    pack.fault('fact-unproven', ['A version of what was filed as {0} is proven by nothing.', type], ids[0]);
    return undefined;
  }
  if (!isSame(get(shown, first), get(leaves[0].read, 'recordedAt'))) pack.fault('fact-differs', ['pack.json shows another {0} than was recorded.', first], ids[0]);
  const version = leaves.filter((leaf) => pairsOf(fields).every(([of, from]) => isSame(get(shown, of), get(bodyOf(leaf), from)))).at(-1);
  if (!version) pack.fault('fact-differs', ['What pack.json shows of {0} was never filed so.', type], ids.at(-1));
  return bodyOf(version);
};

const checkClearance = (pack, clearance) => {
  const decided = get(clearance, 'decided');
  if (decided === undefined) return;
  const id = idOf(decided, 'eventId');
  const leaf = pack.leaves.get(id);
  if (!leaf) pack.fault('fact-unproven', 'Nothing proves the clearance that a call cites.', id);
  else if (leaf.read) {
    if (typeOf(leaf) !== 'clearance.decided' || textOf(bodyOf(leaf), 'clearance') !== textOf(clearance, 'id')) pack.fault('fact-differs', 'The clearance that a call cites is another one than is proven.', id);
    compare(pack, decided, bodyOf(leaf), 'clear decidedAt=occurredAt recheckAfter', id);
  }
};
