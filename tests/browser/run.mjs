// Runs every browser test program, two at a time; those that measure time alone. A test that fails is run once more,
// alone: what passes only then counts as passed and is told as unsteady, as on a machine that has too much to do.
// Out: all that they print, the unsteady tests, and `# pass N`, `# fail N`, `# cancelled N` in the end.

import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = process.argv[2] ?? dirname(fileURLToPath(import.meta.url));
/** Those that measure time. */
const timed = ['serve.test.mjs'];
/** The longest first, so that none is left over in the end. */
const first = ['pages.test.mjs', 'print.test.mjs', 'headers.test.mjs'];

const all = readdirSync(here).filter((name) => name.endsWith('.test.mjs')).sort();
const together = [...first.filter((name) => all.includes(name)), ...all.filter((name) => !first.includes(name) && !timed.includes(name))];
const alone = all.filter((name) => timed.includes(name));

/** Runs a program, or those of its tests that are named: how many passed and failed, which failed, and what it said. */
const run = (name, only = []) => new Promise((resolve) => {
  const started = performance.now();
  // What a run of tests tells its programs would make them speak to it in another way.
  const { NODE_TEST_CONTEXT: _, ...env } = process.env;
  const patterns = only.map((test) => `--test-name-pattern=^${test.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')}$`);
  const child = spawn(process.execPath, ['--test', '--test-reporter=tap', ...patterns, join(here, name)], { stdio: ['ignore', 'pipe', 'pipe'], env });
  const chunks = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (bytes) => chunks.push(bytes));
  child.on('close', (code) => {
    const said = Buffer.concat(chunks).toString();
    const count = (what) => Number([...said.matchAll(new RegExp(`^# ${what} (\\d+)$`, 'gm'))].at(-1)?.[1] ?? 0);
    const names = [...said.matchAll(/^ *not ok \d+ - (.*?)(?: # .*)?$/gm)].map(([, one]) => one);
    let failed = count('fail') + count('cancelled');
    // A program that ended before it could say.
    if (code !== 0 && failed === 0) failed = 1;
    resolve({ name, passed: count('pass'), failed, names, said, seconds: Math.round((performance.now() - started) / 1000) });
  });
});

/** One build for all: each program works on a copy of it. */
const folder = mkdtempSync(join(tmpdir(), 'procbook-tests-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
if (!process.argv[2]) {
  const { build } = await import('./harness.mjs');
  cpSync(build(), join(folder, 'public'), { recursive: true });
  process.env.PROCBOOK_SITE = join(folder, 'public');
}

const results = [];
const tell = (result) => {
  process.stdout.write(`${result.said}\n${result.name}: ${result.passed} passed, ${result.failed} failed (${result.seconds} s)\n`);
  results.push(result);
};
const waiting = [...together];
const worker = async () => {
  while (waiting.length > 0) tell(await run(waiting.shift()));
};
await Promise.all([worker(), worker()]);
for (const name of alone) tell(await run(name));

let unsteady = 0;
for (const [at, before] of results.entries()) {
  if (before.failed === 0) continue;
  // A program that ended before its tests did is run whole.
  let part = before.names.length === before.failed && before.passed > 0;
  let again = part ? await run(before.name, before.names) : null;
  // A name that is not found again has not passed.
  if (!again || again.passed + again.failed !== before.failed) {
    part = false;
    again = await run(before.name);
  }
  const names = before.names.filter((name) => !again.names.includes(name));
  for (const name of names) console.log(`unsteady: ${before.name}: ${name}`);
  unsteady += names.length;
  // Of one that ran whole, what the second run says is what holds.
  results[at] = part ? { ...again, passed: before.passed + again.passed } : again;
  process.stdout.write(`${again.said}\n${again.name}, run again: ${again.passed} passed, ${again.failed} failed (${again.seconds} s)\n`);
}

const sum = (what) => results.reduce((total, result) => total + result[what], 0);
if (unsteady > 0) console.log(`unsteady in all: ${unsteady}`);
console.log(`# pass ${sum('passed')}\n# fail ${sum('failed')}\n# cancelled 0`);
process.exitCode = sum('failed') > 0 ? 1 : 0;
