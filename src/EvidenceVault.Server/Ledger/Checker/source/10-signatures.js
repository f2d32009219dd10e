// Signatures by certificates: CMS (RFC 5652), as seals and timestamps are, and RFC 3161.
const [SIGNED_DATA, PLAIN_DATA, TIMESTAMP_INFO] = ['1.2.840.113549.1.7.2', '1.2.840.113549.1.7.1', '1.2.840.113549.1.9.16.1.4'];
const [CONTENT_TYPE, MESSAGE_DIGEST] = ['1.2.840.113549.1.9.3', '1.2.840.113549.1.9.4'];
const [SIGNING_CERTIFICATE, SIGNING_CERTIFICATE_V2] = ['1.2.840.113549.1.9.16.2.12', '1.2.840.113549.1.9.16.2.47'];

const readCms = (bytes, mayHaveRoom) => {
  const [type, holder] = partsOf(asn1(bytes, SEQUENCE, mayHaveRoom), SEQUENCE);
  if (oidOf(type) !== SIGNED_DATA) throw new BadAsn1();
  const [, , inner, ...rest] = partsOf(partsOf(holder, 0xa0)[0], SEQUENCE);
  const [innerType, carried] = partsOf(inner, SEQUENCE);
  const certificates = taken(rest, 0xa0);
  taken(rest, 0xa1);
  return {
    type: oidOf(innerType),
    content: carried ? contentOf(partsOf(carried, 0xa0)[0], OCTET_STRING) : null,
    certificates: certificates ? partsOf(certificates).filter((c) => c.tag === SEQUENCE).map((c) => readCertificate(c.whole)) : [],
    signers: partsOf(rest[0], SET).map(readSigner),
  };
};

const readSigner = (value) => {
  const [, by, hashing, ...rest] = partsOf(value, SEQUENCE);
  const attributes = taken(rest, 0xa0);
  const [algorithm, signature, more] = rest;
  return {
    by,
    hash: HASHES.get(oidOf(partsOf(hashing, SEQUENCE)[0])),
    attributes: attributes && { signed: join(Uint8Array.of(SET), attributes.whole.subarray(1)), all: attributesOf(attributes) },
    algorithm,
    signature: contentOf(signature, OCTET_STRING),
    more: more?.tag === 0xa1 ? attributesOf(more) : new Map(),
  };
};

// By their kind: the values of each.
const attributesOf = (value) => {
  const all = new Map();
  for (const attribute of partsOf(value)) {
    const [type, values] = partsOf(attribute, SEQUENCE);
    all.set(oidOf(type), [...(all.get(oidOf(type)) ?? []), ...partsOf(values, SET)]);
  }
  return all;
};

const signerOf = ({ by }, certificates) => {
  if (by.tag === 0x80) return certificates.find((c) => c.extensions.has(KEY_IDENTIFIER) && same(contentOf(asn1(c.extensions.get(KEY_IDENTIFIER).value, OCTET_STRING), OCTET_STRING), by.content));
  const [issuer, serial] = partsOf(by, SEQUENCE);
  return certificates.find((c) => same(c.issuer, issuer.content) && same(c.serial, serial.whole));
};

// Whether a certificate's key signed this content.
const holds = async (signer, certificate, type, content) => {
  if (!signer.hash || !signer.attributes) return false;
  const [said, hashed] = [CONTENT_TYPE, MESSAGE_DIGEST].map((id) => signer.attributes.all.get(id));
  if (said?.length !== 1 || hashed?.length !== 1 || oidOf(said[0]) !== type) return false;
  if (!same(contentOf(hashed[0], OCTET_STRING), await digest(signer.hash, content))) return false;
  return signed(schemeOf(signer.algorithm, certificate.key, signer.hash), certificate.key, signer.signature, signer.attributes.signed);
};

// RFC 3161: the signed attributes name the certificate by its hash, and the certificate is for timestamps alone.
const isAuthority = async (signer, certificate, time) => {
  const [old, v2] = [SIGNING_CERTIFICATE, SIGNING_CERTIFICATE_V2].map((id) => signer.attributes?.all.get(id)?.[0]);
  if (!old && !v2) return false;
  for (const [value, usual] of [[old, 'SHA-1'], [v2, 'SHA-256']]) {
    if (!value) continue;
    const parts = partsOf(partsOf(partsOf(value, SEQUENCE)[0], SEQUENCE)[0], SEQUENCE);
    const named = parts[0].tag === SEQUENCE ? HASHES.get(oidOf(partsOf(parts.shift(), SEQUENCE)[0])) : usual;
    if (!named || !same(contentOf(parts[0], OCTET_STRING), await digest(named, certificate.bytes))) return false;
  }
  return certificate.extensions.get(EXTENDED_KEY_USAGE)?.critical === true && purposesOf(certificate).includes(TIMESTAMPING) && time >= certificate.from && time <= certificate.until;
};

const readStamp = (token) => {
  const cms = readCms(token);
  if (cms.type !== TIMESTAMP_INFO || cms.signers.length !== 1 || !cms.content) throw new BadAsn1();
  const [, , imprint, , at] = partsOf(asn1(cms.content, SEQUENCE), SEQUENCE);
  const [hashing, hashed] = partsOf(imprint, SEQUENCE);
  return { cms, hash: HASHES.get(oidOf(partsOf(hashing, SEQUENCE)[0])), hashed: contentOf(hashed, OCTET_STRING), time: timeOf(at) };
};

// What is wrong with a timestamp of a checkpoint, in words.
const STAMP_FAULTS = new Map([
  ['unreadable', 'is no RFC 3161 token.'], ['other-text', 'is over another checkpoint.'], ['not-signed', 'is not signed as it says.'], ['other-authority', 'is by none of the authorities that are trusted.'],
]);

// What a timestamp of some bytes says, and what is wrong with it; as vault verify has it.
const checkStamp = async (bytes, token, roots) => {
  let stamp;
  try {
    stamp = readStamp(token);
    const { cms, time } = stamp;
    const [signer] = cms.signers;
    const certificate = signerOf(signer, [...cms.certificates, ...roots]);
    if (!certificate || !(await isAuthority(signer, certificate, time)) || !(await holds(signer, certificate, cms.type, cms.content))) return { fault: 'not-signed' };
    if (!stamp.hash || !same(stamp.hashed, await digest(stamp.hash, bytes))) return { fault: 'other-text' };
    if (roots.length === 0) return { time, fault: 'authority-not-given' };
    return (await isTrusted(certificate, cms.certificates, roots, time, TIMESTAMPING)) ? { time } : { time, fault: 'other-authority' };
  } catch (e) {
    if (!(e instanceof BadAsn1)) throw e;
    return { fault: stamp ? 'not-signed' : 'unreadable' };
  }
};

const STAMP_KIND = join(Uint8Array.of(255), utf8('rfc3161-timestamp-token'));

// The lines of a note that are timestamps: of a kind of their own, by the authority's name.
const stampsOf = async (note) => {
  const found = [];
  for (const s of note.signatures) if (same(s.id, (await sha256(join(utf8(`${s.name}\n`), STAMP_KIND))).slice(0, 4))) found.push(s);
  return found;
};

// What others than the ledger say of a checkpoint.
const lookAt = async (note, trust, facts, findings, open) => {
  const witnesses = trust.keys.filter((k) => k.kind === COSIGNATURE);
  const { by, wrong } = await signersOf(note, witnesses);
  for (const witness of witnesses) {
    const times = by.filter((b) => b.key === witness).map((b) => b.time);
    if (wrong.includes(witness)) findings.push({ kind: 'wrong-cosignature', said: ['What stands there in the name of the witness {0} is not its cosignature of this checkpoint.', witness.name] });
    else if (times.length > 0) facts.push(['witness', `${witness.name}, ${new Date(Math.max(...times)).toISOString()}`]);
  }
  const stamps = await stampsOf(note);
  for (const { name, bytes } of stamps) {
    try {
      const { time, fault } = await checkStamp(utf8(note.text), bytes, trust.stamps);
      if (time !== undefined) facts.push([fault === 'authority-not-given' ? 'timestampOpen' : 'timestamp', `${name}, ${new Date(time).toISOString()}`]);
      if (STAMP_FAULTS.has(fault)) findings.push({ kind: 'wrong-timestamp', said: ['The timestamp by {0} {1}', name, [STAMP_FAULTS.get(fault)]] });
    } catch (e) {
      if (!(e instanceof Unsupported)) throw e;
      open.push(['The timestamp by {0} is of a kind that this browser cannot compute.', name]);
    }
  }
  if (trust.stamps.length > 0 && stamps.length === 0) findings.push({ kind: 'no-timestamp', said: ['Authorities were given with --tsa, and the checkpoint has no timestamp.'] });
};
