// Looks at the page that checks proofs, in headless Chromium: served by a vault and opened from a disk, it finds good files good and forged ones forged, in
// both languages, by keyboard, without a word to anybody; axe finds nothing. Run by a test: node check-checker.mjs '{"url", "page", "key", "proof", …}'.
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { handIn, launch, look as lookAt, open } from './looking.mjs';

const given = JSON.parse(process.argv[2]);
const faults = [];
const file = (name, text) => ({ name, mimeType: 'application/octet-stream', buffer: Buffer.from(text) });
const look = (page, name) => lookAt(page, name, faults);

// Hands files in, and says how each was found, the latest first.
async function hand(page, files) {
  await handIn(page, files);
  return (await page.locator('#found article').evaluateAll((all) => all.map((a) => [a.querySelector('h3').textContent, a.querySelector('.state').className.split(' ')[1], a.innerText]))).slice(0, files.length);
}

function expect(results, name, state, says = '') {
  const found = results.find(([of]) => of === name);
  if (!found) faults.push(`${name}: no result`);
  else if (found[1] !== state) faults.push(`${name}: ${found[1]} in place of ${state}`);
  else if (!found[2].includes(says)) faults.push(`${name}: does not say "${says}"`);
}

async function files(page, where) {
  expect(await hand(page, [file('early.tlog-proof', given.proof)]), 'early.tlog-proof', 'open', where.t.keyWanted);
  await page.fill('#keys', 'no key');
  await hand(page, [file('with-a-wrong-key.tlog-proof', given.proof)]);
  if ((await page.getAttribute('#keys', 'aria-invalid')) !== 'true' || (await page.innerText('#keyfault')) === '') faults.push(`${where.name}: a wrong key is not told`);
  await page.fill('#keys', `${given.key}\n${given.witness}`);

  const good = await hand(page, [
    file('right.wav', given.exhibit), file('other.wav', `${given.exhibit}!`), file('event.tlog-proof', given.proof), file('exhibit.tlog-proof', given.exhibitProof),
    file('receipt.txt', given.receipt), file('results.ndjson', given.results), file('checkpoint', given.checkpoint), file('pack.pdf', '%PDF-1.7 …'),
  ]);
  expect(good, 'event.tlog-proof', 'good', given.eventId);
  expect(good, 'event.tlog-proof', 'good', given.witness.split('+')[0]);
  for (const name of ['exhibit.tlog-proof', 'receipt.txt', 'results.ndjson', 'checkpoint']) expect(good, name, 'good');
  expect(good, 'right.wav', 'good', where.t.exhibitNamed);
  expect(good, 'other.wav', 'open', where.t.exhibitNotNamed);
  expect(good, 'pack.pdf', 'bad', 'unreadable');

  const changed = (text, from, to) => {
    if (!text.includes(from)) throw new Error(`Nothing to change: ${from}`);
    return text.replace(from, to);
  };
  const leaf = given.proof.split('\n')[1].slice(6);
  const forged = Buffer.from(Buffer.from(leaf, 'base64').toString().replace('no-answer', 'voicemail')).toString('base64');
  const flip = (text, at) => text.slice(0, at) + (text[at] === 'A' ? 'B' : 'A') + text.slice(at + 1);
  const bad = await hand(page, [
    file('leaf', changed(given.proof, leaf, forged)), file('index', given.proof.replace(/\nindex (\d+)/, (_, n) => `\nindex ${Number(n) + 1}`)),
    file('unsigned', changed(given.proof, given.proof.match(/\n\n([^\n]+)\n/)[1], 'another.example/vault')),
    file('cosignature', flip(given.proof, given.proof.lastIndexOf(' ') + 60)), file('receipt', flip(given.receipt, 60)), file('short', given.proof.slice(0, 200)), file('size', given.checkpoint.replace(/\n(\d+)\n/, '\n1$1\n')),
  ]);
  for (const [name, says] of [['leaf', 'notIncluded'], ['index', 'notIncluded'], ['unsigned', 'notSigned'], ['receipt', 'receiptNotSigned'], ['short', 'proofUnreadable'], ['size', 'notSigned']])
    expect(bad, name, 'bad', where.t[says]);
  expect(bad, 'cosignature', 'bad', 'wrong-cosignature');
  await page.fill('#keys', given.otherKey);
  for (const [name, text] of [['proof-other', given.proof], ['receipt-other', given.receipt], ['checkpoint-other', given.checkpoint]]) expect(await hand(page, [file(name, text)]), name, 'bad');

  // Nothing of a long file is left out.
  await page.fill('#keys', given.key);
  const filler = JSON.stringify({ filler: 'x'.repeat(5 << 20) });
  expect(await hand(page, [file('long.ndjson', `${given.receipt}\n${filler}\n${given.receipt}\n`)]), 'long.ndjson', 'good');
  expect(await hand(page, [file('long-forged.ndjson', `${given.receipt}\n${filler}\n${flip(given.receipt, 60)}\n`)]), 'long-forged.ndjson', 'bad', where.t.receiptNotSigned);
  if (where.name === 'served nl') {
    const larger = `${given.receipt}\n${'x'.repeat(32 << 20)}\n${flip(given.receipt, 60)}\n`;
    expect(await hand(page, [file('larger.ndjson', larger)]), 'larger.ndjson', 'open', where.t.tooLarge);
  }
  await offers(page, where);
}

// Keys in a file, dropped with the rest, are used once the visitor says so: by keyboard as well.
async function offers(page, { name, t }) {
  const state = (of) => page.locator('#found article', { hasText: of }).first().locator('.state').getAttribute('class');
  const decided = (count) => page.waitForFunction((n) => document.querySelectorAll('#offeredkeys li').length === n, count);
  await page.fill('#keys', '');
  await hand(page, [file('with-keys.tlog-proof', given.proof)]);
  await page.setInputFiles('#files', [file('keys.json', given.keysAnswer), file('dropped-along.tlog-proof', given.proof)]);
  await decided(1);
  if ((await page.inputValue('#keys')) !== '' || (await state('dropped-along')) !== 'state open') faults.push(`${name}: a key in a file is used before the visitor said so`);
  if ((await page.evaluate('document.activeElement.id')) !== 'offeredname') faults.push(`${name}: nobody is led to the keys that a file brought`);
  await look(page, `${name} offered keys`);
  await page.keyboard.press('Tab');
  if ((await page.evaluate('document.activeElement.className')) !== 'trust') faults.push(`${name}: the keyboard does not lead to the keys that a file brought`);
  await page.keyboard.press('Enter');
  await decided(0);
  for (const of of ['with-keys', 'dropped-along']) if ((await state(of)) !== 'state good') faults.push(`${name}: ${of} is not checked anew once the key is trusted`);
  if ((await page.inputValue('#keys')) !== given.key) faults.push(`${name}: a key that is trusted does not stand among the keys`);

  // A forged proof, and a forged file of keys with it: a second key of one name is told of, before and after.
  await page.setInputFiles('#files', [file('vault.keys', `${given.secondKey}\n`), file('forged-along', given.forgedCheckpoint)]);
  await decided(1);
  if ((await state('forged-along')) !== 'state bad') faults.push(`${name}: a forged file is good by the key that came with it`);
  if (!(await page.innerText('#offeredkeys')).includes(t.secondKey)) faults.push(`${name}: a second key of one name is not told of`);
  await look(page, `${name} second key`);
  await page.click('#offeredkeys .leave');
  await decided(0);
  if ((await page.inputValue('#keys')).includes(given.secondKey) || (await state('forged-along')) !== 'state bad') faults.push(`${name}: a key that was refused is used`);
  await page.setInputFiles('#files', [file('vault.keys', `${given.secondKey}\n`)]);
  await decided(1);
  await page.click('#offeredkeys .trust');
  await decided(0);
  if (!(await page.innerText('#keymind')).includes(t.keysOfOne)) faults.push(`${name}: that one name has two keys is not told of any more`);
  await page.fill('#keys', given.key);

  // What a file of keys has that is none.
  expect(await hand(page, [file('damaged.keys', `${given.key}\nno key\n`)]), 'damaged.keys', 'bad', t.keyUnreadable);
}

// What stands in a file is never taken for markup.
async function foreign(page) {
  await hand(page, [file('<img src=x onerror=alert(1)>', '<b id=injected>')]);
  if ((await page.locator('#injected, #found img').count()) > 0) faults.push('a file came in as markup');
}

async function keyboard(page, name) {
  const seen = [];
  for (let i = 0; i < 12; i++) {
    await page.keyboard.press('Tab');
    const at = await page.evaluate(`(() => { const e = document.activeElement; const s = getComputedStyle(e); return { id: e.id || e.className || e.tagName, shows: s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2 }; })()`);
    if (at.id !== 'BODY' && !at.shows) faults.push(`${name}: the focus does not show on ${at.id}`);
    seen.push(at.id);
  }
  for (const id of ['skip', 'language', 'keys', 'files']) if (!seen.includes(id)) faults.push(`${name}: the keyboard does not lead to ${id}`);
}

const browser = await launch();
try {
  const [source] = readFileSync(given.texts, 'utf8').match(/\{[^]*\}(?=;)/);
  const texts = new Function(`return ${source}`)();
  for (const from of ['served', 'disk'])
    for (const language of ['nl', 'en']) {
      const name = `${from} ${language}`;
      const address = from === 'served' ? `${given.url}/check` : pathToFileURL(given.page).href;
      let refused = false;
      const page = await open(browser, { address, language, name, faults, isRefused: () => refused });
      if ((await page.getAttribute('html', 'lang')) !== language) faults.push(`${name}: not in the visitor's language`);
      await look(page, name);
      await keyboard(page, name);
      await files(page, { name, t: texts[language] });
      await foreign(page);
      await look(page, `${name} results`);
      await page.click('#language');
      if ((await page.getAttribute('html', 'lang')) === language || (await page.title()) === texts[language].title) faults.push(`${name}: the language does not change`);
      await page.click('#clear');
      if ((await page.locator('#found article').count()) > 0) faults.push(`${name}: the result is not cleared`);
      // Its own policy, and not good manners, keeps it from sending anything.
      refused = true;
      const sent = await page.evaluate("fetch('https://vault.example/x').then(() => 'sent', () => 'kept')");
      if (sent !== 'kept') faults.push(`${name}: the policy lets it send`);
      await page.context().close();
    }

  // A browser without Ed25519 says so, and lets nobody think that something was checked.
  const old = await browser.newContext({ locale: 'nl-NL' });
  await old.addInitScript('SubtleCrypto.prototype.importKey = () => Promise.reject(new DOMException("", "NotSupportedError"))');
  const page = await old.newPage();
  await page.goto(`${given.url}/check`);
  await page.waitForSelector('#trouble:not([hidden])');
  if (!(await page.isDisabled('#files'))) faults.push('without Ed25519 files are taken');
  await look(page, 'old browser');
} finally {
  await browser.close();
}
for (const fault of new Set(faults)) console.log(fault);
process.exit(faults.length > 0 ? 1 : 0);
