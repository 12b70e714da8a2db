// How long a form takes after a key: 200 rows × 10 columns, every cell with a constraint or a calculation, totals on
// all, four calculations a row, sums of sums. Prints figures; asserts nothing.
// PROCBOOK=… node tests/bench/compute.mjs [EDITS]

import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileUrl, launch, program, root, run, temporary } from '../browser/harness.mjs';

const edits = Number(process.argv[2] ?? 500);
const ROWS = 200;
const folder = temporary('bench');
for (const name of ['content/templates', 'forms']) mkdirSync(join(folder, name), { recursive: true });
for (const name of ['layouts', 'static']) cpSync(join(root, name), join(folder, name), { recursive: true });
writeFileSync(join(folder, 'handbook.toml'), 'title = "Bench"\nlanguage = "zh-CN"\n');
writeFileSync(join(folder, 'content/templates/F-001.md'), '+++\ncode = "F-001"\ntitle = "Bench"\nversion = "1.0"\n+++\n\nBench.\n');
const typed = ['qty', 'price', 'off', 'tax', 'freight', 'paid'];
const computed = {
  amount: 'round(${qty} * ${price}, 2)', net: 'round(${amount} - ${off}, 2)',
  gross: 'round(${net} * (100 + ${tax}) div 100 + ${freight}, 2)', open: 'if(${gross} > ${paid}, ${gross} - ${paid}, 0)',
};
writeFileSync(join(folder, 'forms/F-001.toml'), `
[[section]]
title = "Bench"
field = [
  { name = "lines", type = "table", label = "Lines", rows = { print = ${ROWS} }, columns = [
    ${typed.map((name) => `{ name = "${name}", type = "money", label = "${name}", total = true, constraint = ". >= 0" },`).join('\n    ')}
    ${Object.entries(computed).map(([name, is]) => `{ name = "${name}", type = "money", label = "${name}", total = true, calculation = "${is}" },`).join('\n    ')}
  ] },
  { name = "all_open", type = "money", label = "Open", calculation = "round(sum(\${open}), 2)" },
  { name = "share", type = "percent", label = "Share", calculation = "if(sum(\${gross}) > 0, round(\${all_open} div sum(\${gross}) * 100, 1), 0)" },
  { name = "mean", type = "money", label = "Mean", calculation = "round(avg(\${gross}), 2)" },
]
`);
const out = join(folder, 'public');
run(program, ['build', '--root', folder, '--out', out]);
const browser = await launch();
const page = await browser.newPage();
await page.goto(fileUrl(out, 'forms/f-001.html'));
const { times, evaluated, filled } = await page.evaluate(async ({ edits, typed }) => {
  const api = window.procbookForm;
  const table = api.byName.lines;
  const began = performance.now();
  api.rowsOf(table).forEach((row, at) => api.cells(table, row).forEach((leaf, column) => {
    if (!api.isComputed(leaf)) api.write(leaf, `${1000 + at * 37 + column}.${10 + (at % 90)}`);
  }));
  api.compute.flush();
  const filled = performance.now() - began;
  const times = [];
  const before = api.compute.count();
  for (let edit = 0; edit < edits; edit += 1) {
    // The draft is kept between two keys, as when a person types.
    await new Promise((resolve) => setTimeout(resolve, edit % 10 ? 0 : 120));
    const row = (edit * 71) % 200;
    const input = document.querySelector(`[name="lines[${row}].${typed[edit % typed.length]}"]`);
    const start = performance.now();
    input.value = `${edit * 13 + 100}.${10 + (edit % 90)}`;
    // All that listens to a key, in its order; then the microtask that computes.
    input.dispatchEvent(new Event('input', { bubbles: true }));
    await Promise.resolve();
    times.push(performance.now() - start);
  }
  return { times, evaluated: (api.compute.count() - before) / edits, filled };
}, { edits, typed });
await browser.close();
times.sort((one, other) => one - other);
const at = (share) => times[Math.min(times.length - 1, Math.floor(times.length * share))].toFixed(1);
console.log(`${edits} edits, ${ROWS} rows × ${typed.length + Object.keys(computed).length} columns, ${evaluated.toFixed(1)} results computed per edit`);
console.log(`median ${at(0.5)} ms, 95 % ${at(0.95)} ms, worst ${at(1)} ms; filling all in at once ${filled.toFixed(0)} ms`);
