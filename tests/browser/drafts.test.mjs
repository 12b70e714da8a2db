// The drafts of a person: several of one form, their page, and those of older versions; by file:// and by http://.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { download, drafts, handbook, kept, named, serveFolder } from './filling.mjs';
import { fileUrl, findings, launch, open, temporary } from './harness.mjs';

const fields = `
  { name = "applicant", type = "text", label = "申请人", required = true },
  { name = "amount", type = "money", label = "金额", required = true },
  { name = "note", type = "multiline", label = "说明" },
  { name = "reason", type = "text", label = "理由", required = true },
`;
const forms = { 'F-900': { title: '申请单', version: '2.1', fields }, 'F-901': { title: '另一单', fields } };
const { out } = handbook({ forms });
// The same handbook a year later: another version, other names.
const renamed = handbook({
  forms: {
    'F-900': {
      title: '申请单',
      version: '3.0',
      fields: `
  { name = "person", was = ["applicant"], type = "text", label = "申请人姓名", required = true },
  { name = "amount", type = "money", label = "金额", required = true },
  { name = "remark", type = "multiline", label = "说明" },
`,
    },
  },
}, temporary('renamed'));

let browser;
let http;
before(async () => {
  browser = await launch();
  http = await serveFolder(out);
});
after(async () => {
  await browser.close();
  await http.close();
});

const from = { file: `${fileUrl(out, '')}/` };
async function start(t, path, options = {}, way = 'file') {
  const base = way === 'file' ? from.file : http.address;
  const { page, wrong } = await open(t, browser, base, options);
  await page.goto(base + path);
  t.after(() => assert.deepEqual(wrong, []));
  return { page, base };
}
/** Puts drafts into the store and loads the page again. */
async function put(page, list) {
  await page.evaluate((all) => all.forEach(([key, value]) => localStorage.setItem(key, typeof value === 'string' ? value : JSON.stringify(value))), list);
  await page.reload();
}
const key = (...parts) => `procbook-draft:${JSON.stringify(parts)}`;
const cards = (page) => page.locator('.drafts .draft .draft-title').allInnerTexts();
const accept = (page, answers) => page.on('dialog', (dialog) => (answers.length && !answers.shift() ? dialog.dismiss() : dialog.accept()));

for (const way of ['file', 'http']) {
  test(`two drafts of one form: kept apart, named, switched between, listed and resumed, by ${way}`, async (t) => {
    const { page, base } = await start(t, 'forms/f-900.html', {}, way);
    assert.equal(await page.locator('.draft-switch').isVisible(), false, 'nothing is kept yet');
    await named(page, 'applicant').fill('王五');
    await kept(page);
    const [first] = await drafts(page);
    assert.equal(new URL(page.url()).hash, `#draft=${first.id}`);
    assert.deepEqual([first.draft.done, first.draft.of, first.about, first.draft.title], [1, 3, '王五', '申请单']);
    await page.locator('.draft-switch summary').click();
    await page.getByLabel('草稿名称').fill('王五的合同');
    assert.equal(await page.locator('.draft-switch summary').innerText(), '王五的合同');
    assert.deepEqual(await findings(page), []);

    await page.getByRole('button', { name: '新建一份' }).click();
    assert.equal(await named(page, 'applicant').inputValue(), '');
    assert.equal(await page.evaluate(() => document.activeElement.name), 'applicant');
    assert.equal(await page.locator('.form-status').innerText(), '这是新的一份，先前的草稿还在。');
    await page.reload();
    assert.equal(await named(page, 'applicant').inputValue(), '', 'a new one stays a new one');
    await named(page, 'applicant').fill('赵六');
    await kept(page);
    assert.deepEqual((await drafts(page)).map(({ name, about }) => [name, about]), [['', '赵六'], ['王五的合同', '王五']]);
    await page.reload();
    assert.equal(await named(page, 'applicant').inputValue(), '赵六');

    await page.locator('.draft-switch summary').click();
    assert.equal(await page.locator('.draft-switch summary').innerText(), '本份草稿（另有 1 份）');
    await page.locator('.draft-others a').click();
    await page.waitForFunction(() => document.querySelector('[name=applicant]').value === '王五');
    assert.equal((await drafts(page)).length, 2);
    // Without an address of its own the page shows what was changed last.
    await page.goto(`${base}forms/f-901.html`);
    await page.goto(`${base}forms/f-900.html`);
    assert.equal(await named(page, 'applicant').inputValue(), '赵六');
    await page.goto(`${base}templates/f-900.html?draft=${first.id}`);
    assert.equal(await named(page, 'applicant').inputValue(), '王五', 'the page of the template has the same drafts');

    await page.locator('.top-link').click();
    await page.waitForURL(/drafts\.html$/);
    await page.locator('.draft').nth(1).waitFor();
    assert.deepEqual(await cards(page), ['赵六', '王五的合同']);
    assert.match(await page.locator('.draft').nth(1).innerText(), /F-900 申请单 · 版本 2\.1 · 王五\n\n?.*\d{4}.* · 必填项已填 1\/3/);
    assert.deepEqual(await findings(page), []);
    await page.getByRole('link', { name: '王五的合同' }).click();
    await page.waitForURL(/forms\/f-900\.html#draft=/);
    assert.equal(await named(page, 'applicant').inputValue(), '王五');
  });
}

test('a draft is renamed, duplicated, exported, deleted and brought back, by keyboard', async (t) => {
  const { page } = await start(t, 'drafts.html');
  assert.equal(await page.locator('#drafts\\.none').isVisible(), true);
  assert.match(await page.locator('#drafts\\.folder').innerText(), /从文件夹打开/);
  assert.deepEqual(await findings(page), []);
  await page.goto(fileUrl(out, 'forms/f-900.html'));
  await named(page, 'applicant').fill('<img src=x onerror=window.hit=1>');
  await named(page, 'amount').fill('1,200.50');
  await kept(page);
  await page.goto(fileUrl(out, 'drafts.html'));
  assert.deepEqual(await cards(page), ['<img src=x onerror=windo… · 1200.50']);
  assert.equal(await page.evaluate(() => window.hit), undefined);

  await page.locator('.draft-rename').press('Enter');
  await page.keyboard.type('甲<b>乙</b>');
  await page.keyboard.press('Enter');
  assert.deepEqual(await cards(page), ['甲<b>乙</b>']);
  assert.equal(await page.evaluate(() => document.activeElement.className), 'button button-quiet draft-rename');
  await page.keyboard.press('Enter');
  await page.keyboard.type('不要');
  await page.keyboard.press('Escape');
  assert.deepEqual(await cards(page), ['甲<b>乙</b>']);

  await page.locator('.draft-duplicate').press('Enter');
  assert.deepEqual(await cards(page), ['甲<b>乙</b> 的副本', '甲<b>乙</b>']);
  assert.equal(await page.evaluate(() => document.activeElement.textContent), '甲<b>乙</b> 的副本');
  const file = await download(page, () => page.locator('.draft-export').first().press('Enter'));
  assert.equal(file.name, 'F-900-v2.1-draft.json');
  assert.deepEqual(JSON.parse(file.text).data, { applicant: '<img src=x onerror=window.hit=1>', amount: 1200.5 });
  assert.ok(file.text.includes('"amount": 1200.50'));

  await page.locator('.draft-remove').first().press('Enter');
  assert.deepEqual(await cards(page), ['甲<b>乙</b>']);
  assert.equal(await page.locator('#drafts\\.status').innerText(), '已删除「F-900 申请单：甲<b>乙</b> 的副本」。\n撤销');
  await page.locator('.draft-undo').press('Enter');
  assert.deepEqual(await cards(page), ['甲<b>乙</b> 的副本', '甲<b>乙</b>']);
  assert.equal(await page.evaluate(() => document.activeElement.textContent), '甲<b>乙</b> 的副本');

  accept(page, [false, true]);
  await page.getByRole('button', { name: '清除本机全部草稿' }).click();
  assert.equal((await cards(page)).length, 2, 'asked first');
  await page.getByRole('button', { name: '清除本机全部草稿' }).press('Enter');
  assert.deepEqual(await cards(page), []);
  assert.equal(await page.evaluate(() => document.activeElement.id), 'drafts.title');
  assert.equal(await page.evaluate(() => localStorage.length), 0);
});

test('only sound drafts of this handbook are listed, and those of before are taken along', async (t) => {
  const { page } = await start(t, 'drafts.html');
  const sound = (applicant, kept) => ({ kept, tab: 'x', texts: { applicant } });
  await put(page, [
    [key('试用手册', 'F-900', '2.1'), sound('旧钥', '2026-01-02T00:00:00Z')],
    [key('别的手册', 'F-900', '2.1', 'a'), sound('别家', '2026-01-02T00:00:00Z')],
    [key('试用手册', 'F-900', '2.1', 'b'), 'not json'],
    [key('试用手册', 'F-900', '2.1', 'c'), { kept: 5, texts: [] }],
    ['procbook-draft:[1]', sound('x', '')],
    [key('试用手册', 'F-901', '1.0', 'd'), { kept: 5, name: { a: 1 }, done: 'x', of: null, texts: { applicant: ['<b>'] } }],
    [key('试用手册', 'F-777', '1.0', 'e'), { ...sound('无此表', '2026-01-01T00:00:00Z'), title: '旧表', about: '无此表' }],
    [key('试用手册', '__proto__', '1.0', 'f'), sound('x', '2025-01-01T00:00:00Z')],
  ]);
  assert.deepEqual(await cards(page), ['未命名的草稿', '无此表 手册中已没有这张表单', '未命名的草稿 手册中已没有这张表单', '未命名的草稿']);
  assert.deepEqual(await findings(page), []);
  await page.locator('.draft-open').first().click();
  await page.waitForURL(/f-900\.html#draft=/);
  assert.equal(await named(page, 'applicant').inputValue(), '旧钥');
  assert.equal(await page.evaluate((old) => localStorage.getItem(old), key('试用手册', 'F-900', '2.1')), null);
  await page.goto(`${fileUrl(out, 'forms/f-901.html')}#draft=d`);
  assert.equal(await named(page, 'applicant').inputValue(), '', 'a list is no text');
  assert.equal(await named(page, 'applicant').isEditable(), true);
  await page.goto(`${fileUrl(out, 'forms/f-900.html')}#draft=nowhere`);
  assert.equal(await page.locator('.form-status').innerText(), '网址所指的草稿已不在本机。');
});

test('a draft of an older version is offered, and taken over by former names and labels', async (t) => {
  const { page, base } = await start(t, 'forms/f-900.html');
  await named(page, 'applicant').fill('王五');
  await named(page, 'amount').fill('5');
  await named(page, 'note').fill('慢');
  await named(page, 'reason').fill('急用');
  await kept(page);
  const old = await page.evaluate(() => Object.entries(localStorage).filter(([name]) => name.startsWith('procbook-draft:')));
  assert.equal(old.length, 1);
  const next = await open(t, browser, fileUrl(renamed.out, ''));
  await next.page.goto(fileUrl(renamed.out, 'drafts.html'));
  await put(next.page, old);
  assert.deepEqual(await cards(next.page), ['王五 · 5 · 慢 2.1 版，现为 3.0 版']);
  assert.match(await next.page.locator('.draft').innerText(), /打开后可转入当前版本/);
  assert.deepEqual(await findings(next.page), []);
  await next.page.locator('.draft-open').click();
  await next.page.waitForURL(/f-900/);
  const offer = next.page.locator('.form-notice-older');
  assert.match(await offer.innerText(), /本机有本表 2\.1 版的草稿（王五 · 5 · 慢，/);
  assert.equal(await named(next.page, 'person').inputValue(), '');
  assert.deepEqual(await findings(next.page), []);
  await offer.getByRole('button', { name: '转入当前版本' }).click();
  const lines = (at) => next.page.locator('.form-notice details').nth(at).locator('li').allTextContents();
  assert.deepEqual(await lines(0), ['申请人姓名：王五', '金额：5', '说明：慢']);
  assert.deepEqual(await lines(1), ['applicant → person：申请人姓名 – 曾用这个名字', 'note → remark：说明 – 名称相同']);
  assert.deepEqual(await lines(2), ['reason：急用 – 本表没有这一项']);
  assert.deepEqual(await findings(next.page), []);
  assert.deepEqual([await named(next.page, 'person').inputValue(), await named(next.page, 'remark').inputValue()], ['王五', '慢']);
  const now = await drafts(next.page);
  assert.deepEqual(now.map(({ version }) => version), ['3.0', '2.1'], 'the old one stays');
  await next.page.reload();
  assert.equal(await named(next.page, 'person').inputValue(), '王五');
  assert.equal(await offer.count(), 0, 'it is offered once');
  await next.page.goto(fileUrl(renamed.out, 'drafts.html'));
  assert.match(await next.page.locator('.draft').nth(1).innerText(), /已转入当前版本/);
  assert.deepEqual(next.wrong, []);
});

test('the list follows what other tabs do, and a name that is being typed stays', async (t) => {
  const { page, base } = await start(t, 'forms/f-900.html');
  await named(page, 'applicant').fill('甲');
  await kept(page);
  const list = await page.context().newPage();
  await list.goto(`${base}drafts.html`);
  await list.locator('.draft-rename').click();
  await list.keyboard.type('名');
  await named(page, 'applicant').fill('乙');
  await kept(page);
  await list.keyboard.press('Enter');
  assert.deepEqual(await cards(list), ['名']);
  assert.equal((await drafts(list))[0].draft.texts.applicant, '乙', 'the name went to what the other tab has kept since');
  // The form's page takes the name, and goes on.
  await page.waitForFunction(() => procbookForm.draft.name === '名');
  assert.equal(await page.locator('.form-notice-other').count(), 0);
  await named(page, 'applicant').fill('丙');
  await kept(page);
  await list.getByText('丙').waitFor();
  accept(list, []);
  await list.locator('.draft-remove').click();
  await page.getByText('另一个标签页已舍弃这份草稿').waitFor();
  assert.equal(await named(page, 'applicant').inputValue(), '丙');
});

test('a store that is blocked or full is said on the page of drafts, and what was there stays', async (t) => {
  const { page, wrong } = await open(t, browser, from.file);
  await page.addInitScript(() => { Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } }); });
  await page.goto(fileUrl(out, 'drafts.html'));
  assert.match(await page.locator('#drafts\\.trouble').innerText(), /不允许在本机保存/);
  assert.deepEqual(await findings(page), []);
  const second = await open(t, browser, from.file);
  await second.page.goto(fileUrl(out, 'drafts.html'));
  await put(second.page, [[key('试用手册', 'F-900', '2.1', 'a'), { kept: '2026-01-02T00:00:00Z', name: '满', texts: {} }]]);
  await second.page.evaluate(() => { Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); }; });
  await second.page.locator('.draft-duplicate').click();
  assert.match(await second.page.locator('#drafts\\.trouble').innerText(), /存储空间已满/);
  assert.deepEqual(await cards(second.page), ['满']);
  assert.deepEqual([...wrong, ...second.wrong], []);
});

test('without script the page says what drafts need', async (t) => {
  const { page } = await start(t, 'drafts.html', { javaScriptEnabled: false });
  assert.match(await page.locator('article').innerText(), /列出草稿要用脚本/);
  assert.equal(await page.locator('#drafts').isVisible(), false);
});

test('a draft that comes after the page that its address names is shown, and nothing else', async (t) => {
  const { page, base } = await start(t, 'forms/f-900.html#draft=late');
  const other = await page.context().newPage();
  await other.goto(`${base}forms/f-901.html#draft=new`);
  const give = (id, applicant) => other.evaluate(([place, text]) => localStorage.setItem(place, text), [key('试用手册', 'F-900', '2.1', id), JSON.stringify({ kept: '2026-01-02T00:00:00Z', texts: { applicant } })]);
  await give('other', '别的');
  await give('late', '迟到');
  await page.waitForFunction(() => document.querySelector('[name=applicant]').value !== '');
  assert.equal(await named(page, 'applicant').inputValue(), '迟到');
  assert.equal(await page.evaluate(() => procbookForm.draft.id), 'late');
});

for (const [device, options] of [['phone', { viewport: { width: 360, height: 740 } }], ['dark', { colorScheme: 'dark' }]]) {
  test(`drafts on a screen that is ${device}`, async (t) => {
    const { page, base } = await start(t, 'forms/f-900.html', options);
    await named(page, 'applicant').fill('很长的申请人姓名'.repeat(12));
    await kept(page);
    await page.locator('.draft-switch summary').click();
    assert.deepEqual(await findings(page), []);
    assert.equal(await page.evaluate(() => { scrollTo(500, 0); return scrollX; }), 0);
    await page.goto(`${base}drafts.html`);
    await page.locator('.draft-rename').click();
    assert.deepEqual(await findings(page), []);
    assert.equal(await page.evaluate(() => { scrollTo(500, 0); return scrollX; }), 0);
  });
}

test('the keys that save say what is kept, and the way leads to what is still empty', async (t) => {
  const { page } = await start(t, 'forms/f-900.html');
  await page.keyboard.press('Control+s');
  assert.equal(await page.locator('.form-status').innerText(), '还没有可以保存的内容。');
  const progress = page.locator('.form-progress');
  assert.match(await progress.innerText(), /必填项已填 0\/3/);
  await named(page, 'amount').fill('1');
  await page.keyboard.press('Control+s');
  assert.match(await page.locator('.form-status').innerText(), /^草稿已自动保存在本机（.+）。$/);
  assert.equal((await drafts(page))[0].draft.texts.amount, '1');
  await page.getByText('必填项已填 1/3').waitFor();
  await page.locator('.form-next').click();
  assert.equal(await page.evaluate(() => document.activeElement.name), 'reason', 'the next one after where the person was');
  await page.locator('.form-next').click();
  assert.equal(await page.evaluate(() => document.activeElement.name), 'applicant', 'from the last to the first');
  await page.keyboard.type('甲');
  await named(page, 'reason').fill('乙');
  await page.getByText('必填项已填完').waitFor();
  assert.equal(await page.locator('.form-next').isVisible(), false);
});
