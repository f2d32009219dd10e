// The checkpoint and the proofs, and what pack.json says of them.
const checkProofs = async (pack, keys) => {
  const text = pack.files.get('proofs/checkpoint');
  if (!text) return undefined;
  let [note, checkpoint] = [];
  try {
    note = readNote(decoded(text));
    checkpoint = readCheckpoint(note);
  } catch (e) {
    if (!(e instanceof NotReadable)) throw e;
    pack.fault('checkpoint-unreadable', 'proofs/checkpoint is no checkpoint.');
    return undefined;
  }
  const { by, wrong } = await signersOf(note, keys.filter((k) => k.kind === PLAIN && k.name === checkpoint.origin));
  const signers = wrong.length > 0 ? [] : by.map((b) => b.key);
  if (signers.length === 0) pack.fault('not-signed', 'The checkpoint is signed by none of the keys that were given, or was changed.');
  const listed = eventsById(pack);
  for (const [name, content] of pack.files) if (eventOfFile(name)) await readProofOf(pack, eventOfFile(name), decoded(content), decoded(text), checkpoint, listed);
  checkState(pack, checkpoint, signers);
  checkListed(pack);
  await checkStamps(pack, note);
  pack.facts.push(['ledger', checkpoint.origin], ['size', checkpoint.size]);
  return signers.length > 0 ? note : undefined;
};

const eventsById = (pack) => {
  const listed = new Map();
  for (const e of itemsOf(get(pack.data, 'proof'), 'events')) if (!listed.has(idOf(e, 'eventId'))) listed.set(idOf(e, 'eventId'), e);
  return listed;
};

const readProofOf = async (pack, id, text, checkpointText, checkpoint, listed) => {
  try {
    const { leaf, index, path, note } = readProof(text);
    if (note !== checkpointText) {
      pack.fault('other-checkpoint', 'The proof is for another checkpoint than the one attached, or that was changed in it.', id);
      return;
    }
    const hash = leaf ? await leafHash(leaf) : hashListed(pack, listed.get(id), id);
    const root = hash && (await rootOf(hash, index, checkpoint.size, path));
    if (!root || !same(root, checkpoint.root)) {
      pack.fault('not-included', 'The event is not the one that stands in the ledger at this place: it, or its proof, was changed.', id);
      return;
    }
    // A leaf that is in the tree is what the vault wrote: in the canonical form.
    const read = leaf ? readJson(leaf) : undefined;
    if (leaf && canonical(read) !== decoded(leaf)) throw new NoJson();
    if (leaf && idOf(read, 'id') !== id) pack.fault('other-event', 'The proof is that of another event than its name says.', id);
    else pack.leaves.set(id, { index, hash, bytes: leaf, read });
  } catch (e) {
    if (!(e instanceof NotReadable) && !(e instanceof NoJson)) throw e;
    pack.fault('proof-unreadable', 'Its proof is none.', id);
  }
};

// Only findings may be left out, and only of a pack of facts.
const hashListed = (pack, listed, id) => {
  if (textOf(pack.data, 'content') !== 'facts' || textOf(listed, 'type') !== 'clearance.decided' || flagOf(listed, 'hasContent') !== false)
    pack.fault('leaf-missing', 'Its proof comes without the event, which is left out of clearances in packs of facts alone.', id);
  const hash = textOf(listed, 'leafHash');
  return hash === undefined ? undefined : fromBase64(hash);
};

const checkState = (pack, checkpoint, signers) => {
  const said = get(pack.data, 'proof');
  const size = numberOf(said, 'size');
  if (textOf(said, 'ledger') !== checkpoint.origin || size === undefined || BigInt(size) !== checkpoint.size || textOf(said, 'root') !== toBase64(checkpoint.root))
    pack.fault('state-differs', 'pack.json tells of another state of the ledger than the checkpoint attached.');
  const listed = itemsOf(said, 'signedBy');
  if (signers.some((k) => !listed.includes(k.text))) pack.fault('signer-differs', 'pack.json names other keys than the one that signed the checkpoint.');
  const json = pack.files.has('keys.json') ? decoded(pack.files.get('keys.json')) : undefined;
  if (json !== undefined && !signers.every((k) => json.includes(`"${k.text}"`))) pack.fault('keys-differ', 'keys.json does not list the key that signed the checkpoint.');
};

const checkListed = (pack) => {
  const listed = new Set();
  for (const e of itemsOf(get(pack.data, 'proof'), 'events')) {
    const id = idOf(e, 'eventId');
    if (!id) {
      pack.fault('event-unnamed', 'pack.json lists an event without its id.');
      continue;
    }
    if (listed.has(id)) pack.fault('event-doubled', 'pack.json lists the event twice.', id);
    listed.add(id);
    const proven = pack.leaves.get(id);
    if (!pack.files.has(`proofs/${id}.tlog-proof`)) pack.fault('proof-missing', 'The event has no proof attached.', id);
    else if (proven && !isAsListed(e, proven)) pack.fault('leaf-differs', 'pack.json tells something else of the event\'s place, hash or type than its proof.', id);
  }
  for (const name of pack.files.keys()) {
    const id = eventOfFile(name);
    if (id && !listed.has(id)) pack.fault('proof-surplus', 'A proof is attached of an event that pack.json does not list.', id);
  }
};

const isAsListed = (e, proven) => {
  const leaf = numberOf(e, 'leaf');
  const isPlaced = leaf !== undefined && BigInt(leaf) === proven.index && textOf(e, 'leafHash') === toBase64(proven.hash);
  return isPlaced && flagOf(e, 'hasContent') === (proven.read !== undefined) && (proven.read === undefined || textOf(e, 'type') === typeOf(proven));
};

// They stand in the checkpoint as well; these are for other software.
const checkStamps = async (pack, note) => {
  const stamps = new Set((await stampsOf(note)).map((s) => hex(s.bytes)));
  for (const [name, content] of pack.files) if (name.endsWith('.tst') && !(content.length < LARGEST_NOTE && stamps.has(hex(content)))) pack.fault('timestamp-differs', ['{0} is not a timestamp that the checkpoint has.', name]);
  const text = pack.files.get('proofs/checkpoint.txt');
  if (text && decoded(text) !== note.text) pack.fault('timestamp-differs', 'proofs/checkpoint.txt is not the text of the checkpoint.');
};
