// The signatures in a pack: its seal, by the certificate that the pack names and with the timestamp that it says it has, and the countersignature of a second person.
const SIGNATURE_TIMESTAMP = '1.2.840.113549.1.9.16.2.14';

// The SHA-256 of the certificate of the seal; undefined: there is no seal that holds.
const checkSeal = async (pack, packed, file, trust) => {
  const said = get(pack.data, 'seal');
  if (packed.signatures.length === 0) {
    if (said !== undefined) pack.fault('seal-missing', 'The pack says it is sealed, and is not: the seal was taken off.');
    else if (trust.seals.length > 0) pack.fault('seal-missing', 'Certificates were given with --seal, and the pack is not sealed.');
    return undefined;
  }
  if (packed.signatures.length !== packed.updates + 1 || packed.signatures[0].field !== SEAL_FIELD) {
    pack.fault('seal-not-whole', 'There are other signatures than the vault makes, or the seal was not the first thing that was signed.');
    return undefined;
  }
  const seal = await readSignature(pack, 'seal', packed.signatures[0], file);
  if (!seal) return undefined;
  if (textOf(said, 'sha256') !== seal.hash) pack.fault('seal-differs', 'The file is sealed with another certificate than pack.json says, or pack.json says it is not sealed.');
  pack.isTimed = seal.stamps.length > 0;
  // Nothing covers the timestamp itself. But the seal covers pack.json, which says whether there was one.
  const isSaidTimed = textOf(said, 'timestampBy') !== undefined;
  if (pack.isTimed && !isSaidTimed) pack.fault('seal-timestamp-differs', 'The seal has a timestamp, and pack.json says that it has none: it was put there afterwards.');
  if (!pack.isTimed && isSaidTimed) pack.fault('seal-timestamp-missing', 'pack.json says that the seal has a timestamp, and it has none: that was taken off.');
  pack.isSealed = true;
  await checkWhose(pack, 'seal', seal, trust.seals, await timeOfSignature(pack, 'seal', seal, trust.stamps));
  return seal.hash;
};

const checkCountersignature = async (pack, signature, { file, seal, trust }) => {
  if (!signature) {
    if (trust.seconds.length > 0) pack.fault('countersignature-missing', 'Certificates were given with --countersigner, and nobody countersigned the pack.');
    return;
  }
  const seen = await readSignature(pack, 'countersignature', signature, file);
  if (!seen) return;
  if (seen.hash === seal) pack.fault('countersignature-same', 'The countersignature is by the certificate of the seal: no second person signed.');
  await checkWhose(pack, 'countersignature', seen, trust.seconds, await timeOfSignature(pack, 'countersignature', seen, trust.stamps));
};

// What this browser cannot compute of a signature is told, and is neither good nor bad.
const unlessUnsupported = async (pack, kind, work) => {
  try {
    return await work();
  } catch (e) {
    if (!(e instanceof Unsupported)) throw e;
    pack.open.push(['The {0} is of a kind that this browser cannot compute.', [kind]]);
    return undefined;
  }
};

// Whose a signature is and what timestamps it has, where it covers the whole file and holds.
const readSignature = (pack, kind, signature, file) => unlessUnsupported(pack, kind, async () => {
  const content = signature.isOfKind ? coveredBy(file, signature) : undefined;
  if (!content) {
    pack.fault(`${kind}-not-whole`, ['The {0} does not cover the whole file, or is not of the kind that the vault makes.', [kind]]);
    return undefined;
  }
  const seen = await signatureOf(signature, content);
  if (!seen) pack.fault(`${kind}-broken`, ['The {0} does not hold: the file was changed after it was put there, or it is none.', [kind]]);
  return seen;
});

// All of the file but the digits of the signature themselves.
const coveredBy = (file, signature) => {
  const [, first, second] = signature.range;
  if (endOf(signature) !== file.length || second <= first + 2) return undefined;
  const gap = latin1(file.subarray(first, second)).toLowerCase();
  return gap === `<${hex(signature.contents)}>` ? join(file.subarray(0, first), file.subarray(second)) : undefined;
};

const signatureOf = async ({ contents }, content) => {
  try {
    const { whole } = asn1(contents, SEQUENCE, true);
    // What is behind the signature is room that was left, and empty.
    if (contents.subarray(whole.length).some((b) => b !== 0)) return undefined;
    const cms = readCms(whole);
    const [signer, ...more] = cms.signers;
    const certificate = signer && more.length === 0 ? signerOf(signer, cms.certificates) : undefined;
    if (!certificate || !(await holds(signer, certificate, cms.type, content))) return undefined;
    return { certificate, sent: cms.certificates, value: signer.signature, stamps: (signer.more.get(SIGNATURE_TIMESTAMP) ?? []).map((s) => s.whole), hash: hex(await sha256(certificate.bytes)) };
  } catch (e) {
    if (e instanceof BadAsn1) return undefined;
    throw e;
  }
};

// When it was certainly there: by the timestamp of an authority that is trusted.
const timeOfSignature = (pack, kind, seen, authorities) => unlessUnsupported(pack, kind, async () => {
  if (seen.stamps.length === 0) return undefined;
  const { time, fault } = await checkStamp(seen.value, seen.stamps[0], authorities);
  if (seen.stamps.length > 1) pack.fault(`${kind}-timestamp-broken`, ['The {0} has several timestamps: which one counts is not told.', [kind]]);
  else if (fault === 'unreadable' || fault === 'not-signed') pack.fault(`${kind}-timestamp-broken`, ['The timestamp of the {0} is none, or is not signed as it says.', [kind]]);
  else if (fault === 'other-text') pack.fault(`${kind}-timestamp-differs`, ['The timestamp of the {0} is over something else than its signature: it was taken from elsewhere.', [kind]]);
  else if (fault === 'other-authority') pack.fault(`${kind}-timestamp-not-trusted`, ['The timestamp of the {0} is by none of the authorities that are trusted.', [kind]]);
  else pack.facts.push([`${kind}Timestamp${fault ? 'Open' : ''}`, new Date(time).toISOString()]);
  if (fault || seen.stamps.length > 1) return undefined;
  if (time >= seen.certificate.from && time <= seen.certificate.until) return time;
  pack.fault(`${kind}-timestamp-outside`, ['When the timestamp says that the {0} was there, its certificate was not valid.', [kind]]);
  return undefined;
});

// Without a time nobody but whoever signed says when that was, and then the terms of certificates say nothing.
const checkWhose = async (pack, kind, seen, trusted, at) => {
  pack.facts.push([`${kind === 'seal' ? 'sealedBy' : 'countersignedBy'}${trusted.length === 0 ? 'Open' : ''}`, `${subjectOf(seen.certificate)}, SHA-256 ${seen.hash}`]);
  const isGood = trusted.length === 0 || (await unlessUnsupported(pack, kind, () => isTrusted(seen.certificate, seen.sent, trusted, at ?? null)));
  if (isGood === false) pack.fault(`${kind}-not-trusted`, ['The {0} is by none of the certificates that are trusted.', [kind]]);
};
