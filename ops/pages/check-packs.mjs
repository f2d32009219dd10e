// Holds the page that checks proofs against vault verify, in headless Chromium: of every pack in a folder it must find what the command line found, in the same
// words. Run by a test: node check-packs.mjs '{"url", "folder"}', where the folder has packs and cases.json: [{ keys, seals, seconds, stamps, cases: [{ file, expected }] }].
import { readFileSync } from 'node:fs';
import { handIn, launch, look, open, tabTo } from './looking.mjs';

const given = JSON.parse(process.argv[2]);
const groups = JSON.parse(readFileSync(`${given.folder}/cases.json`, 'utf8'));
const faults = [];
const address = `${given.url}/check`;

const seen = (page) => page.locator('#found article').evaluateAll((all) => all.map((a) => ({
  file: a.querySelector('h3').textContent,
  state: a.querySelector('.state').className.split(' ')[1],
  findings: [...a.querySelectorAll('.faults li')].map((li) => ({ kind: li.querySelector('.code')?.textContent, detail: (li.querySelector('.said') ?? li).textContent, eventId: li.querySelector('small')?.textContent.split(' ').at(-1) })),
  facts: Object.fromEntries([...a.querySelectorAll('dt')].map((dt) => [dt.textContent, dt.nextElementSibling.textContent])),
  notProven: [...(a.querySelector('.limits ul')?.children ?? [])].map((li) => li.textContent),
})));

const line = (f) => `${f.kind} ${f.eventId ?? ''}: ${f.detail}`;

const FACTS = { Pack: 'pack', Principal: 'principal', 'As of': 'asOf', Pages: 'pages', Facts: 'facts', 'Proven events': 'events', Ledger: 'ledger', 'Size of the ledger': 'size' };

const SIGNED = { 'Sealed by': 'sealedBy', 'Countersigned by': 'countersignedBy', 'Timestamp of the seal': 'sealTimestamp', 'Timestamp of the countersignature': 'countersignatureTimestamp' };

// The command line says more of it behind; and times it writes with more digits.
const same = (line, page) => line.startsWith(page) || Date.parse(line.split(' ')[0]) === Date.parse(page);

function hold(found, { file, name, expected }) {
  const told = found.find((f) => f.file === file);
  if (!told) return faults.push(`${name}: no result`);
  const [here, there] = [told.findings.map(line), expected.findings.map(line)];
  const differs = here.find((l, i) => l !== there[i]) ?? there.find((l, i) => l !== here[i]);
  if (here.length !== there.length || differs) faults.push(`${name}: the page finds ${here.length} things and the command line ${there.length}; first to differ: ${differs}\n  page: ${here.slice(0, 3).join(' | ')}\n  line: ${there.slice(0, 3).join(' | ')}`);
  if (told.state !== (expected.ok ? 'good' : 'bad')) faults.push(`${name}: ${told.state}, and the command line says ${expected.ok ? 'good' : 'bad'}`);
  for (const [title, fact] of Object.entries(FACTS)) if (expected[fact] !== undefined && told.facts[title] !== String(expected[fact])) faults.push(`${name}: ${fact} is ${told.facts[title]}, and the command line says ${expected[fact]}`);
  for (const [title, fact] of Object.entries(SIGNED)) if (expected[fact] && !Object.entries(told.facts).some(([t, value]) => t.startsWith(title) && same(expected[fact], value))) faults.push(`${name}: it does not say ${expected[fact]}`);
  if (expected.notProven && told.notProven.join('|') !== expected.notProven.join('|')) faults.push(`${name}: it says otherwise what is not proven`);
}

async function trust(page, { keys, seals, seconds, stamps }) {
  await page.fill('#keys', keys);
  await page.evaluate('document.getElementById("certificates").open = true');
  await page.fill('#seals', seals);
  await page.fill('#seconds', seconds);
  await page.fill('#stamps', stamps);
}

async function group(browser, { name, cases, ...trusted }) {
  const page = await open(browser, { address, language: 'en', name, faults });
  await trust(page, trusted);
  await handIn(page, cases.map((c) => `${given.folder}/${c.file}`));
  const english = await seen(page);
  for (const one of cases) hold(english, one);
  await page.click('#language');
  // Every sentence has a Dutch one.
  const words = new Set(english.flatMap((f) => [...f.findings.map((x) => x.detail), ...f.notProven]));
  for (const told of await seen(page)) for (const detail of [...told.findings.map((f) => f.detail), ...told.notProven]) if (words.has(detail)) faults.push(`not in Dutch: ${detail}`);
  await page.context().close();
}

// As somebody with a phone, and nobody to ask, does: the key, by keyboard the files, and the outcome read.
async function byHand(browser, language) {
  const name = `pack ${language}`;
  const { keys, cases } = groups[0];
  const page = await open(browser, { address, language, name, faults });
  await tabTo(page, 'keys');
  await page.keyboard.type(keys);
  await tabTo(page, 'files');
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.keyboard.press('Enter')]);
  await chooser.setFiles(`${given.folder}/${cases[0].file}`);
  await page.waitForSelector('#found .state.good');
  await page.waitForFunction(() => document.activeElement.id === 'results');
  if ((await page.innerText('#busy')) === '') faults.push(`${name}: how it went is not told`);
  await look(page, `${name} good`, faults);
  // Held against the pack: an exhibit that one of its events is about.
  await handIn(page, [{ name: 'form.txt', mimeType: 'text/plain', buffer: Buffer.from('formulier') }, { name: 'other.txt', mimeType: 'text/plain', buffer: Buffer.from('formulier!') }]);
  for (const [file, state] of [['form.txt', 'good'], ['other.txt', 'open']]) if ((await seen(page)).find((f) => f.file === file)?.state !== state) faults.push(`${name}: ${file} is not ${state}`);
  await handIn(page, cases.filter((c) => c.expected.findings.length > 15).slice(0, 1).concat(cases.filter((c) => c.expected.findings.length === 1).slice(0, 1)).map((c) => `${given.folder}/${c.file}`));
  await look(page, `${name} changed`, faults);
  await page.context().close();
}

// Certificates that come with the files are used once the visitor says for what.
async function certificates(browser) {
  const { keys, seals, cases } = groups.find((g) => g.name === 'sealed, trusted');
  const page = await open(browser, { address, language: 'en', name: 'certificates', faults });
  await page.fill('#keys', keys);
  await handIn(page, [`${given.folder}/${cases[0].file}`]);
  await page.setInputFiles('#files', [{ name: 'seal.pem', mimeType: 'text/plain', buffer: Buffer.from(seals) }]);
  await page.waitForSelector('#offeredkeys li');
  if ((await page.inputValue('#seals')) !== '' || !(await page.innerText('#found dl')).includes('no certificate was given')) faults.push('a certificate in a file is used before the visitor said so');
  await look(page, 'offered certificate', faults);
  await page.click('#offeredkeys .trust');
  await page.waitForFunction(() => !document.querySelector('#found dl').innerText.includes('no certificate was given'));
  if (!(await seen(page)).every((f) => f.state === 'good')) faults.push('a seal by a trusted certificate is not good');
  await page.fill('#seals', 'no certificate');
  await handIn(page, [`${given.folder}/${cases[0].file}`]);
  if ((await page.getAttribute('#seals', 'aria-invalid')) !== 'true' || (await page.innerText('#sealsfault')) === '') faults.push('what is no certificate is not told');
  await page.context().close();
}

const browser = await launch();
try {
  for (const one of groups) await group(browser, one);
  for (const language of ['nl', 'en']) await byHand(browser, language);
  await certificates(browser);
} finally {
  await browser.close();
}
for (const fault of new Set(faults)) console.log(fault);
process.exit(faults.length > 0 ? 1 : 0);
