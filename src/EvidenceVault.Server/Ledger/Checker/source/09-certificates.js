// Certificates (X.509): whose a key is, by whom that is said, and what the key signed. What this browser cannot compute is Unsupported, and never good or bad.
class Unsupported extends Error {}

const HASHES = new Map([['2.16.840.1.101.3.4.2.1', 'SHA-256'], ['2.16.840.1.101.3.4.2.2', 'SHA-384'], ['2.16.840.1.101.3.4.2.3', 'SHA-512']]);
const RSA = '1.2.840.113549.1.1.1';
const RSA_PSS = '1.2.840.113549.1.1.10';
const EC = '1.2.840.10045.2.1';
const RSA_WITH = new Map([['1.2.840.113549.1.1.11', 'SHA-256'], ['1.2.840.113549.1.1.12', 'SHA-384'], ['1.2.840.113549.1.1.13', 'SHA-512']]);
const ECDSA_WITH = new Map([['1.2.840.10045.4.3.2', 'SHA-256'], ['1.2.840.10045.4.3.3', 'SHA-384'], ['1.2.840.10045.4.3.4', 'SHA-512']]);
const CURVES = new Map([['1.2.840.10045.3.1.7', ['P-256', 32]], ['1.3.132.0.34', ['P-384', 48]], ['1.3.132.0.35', ['P-521', 66]]]);
const [BASIC_CONSTRAINTS, KEY_USAGE, EXTENDED_KEY_USAGE, KEY_IDENTIFIER] = ['2.5.29.19', '2.5.29.15', '2.5.29.37', '2.5.29.14'];
const TIMESTAMPING = '1.3.6.1.5.5.7.3.8';
// What a critical extension says that is not known here may be what forbids it.
const KNOWN = new Set([BASIC_CONSTRAINTS, KEY_USAGE, EXTENDED_KEY_USAGE, KEY_IDENTIFIER, '2.5.29.17', '2.5.29.32', '2.5.29.35', '2.5.29.31']);
const LONGEST_CHAIN = 8;
const MOST_TRIED = 64;

const digest = async (hash, bytes) => new Uint8Array(await crypto.subtle.digest(hash, bytes));

const extensionOf = (value) => {
  const parts = partsOf(value, SEQUENCE);
  const id = oidOf(parts.shift());
  const critical = taken(parts, BOOLEAN)?.content[0] > 0;
  return [id, { critical, value: contentOf(parts[0], OCTET_STRING) }];
};

const readCertificate = (bytes) => {
  const [body, algorithm, signature] = partsOf(asn1(bytes, SEQUENCE), SEQUENCE);
  const parts = partsOf(body, SEQUENCE);
  taken(parts, 0xa0);
  const [serial, , issuer, term, subject, key, ...rest] = parts;
  const [from, until] = partsOf(term, SEQUENCE).map(timeOf);
  const list = rest.find((p) => p.tag === 0xa3);
  const extensions = new Map(list ? partsOf(partsOf(list)[0], SEQUENCE).map(extensionOf) : []);
  return { bytes, body: body.whole, algorithm, signature: bitsOf(signature), serial: serial.whole, issuer: contentOf(issuer, SEQUENCE), subject: contentOf(subject, SEQUENCE), names: subject, key, from, until, extensions };
};

const bitsOf = (value) => {
  const bits = contentOf(value, BIT_STRING);
  if (bits[0] !== 0) throw new BadAsn1();
  return bits.subarray(1);
};

// Certificates as PEM: at least one, and none that cannot be read.
const readCertificates = (text) => {
  const found = [...text.matchAll(/-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]*)-----END CERTIFICATE-----/g)];
  const made = [];
  for (const [, encoded] of found) {
    const bytes = fromBase64(encoded.replace(/\s/g, ''));
    try {
      made.push(readCertificate(bytes ?? new Uint8Array(0)));
    } catch (e) {
      if (!(e instanceof BadAsn1)) throw e;
      throw new NotReadable('certificateUnreadable');
    }
  }
  if (text.trim().length > 0 && made.length === 0) throw new NotReadable('certificateUnreadable');
  return made;
};

const certificateText = (certificate) => `-----BEGIN CERTIFICATE-----\n${toBase64(certificate.bytes).replace(/.{64}(?=.)/g, '$&\n')}\n-----END CERTIFICATE-----`;

// As .NET writes a name: what says most first.
const NAMES = new Map([['2.5.4.3', 'CN'], ['2.5.4.4', 'SN'], ['2.5.4.5', 'SERIALNUMBER'], ['2.5.4.6', 'C'], ['2.5.4.7', 'L'], ['2.5.4.8', 'S'], ['2.5.4.9', 'STREET'], ['2.5.4.10', 'O'], ['2.5.4.11', 'OU'], ['2.5.4.12', 'T'], ['2.5.4.42', 'G'], ['2.5.4.43', 'I'], ['1.2.840.113549.1.9.1', 'E'], ['0.9.2342.19200300.100.1.25', 'DC']]);
const subjectOf = (certificate) => partsOf(certificate.names, SEQUENCE).reverse().map((set) => partsOf(set, SET).map((pair) => {
  const [id, value] = partsOf(pair, SEQUENCE);
  const text = value.tag === 30 ? new TextDecoder('utf-16be').decode(value.content) : decoded(value.content);
  return `${NAMES.get(oidOf(id)) ?? `OID.${oidOf(id)}`}=${/[,+="\n<>#;]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text}`;
}).join(' + ')).join(', ');

// How a signature was made: by the algorithm that it names, and the hash that it is told with where the algorithm names none.
const schemeOf = (algorithm, key, told) => {
  const parts = partsOf(algorithm, SEQUENCE);
  const [id, parameters] = [oidOf(parts[0]), parts[1]];
  const [kind, curve] = partsOf(partsOf(key, SEQUENCE)[0], SEQUENCE);
  if (id === RSA_PSS) return pssOf(parameters);
  const hash = RSA_WITH.get(id) ?? ECDSA_WITH.get(id) ?? ([RSA, EC].includes(id) ? told : undefined);
  if (!hash) throw new Unsupported();
  if (oidOf(kind) === RSA && (id === RSA || RSA_WITH.has(id))) return { key: { name: 'RSASSA-PKCS1-v1_5', hash }, use: { name: 'RSASSA-PKCS1-v1_5' }, hash };
  const [name, size] = (oidOf(kind) === EC && (id === EC || ECDSA_WITH.has(id)) && curve?.tag === OID && CURVES.get(oidOf(curve))) || [];
  if (!name) throw new Unsupported();
  return { key: { name: 'ECDSA', namedCurve: name }, use: { name: 'ECDSA', hash }, hash, size };
};

const pssOf = (parameters) => {
  const parts = parameters ? partsOf(parameters, SEQUENCE) : [];
  const hashOf = (value) => HASHES.get(oidOf(partsOf(value, SEQUENCE)[0]));
  const [by, mask, salt] = [0xa0, 0xa1, 0xa2].map((tag) => parts.find((p) => p.tag === tag)).map((p) => p && partsOf(p)[0]);
  const hash = by && hashOf(by);
  if (!hash || !mask || hashOf(partsOf(mask, SEQUENCE)[1]) !== hash) throw new Unsupported();
  const saltLength = salt ? contentOf(salt, INTEGER).reduce((n, b) => n * 256 + b, 0) : 20;
  return { key: { name: 'RSA-PSS', hash }, use: { name: 'RSA-PSS', saltLength }, hash };
};

// Two numbers of a fixed size, as WebCrypto wants an ECDSA signature.
const pairOf = (signature, size) => {
  const pair = partsOf(asn1(signature, SEQUENCE), SEQUENCE).map((n) => {
    const digits = contentOf(n, INTEGER);
    const from = digits.findIndex((b) => b !== 0);
    const number = from < 0 ? new Uint8Array(0) : digits.subarray(from);
    if (number.length > size) throw new BadAsn1();
    return join(new Uint8Array(size - number.length), number);
  });
  if (pair.length !== 2) throw new BadAsn1();
  return join(...pair);
};

const signed = async (scheme, key, signature, message) => {
  const bytes = scheme.size ? pairOf(signature, scheme.size) : signature;
  let imported;
  try {
    imported = await crypto.subtle.importKey('spki', key.whole, scheme.key, false, ['verify']);
  } catch {
    throw new Unsupported();
  }
  return crypto.subtle.verify(scheme.use, imported, bytes, message);
};

const isSignedBy = async (certificate, issuer) => {
  try {
    return await signed(schemeOf(certificate.algorithm, issuer.key), issuer.key, certificate.signature, certificate.body);
  } catch (e) {
    if (e instanceof BadAsn1) return false;
    throw e;
  }
};

const purposesOf = (certificate) => {
  const said = certificate.extensions.get(EXTENDED_KEY_USAGE);
  return said ? partsOf(asn1(said.value, SEQUENCE), SEQUENCE).map(oidOf) : undefined;
};

// Whether it may issue others, so many below it.
const mayIssue = (certificate, below) => {
  const said = certificate.extensions.get(BASIC_CONSTRAINTS);
  if (!said) return false;
  const parts = partsOf(asn1(said.value, SEQUENCE), SEQUENCE);
  if (!(taken(parts, BOOLEAN)?.content[0] > 0)) return false;
  if (parts[0] && contentOf(parts[0], INTEGER).reduce((n, b) => n * 256 + b, 0) < below) return false;
  const usage = certificate.extensions.get(KEY_USAGE);
  return !usage || (contentOf(asn1(usage.value, BIT_STRING), BIT_STRING)[1] & 4) !== 0;
};

// Whether a certificate is one of those that are trusted, or was issued by one of them, or by one that was. At: as of when, in milliseconds; null: whenever.
const isTrusted = async (certificate, sent, trusted, at = null, purpose = null) => {
  const isValid = (c) => at === null || (at >= c.from && at <= c.until);
  const isKnown = (c) => [...c.extensions].every(([id, { critical }]) => !critical || KNOWN.has(id));
  const serves = (c) => purpose === null || purposesOf(c)?.includes(purpose) !== false;
  const isRoot = (c) => trusted.some((t) => same(t.bytes, c.bytes)) && same(c.subject, c.issuer);
  if (trusted.some((t) => same(t.bytes, certificate.bytes)) && isValid(certificate)) return true;
  let tried = 0;
  const leads = async (c, below) => {
    if (!isValid(c) || !isKnown(c) || !serves(c) || below > LONGEST_CHAIN) return false;
    if (isRoot(c)) return true;
    for (const issuer of [...trusted, ...sent].filter((i) => same(i.subject, c.issuer) && !same(i.bytes, c.bytes))) {
      if (++tried > MOST_TRIED) return false;
      if (mayIssue(issuer, below) && (await isSignedBy(c, issuer)) && (await leads(issuer, below + 1))) return true;
    }
    return false;
  };
  try {
    return await leads(certificate, 0);
  } catch (e) {
    if (e instanceof BadAsn1) return false;
    throw e;
  }
};
