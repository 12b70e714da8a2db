// One table of expressions, tests/expressions/cases.json, through both ends: the program compiles each in a form of
// its own, Chromium evaluates what the page brings. Once with form-evaluate.js alone, once by filling the form in.
//
// A case: `is`, the expression; `with`, fields (type, value, more keys); `rows`, columns of a table (type, values,
// more keys); `key`, where it stands: calculation (the default), relevant, constraint (of `on`, type and value), or
// column, a calculation in each row; `as`, the type of the field that is computed; then `gives`, what a person
// sees, or `finding`, what the author is told.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileUrl, launch, open, program, root, run, temporary } from './harness.mjs';

const cases = JSON.parse(readFileSync(join(root, 'tests/expressions/cases.json'), 'utf8'));
const TODAY = '2026-11-02';
const choices = { choices: ['cash', 'bank', 'none'] };
/** So many cases stand in one form; one that has a mistake stands alone. */
const TOGETHER = 30;
const codeOf = (number) => `F-${String(number + 1).padStart(3, '0')}`;
const formOf = (number) => codeOf(cases[number].finding ? number : number - number % TOGETHER);

const toml = (value) => (Array.isArray(value) ? `[${value.map(toml).join(', ')}]` : typeof value === 'object'
  ? `{ ${Object.entries(value).map(([key, one]) => `${key} = ${toml(one)}`).join(', ')} }` : JSON.stringify(value));

/** The section of a case. Cases of one form have names of their own: `c7_a` for `a`. */
function sectionOf({ is: text, with: fields = {}, rows, key = 'calculation', on, as = 'calculate' }, number) {
  const own = (name) => `c${number}_${name}`;
  const named = (expression) => expression.replace(/\$\{(\w+)\}/g, (_, name) => `\${${own(name)}}`);
  const made = (name, type, more = {}) => ({
    name: own(name), type, label: name, ...(/^select/.test(type) ? choices : {}),
    ...Object.fromEntries(Object.entries(more).map(([word, expression]) => [word, named(expression)])),
  });
  const all = Object.entries(fields).map(([name, [type, , more]]) => made(name, type, more));
  if (rows) {
    const columns = Object.entries(rows).map(([name, [type, , more]]) => made(name, type, more));
    if (key === 'column') columns.push(made('result', as, { calculation: text }));
    // A row that nobody has filled in counts for nothing: each of these has something in it.
    columns.push(made('row_mark', 'text'));
    all.push({ ...made('lines', 'table'), columns });
  }
  if (key === 'calculation') all.push(made('result', as, { calculation: text }));
  if (key === 'relevant') all.push(made('result', 'text', { relevant: text }));
  if (key === 'constraint') all.push(made('own', on[0], { constraint: text, constraint_message: 'forbidden' }));
  return `[[section]]\n${all.map((one) => `[[section.field]]\n${Object.entries(one).map(([name, value]) => `${name} = ${toml(value)}\n`).join('')}`).join('')}`;
}

function makeHandbook(chosen) {
  const folder = temporary('cases');
  mkdirSync(join(folder, 'content/templates'), { recursive: true });
  mkdirSync(join(folder, 'forms'));
  writeFileSync(join(folder, 'handbook.toml'), 'title = "Cases"\nlanguage = "zh-CN"\n');
  cases.forEach((one, number) => {
    if (!chosen(one)) return;
    const code = formOf(number);
    writeFileSync(join(folder, `content/templates/${code}.md`), `+++\ncode = "${code}"\ntitle = "Case ${code}"\nversion = "1.0"\n+++\n\nCases.\n`);
    appendFileSync(join(folder, `forms/${code}.toml`), sectionOf(one, number));
  });
  return folder;
}

let browser;
let site;
before(async () => {
  const folder = makeHandbook(({ finding }) => !finding);
  // The scripts of this checkout, not those that the program was compiled with.
  mkdirSync(join(folder, 'static'));
  for (const name of ['fields', 'checks', 'decimal', 'evaluate', 'compute']) {
    writeFileSync(join(folder, `static/form-${name}.js`), readFileSync(join(root, `static/form-${name}.js`)));
  }
  site = join(folder, 'public');
  run(program, ['build', '--root', folder, '--out', site]);
  browser = await launch();
});
after(() => browser.close());

const compiled = (number) => {
  const html = readFileSync(join(site, `forms/${formOf(number).toLowerCase()}.html`), 'utf8');
  const found = /<script type="application\/json" id="form-program">(.*?)<\/script>/s.exec(html);
  return JSON.parse(found[1]).nodes;
};
const name = ({ is, key = 'calculation', with: fields = {} }, number) => `${number + 1}. ${key} ${is} ${JSON.stringify(fields)}`;

test('there are many cases, each once', () => {
  assert.ok(cases.length >= 150, `${cases.length} cases`);
  const texts = cases.map((one) => JSON.stringify(one));
  assert.deepEqual(texts.filter((one, at) => texts.indexOf(one) !== at), []);
});

test('a case with a mistake is told', () => {
  const folder = makeHandbook(({ finding }) => finding);
  const done = spawnSync(program, ['check', '--root', folder, '--format', 'short'], { encoding: 'utf8' });
  const found = {};
  for (const [, code, kind] of (done.stdout + done.stderr).matchAll(/forms\/(F-\d+)\.toml:\d+:\d+: error\[([\w-]+)\]/g)) (found[code] ??= []).push(kind);
  const wanted = Object.fromEntries(cases.map((one, number) => [codeOf(number), one]).filter(([, one]) => one.finding));
  for (const [code, one] of Object.entries(wanted)) assert.deepEqual([...new Set(found[code])], [one.finding], `${code} ${one.is}`);
});

const plain = (type, value) => !['integer', 'decimal', 'money', 'percent'].includes(type) || /^(-?\d+(\.\d+)?)?$/.test(value);
const isPlain = ({ with: fields = {}, rows = {}, finding }) => !finding
  && Object.values(fields).every(([type, value, more]) => !more && plain(type, value))
  && Object.values(rows).every(([type, values, more]) => !more && values.every((value) => plain(type, value)));

test('form-evaluate.js alone computes what the program compiled', async (t) => {
  const { page, wrong } = await open(t, browser, 'about:');
  await page.goto('about:blank');
  for (const part of ['decimal', 'evaluate']) await page.addScriptTag({ content: readFileSync(join(root, `static/form-${part}.js`), 'utf8') });
  const work = cases.map((one, number) => ({ one, number })).filter(({ one }) => isPlain(one)).map(({ one, number }) => {
    const key = one.key === 'column' ? 'calculation' : one.key ?? 'calculation';
    const node = compiled(number).find((step) => step[key] && [`c${number}_result`, `c${number}_own`].includes(step.name));
    return { number, key, tree: node[key], places: node.places, kind: one.key, on: one.on, with: one.with ?? {}, rows: one.rows ?? {} };
  });
  assert.ok(work.length > 150, `${work.length} cases`);
  // As text: the browser's own protocol refuses deep values, and says nothing.
  const results = await page.evaluate(({ text, today }) => {
    const work = JSON.parse(text);
    const { procbookEvaluate: evaluate } = window;
    const numbers = ['integer', 'decimal', 'money', 'percent'];
    const cell = ([type, value]) => ({ value: numbers.includes(type) ? evaluate.number(value) : value, filled: true });
    return work.map((one) => {
      const many = Object.values(one.rows)[0]?.[1].length ?? 0;
      const plain = (asked) => asked.slice(asked.indexOf('_') + 1);
      const inRow = (name, row) => cell([one.rows[name][0], one.rows[name][1][row]]);
      const scope = (row) => ({
        field: (asked) => (one.with[plain(asked)] ? cell(one.with[plain(asked)]) : inRow(plain(asked), row)),
        column: (asked) => one.rows[plain(asked)][1].map((_, at) => inRow(plain(asked), at)),
        own: () => cell(one.on), today: () => today,
      });
      const computed = (row) => {
        const { value, filled } = evaluate.calculate(one.tree, scope(row));
        return filled ? evaluate.shown(value, one.places) : '';
      };
      if (one.kind === 'column') return Array.from({ length: many }, (_, row) => computed(row));
      if (one.key === 'calculation') return computed(0);
      if (one.key === 'constraint' && !cell(one.on).value?.toString()) return 'empty';
      const found = evaluate.condition(one.tree, scope(0));
      return found === null ? 'empty' : String(found);
    });
  }, { text: JSON.stringify(work), today: TODAY });
  const words = (gives, number) => (['是', '否'].includes(gives) && compiled(number).some(({ name: of, type }) => of === `c${number}_result` && type === 'truth') ? String(gives === '是') : gives);
  const other = work.map(({ number }, at) => ({ case: name(cases[number], number), found: results[at], wanted: words(cases[number].gives, number) }));
  assert.deepEqual(other.filter(({ found, wanted }) => JSON.stringify(found) !== JSON.stringify(wanted)), []);
  assert.deepEqual(wrong, []);
});

test('the form of each case shows it when it is filled in', async (t) => {
  const { page, wrong } = await open(t, browser, fileUrl(site, ''));
  await page.clock.setFixedTime(new Date(`${TODAY}T10:00:00`));
  const other = [];
  for (const [number, one] of cases.entries()) {
    if (one.finding) continue;
    const address = fileUrl(site, `forms/${formOf(number).toLowerCase()}.html`);
    if (page.url() !== address) await page.goto(address);
    const found = await page.evaluate(async ({ number, fields, rows, on, key }) => {
      const api = window.procbookForm;
      const field = (name) => api.byName[`c${number}_${name}`];
      const nameOf = (leaf) => leaf.name.slice(leaf.name.indexOf('_') + 1);
      for (const [asked, [, value]] of Object.entries(fields)) api.write(field(asked).leaf, value);
      if (on) api.write(field('own').leaf, on[1]);
      if (rows) {
        const table = field('lines');
        api.setRows(table, Object.values(rows)[0][1].length);
        api.rowsOf(table).forEach((row, at) => api.cells(table, row).forEach((leaf) => {
          if (nameOf(leaf) === 'row_mark') api.write(leaf, 'x');
          else if (rows[nameOf(leaf)]) api.write(leaf, rows[nameOf(leaf)][1][at]);
        }));
      }
      // What is due is computed before the next turn of the page, without being asked.
      await Promise.resolve();
      const shown = (leaf) => String(api.read(leaf));
      if (key === 'relevant') return api.isHidden(field('result').box) ? 'hidden' : 'shown';
      if (key === 'constraint') {
        api.check();
        return document.getElementById(`error.c${number}_own`)?.textContent ?? '';
      }
      if (key !== 'column') return shown(field('result').leaf);
      return api.rowsOf(field('lines')).map((row) => shown(api.cells(field('lines'), row).find((leaf) => nameOf(leaf) === 'result')));
    }, { number, fields: one.with ?? {}, rows: one.rows, on: one.on, key: one.key });
    const gives = { relevant: one.gives === 'true' ? 'shown' : 'hidden', constraint: one.gives === 'false' ? 'forbidden' : '' }[one.key] ?? one.gives;
    if (JSON.stringify(found) !== JSON.stringify(gives)) other.push({ case: name(one, number), found, wanted: gives });
    assert.deepEqual(await page.evaluate(() => document.body.innerText.match(/NaN|Infinity|undefined|\[object/g)), null, name(one, number));
  }
  assert.deepEqual(other, []);
  assert.deepEqual(wrong, []);
});
