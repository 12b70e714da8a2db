// What forms compute while they are filled in: on the handbook's own forms, on all of them with made-up values, and on
// forms of the test's own for what no form of the handbook has.

import assert from 'node:assert/strict';
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { kept } from './filling.mjs';
import { build, fileUrl, files, findings, launch, open, program, root, run, temporary } from './harness.mjs';

const handbook = build();

/** A handbook with forms of the test's own: one that hides and asks for the day, one of 200 rows × 10 columns. */
function makeSite() {
  const folder = temporary('compute');
  for (const name of ['layouts', 'static']) cpSync(join(root, name), join(folder, name), { recursive: true });
  mkdirSync(join(folder, 'content/templates'), { recursive: true });
  mkdirSync(join(folder, 'forms'));
  writeFileSync(join(folder, 'handbook.toml'), 'title = "试算手册"\nlanguage = "zh-CN"\n');
  const forms = {
    'F-910': `
[[section]]
title = "一"
field = [
  { name = "kind", type = "select_one", label = "种类", choices = [{ name = "a", label = "甲" }, { name = "b", label = "乙" }] },
  { name = "due_on", type = "date", label = "到期" },
  { name = "days_left", type = "integer", label = "还有几天", calculation = "days-between(today(), \${due_on})" },
  { name = "way", type = "select_one", label = "办法", calculation = "if(\${days_left} < 0, 'late', 'early')", choices = [{ name = "late", label = "迟" }, { name = "early", label = "早" }] },
  { name = "lines", type = "table", label = "明细", rows = { print = 2 }, columns = [
    { name = "item", type = "text", label = "品名" },
    { name = "price", type = "money", label = "单价", total = true },
    { name = "discount", type = "money", label = "折让", total = true, relevant = "\${kind} = 'b'" },
    { name = "reason", type = "text", label = "理由", required = true, relevant = "\${price} > 100" },
  ] },
  { name = "net", type = "money", label = "净额", calculation = "round(sum(\${price}) - sum(\${discount}), 2)", constraint = ". >= 0", constraint_message = "净额不能是负数" },
]
[[section]]
title = "二"
relevant = "\${kind} = 'b'"
field = [
  { name = "why", type = "text", label = "为什么", required = true },
  { name = "much", type = "money", label = "多少", default = "7" },
]
[[section]]
title = "三"
field = [{ name = "twice", type = "money", label = "两倍", calculation = "\${much} * 2" }]
`,
    'F-911': `
[[section]]
title = "大表"
field = [
  { name = "lines", type = "table", label = "明细", rows = { print = 200 }, columns = [
    ${Array.from({ length: 5 }, (_, at) => `{ name = "in${at}", type = "money", label = "入${at}", total = true },`).join('\n    ')}
    ${Array.from({ length: 5 }, (_, at) => `{ name = "out${at}", type = "money", label = "出${at}", total = true, calculation = "round(\${in${at}} * \${in${(at + 1) % 5}} + 0.005, 2)" },`).join('\n    ')}
  ] },
  { name = "all", type = "money", label = "合计", calculation = "${Array.from({ length: 5 }, (_, at) => `sum(\${out${at}})`).join(' + ')}" },
]
`,
  };
  for (const [code, text] of Object.entries(forms)) {
    writeFileSync(join(folder, `content/templates/${code}.md`), `+++\ncode = "${code}"\ntitle = "试算"\nversion = "1.0"\n+++\n\n试算。\n`);
    writeFileSync(join(folder, `forms/${code}.toml`), text);
  }
  const out = join(folder, 'public');
  run(program, ['build', '--root', folder, '--out', out]);
  return out;
}
const own = makeSite();

let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

async function start(t, site, code, options = {}, now = undefined) {
  const { page, wrong } = await open(t, browser, fileUrl(site, ''), options);
  if (now) await page.clock.setFixedTime(new Date(now));
  await page.goto(fileUrl(site, `forms/${code}.html`));
  t.after(() => assert.deepEqual(wrong, []));
  return page;
}
const named = (page, name) => page.locator(`[name="${name}"]`);
const box = (page, name) => page.locator(`.field[data-name="${name}"]`);
const total = (page, column) => page.locator(`output[data-total="${column}"]`);
/** What would be exported; a number with its digits. */
const data = (page) => page.evaluate(() => JSON.parse(JSON.stringify(window.procbookForm.data(), (key, value) => (value instanceof window.procbookForm.Digits ? `#${value.text}` : value))));
const count = (page) => page.evaluate(() => window.procbookForm.compute.count());
const give = (page, name, value) => page.locator('input[type=file]').setInputFiles({ name, mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(value)) });

async function debts(page) {
  await named(page, 'statement_on').fill('2026-11-02');
  for (const [row, [due, paid, day]] of [['1000.10', '0.20', '2026-10-02'], ['1,000,000.00', '0', '2026-11-01']].entries()) {
    await named(page, `debts[${row}].debt_total`).fill(due);
    await named(page, `debts[${row}].debt_paid`).fill(paid);
    await named(page, `debts[${row}].debt_due`).fill(day);
  }
}

test('rows, columns and fields are computed, of what changed alone', async (t) => {
  const page = await start(t, handbook, 'f-012');
  assert.equal(await named(page, 'debt_sum').inputValue(), '', 'nothing is shown of a form that nobody has filled in');
  await debts(page);
  assert.equal(await named(page, 'debts[0].debt_left').inputValue(), '999.90');
  assert.equal(await named(page, 'debts[0].debt_days').inputValue(), '31');
  assert.equal(await total(page, 'debt_total').innerText(), '1001000.10');
  assert.equal(await total(page, 'debt_left').innerText(), '1000999.90');
  assert.equal(await named(page, 'debt_sum').inputValue(), '1000999.90');
  assert.equal(await named(page, 'still_owed').inputValue(), '', 'what was received is not filled in');
  await named(page, 'paid_after').fill('1000999.90');
  assert.equal(await named(page, 'still_owed').inputValue(), '0.00');
  const before = await count(page);
  await named(page, 'debts[0].debt_paid').fill('0.10');
  assert.equal(await named(page, 'still_owed').inputValue(), '0.10');
  assert.equal(await count(page) - before, 3, 'what is left in the row, the sum, what is still owed');
  assert.equal(await total(page, 'debt_days').count(), 0);
  const { debt_sum: sum, still_owed: owed, debts: rows } = await data(page);
  assert.deepEqual([sum, owed, rows.length, rows[1].debt_left], ['#1001000.00', '#0.10', 2, '#1000000.00']);
  assert.deepEqual(await findings(page), []);
});

test('a row that is added, removed or brought back is computed', async (t) => {
  const page = await start(t, handbook, 'f-012');
  await debts(page);
  const remove = page.locator('[data-name=debts] .row-remove');
  const rows = await remove.count();
  await remove.nth(1).click();
  assert.equal(await named(page, 'debt_sum').inputValue(), '999.90');
  assert.equal(await total(page, 'debt_total').innerText(), '1000.10');
  await page.locator('[data-name=debts] .row-undo').click();
  assert.equal(await named(page, 'debt_sum').inputValue(), '1000999.90');
  await page.locator('[data-name=debts] .row-add').click();
  await named(page, `debts[${rows}].debt_total`).fill('5');
  assert.equal(await named(page, `debts[${rows}].debt_left`).inputValue(), '');
  await named(page, `debts[${rows}].debt_paid`).fill('6');
  assert.equal(await named(page, `debts[${rows}].debt_left`).inputValue(), '-1.00');
  assert.equal(await named(page, 'debt_sum').inputValue(), '1000998.90');
  await named(page, `debts[${rows}].debt_paid`).fill('six');
  assert.equal(await named(page, `debts[${rows}].debt_left`).inputValue(), '', 'what cannot be read is no number');
});

test('a draft that is brought back and a file that is taken in are computed', async (t) => {
  const page = await start(t, handbook, 'f-012');
  await debts(page);
  await kept(page);
  const before = await data(page);
  await page.reload();
  await kept(page);
  assert.deepEqual(await data(page), before);
  assert.equal(await total(page, 'debt_left').innerText(), '1000999.90');
  const other = await start(t, handbook, 'f-012');
  await give(other, 'f.json', { form: 'F-012', version: '1.0', filled_at: '2026-11-02T10:00:00+08:00', data: { statement_on: '2026-11-02', debt_sum: 1, debts: [{ debt_total: 3, debt_paid: 1, debt_left: 2.00 }] } });
  await other.locator('.form-notice details').nth(1).waitFor();
  assert.equal(await named(other, 'debt_sum').inputValue(), '2.00');
  assert.deepEqual(await other.locator('.form-notice details').nth(1).locator('li').allTextContents(), ['debt_sum：1 – 由公式计算'], 'what the file says otherwise is told, what it says too is not');
});

test('what is not relevant is hidden, not exported, and kept', async (t) => {
  const page = await start(t, handbook, 'f-045');
  const section = page.locator('fieldset.form-part', { has: page.locator('[data-name=tests]') });
  assert.equal(await section.isVisible(), false);
  assert.equal(await box(page, 'product').isVisible(), false);
  await named(page, 'goods_case').first().check();
  await named(page, 'product').fill('甲产品');
  assert.equal(await section.isVisible(), true);
  assert.equal((await data(page)).product, '甲产品');
  await named(page, 'goods_case').nth(1).check();
  assert.equal(await box(page, 'product').isVisible(), false);
  assert.equal((await data(page)).product, undefined);
  await page.locator('.export-json').click();
  const told = await page.locator('.error-summary a').allTextContents();
  assert.ok(told.length > 3 && !told.some((text) => /产品|批号|检验/.test(text)), told.join('; '));
  await named(page, 'goods_case').first().check();
  assert.equal(await named(page, 'product').inputValue(), '甲产品');
  assert.deepEqual(await findings(page), []);
});

test('columns, cells and sections come and go with what they hang on', async (t) => {
  const page = await start(t, own, 'f-910');
  await named(page, 'lines[0].price').fill('150');
  assert.equal(await named(page, 'lines[0].reason').isVisible(), true);
  assert.equal(await named(page, 'lines[1].reason').isVisible(), false, 'a cell hangs on its row');
  assert.equal(await page.locator('th[data-column=discount]').isVisible(), false);
  assert.equal(await named(page, 'net').inputValue(), '150.00');
  await named(page, 'kind').nth(1).check();
  assert.equal(await page.locator('th[data-column=discount]').isVisible(), true);
  assert.equal(await named(page, 'twice').inputValue(), '14', 'the default counts as soon as it is shown');
  await named(page, 'lines[0].discount').fill('50');
  await page.locator('[data-name=lines] .row-add').click();
  assert.equal(await named(page, 'lines[2].discount').isVisible(), true);
  assert.deepEqual([await named(page, 'net').inputValue(), await total(page, 'discount').innerText()], ['100.00', '50']);
  await named(page, 'kind').nth(0).check();
  assert.equal(await named(page, 'lines[2].discount').isVisible(), false);
  assert.equal(await named(page, 'net').inputValue(), '150.00', 'what is hidden counts for nothing');
  assert.equal(await named(page, 'twice').inputValue(), '');
  await page.locator('[data-name=lines] .row-add').click();
  assert.equal(await named(page, 'lines[3].discount').isVisible(), false, 'in a new row too');
  assert.deepEqual((await data(page)).lines, [{ price: '#150' }]);
  await named(page, 'kind').nth(1).check();
  await page.locator('.export-json').click();
  const told = () => page.locator('.error-summary a').allTextContents();
  assert.deepEqual((await told()).map((text) => text.split('：')[0]), ['明细 第 1 行 理由', '为什么']);
  await named(page, 'kind').nth(0).check();
  assert.deepEqual((await told()).map((text) => text.split('：')[0]), ['明细 第 1 行 理由'], 'what is no longer asked for is no mistake');
});

test('a constraint is said in its own words, and goes with its cause', async (t) => {
  const page = await start(t, handbook, 'f-012');
  await debts(page);
  const paid = named(page, 'debts[0].debt_paid');
  await paid.fill('2000');
  await paid.blur();
  const error = page.locator('[id="error.debts[0].debt_paid"]');
  assert.match(await error.innerText(), /不小于 0/);
  assert.equal(await paid.getAttribute('aria-invalid'), 'true');
  await named(page, 'debts[0].debt_total').fill('3000');
  assert.equal(await error.count(), 0, 'the field it was compared with has changed');
  await named(page, 'pay_by').fill('2026-11-01');
  await named(page, 'pay_by').blur();
  assert.notEqual(await page.locator('[id="error.pay_by"]').innerText(), '');
  await named(page, 'statement_on').fill('');
  assert.equal(await page.locator('[id="error.pay_by"]').count(), 0, 'nothing to compare with forbids nothing');
  const other = await start(t, own, 'f-910');
  await named(other, 'kind').nth(1).check();
  await named(other, 'lines[0].price').fill('10');
  await named(other, 'lines[0].discount').fill('11');
  await named(other, 'why').fill('x');
  await other.locator('.export-json').click();
  assert.deepEqual(await other.locator('.error-summary a').allTextContents(), ['净额：净额不能是负数'], 'what is computed can be wrong too');
});

test('a score has weighted points, a total and a grade when all is rated', async (t) => {
  const page = await start(t, handbook, 'f-024');
  const inputs = page.locator('input[data-weight]');
  const outputs = () => page.locator('output[data-weighted]').allInnerTexts();
  const items = await inputs.count();
  for (let at = 0; at < items - 1; at += 1) await inputs.nth(at).fill('80');
  assert.deepEqual(await outputs(), ['20', '16', '16', '12', '8', '']);
  assert.equal(await page.locator('output[data-score-total]').innerText(), '72');
  assert.equal(await page.locator('output[data-score-grade]').innerText(), '', 'an unfinished score has no grade');
  await inputs.nth(items - 1).fill('99.5');
  assert.deepEqual(await outputs(), ['20.00', '16.00', '16.00', '12.00', '8.00', '9.95']);
  assert.equal(await page.locator('output[data-score-total]').innerText(), '81.95');
  assert.equal(await page.locator('output[data-score-grade]').innerText(), '稳定');
  await inputs.nth(0).fill('100.01');
  await inputs.nth(0).blur();
  assert.match(await page.locator('td .error').innerText(), /100/);
  assert.equal(await page.locator('output[data-score-grade]').innerText(), '', 'points beyond the scale are none');
  await inputs.nth(0).fill('100');
  assert.equal(await page.locator('td .error').count(), 0);
  assert.deepEqual([await page.locator('output[data-score-total]').innerText(), await page.locator('output[data-score-grade]').innerText()], ['86.95', '紧密']);
  await inputs.nth(1).fill('-1');
  await inputs.nth(1).blur();
  assert.match(await page.locator('td .error').innerText(), /0/);
  assert.deepEqual(await findings(page), []);
});

test('a draft keeps the day on which it was filled in, until something changes', async (t) => {
  const page = await start(t, own, 'f-910', {}, '2026-11-02T10:00:00');
  await named(page, 'due_on').fill('2026-11-12');
  assert.equal(await named(page, 'days_left').inputValue(), '10');
  assert.deepEqual([await page.locator('[name=way]:checked').inputValue(), await named(page, 'way').first().isDisabled()], ['early', true]);
  await page.waitForFunction(() => Object.values(localStorage).some((draft) => draft.includes('"due_on":"2026-11-12"')));
  await page.clock.setFixedTime(new Date('2026-11-15T10:00:00'));
  await page.reload();
  assert.equal(await named(page, 'days_left').inputValue(), '10', 'opening a draft changes no result');
  assert.match(await page.locator('.form-day').innerText(), /2026-11-02/);
  await named(page, 'lines[0].item').fill('纸');
  assert.equal(await named(page, 'days_left').inputValue(), '-3');
  assert.equal(await page.locator('[name=way]:checked').inputValue(), 'late');
  assert.equal(await page.locator('.form-day').isVisible(), false);
  const other = await start(t, own, 'f-910', {}, '2026-11-15T10:00:00');
  await give(other, 'f.json', { form: 'F-910', version: '1.0', filled_at: '2026-11-10T23:30:00+08:00', data: { due_on: '2026-11-12', days_left: 2, way: 'early' } });
  await other.locator('.form-notice').waitFor();
  assert.equal(await named(other, 'days_left').inputValue(), '2');
  assert.equal(await other.locator('.form-notice details').count(), 1, 'nothing of the file was dropped');
  assert.deepEqual(await data(other), { due_on: '2026-11-12', days_left: '#2', way: 'early' });
});

test('a blank sheet shows what may have to be filled in, a filled one only what is relevant', async (t) => {
  const page = await start(t, handbook, 'f-045');
  const print = (event) => page.evaluate((name) => window.dispatchEvent(new Event(name)), event);
  await print('beforeprint');
  assert.equal(await box(page, 'product').isVisible(), true);
  await print('afterprint');
  assert.equal(await box(page, 'product').isVisible(), false);
  await named(page, 'goods_case').nth(1).check();
  await print('beforeprint');
  assert.equal(await box(page, 'product').isVisible(), false);
  await print('afterprint');
});

test('one edit among 200 rows × 10 columns computes its own row and what sums it up', async (t) => {
  const page = await start(t, own, 'f-911');
  await page.evaluate(() => {
    const api = window.procbookForm;
    api.rowsOf(api.byName.lines).forEach((row, at) => api.cells(api.byName.lines, row).forEach((leaf, column) => {
      if (!api.isComputed(leaf)) api.write(leaf, `${at}.${column}1`);
    }));
  });
  assert.equal(await page.locator('tbody tr').count(), 200);
  const wanted = () => page.evaluate(() => {
    const cents = (text) => BigInt(text.replace('.', ''));
    const outs = [...document.querySelectorAll('tbody tr')].map((row) => [0, 1, 2, 3, 4].map((at) => row.querySelector(`[name$=".out${at}"]`).value));
    return [outs.flat().reduce((sum, text) => sum + cents(text), 0n) === cents(document.querySelector('[name=all]').value), outs[7][1]];
  });
  assert.deepEqual(await wanted(), [true, '51.27']);
  const before = await count(page);
  await named(page, 'lines[7].in1').fill('8.00');
  assert.equal(await count(page) - before, 3, 'two cells of the row and the sum of all');
  assert.deepEqual(await wanted(), [true, '57.69']);
});

/** Values that a person might fill in; each constraint of the handbook that is simple holds. */
const generate = () => {
  const api = window.procbookForm;
  const texts = { date: '2026-10-08', month: '2026-10', week: '2026-W41', time: '09:30', datetime: '2026-10-08T09:30', tel: '13800000000', email: 'a@example.com' };
  let number = 0;
  const value = (leaf) => {
    number += 1;
    const first = leaf.controls[0];
    if (first.tagName === 'SELECT') return first.options[1 + (number % (first.options.length - 1))].value;
    if (first.type === 'radio') return leaf.controls[number % leaf.controls.length].value;
    if (first.type === 'checkbox') return leaf.controls[0].value;
    if (first.type === 'range') return first.max;
    if (leaf.type === 'integer') return String(1 + (number % 9));
    if (api.isNumber(leaf)) return `${1 + (number % 90)}.${10 + (number % 89)}`;
    return texts[leaf.type] ?? '填写';
  };
  const fill = () => api.fields.forEach((field) => api.leaves(field).forEach((leaf) => {
    if (!api.isComputed(leaf)) api.write(leaf, value(leaf));
  }));
  fill();
  api.compute.flush();
  // What is computed of something hidden may be empty.
  const { nodes } = JSON.parse(document.getElementById('form-program')?.textContent ?? '{"nodes":[]}');
  const names = (tree) => (Array.isArray(tree) ? (['f', 'c'].includes(tree[0]) ? [tree[1]] : tree.flatMap(names)) : []);
  const isHidden = (name) => {
    const node = nodes.find((one) => one.name === name);
    const box = document.querySelector(`.field[data-name="${node.table ?? name}"]`);
    return api.isHidden(box) || names(node.calculation).some(isHidden);
  };
  const computed = api.fields.flatMap((field) => api.leaves(field)).filter((leaf) => api.isComputed(leaf) && !(leaf.controls[0]?.type === 'hidden'))
    .map((leaf) => ({ name: leaf.name, number: api.isNumber(leaf), text: String(api.read(leaf)), hidden: api.isHidden(leaf.place) || (nodes.some((one) => one.name === leaf.name) && isHidden(leaf.name)) }));
  const outputs = [...document.querySelectorAll('output[data-total], output[data-weighted], output[data-score-total], output[data-score-grade]')]
    .map((output) => ({ name: Object.values(output.dataset)[0] || 'score', text: output.textContent, hidden: !!output.closest('[hidden]') }));
  return { computed, outputs, json: JSON.stringify(api.data()) };
};

test('every form of the handbook computes, filled with made-up values', async (t) => {
  const { page, wrong } = await open(t, browser, fileUrl(handbook, ''));
  const codes = files(join(handbook, 'forms'), '.html');
  assert.equal(codes.length, files(join(root, 'forms'), '.toml').length);
  let calculated = 0;
  for (const code of codes) {
    await page.goto(fileUrl(handbook, `forms/${code}`));
    const { computed, outputs, json } = await page.evaluate(generate);
    calculated += computed.length + outputs.length;
    for (const { name, number, text, hidden } of computed) {
      if (number) assert.match(text, hidden ? /^(-?\d+(\.\d+)?)?$/ : /^-?\d+(\.\d+)?$/, `${code} ${name}`);
      assert.ok(text.length < 30, `${code} ${name}: ${text}`);
    }
    for (const { name, text, hidden } of outputs) assert.ok(hidden || text !== '', `${code} ${name}`);
    assert.doesNotMatch(json, /NaN|Infinity|undefined|null|\[object/, code);
    assert.deepEqual(wrong, [], code);
  }
  assert.ok(calculated > 1000, `${calculated} results`);
});

test('the decimal library is the one that its package has', () => {
  const path = createRequire(import.meta.url).resolve('big.js');
  assert.ok(readFileSync(join(root, 'static/form-decimal.js'), 'utf8').endsWith(readFileSync(path, 'utf8').replace(/\r\n/g, '\n')));
});
