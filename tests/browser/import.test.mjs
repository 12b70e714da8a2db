// Filled copies of other versions of a form: former names, labels, changed types; and files made to do harm.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { give, handbook, named } from './filling.mjs';
import { fileUrl, findings, launch, open } from './harness.mjs';

const { out } = handbook({
  forms: {
    'F-900': {
      title: '申请单',
      version: '3.0',
      fields: `
  { name = "person", was = ["applicant", "asker"], type = "text", label = "申请人" },
  { name = "amount", was = ["sum"], type = "money", label = "金额" },
  { name = "phone", type = "text", label = "电话" },
  { name = "room", type = "text", label = "备注" },
  { name = "other_room", type = "text", label = "备注" },
  { name = "way", type = "select_one", label = "方式", choices = [{ name = "cash", label = "现金" }, { name = "bank", label = "转账" }] },
  { name = "list", type = "select_one", label = "等级", choices = ["一", "二", "三", "四", "五", "六"] },
  { name = "papers", type = "select_multiple", label = "附件", choices = [{ name = "a", label = "身份证" }, { name = "b", label = "收入 证明" }] },
  { name = "urgent", type = "yes_no", label = "加急" },
  { name = "on", type = "date", label = "日期" },
  { name = "goods", was = ["items"], type = "table", label = "明细", rows = { print = 2 }, columns = [
    { name = "article", was = ["item"], type = "text", label = "品名" },
    { name = "pieces", was = ["qty"], type = "integer", label = "件数" },
    { name = "price", type = "money", label = "单价" },
  ] },
  { name = "rating", type = "score", label = "评分", points = 10, items = [{ name = "pace", was = ["speed"], label = "速度", weight = 60 }, { name = "care", label = "细心", weight = 40 }] },
  { name = "signed", was = ["signature"], type = "signature", label = "签字" },
`,
    },
    'F-901': { title: '另一单', fields: '{ name = "person", type = "text", label = "申请人" },' },
  },
});
const address = fileUrl(out, 'forms/f-900.html');

let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

async function start(t) {
  const { page, wrong } = await open(t, browser, fileUrl(out, ''));
  page.on('dialog', (dialog) => dialog.accept());
  await page.goto(address);
  t.after(() => assert.deepEqual(wrong, []));
  return page;
}
/** Imports data; what the page says of it, by the head of each list. */
async function take(page, data, version = '1.0') {
  const before = page.locator('.form-notice');
  if (await before.count()) await before.getByRole('button', { name: '关闭' }).click();
  await give(page, 'copy.json', typeof data === 'string' ? data : JSON.stringify({ form: 'F-900', version, data }));
  await page.locator('.form-notice-title').waitFor();
  return page.locator('.form-notice details').evaluateAll((all) => Object.fromEntries(all.map((one) => [
    one.querySelector('summary').textContent.replace(/ \d+ 项$/, ''), [...one.querySelectorAll('li')].map(({ textContent }) => textContent),
  ])));
}

test('names stand first, former names next, labels last; what was mapped, renamed and dropped is said', async (t) => {
  const page = await start(t);
  const said = await take(page, {
    asker: '王五', sum: 5, 电话: '123', 备注: '不明', items: [{ item: '纸', qty: '2', 单价: 3, colour: '白' }, { item: '笔' }],
    rating: { speed: 7, care: 8 }, signature: { name: '李四' }, 等级: '二', nobody: 1,
  });
  assert.deepEqual(said, {
    已填入: [
      '申请人：王五', '金额：5', '电话：123', '明细 第 1 行 品名：纸', '明细 第 1 行 件数：2', '明细 第 1 行 单价：3', '明细 第 2 行 品名：笔',
      '评分 速度：7', '评分 细心：8', '签字 签名：李四', '等级：二',
    ],
    按旧名或名称填入: [
      'asker → person：申请人 – 曾用这个名字', 'sum → amount：金额 – 曾用这个名字', '电话 → phone：电话 – 名称相同', 'items → goods：明细 – 曾用这个名字',
      'items.item → article：明细 品名 – 曾用这个名字', 'items.qty → pieces：明细 件数 – 曾用这个名字', 'items.单价 → price：明细 单价 – 名称相同',
      'rating.speed → pace：评分 速度 – 曾用这个名字', 'signature → signed：签字 – 曾用这个名字', '等级 → list：等级 – 名称相同',
    ],
    未采用: ['备注：不明 – 本表没有这一项', 'items[0].colour：白 – 本表没有这一项', 'nobody：1 – 本表没有这一项'],
  });
  assert.equal(await named(page, 'goods[0].pieces').inputValue(), '2');
  assert.deepEqual(await findings(page), []);
  assert.deepEqual(await take(page, { person: '今', applicant: '昔', asker: '更昔' }), {
    已填入: ['申请人：今'],
    未采用: ['applicant：昔 – 同名的一项已有值', 'asker：更昔 – 同名的一项已有值'],
  });
  assert.equal(await named(page, 'person').inputValue(), '今');
});

test('a value whose type has changed is converted where that is certain, and shown where it is not', async (t) => {
  const page = await start(t);
  const value = async (name) => {
    const control = named(page, name);
    return (await control.first().getAttribute('type')) === 'radio' || (await control.count()) > 1
      ? control.evaluateAll((all) => all.filter(({ checked }) => checked).map(({ value: one }) => one).join(','))
      : control.inputValue();
  };
  for (const [name, given, wanted] of [
    ['phone', '13800000000', '13800000000'], ['amount', '1,200.50', '1200.50'], ['amount', '１２', '12'], ['way', '转账', 'bank'], ['way', ['cash'], 'cash'],
    ['papers', '身份证', 'a'], ['papers', ['身份证', 'b'], 'a,b'], ['papers', 'a b', 'a,b'], ['papers', '收入 证明', 'b'], ['list', '三', '三'], ['urgent', true, 'yes'], ['urgent', '否', 'no'],
  ]) {
    const said = await take(page, { [name]: given });
    assert.deepEqual(said.未采用, undefined, `${name} ${JSON.stringify(given)}`);
    assert.equal(await value(name), wanted, `${name} ${JSON.stringify(given)}`);
  }
  await take(page, '{"form":"F-900","data":{"phone":13800000000.50,"amount":1.5e3,"person":12e-1,"room":-0.000}}');
  assert.deepEqual(await Promise.all(['phone', 'amount', 'person'].map(value)), ['13800000000.50', '1500', '1.2'], 'every digit as it was written');
  const said = await take(page, { amount: '很多', way: '支票', papers: ['a', 'c'], on: '2026-01-31T10:00', goods: '一行', rating: 5, signed: ['x'], person: { a: 1 }, urgent: 'maybe', list: ['一', '二'] });
  assert.deepEqual(said.未采用, [
    'amount：很多 – 值不合这一项', 'way：支票 – 值不合这一项', 'papers：[ "a", "c" ] – 值不合这一项', 'on：2026-01-31T10:00 – 值不合这一项', 'goods：一行 – 值不合这一项',
    'rating：5 – 值不合这一项', 'signed：[ "x" ] – 值不合这一项', 'person：{ "a": 1 } – 值不合这一项', 'urgent：maybe – 值不合这一项', 'list：[ "一", "二" ] – 值不合这一项',
  ]);
});

test('a file made to do harm is shown as text or refused', async (t) => {
  const page = await start(t);
  const hit = '<img src=x onerror=window.hit=1>';
  const deep = (count) => '{"a":'.repeat(count) + '1' + '}'.repeat(count);
  const said = await take(page, `{"form":"F-900","version":"${hit}","data":{"${hit}":"${hit}","__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"hasOwnProperty":1,
    "toString":"x","amount":1e400,"rating":{"pace":-1e400,"__proto__":{"polluted":1},"valueOf":2},"goods":[{"pieces":1e400,"__proto__":[1],"article":"${hit}"}],"deep":${deep(500)}}}`);
  assert.deepEqual(said.未采用, [
    `${hit}：${hit} – 本表没有这一项`, '__proto__：{ "polluted": 1 } – 本表没有这一项', 'constructor：{ "prototype": { "polluted": 1 } } – 本表没有这一项',
    'hasOwnProperty：1 – 本表没有这一项', 'toString：x – 本表没有这一项', 'amount：1e400 – 值不合这一项', 'rating.pace：-1e400 – 值不合这一项',
    'rating.__proto__：{ "polluted": 1 } – 本表没有这一项', 'rating.valueOf：2 – 本表没有这一项', 'goods[0].pieces：1e400 – 值不合这一项', 'goods[0].__proto__：[ 1 ] – 本表没有这一项',
    `deep：${`${'{ "a": '.repeat(500)}`.slice(0, 80)}… – 本表没有这一项`,
  ]);
  assert.match(await page.locator('.form-notice').innerText(), new RegExp(`文件来自本表的版本 ${hit}`));
  assert.equal(await named(page, 'goods[0].article').inputValue(), hit);
  assert.deepEqual(await page.evaluate(() => [window.hit, {}.polluted]), [undefined, undefined]);
  assert.equal(await page.locator('.form-notice img').count(), 0);
  assert.deepEqual(await findings(page), []);
  for (const [name, text, why] of [
    ['ten megabytes', `{"form":"F-900","data":{"person":"${'x'.repeat(10_000_000)}"}}`, '文件超过 5 MB。'],
    ['another form', '{"form":"F-901","data":{"person":"x"}}', '文件属于表单 F-901，本表是 F-900。'],
    ['a form that is markup', `{"form":"${hit}","data":{}}`, `文件属于表单 ${hit}，本表是 F-900。`],
    ['cut off', '{"form":"F-900","data":{"person":"x"', '文件不是 JSON，或已损坏。'],
    ['data of another kind', '{"form":"F-900","data":"x"}', '文件不是从表单页面导出的数据。'],
    ['names of the browser', '{"__proto__":{"form":"F-900","data":{}}}', '文件不是从表单页面导出的数据。'],
  ]) {
    await take(page, text);
    assert.equal(await page.locator('.form-notice-title').innerText(), `没有导入：${why}`, name);
  }
  // What no browser reads to its end, and what it reads that is of no use: the page goes on.
  for (const text of [`{"form":"F-900","data":{"x":${deep(400_000)}}}`, `{"form":"F-900","data":{${Array.from({ length: 200_000 }, (_, at) => `"k${at}":${at}`).join()}}}`, `{"form":"F-900","data":{"goods":[${'{},'.repeat(200_000)}{}]}}`]) {
    await take(page, text);
    await named(page, 'person').fill('还在');
    assert.equal(await named(page, 'person').inputValue(), '还在');
  }
  assert.equal(await page.evaluate(() => window.hit), undefined);
});
