// What the checks of the page that checks proofs share: a browser, and how a page looks and is walked through in it.
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

// A busy machine is no fault of the page.
const PATIENCE = 240_000;

function browserPath() {
  const found = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) => path && existsSync(path));
  if (!found) throw new Error('No Chromium. Install the package chromium, or set CHROMIUM to the path of one.');
  return found;
}

export const launch = () => chromium.launch({
  executablePath: browserPath(),
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});

// A page on a phone, of which every word to the console and every question to elsewhere is a fault.
export async function open(browser, { address, language, name, faults, isRefused = () => false }) {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 }, locale: language === 'nl' ? 'nl-NL' : 'en-GB', colorScheme: language === 'nl' ? 'light' : 'dark' });
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE);
  page.on('request', (request) => {
    if (request.url() !== address && !request.url().startsWith('data:')) faults.push(`${name}: something was asked for: ${request.url()}`);
  });
  page.on('pageerror', (e) => faults.push(`${name}: ${e.message}`));
  page.on('console', (m) => m.type() === 'error' && !isRefused() && faults.push(`${name}: ${m.text()}`));
  // Whoever listens for a chooser only when a key is pressed may be too late.
  page.on('filechooser', () => {});
  await page.goto(address);
  return page;
}

// Axe comes in past the page's policy, which is for the page; and is taken out again with the page.
export async function look(page, name, faults) {
  const found = await page.evaluate(`${axe}; axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })
    .then(({ violations, passes }) => ({ passes: passes.length, violations: violations.map((v) => v.id + ': ' + v.nodes.map((n) => n.target).join(' ')) }))`);
  if (found.passes < 10) faults.push(`${name}: axe looked at next to nothing`);
  for (const violation of found.violations) faults.push(`${name}: ${violation}`);
  const [needed, has] = await page.evaluate('[document.documentElement.scrollWidth, window.innerWidth]');
  if (needed > has) faults.push(`${name}: ${needed} pixels wide on a screen of ${has}`);
  if (process.env.PICTURES) await page.screenshot({ path: `${process.env.PICTURES}/checker-${name.replaceAll(/[^a-z0-9]+/gi, '-')}.png`, fullPage: true });
}

// Hands files in, and waits until each has its result.
export async function handIn(page, files) {
  const before = await page.locator('#found article').count();
  await page.setInputFiles('#files', files);
  await page.waitForFunction((n) => document.querySelectorAll('#found article').length === n, before + files.length);
}

// By Tab to what has this id; and it has the focus before anything else is done.
export async function tabTo(page, id) {
  for (let i = 0; i < 40; i++) {
    await page.keyboard.press('Tab');
    if ((await page.evaluate('document.activeElement.id')) === id) return;
  }
  throw new Error(`The keyboard does not lead to ${id}.`);
}
