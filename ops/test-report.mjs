// What one test project did, in plain words, and "PASSED FAILED" in a file for ops/test to add up.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [name, code, seconds, results] = process.argv.slice(2);
const resultFile = join(results, `${name}.ctrf.json`);
const logFile = join(results, `${name}.log`);
const indent = (text) => text.trimEnd().split(/\r?\n/).map((line) => `      ${line}`).join('\n');

function load() {
  try {
    // xUnit writes its report on one line and leaves control characters in a message as they are, which JSON forbids.
    const report = readFileSync(resultFile, 'utf8').trim().replace(/[\u0000-\u001f]/g, (raw) => `\\u${raw.charCodeAt(0).toString(16).padStart(4, '0')}`);
    return JSON.parse(report).results.tests;
  } catch {
    return null; // The runner did not live to write it.
  }
}

// The runner says "NAME [FAIL]" and why as it goes; what the servers under test log stands between.
function failuresOf(log) {
  const lines = log.split('\n').filter((line) => !line.startsWith('{"@t"'));
  return lines.flatMap((line, at) => (line.endsWith(' [FAIL]') ? lines.slice(at, at + 12) : [])).slice(0, 120).join('\n');
}

const tests = load() ?? [];
const passed = tests.filter(({ status }) => status === 'passed').length;
const failures = tests.filter(({ status }) => status === 'failed');
const others = tests.length - passed - failures.length;

// A runner that ends badly while every test it reported passed (a crash, a time-out, a failing fixture) is itself a failure.
let broken = null;
if (code === '124' || code === '137') broken = 'ran out of time and was ended';
else if (code !== '0' && !failures.length) broken = `ended with exit code ${code}`;
else if (!passed && !failures.length) broken = 'ran no tests';

const failed = failures.length + (broken ? 1 : 0);
console.log(`${name}: ${passed} passed, ${failed} failed${others ? `, ${others} skipped` : ''} (${seconds} s)`);
for (const { name: test, message, trace } of failures) {
  console.log(`  FAILED ${test}`);
  if (message) console.log(indent(message));
  if (trace) console.log(indent(trace.trimEnd().split('\n').slice(0, 8).join('\n')));
}
if (broken) {
  console.log(`  FAILED ${name} ${broken}. What ${logFile} holds of failures, and its end:`);
  console.log(indent(failuresOf(readFileSync(logFile, 'utf8'))));
  console.log(indent(readFileSync(logFile, 'utf8').trimEnd().split('\n').slice(-25).join('\n')));
}
writeFileSync(join(results, `${name}.counts`), `${passed} ${failed}\n`);
