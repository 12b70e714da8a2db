// Filling a form in, by file:// address: rows, drafts, checks, files out and in. The form is the test's own.

import assert from 'node:assert/strict';
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { schemasOf } from './schemas.mjs';
import { build as buildHandbook, fileUrl, findings, launch, open, program, root, run, temporary } from './harness.mjs';

const template = (code, title) => `+++
code = "${code}"
title = "${title}"
version = "2.1"
+++

## 用途

试填。
`;
const form = `
[[section]]
title = "申请"
field = [
  { name = "applicant", type = "text", label = "申请人", required = true },
  { name = "asked_on", type = "date", label = "日期" },
  { name = "amount", type = "money", label = "金额", unit = "元" },
  { name = "people", type = "integer", label = "人数" },
  { name = "mail", type = "email", label = "邮箱" },
  { name = "way", type = "select_one", label = "方式", required = true, choices = [{ name = "cash", label = "现金" }, { name = "bank", label = "转账" }] },
  { name = "papers", type = "select_multiple", label = "附件", choices = [{ name = "a", label = "甲" }, { name = "b", label = "乙" }] },
  { name = "urgent", type = "yes_no", label = "加急" },
  { name = "level", type = "range", label = "级别", start = 1, end = 5, step = 1 },
  { name = "total", type = "money", label = "总额", calculation = "\${amount}", read_only = true },
  { name = "note", type = "multiline", label = "说明" },
  { name = "reason", type = "text", label = "理由", required = true, relevant = "\${urgent} = 'yes'" },
  { name = "items", type = "table", label = "明细", rows = { min = 1, max = 4, print = 2 }, columns = [
    { name = "item", type = "text", label = "品名", required = true },
    { name = "count", type = "integer", label = "数量" },
    { name = "kind", type = "select_one", label = "类别", choices = [{ name = "x", label = "一类" }, { name = "y", label = "二类" }] },
    { name = "tags", type = "select_multiple", label = "标记", choices = [{ name = "p", label = "红" }, { name = "q", label = "蓝" }] },
  ] },
  { name = "quarters", type = "table", label = "季度", preset = ["一季度", "二季度"], columns = [
    { name = "quarter", type = "text", label = "季" },
    { name = "plan", type = "decimal", label = "计划" },
  ] },
  { name = "rating", type = "score", label = "评分", points = 10, items = [{ name = "speed", label = "速度", weight = 60 }, { name = "care", label = "细心", weight = 40 }] },
  { name = "signed", type = "signature", label = "签字" },
]
`;

function makeSite() {
  const folder = temporary('form');
  for (const name of ['layouts', 'static']) cpSync(join(root, name), join(folder, name), { recursive: true });
  mkdirSync(join(folder, 'content/templates'), { recursive: true });
  mkdirSync(join(folder, 'forms'));
  writeFileSync(join(folder, 'handbook.toml'), 'title = "试用手册"\nlanguage = "zh-CN"\n');
  for (const [code, title] of [['F-900', '申请单'], ['F-901', '另一单']]) {
    writeFileSync(join(folder, `content/templates/${code}.md`), template(code, title));
    writeFileSync(join(folder, `forms/${code}.toml`), form);
  }
  const out = join(folder, 'public');
  run(program, ['build', '--root', folder, '--out', out]);
  return out;
}

const site = makeSite();
const from = fileUrl(site, '');
const address = fileUrl(site, 'forms/f-900.html');
const other = fileUrl(site, 'forms/f-901.html');

const schemas = schemasOf(site);

let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

async function start(t, options = {}, url = address) {
  const { page, wrong } = await open(t, browser, from, options);
  await page.goto(url);
  t.after(() => assert.deepEqual(wrong, []));
  return page;
}
const named = (page, name) => page.locator(`[name="${name}"]`);
const focused = (page) => page.evaluate(() => document.activeElement.name || document.activeElement.className);
const names = (page) => page.locator('[data-name=items] tbody input[type=text]').evaluateAll((all) => all.map(({ name }) => name));
/** The draft that the page's address names, or the only one of its form. */
const draft = (page) => page.evaluate(() => {
  const [one] = procbookStore.drafts(procbookForm.form.dataset.handbook).filter(({ code }) => code === procbookForm.form.dataset.code);
  return one ? one.draft : null;
});
/** What is wrong with an exported file by the schema of its form. */
const refused = (bytes) => schemas.refused('F-900', JSON.parse(bytes));
/** Waits until the store has what the page shows. */
const kept = (page) => page.waitForFunction(() => procbookStore.drafts(procbookForm.form.dataset.handbook)
  .some((one) => one.id === procbookForm.draft.id && JSON.stringify(one.draft.texts) === JSON.stringify(procbookForm.texts())));

async function fillIn(page) {
  await named(page, 'applicant').fill('王<b>一</b>');
  await named(page, 'asked_on').fill('2026-11-02');
  await named(page, 'amount').fill('1,000,000,000,000,000.05');
  await named(page, 'people').fill('１２');
  await named(page, 'way').nth(1).check();
  await named(page, 'papers').nth(0).check();
  await named(page, 'papers').nth(1).check();
  await named(page, 'urgent').nth(0).check();
  await named(page, 'reason').fill('急');
  await named(page, 'note').fill('=1+1\n"第二行"');
  await named(page, 'items[1].item').fill('@纸');
  await named(page, 'items[1].count').fill('-3');
  await named(page, 'items[1].kind').selectOption('y');
  await named(page, 'items[1].tags').nth(1).check();
  await named(page, 'quarters[1].plan').fill('0.10');
  await named(page, 'rating.speed').fill('8.5');
  await named(page, 'signed.name').fill('李四');
}
const filled = {
  applicant: '王<b>一</b>', asked_on: '2026-11-02', amount: 1000000000000000.05, people: 12, way: 'bank', papers: ['a', 'b'], urgent: 'yes', level: 1,
  total: 1000000000000000.05, note: '=1+1\n"第二行"', reason: '急', items: [{ item: '@纸', count: -3, kind: 'y', tags: ['q'] }],
  quarters: [{ quarter: '一季度' }, { quarter: '二季度', plan: 0.1 }], rating: { speed: 8.5 }, signed: { name: '李四' },
};

async function download(page, button) {
  const [file] = await Promise.all([page.waitForEvent('download'), page.locator(button).click()]);
  const found = { name: file.suggestedFilename(), bytes: readFileSync(await file.path()) };
  if (/\d\.json$/.test(found.name)) assert.deepEqual(refused(found.bytes), [], found.name);
  return found;
}
const give = (page, name, text) => page.locator('input[type=file]').setInputFiles({ name, mimeType: 'application/json', buffer: Buffer.from(text) });

test('rows are added and removed by keyboard, and their names stay unique', async (t) => {
  const page = await start(t);
  assert.deepEqual(await names(page), ['items[0].item', 'items[0].count', 'items[1].item', 'items[1].count']);
  const adder = page.locator('[data-name=items] .row-add');
  await adder.focus();
  await page.keyboard.press('Enter');
  assert.equal(await focused(page), 'items[2].item');
  await page.keyboard.type('第三');
  await page.locator('[data-name=items] .row-remove').nth(1).focus();
  await page.keyboard.press('Space');
  assert.equal(await page.evaluate(() => document.activeElement.getAttribute('aria-label')), '删除第 2 行', 'the row that moved up has the focus');
  assert.deepEqual(await names(page), ['items[0].item', 'items[0].count', 'items[2].item', 'items[2].count']);
  assert.deepEqual(await page.locator('[data-name=items] tbody th').allInnerTexts(), ['1', '2']);
  assert.equal(await named(page, 'items[2].item').inputValue(), '第三');
  await adder.press('Enter');
  assert.equal(await focused(page), 'items[3].item', 'a name is not used twice');
  const ids = await page.locator('[id]').evaluateAll((all) => all.map(({ id }) => id));
  assert.equal(new Set(ids).size, ids.length);
  const described = await named(page, 'items[3].item').evaluate((node) => node.getAttribute('aria-labelledby').split(' ').map((id) => document.getElementById(id).textContent).join('|'));
  assert.equal(described, '3|品名*');
});

test('the number of rows stays within its limits, and a removed row comes back', async (t) => {
  const page = await start(t);
  const adder = page.locator('[data-name=items] .row-add');
  const removers = page.locator('[data-name=items] .row-remove');
  await adder.click();
  await adder.click();
  assert.equal(await adder.isDisabled(), true);
  assert.match(await page.locator('[data-name=items] .row-bar').innerText(), /最多 4 行/);
  await named(page, 'items[3].item').fill('末行');
  await removers.nth(3).click();
  assert.equal(await named(page, 'items[3].item').count(), 0);
  await page.locator('[data-name=items] .row-undo').click();
  assert.equal(await named(page, 'items[3].item').inputValue(), '末行');
  for (let left = 4; left > 1; left -= 1) await removers.first().click();
  assert.equal(await removers.first().isDisabled(), true);
  assert.equal(await focused(page), 'items[3].item', 'the last row cannot go; its field has the focus');
  assert.equal(await page.locator('[data-name=quarters] .row-add').count(), 0, 'fixed rows stay');
});

test('a draft is kept, comes back after a reload and goes when it is discarded', async (t) => {
  const page = await start(t);
  await page.locator('[data-name=items] .row-add').click();
  await page.keyboard.type('新行');
  await fillIn(page);
  await kept(page);
  await page.reload();
  assert.match(await page.locator('.form-status').innerText(), /^已恢复本机 .+ 保存的草稿。$/);
  assert.equal(await named(page, 'items[2].item').inputValue(), '新行');
  assert.equal(await named(page, 'applicant').inputValue(), '王<b>一</b>');
  assert.deepEqual(await named(page, 'papers').evaluateAll((all) => all.map((one) => one.checked)), [true, true]);
  assert.equal(await named(page, 'asked_on').inputValue(), '2026-11-02');
  // Asked first: no keeps everything.
  const asked = [];
  let answer = false;
  page.on('dialog', (dialog) => { asked.push(dialog.message()); return answer ? dialog.accept() : dialog.dismiss(); });
  await page.getByRole('button', { name: '舍弃草稿' }).click();
  assert.equal(await named(page, 'applicant').inputValue(), '王<b>一</b>');
  answer = true;
  await page.getByRole('button', { name: '舍弃草稿' }).click();
  assert.equal(asked.length, 2);
  assert.equal(await named(page, 'applicant').inputValue(), '');
  assert.equal(await draft(page), null);
  assert.equal((await names(page)).length, 4);
  await page.reload();
  assert.equal(await page.locator('.form-status').innerText(), '');
  assert.equal(await named(page, 'applicant').inputValue(), '');
});

test('the last key is in the store within 300 ms, and at once when the page goes', async (t) => {
  const page = await start(t);
  await page.clock.install();
  await page.reload();
  await page.clock.pauseAt(Date.now() + 60_000);
  await named(page, 'applicant').fill('甲');
  assert.equal(await draft(page), null, 'the clock stands still');
  await page.clock.runFor(300);
  assert.equal((await draft(page)).texts.applicant, '甲');
  await named(page, 'applicant').fill('甲乙');
  await page.reload();
  assert.equal(await named(page, 'applicant').inputValue(), '甲乙');
});

for (const [kind, broken, said] of [
  ['full', () => { Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); }; }, /存储空间已满/],
  ['blocked', () => { Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } }); }, /不允许在本机保存草稿/],
]) {
  test(`a store that is ${kind} is said, and a copy can be saved although things are missing`, async (t) => {
    const { page, wrong } = await open(t, browser, from);
    await page.addInitScript(broken);
    await page.goto(address);
    const notice = page.locator('.form-notice-store');
    assert.match(await notice.innerText(), said);
    await named(page, 'people').fill('许多');
    const { name, bytes } = await download(page, '.form-notice-store button');
    assert.match(name, /^F-900-v2\.1-\d{4}-\d\d-\d\d-draft\.json$/);
    assert.deepEqual(JSON.parse(bytes).data, { people: '许多', level: 1 });
    assert.equal(JSON.parse(bytes).draft, true);
    assert.deepEqual(refused(bytes), [
      '/data must have required property \'applicant\'', '/data must have required property \'way\'', '/data must have required property \'items\'',
      '/data/people must be integer', ' must NOT have additional properties: draft',
    ].sort(), 'a copy that is not finished is no filled form');
    assert.equal(await named(page, 'people').inputValue(), '许多');
    assert.deepEqual(await findings(page), []);
    assert.equal(await page.evaluate(() => dispatchEvent(new Event('beforeunload', { cancelable: true }))), false, 'leaving asks first');
    assert.deepEqual(wrong, []);
  });
}

test('of two tabs on one draft the older one is told and overwrites nothing', async (t) => {
  const first = await start(t);
  await named(first, 'applicant').fill('先');
  await kept(first);
  const second = await first.context().newPage();
  await second.goto(address);
  await named(second, 'applicant').fill('后');
  const notice = first.locator('.form-notice-other');
  await notice.waitFor();
  assert.match(await notice.innerText(), /另一个标签页/);
  await named(first, 'note').fill('不写入');
  await named(first, 'note').blur();
  assert.equal((await draft(second)).texts.applicant, '后');
  assert.equal(await second.locator('.form-notice-other').count(), 0);
  assert.deepEqual(await findings(first), []);
  await first.getByRole('button', { name: '以本页为准' }).click();
  await second.locator('.form-notice-other').waitFor();
  assert.equal((await draft(second)).texts.note, '不写入');
  await second.getByRole('button', { name: '载入新的内容' }).click();
  assert.equal(await named(second, 'applicant').inputValue(), '先');
  assert.equal(await named(second, 'note').inputValue(), '不写入');
});

test('a mistake is said on leaving the field and goes when it is put right', async (t) => {
  const page = await start(t);
  for (const [name, wrong, said, right] of [
    ['applicant', '', '请填写', '甲'], ['amount', '一百', '请填数字', '1.5'], ['people', '1.5', '请填整数', '2'], ['mail', 'a@', '请填完整的电子邮箱地址', 'a@b.cn'],
  ]) {
    const field = named(page, name);
    await field.fill(wrong);
    await field.blur();
    assert.equal(await field.getAttribute('aria-invalid'), 'true', name);
    const text = await field.evaluate((node) => node.getAttribute('aria-describedby').split(' ').map((id) => document.getElementById(id).textContent));
    assert.ok(text.includes(said), `${name}: ${text}`);
    await field.fill(right);
    assert.equal(await field.getAttribute('aria-invalid'), null, name);
    assert.equal(await page.locator('.error').count(), 0, name);
  }
  assert.equal(await named(page, 'amount').getAttribute('aria-describedby'), 'f.amount.unit', 'what described it before stays');
});

for (const [device, options] of [['desktop', {}], ['phone', { viewport: { width: 360, height: 740 } }], ['dark', { colorScheme: 'dark' }]]) {
  test(`an export of a form with mistakes leads to a summary that links to each: ${device}`, async (t) => {
    const page = await start(t, options);
    const downloads = [];
    page.on('download', (file) => downloads.push(file));
    await named(page, 'people').fill('x');
    await page.locator('[data-name=items] .row-add').click();
    await named(page, 'items[2].count').fill('y');
    await page.locator('.export-json').click();
    const summary = page.locator('.error-summary');
    assert.equal(await focused(page), 'error-summary on-screen');
    assert.equal(await summary.locator('h2').innerText(), '有 5 处需要改正');
    assert.deepEqual(await summary.locator('a').allInnerTexts(), [
      '申请人：请填写', '人数：请填数字', '方式：请选择', '明细 第 3 行 品名：请填写', '明细 第 3 行 数量：请填数字',
    ]);
    assert.deepEqual(await findings(page), []);
    assert.equal(await page.evaluate(() => { scrollTo(500, 0); return scrollX; }), 0);
    for (const [at, name] of ['applicant', 'people', 'way', 'items[2].item', 'items[2].count'].entries()) {
      await summary.locator('a').nth(at).press('Enter');
      assert.equal(await focused(page), name);
    }
    await named(page, 'people').fill('3');
    assert.equal(await summary.locator('h2').innerText(), '有 4 处需要改正');
    await page.locator('[data-name=items] .row-remove').nth(2).click();
    assert.equal(await summary.locator('li').count(), 2);
    await page.locator('.export-csv').click();
    assert.match(await summary.innerText(), /明细：至少填 1 行/);
    assert.deepEqual(downloads, []);
    await page.locator('[data-name=items] .row-undo').click();
    assert.equal(await named(page, 'items[2].count').inputValue(), 'y');
  });
}

test('the exported JSON has what was filled in, exactly, and is taken in again', async (t) => {
  const page = await start(t);
  await fillIn(page);
  const { name, bytes } = await download(page, '.export-json');
  assert.match(name, /^F-900-v2\.1-\d{4}-\d\d-\d\d\.json$/);
  const found = JSON.parse(bytes);
  const { filled_at: at, ...rest } = found;
  assert.deepEqual(rest, { form: 'F-900', version: '2.1', release: null, data: filled });
  assert.match(at, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d$/);
  assert.ok(Math.abs(Date.parse(at) - Date.now()) < 60_000, at);
  assert.ok(bytes.includes('"amount": 1000000000000000.05'), 'every digit is there');

  const again = await start(t);
  await give(again, name, bytes.toString());
  await again.locator('.form-notice summary').first().waitFor();
  assert.equal(await again.locator('.form-notice summary').count(), 1, 'nothing was dropped');
  assert.equal(await named(again, 'applicant').inputValue(), '王<b>一</b>');
  assert.equal(await again.locator('.form-notice b').count(), 0);
  assert.deepEqual(await findings(again), []);
  const second = await download(again, '.export-json');
  const plain = (json) => json.toString().replace(/"filled_at": .*/, '');
  assert.equal(plain(second.bytes), plain(bytes));
});

test('the exported CSV opens as Chinese and has no formula', async (t) => {
  const page = await start(t);
  await fillIn(page);
  await named(page, 'applicant').fill('+86-10');
  await named(page, 'signed.name').fill('\t李四');
  const { name, bytes } = await download(page, '.export-csv');
  assert.match(name, /^F-900-v2\.1-.*\.csv$/);
  assert.equal(bytes.subarray(0, 3).toString('hex'), 'efbbbf');
  assert.equal(bytes.subarray(3).toString(), [
    '字段,名称,行,值,文字',
    "applicant,申请人,,'+86-10,'+86-10",
    'asked_on,日期,,2026-11-02,2026-11-02',
    'amount,金额,,1000000000000000.05,1000000000000000.05',
    'people,人数,,12,12',
    'way,方式,,bank,转账',
    'papers,附件,,a b,甲; 乙',
    'urgent,加急,,yes,是',
    'level,级别,,1,1',
    'total,总额,,1000000000000000.05,1000000000000000.05',
    'note,说明,,"\'=1+1\n""第二行""","\'=1+1\n""第二行"""',
    'reason,理由,,急,急',
    "items.item,明细 / 品名,1,'@纸,'@纸",
    'items.count,明细 / 数量,1,-3,-3',
    'items.kind,明细 / 类别,1,y,二类',
    'items.tags,明细 / 标记,1,q,蓝',
    'quarters.quarter,季度 / 季,1,一季度,一季度',
    'quarters.quarter,季度 / 季,2,二季度,二季度',
    'quarters.plan,季度 / 计划,2,0.10,0.10',
    'rating.speed,评分 / 速度,,8.5,8.5',
    "signed.name,签字 / 签名,,'\t李四,'\t李四",
    '',
  ].join('\r\n'));
});

test('an import says what it took and what it left, as text, and cannot reach a prototype', async (t) => {
  const page = await start(t);
  page.on('dialog', (dialog) => dialog.accept());
  await named(page, 'note').fill('旧');
  const text = `{"form":"F-900","version":"1.0","data":{"__proto__":{"polluted":"yes"},"applicant":"<img src=x onerror=window.hit=1>","way":"cheque","people":"many",
    "asked_on":"soon","gone":{"deep":[1,"<script>window.hit=1</script>"]},"total":5,"constructor":1,
    "items":[{"item":"一","count":"2","__proto__":{"x":1}},{"item":"二"},{"item":"三"},{"item":"四"},{"item":"五"}],"signed":"x","rating":{"care":7}}}`;
  await give(page, 'old.json', text);
  await page.locator('.form-notice details').nth(1).waitFor();
  assert.equal(await focused(page), 'form-notice on-screen');
  const lines = (at) => page.locator('.form-notice details').nth(at).locator('li').allTextContents();
  assert.match(await page.locator('.form-notice').innerText(), /文件来自本表的版本 1\.0/);
  assert.deepEqual(await lines(0), [
    '申请人：<img src=x onerror=window.hit=1>', '明细 第 1 行 品名：一', '明细 第 1 行 数量：2', '明细 第 2 行 品名：二', '明细 第 3 行 品名：三', '明细 第 4 行 品名：四', '评分 细心：7',
  ]);
  assert.deepEqual(await lines(1), [
    '__proto__：{ "polluted": "yes" } – 本表没有这一项', 'way：cheque – 值不合这一项', 'people：many – 值不合这一项', 'asked_on：soon – 值不合这一项',
    'gone：{ "deep": [ 1, "<script>window.hit=1</script>" ] } – 本表没有这一项', 'constructor：1 – 本表没有这一项',
    'items[0].__proto__：{ "x": 1 } – 本表没有这一项', 'items[4]：{ "item": "五" } – 超过 4 行', 'signed：x – 值不合这一项',
    'total：5 – 由公式计算',
  ]);
  assert.equal(await named(page, 'note').inputValue(), '', 'what was there before is replaced');
  assert.deepEqual(await page.evaluate(() => [window.hit, {}.polluted, {}.x].filter((one) => one !== undefined)), []);
  assert.deepEqual(await findings(page), []);
});

test('a file that is not of this form is refused, and nothing changes', async (t) => {
  const page = await start(t);
  await named(page, 'note').fill('留着');
  const notice = page.locator('.form-notice-bad');
  for (const [name, text, said] of [
    ['broken', '{"form":"F-900","data":{', '没有导入：文件不是 JSON，或已损坏。'],
    ['picture', '\u0089PNG\u0000', '没有导入：文件不是 JSON，或已损坏。'],
    ['deep', '['.repeat(200_000), '没有导入：文件不是 JSON，或已损坏。'],
    ['list', '[1,2]', '没有导入：文件不是从表单页面导出的数据。'],
    ['null', 'null', '没有导入：文件不是从表单页面导出的数据。'],
    ['no data', '{"form":"F-900","data":[]}', '没有导入：文件不是从表单页面导出的数据。'],
    ['another', '{"form":"F-901","data":{"note":"x"}}', '没有导入：文件属于表单 F-901，本表是 F-900。'],
    ['huge', ' '.repeat(5 * 1024 * 1024) + '{}', '没有导入：文件超过 5 MB。'],
  ]) {
    await give(page, `${name}.json`, text);
    await notice.waitFor();
    assert.equal(await notice.locator('p').innerText(), said, name);
    assert.equal(await named(page, 'note').inputValue(), '留着', name);
    await notice.getByRole('button', { name: '关闭' }).click();
  }
});

test('an address fills in fields that the form has, as values', async (t) => {
  const query = new URLSearchParams([
    ['applicant', '"><script>window.hit=1</script>'], ['way', 'bank'], ['papers', 'b'], ['urgent', 'maybe'], ['asked_on', '2026-01-31'],
    ['total', '9'], ['nothing', '1'], ['__proto__', '1'], ['items[0].item', '首行'],
  ]);
  const page = await start(t, {}, `${address}?${query}`);
  assert.equal(await named(page, 'applicant').inputValue(), '"><script>window.hit=1</script>');
  assert.equal(await named(page, 'way').nth(1).isChecked(), true);
  assert.deepEqual(await named(page, 'papers').evaluateAll((all) => all.map((one) => one.checked)), [false, true]);
  assert.equal(await page.locator('[name=urgent]:checked').count(), 0);
  assert.equal(await named(page, 'asked_on').inputValue(), '2026-01-31');
  assert.equal(await named(page, 'total').inputValue(), '');
  assert.equal(await named(page, 'items[0].item').inputValue(), '首行');
  assert.equal(await page.evaluate(() => window.hit), undefined);
  assert.equal(await page.locator('.form-status').innerText(), '已从网址带入 5 项。');
  assert.equal(await draft(page), null, 'what nobody has typed is no draft');
  await named(page, 'applicant').fill('本人');
  await kept(page);
  await page.reload();
  assert.equal(await named(page, 'applicant').inputValue(), '本人', 'a draft stands before the address');
});

test('two forms keep two drafts; the page of the template shares that of its form', async (t) => {
  const page = await start(t);
  await named(page, 'applicant').fill('甲');
  await kept(page);
  await page.goto(other);
  assert.equal(await named(page, 'applicant').inputValue(), '');
  await page.goto(fileUrl(site, 'templates/f-900.html'));
  assert.equal(await named(page, 'applicant').inputValue(), '甲');
  assert.deepEqual(await findings(page), []);
});

test('a blank form prints the same with script and without, and the script adds nothing to a printed one', async (t) => {
  const book = buildHandbook();
  for (const path of ['forms/f-104.html', 'forms/f-177.html', 'templates/f-177.html']) {
    const texts = [];
    for (const javaScriptEnabled of [true, false]) {
      const { page } = await open(t, browser, fileUrl(book, ''), { javaScriptEnabled });
      await page.goto(fileUrl(book, path));
      if (javaScriptEnabled) await page.locator('.export-json').click();
      const pdf = join(temporary('print'), 'form.pdf');
      writeFileSync(pdf, await page.pdf({ preferCSSPageSize: true }));
      // The day of printing is the script's to say.
      texts.push(run('pdftotext', ['-raw', pdf, '-']).replaceAll(/ *打印日期.*/g, ''));
    }
    assert.equal(texts[0], texts[1], path);
  }
});
