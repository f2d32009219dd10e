// Makes the page that checks proofs (src/EvidenceVault.Server/Ledger/Checker/check.html) from its sources: one file, that loads nothing and may send nothing.
// Its policy names its script and style by their hashes. node ops/pages/build-checker.mjs [--check]: with --check it only says whether the page is up to date.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('../../src/EvidenceVault.Server/Ledger/Checker/', import.meta.url));
const source = (name) => readFileSync(`${folder}source/${name}`, 'utf8');
const scripts = readdirSync(`${folder}source`).filter((name) => name.endsWith('.js')).sort();
const script = `\n'use strict';\n(() => {\n${scripts.map(source).join('\n')}})();\n`;
const style = `\n${source('page.css')}`;
const hash = (text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
const policy = `default-src 'none'; script-src ${hash(script)}; style-src ${hash(style)}; img-src data:; base-uri 'none'; form-action 'none'`;
const parts = { policy, style, script };
const page = source('page.html').replace(/\{\{(\w+)\}\}/g, (_, name) => parts[name]);
const file = `${folder}check.html`;
if (process.argv.includes('--check')) {
  if (existsSync(file) && readFileSync(file, 'utf8') === page) process.exit(0);
  console.log('check.html is not what its sources make. Run node ops/pages/build-checker.mjs.');
  process.exit(1);
}
writeFileSync(file, page);
