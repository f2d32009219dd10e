const $ = (id) => document.getElementById(id);
let language = navigator.language?.toLowerCase().startsWith('nl') ? 'nl' : 'en';
let shown = [];
// Keys and certificates that files brought, and the keys that stand in their field.
let offered = [];
let inUse = [];
let trouble = { keys: null, several: [] };
let busy = 0;

// The fields of certificates: of seals, of those who countersign, of timestamp authorities.
const CERTIFICATES = ['seals', 'seconds', 'stamps'];

// So many findings of a file are shown at once.
const FEW = 10;

const element = (name, text, className) => {
  const made = document.createElement(name);
  if (text !== undefined) made.textContent = text;
  if (className) made.className = className;
  return made;
};

const listOf = (items, className) => {
  const list = element('ul', undefined, className);
  list.append(...items);
  return list;
};

// One of this page's own texts, or what vault verify calls it, in its words.
const findingOf = (finding) => {
  if (typeof finding === 'string') return element('li', texts[language][finding]);
  const made = element('li');
  made.append(element('code', finding.kind, 'code'), ' ', element('span', say(finding.said, language), 'said'));
  if (finding.eventId) made.append(' ', element('small', `${texts[language].ofEvent} ${finding.eventId}`));
  return made;
};

const findingsOf = (findings) => {
  const t = texts[language];
  // Of receipts many say the same.
  const items = [...new Set(findings)].map(findingOf);
  const made = [listOf(items.slice(0, FEW), 'faults')];
  if (items.length > FEW) {
    const more = element('details');
    more.append(element('summary', `${t.more} ${items.length - FEW} ${t.moreFindings}`), listOf(items.slice(FEW), 'faults'));
    made.push(more);
  }
  return made;
};

// What nobody should take for checked.
const limitsOf = (not, isOpen) => {
  const t = texts[language];
  const made = element('details', undefined, 'limits');
  made.open = isOpen;
  made.append(element('summary', t.limits));
  made.append(element('h4', t.notProvenTitle), listOf(not.map((n) => element('li', say(n, language)))));
  made.append(element('h4', t.notHereTitle), listOf(t.notHere.map((n) => element('li', n))), element('p', t.notAnywhere));
  return made;
};

const factsOf = (facts) => {
  const list = element('dl');
  for (const [name, value] of facts) list.append(element('dt', texts[language].facts[name]), element('dd', value));
  return list;
};

// Only ever as text: what stands in a file is somebody else's.
const card = ({ file, result }) => {
  const t = texts[language];
  const open = result.open ?? [];
  const state = result.findings.length > 0 ? 'bad' : result.unchecked || open.length > 0 ? 'open' : 'good';
  const made = element('article', undefined, 'card');
  made.append(element('h3', file), element('p', t[state], `state ${state}`), element('p', t[result.title ?? 'unknown'], 'kind'));
  if (result.findings.length > 0) made.append(...findingsOf(result.findings));
  for (const one of open) made.append(element('p', `${say(one, language)} ${t.cannot}`, 'mind'));
  if (result.unchecked) made.append(element('p', t[result.unchecked]));
  if (result.note) made.append(element('p', t[result.note]));
  if (result.facts.length > 0) made.append(factsOf(result.facts));
  if (result.notProven) made.append(limitsOf(result.notProven, state !== 'bad'));
  if (result.leaf && state !== 'bad') {
    const [more, whole] = [element('details'), element('pre', result.leaf)];
    whole.tabIndex = 0;
    more.append(element('summary', t.event), whole);
    made.append(more);
  }
  return made;
};

// A key or a certificate that a file brought, and what may be done with it: which field it goes into, or none.
const choicesOf = (one) => (one.key ? [['trust', 'keys'], ['leave', null]] : [['trustSeal', 'seals'], ['trustSecond', 'seconds'], ['trustStamp', 'stamps'], ['leaveCertificate', null]]);

const offer = (one) => {
  const t = texts[language];
  const made = element('li', undefined, 'card');
  made.append(element('h3', one.name), element('code', one.text), element('p', `${t.from}: ${one.file}`));
  if (one.key && [...inUse, ...offered.flatMap((o) => o.key ?? [])].some((k) => k.name === one.key.name && k.text !== one.key.text)) made.append(element('p', t.secondKey, 'mind'));
  for (const [word, field] of choicesOf(one)) {
    const button = element('button', t[word], field ? 'trust' : 'leave');
    button.type = 'button';
    // Which one: there may be several.
    button.setAttribute('aria-label', `${t[word]}: ${one.label}`);
    button.addEventListener('click', () => decide(one, field));
    made.append(button);
  }
  return made;
};

const show = () => {
  const t = texts[language];
  document.documentElement.lang = language;
  document.title = t.title;
  for (const at of document.querySelectorAll('[data-text]')) at.textContent = t[at.dataset.text];
  $('language').lang = language === 'nl' ? 'en' : 'nl';
  $('found').replaceChildren(...(shown.length > 0 ? shown.map(card) : [element('p', t.none, 'hint')]));
  $('clear').hidden = shown.length === 0;
  $('offered').hidden = offered.length === 0;
  $('offeredkeys').replaceChildren(...offered.map(offer));
  $('keyfault').textContent = trouble.keys ? t[trouble.keys] : '';
  for (const field of CERTIFICATES) $(`${field}fault`).textContent = trouble[field] ? t[trouble[field]] : '';
  $('keymind').textContent = trouble.several.length > 0 ? `${t.keysOfOne} ${trouble.several.join(', ')}.` : '';
  tell();
};

// How it went, for whoever does not see it.
const tell = () => {
  const t = texts[language];
  const states = [...$('found').querySelectorAll('.state')].map((s) => s.textContent);
  $('busy').textContent = busy > 0 ? t.busy : [t.good, t.bad, t.open].map((s) => [s, states.filter((x) => x === s).length]).filter(([, n]) => n > 0).map(([s, n]) => `${s}: ${n}`).join(' · ');
};

const whileBusy = async (work) => {
  busy++;
  tell();
  try {
    return await work();
  } finally {
    busy--;
    tell();
  }
};

// A file of keys or certificates, dropped with the rest. These are shown, and used only once the visitor says so: who forges a proof forges a file of keys as well.
const isKeys = (text) => /^\s*[^\s+]+\+[0-9a-f]{8}\+[A-Za-z0-9+/=]{44}\s*$/.test(text.split('\n')[0]) || /^\s*\{\s*"origin"[^]*"keys"\s*:/.test(text);
const isCertificates = (text) => !text.startsWith('%PDF-') && text.includes('-----BEGIN CERTIFICATE-----');

const offersOf = async (from, text) => {
  if (isKeys(text)) return (await readKeys(await from.text())).map((key) => ({ file: from.name, key, name: key.name, text: key.text, label: key.text.slice(0, key.name.length + 9) }));
  const made = [];
  for (const certificate of readCertificates(await from.text())) {
    const hash = hex(await sha256(certificate.bytes));
    made.push({ file: from.name, certificate, name: subjectOf(certificate), text: `SHA-256 ${hash}`, label: hash.slice(0, 16) });
  }
  return made;
};

// What stands in a field, read; nothing where a line of it cannot be.
const field = async (id, read) => {
  let [found, fault] = [[], null];
  try {
    found = await read($(id).value);
  } catch (e) {
    if (!(e instanceof NotReadable)) throw e;
    fault = e.message;
  }
  $(id).setAttribute('aria-invalid', String(fault !== null));
  return [found, fault];
};

const trusted = async () => {
  const [keys, fault] = await field('keys', readKeys);
  if (!fault) $('keys').value = keys.map((k) => k.text).join('\n');
  const [certificates, faults] = [{}, {}];
  for (const id of CERTIFICATES) [certificates[id], faults[id]] = await field(id, readCertificates);
  if (CERTIFICATES.some((id) => faults[id])) $('certificates').open = true;
  trouble = { ...faults, keys: fault, several: [...new Set(keys.map((k) => k.name))].filter((name) => keys.filter((k) => k.name === name).length > 1) };
  return { keys, ...certificates };
};

// Exhibits last: they are held against what was proven, now or before.
const look = async (files, trust, before) => {
  const results = [];
  const proven = () => [...before, ...results].flatMap((s) => s.result.proven ?? []);
  for (const late of [false, true])
    for (const f of files.filter((w) => w.late === late)) results.push({ ...f, result: await resultOf(f.from, trust, proven()) });
  return results;
};

// A folder, or a file that is gone by now, cannot be read.
const resultOf = async (from, trust, proven) => {
  let bytes;
  try {
    bytes = new Uint8Array(await from.arrayBuffer());
  } catch {
    return { title: null, facts: [], findings: [], unchecked: 'fileUnreadable' };
  }
  return checkFile(bytes, trust, proven);
};

const beginningOf = async (from) => {
  try {
    return new Uint8Array(await from.slice(0, 1 << 16).arrayBuffer());
  } catch {
    return new Uint8Array(0);
  }
};

const check = (files) => whileBusy(async () => {
  const trust = await trusted();
  const [wanted, faulty] = [[], []];
  let fresh = 0;
  for (const from of files) {
    const bytes = await beginningOf(from);
    const text = new TextDecoder().decode(bytes);
    if (!isKeys(text) && !isCertificates(text)) {
      wanted.push({ file: from.name, from, late: kinds.find((k) => k.is({ bytes, text })) === exhibit });
      continue;
    }
    try {
      const more = (await offersOf(from, text)).filter((o) => ![...trust.keys, ...offered].some((x) => x.text === o.text));
      offered.push(...more);
      fresh += more.length;
    } catch (e) {
      faulty.push({ file: from.name, result: { title: null, facts: [], findings: [e instanceof NotReadable ? e.message : 'unreadable'] } });
    }
  }
  const results = [...faulty, ...(await look(wanted, trust, shown))];
  shown = [...results, ...shown];
  inUse = trust.keys;
  show();
  if (fresh > 0) $('offeredname').focus();
  else if (results.length > 0) $('results').focus();
});

// One of those that files brought: into its field, and all that stands there is checked anew; or away.
const decide = (one, id) => whileBusy(async () => {
  offered = offered.filter((o) => o !== one);
  if (id) {
    $(id).value = `${$(id).value}\n${one.key ? one.text : certificateText(one.certificate)}`.trim();
    if (!one.key) $('certificates').open = true;
    const trust = await trusted();
    inUse = trust.keys;
    const again = await look(shown.filter((s) => s.from), trust, []);
    shown = shown.map((s) => again.find((a) => a.from === s.from) ?? s);
  }
  show();
  if (offered.length > 0) $('offeredname').focus();
  else if (shown.length > 0) $('results').focus();
  else $('keys').focus();
});

const hasEd25519 = async () => {
  try {
    await crypto.subtle.importKey('raw', fromBase64('11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo='), { name: 'Ed25519' }, false, ['verify']);
    return true;
  } catch {
    return false;
  }
};

const begin = async () => {
  $('language').addEventListener('click', () => {
    language = language === 'nl' ? 'en' : 'nl';
    show();
  });
  $('clear').addEventListener('click', () => {
    shown = [];
    show();
    $('files').focus();
  });
  $('files').addEventListener('change', async (e) => {
    await check([...e.target.files]);
    e.target.value = '';
  });
  for (const name of ['dragover', 'drop', 'dragleave'])
    window.addEventListener(name, (e) => {
      e.preventDefault();
      $('drop').classList.toggle('over', name === 'dragover');
      if (name === 'drop' && !$('files').disabled) check([...e.dataTransfer.files]);
    });
  show();
  if (!(await hasEd25519())) {
    $('trouble').hidden = false;
    $('files').disabled = true;
  }
};

begin();
