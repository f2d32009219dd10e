const $ = (id) => document.getElementById(id);
let language = navigator.language?.toLowerCase().startsWith('nl') ? 'nl' : 'en';
let shown = [];
// Keys that files brought, and those that stand in their field.
let offered = [];
let inUse = [];
let trouble = { fault: null, several: [] };

const element = (name, text, className) => {
  const made = document.createElement(name);
  if (text !== undefined) made.textContent = text;
  if (className) made.className = className;
  return made;
};

// Only ever as text: what stands in a file is somebody else's.
const card = ({ file, result }) => {
  const t = texts[language];
  const state = result.findings.length > 0 ? 'bad' : result.unchecked ? 'open' : 'good';
  const made = element('article', undefined, 'card');
  made.append(element('h3', file), element('p', t[state], `state ${state}`), element('p', t[result.title ?? 'unknown'], 'kind'));
  for (const finding of new Set(result.findings)) made.append(element('p', t[finding], 'fault'));
  if (result.unchecked) made.append(element('p', t[result.unchecked]));
  if (result.note) made.append(element('p', t[result.note]));
  if (result.facts.length > 0) {
    const list = element('dl');
    for (const [name, value] of result.facts) list.append(element('dt', t.facts[name]), element('dd', value));
    made.append(list);
  }
  if (result.leaf && state !== 'bad') {
    const [more, whole] = [element('details'), element('pre', result.leaf)];
    whole.tabIndex = 0;
    more.append(element('summary', t.event), whole);
    made.append(more);
  }
  return made;
};

const offer = (one) => {
  const t = texts[language];
  const [made, name] = [element('li', undefined, 'card'), element('h3', one.key.name)];
  made.append(name, element('code', one.key.text), element('p', `${t.from}: ${one.file}`));
  if ([...inUse, ...offered.map((o) => o.key)].some((k) => k.name === one.key.name && k.text !== one.key.text)) made.append(element('p', t.secondKey, 'mind'));
  for (const [word, use] of [['trust', true], ['leave', false]]) {
    const button = element('button', t[word], word);
    button.type = 'button';
    // Which key: there may be several.
    button.setAttribute('aria-label', `${t[word]}: ${one.key.text.slice(0, one.key.name.length + 9)}`);
    button.addEventListener('click', () => decide(one, use));
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
  $('keyfault').textContent = trouble.fault ? t[trouble.fault] : '';
  $('keymind').textContent = trouble.several.length > 0 ? `${t.keysOfOne} ${trouble.several.join(', ')}.` : '';
};

// A file of keys, dropped with the rest. Its keys are shown, and used only once the visitor says so: who forges a proof forges a file of keys as well.
const isKeys = (text) => /^\s*[^\s+]+\+[0-9a-f]{8}\+[A-Za-z0-9+/=]{44}\s*$/.test(text.split('\n')[0]) || /^\s*\{\s*"origin"[^]*"keys"\s*:/.test(text);

// The keys that stand in their field: none where a line of it is none.
const trusted = async () => {
  let [keys, fault] = [[], null];
  try {
    keys = await readKeys($('keys').value);
    $('keys').value = keys.map((k) => k.text).join('\n');
  } catch (e) {
    if (!(e instanceof NotReadable)) throw e;
    fault = e.message;
  }
  $('keys').setAttribute('aria-invalid', String(fault !== null));
  trouble = { fault, several: [...new Set(keys.map((k) => k.name))].filter((name) => keys.filter((k) => k.name === name).length > 1) };
  return keys;
};

// Exhibits last: they are held against what was proven, now or before.
const look = async (files, keys, before) => {
  const results = [];
  const proven = () => [...before, ...results].filter((s) => s.result.leaf && s.result.findings.length === 0).map((s) => s.result.leaf);
  for (const late of [false, true])
    for (const f of files.filter((w) => w.late === late)) results.push({ ...f, result: await checkFile(new Uint8Array(await f.from.arrayBuffer()), keys, proven()) });
  return results;
};

const check = async (files) => {
  const keys = await trusted();
  const [wanted, faulty] = [[], []];
  let fresh = 0;
  for (const from of files) {
    const bytes = new Uint8Array(await from.slice(0, 1 << 16).arrayBuffer());
    const text = new TextDecoder().decode(bytes);
    if (!isKeys(text)) {
      wanted.push({ file: from.name, from, late: kinds.find((k) => k.is({ bytes, text })) === exhibit });
      continue;
    }
    try {
      const more = (await readKeys(await from.text())).filter((k) => ![...keys, ...offered.map((o) => o.key)].some((o) => o.text === k.text));
      offered.push(...more.map((key) => ({ file: from.name, key })));
      fresh += more.length;
    } catch (e) {
      if (!(e instanceof NotReadable)) throw e;
      faulty.push({ file: from.name, result: { title: null, facts: [], findings: [e.message] } });
    }
  }
  const results = [...faulty, ...(await look(wanted, keys, shown))];
  shown = [...results, ...shown];
  inUse = keys;
  show();
  if (fresh > 0) $('offeredname').focus();
  else if (results.length > 0) $('results').focus();
};

// One of the keys that files brought: into the field of keys, and all that stands there is checked anew; or away.
const decide = async (one, use) => {
  offered = offered.filter((o) => o !== one);
  if (use) {
    $('keys').value = `${$('keys').value}\n${one.key.text}`.trim();
    inUse = await trusted();
    const again = await look(shown.filter((s) => s.from), inUse, []);
    shown = shown.map((s) => again.find((a) => a.from === s.from) ?? s);
  }
  show();
  if (offered.length > 0) $('offeredname').focus();
  else if (shown.length > 0) $('results').focus();
  else $('keys').focus();
};

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
    await check(e.target.files);
    e.target.value = '';
  });
  for (const name of ['dragover', 'drop', 'dragleave'])
    window.addEventListener(name, (e) => {
      e.preventDefault();
      $('drop').classList.toggle('over', name === 'dragover');
      if (name === 'drop' && !$('files').disabled) check(e.dataTransfer.files);
    });
  show();
  if (!(await hasEd25519())) {
    $('trouble').hidden = false;
    $('files').disabled = true;
  }
};

begin();
