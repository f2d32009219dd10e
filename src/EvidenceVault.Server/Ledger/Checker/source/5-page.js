const $ = (id) => document.getElementById(id);
let language = navigator.language?.toLowerCase().startsWith('nl') ? 'nl' : 'en';
let shown = [];

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

const show = () => {
  const t = texts[language];
  document.documentElement.lang = language;
  document.title = t.title;
  for (const at of document.querySelectorAll('[data-text]')) at.textContent = t[at.dataset.text];
  $('language').lang = language === 'nl' ? 'en' : 'nl';
  $('found').replaceChildren(...(shown.length > 0 ? shown.map(card) : [element('p', t.none, 'hint')]));
  $('clear').hidden = shown.length === 0;
};

// A file of keys, dropped with the rest, goes where keys are.
const isKeys = (text) => /^\s*[^\s+]+\+[0-9a-f]{8}\+[A-Za-z0-9+/=]{44}\s*$/.test(text.split('\n')[0]) || /^\s*\{\s*"origin"[^]*"keys"\s*:/.test(text);

const check = async (files) => {
  const read = await Promise.all([...files].map(async (f) => ({ name: f.name, bytes: new Uint8Array(await f.arrayBuffer()) })));
  const decoded = (f) => new TextDecoder().decode(f.bytes.slice(0, 1 << 16));
  for (const f of read.filter((r) => isKeys(decoded(r)))) $('keys').value = `${$('keys').value}\n${decoded(f)}`.trim();
  let keys = [];
  let fault = null;
  try {
    keys = await readKeys($('keys').value);
    $('keys').value = keys.map((k) => k.text).join('\n');
  } catch (e) {
    if (!(e instanceof NotReadable)) throw e;
    fault = e.message;
  }
  $('keys').setAttribute('aria-invalid', String(fault !== null));
  $('keyfault').textContent = fault ? texts[language][fault] : '';
  // Exhibits last: they are held against what was proven.
  const wanted = read.filter((r) => !isKeys(decoded(r)));
  const results = [];
  const proven = () => [...shown, ...results].filter((s) => s.result.leaf && s.result.findings.length === 0).map((s) => s.result.leaf);
  for (const late of [false, true])
    for (const f of wanted.filter((w) => (kinds.find((k) => k.is({ bytes: w.bytes, text: decoded(w) })) === exhibit) === late))
      results.push({ file: f.name, result: await checkFile(f.bytes, fault ? [] : keys, proven()) });
  shown = [...results, ...shown];
  show();
  if (results.length > 0) $('results').focus();
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
