// Looks at the consumers' pages in headless Chromium: axe finds nothing in either language and colour scheme, nothing is wider than a phone, nothing comes
// from elsewhere, and all of it works by keyboard alone with scripts switched off. Run by a test: node check.mjs '{"url", "page", "confirm", "principal", "phone"}'.
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';

const given = JSON.parse(process.argv[2]);
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const phone = { width: 360, height: 740 };
const faults = [];

function browserPath() {
  const found = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) => path && existsSync(path));
  if (!found) throw new Error('No Chromium. Install the package chromium, or set CHROMIUM to the path of one.');
  return found;
}

// Everything a page asks for must be its own.
function watch(context) {
  context.on('request', (request) => {
    if (!request.url().startsWith(given.url)) faults.push(`something was loaded from elsewhere: ${new URL(request.url()).host}`);
  });
}

async function look(page, name) {
  const found = await page.evaluate(`${axe}; axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })
    .then(({ violations, passes }) => ({ passes: passes.length, violations: violations.map((v) => v.id + ': ' + v.nodes.map((n) => n.target).join(' ')) }))`);
  if (found.passes < 10) faults.push(`${name}: axe looked at next to nothing`);
  for (const violation of found.violations) faults.push(`${name}: ${violation}`);
  const [needed, has] = await page.evaluate('[document.documentElement.scrollWidth, window.innerWidth]');
  if (needed > has) faults.push(`${name}: ${needed} pixels wide on a screen of ${has}`);
  const small = await page.evaluate(`[...document.querySelectorAll('button, input:not([type=hidden])')].filter((e) => e.getBoundingClientRect().height < 44).length`);
  if (small > 0) faults.push(`${name}: ${small} buttons or fields are too small for a finger`);
  if (process.env.PICTURES) await page.screenshot({ path: `${process.env.PICTURES}/${name.replaceAll(/[^a-z0-9]+/gi, '-')}.png`, fullPage: true });
}

// Goes on by Tab to something that reads so, and sees on the way that what has the focus shows it.
async function tabTo(page, text) {
  for (let i = 0; i < 40; i++) {
    await page.keyboard.press('Tab');
    const at = await page.evaluate(`(() => { const e = document.activeElement; const s = getComputedStyle(e);
      return { says: (e.labels?.[0] ?? e).innerText ?? '', shows: s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2, tag: e.tagName }; })()`);
    if (at.tag !== 'BODY' && !at.shows) faults.push(`the focus does not show on ${at.tag}`);
    if (at.says.includes(text)) return;
  }
  throw new Error(`The keyboard does not lead to "${text}".`);
}

async function pressed(page, name, text, then = async () => {}) {
  await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
  if (!(await page.content()).includes(text)) faults.push(`${name}: does not say "${text}"`);
  await then(page, name);
}

async function byNumber(page, then) {
  const number = `${given.url}/mijn-toestemming?principal=${given.principal}`;
  await page.goto(number);
  await tabTo(page, 'Uw telefoonnummer');
  await page.keyboard.type('12');
  await pressed(page, 'after a wrong number', 'geen geldig telefoonnummer', then);
  await page.goto(number);
  await tabTo(page, 'Uw telefoonnummer');
  await page.keyboard.type(given.phone);
  await pressed(page, 'after withdrawing by number', 'Gedaan', then);
  await page.goto(number);
  await tabTo(page, 'Uw telefoonnummer');
  await tabTo(page, 'Uw telefoonnummer');
  await page.keyboard.type(given.phone);
  await pressed(page, 'after asking for a code', 'Vul de code in', then);
  await tabTo(page, 'Code van zes cijfers');
  await page.keyboard.type('000000');
  await pressed(page, 'after a wrong code', 'Deze code is niet goed', then);
}

const browser = await chromium.launch({
  executablePath: browserPath(),
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});
try {
  const number = `/mijn-toestemming?principal=${given.principal}`;
  for (const colorScheme of ['light', 'dark'])
    for (const language of ['nl', 'en']) {
      const context = await browser.newContext({ viewport: phone, colorScheme });
      watch(context);
      const page = await context.newPage();
      for (const path of [given.page, given.confirm, number, '/bevestigen/nobody.x', '/mijn-toestemming']) {
        await page.goto(`${given.url}${path}${path.includes('?') ? '&' : '?'}taal=${language}`);
        await look(page, `${path.split('/')[1].split('?')[0]} ${path === number ? 'number' : path === given.page ? 'page' : path === given.confirm ? 'confirm' : 'short'} ${language} ${colorScheme}`);
      }
      await context.close();
    }

  // Scripts off: promises never come to an end then, so axe looks at the same again with scripts on.
  const plain = await browser.newContext({ viewport: phone, javaScriptEnabled: false, locale: 'nl-NL' });
  watch(plain);
  const page = await plain.newPage();
  await page.goto(`${given.url}${given.confirm}`);
  await tabTo(page, 'Ja, dat klopt');
  await pressed(page, 'after yes', 'U hebt bevestigd');
  await page.goto(`${given.url}${given.page}`);
  await tabTo(page, 'Trek al mijn toestemmingen in');
  await pressed(page, 'after withdrawing', 'Al uw toestemmingen zijn ingetrokken');
  await byNumber(page, async () => {});

  const scripted = await browser.newContext({ viewport: phone, locale: 'nl-NL' });
  watch(scripted);
  const again = await scripted.newPage();
  for (const path of [given.confirm, `${given.page}?gedaan=alle`]) {
    await again.goto(`${given.url}${path}`);
    await look(again, `afterwards ${path.split('/')[1]}`);
  }
  await byNumber(again, look);
} finally {
  await browser.close();
}
for (const fault of new Set(faults)) console.log(fault);
process.exit(faults.length > 0 ? 1 : 0);
