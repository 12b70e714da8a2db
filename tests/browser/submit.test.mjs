// Submitting: to a small server of the test's own that takes, refuses, fails, hangs and is not there; and by mail.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { download, give, handbook, kept, named, serveFolder } from './filling.mjs';
import { policy } from './headers.mjs';
import { fileUrl, findings, launch, open } from './harness.mjs';

const fields = `
  { name = "applicant", type = "text", label = "申请人", required = true },
  { name = "amount", type = "money", label = "金额" },
  { name = "note", type = "multiline", label = "说明" },
`;
const forms = { 'F-900': { title: '申请单', version: '2.1', fields } };
const { out } = handbook({ forms, config: '[submit]\nurl = "/in/forms"\nmail = "forms@example.com"\n' });
const mailOnly = handbook({ forms, config: '[submit]\nmail = "forms@example.com"\n' }).out;
const without = handbook({ forms }).out;

let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

/** The handbook served with what the server answers; the page of its form, filled in. */
async function start(t, answer, { options = {}, headers, folder = out } = {}) {
  const site = await serveFolder(folder, { answer, headers });
  const { page, wrong } = await open(t, browser, site.address, options);
  t.after(() => site.close());
  await page.goto(`${site.address}forms/f-900.html`);
  await named(page, 'applicant').fill('王<b>五</b>');
  await named(page, 'amount').fill('1,200.50');
  await kept(page);
  return { page, site, wrong };
}
const submit = (page) => page.locator('.form-submit');
const said = (page) => page.locator('.form-sent');
const told = async (page, text) => {
  await said(page).getByText(text).waitFor();
  return said(page).innerText();
};
const copies = (page) => page.evaluate(() => procbookStore.copies('试用手册').map(({ id, state, tries, reference, kept: _, ...rest }) => ({ id, state, tries, reference, body: rest.body, draft: rest.draft })));
/** What a browser itself says of an answer that is no 2xx, and of none. */
const ownWords = /Failed to load resource|failed: |CORS policy|Content Security Policy|connect-src/;
const clean = (wrong) => assert.deepEqual(wrong.filter((one) => !ownWords.test(one)), []);
const accept = (page) => {
  const asked = [];
  page.on('dialog', (dialog) => {
    asked.push(dialog.message());
    return dialog.accept();
  });
  return asked;
};

test('what is submitted is what is exported; the reference and the record are told', async (t) => {
  const { page, site, wrong } = await start(t, (request, response) => {
    response.writeHead(201, { 'Content-Type': 'application/json', Location: '/records/A-17' }).end('{"reference":"A-17<b>"}');
  });
  await submit(page).click();
  assert.match(await told(page, '受理编号'), /^已于 .+ 提交成功。受理编号 A-17<b>。/);
  assert.equal(await said(page).getByRole('link', { name: '查看提交的记录' }).getAttribute('href'), `${site.address}records/A-17`);
  assert.deepEqual(await findings(page), []);
  const [{ method, path, headers, body }] = site.asked;
  assert.deepEqual([method, path, headers['content-type']], ['POST', '/in/forms', 'application/json']);
  assert.match(headers['idempotency-key'], /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  const file = await download(page, () => page.locator('.export-json').click());
  const plain = (text) => text.replace(/"filled_at": ".*?"/, '');
  assert.equal(plain(body), plain(file.text));
  assert.ok(body.includes('"amount": 1200.50'));

  await page.goto(`${site.address}drafts.html`);
  const sent = page.locator('#drafts\\.sent .draft');
  assert.match(await sent.innerText(), /^王<b>五<\/b> · 1200\.50 已提交\n+F-900 申请单 · 版本 2\.1\n/);
  assert.match(await sent.innerText(), /受理编号 A-17<b>。/);
  assert.match(await page.locator('#drafts\\.list .draft-title').innerText(), /已提交$/);
  assert.deepEqual(await findings(page), []);
  // The same again is asked about, and is a submission of its own.
  await page.locator('#drafts\\.list .draft-open').click();
  await page.waitForURL(/f-900/);
  const asked = accept(page);
  await submit(page).click();
  await told(page, '受理编号');
  assert.match(asked.join(), /已于 .+ 提交过。再提交一次？/);
  assert.equal(site.asked.length, 2);
  assert.notEqual(site.asked[1].headers['idempotency-key'], headers['idempotency-key']);
  await page.goto(`${site.address}drafts.html`);
  await page.getByRole('button', { name: '清除已提交的副本' }).click();
  assert.deepEqual(await copies(page), []);
  assert.equal(await page.locator('#drafts\\.list .draft').count(), 1);
  assert.deepEqual(wrong, []);
});

test('a form with mistakes is not sent', async (t) => {
  const { page, site, wrong } = await start(t);
  await named(page, 'applicant').fill('');
  await submit(page).click();
  assert.equal(await page.locator('.error-summary a').innerText(), '申请人：请填写');
  assert.deepEqual(site.asked, []);
  assert.deepEqual(wrong, []);
});

test('a server that fails is tried again with the same id, and the copy waits meanwhile', async (t) => {
  let healthy = false;
  const { page, site, wrong } = await start(t, (request, response) => response.writeHead(healthy ? 200 : 503).end(healthy ? 'ok' : 'no'));
  await page.clock.install();
  await submit(page).click();
  const text = await told(page, '服务器暂时不能受理（503）。');
  assert.match(text, /副本保存在本机的「我的草稿」里/);
  assert.match(text, /自动重试/);
  assert.deepEqual(await findings(page), []);
  assert.deepEqual((await copies(page)).map(({ state, tries }) => [state, tries]), [['waiting', 1]]);
  // By itself after five seconds, then after ten.
  await page.clock.runFor(5_100);
  await page.waitForFunction(() => procbookStore.copies('试用手册')[0].tries === 2 && procbookStore.copies('试用手册')[0].tried === 0);
  await page.clock.runFor(5_100);
  assert.equal(site.asked.length, 2);
  healthy = true;
  await page.clock.runFor(5_100);
  await told(page, '提交成功');
  assert.equal(site.asked.length, 3);
  assert.equal(new Set(site.asked.map(({ headers }) => headers['idempotency-key'])).size, 1);
  assert.equal(new Set(site.asked.map(({ body }) => body)).size, 1);
  clean(wrong);
});

test('what was not sent is sent when a page opens again, and from the page of drafts', async (t) => {
  let healthy = false;
  const { page, site, wrong } = await start(t, (request, response) => response.writeHead(healthy ? 200 : 500).end());
  await submit(page).click();
  await told(page, '（500）');
  await page.goto(`${site.address}drafts.html`);
  await page.getByText('服务器暂时不能受理（500）').waitFor();
  assert.match(await page.locator('#drafts\\.sent').innerText(), /待提交/);
  assert.deepEqual(await findings(page), []);
  const asked = accept(page);
  healthy = true;
  await page.locator('.draft-send').click();
  await page.locator('#drafts\\.sent .badge-effective').waitFor();
  healthy = false;
  await page.locator('#drafts\\.list .draft-open').click();
  await page.waitForURL(/f-900/);
  await named(page, 'note').fill('第二份');
  await submit(page).click();
  await told(page, '（500）');
  healthy = true;
  await page.reload();
  await told(page, '提交成功');
  assert.deepEqual((await copies(page)).map(({ state }) => state), ['sent', 'sent']);
  assert.equal(new Set(site.asked.map(({ headers }) => headers['idempotency-key'])).size, 2);
  assert.deepEqual(asked, []);
  clean(wrong);
});

test('a server that refuses is quoted and not asked again by itself', async (t) => {
  const { page, site, wrong } = await start(t, (request, response) => response.writeHead(422, { 'Content-Type': 'application/json' }).end('{"message":"<i>金额超限</i>"}'));
  await page.clock.install();
  await submit(page).click();
  assert.match(await told(page, '422'), /服务器没有受理（422）：<i>金额超限<\/i>\n[\s\S]*请按服务器的意见改正/);
  assert.deepEqual(await findings(page), []);
  await page.clock.runFor(600_000);
  assert.equal(site.asked.length, 1);
  assert.deepEqual((await copies(page)).map(({ state }) => state), ['refused']);
  site.answer = (request, response) => response.writeHead(200).end();
  await named(page, 'amount').fill('1');
  await submit(page).click();
  await told(page, '提交成功');
  assert.deepEqual((await copies(page)).map(({ state }) => state), ['sent'], 'what was refused gives way to what was mended');
  clean(wrong);
});

for (const [kind, answer, text] of [
  ['hangs and then closes', (request, response) => response.socket.destroy(), '连不上服务器。'],
  ['never answers', () => {}, '服务器 30 秒没有应答。'],
  ['begins an answer and stops', (request, response) => response.writeHead(200).write('{'), '服务器 30 秒没有应答。'],
]) {
  test(`a server that ${kind}`, async (t) => {
    const { page, site, wrong } = await start(t, answer);
    await page.clock.install();
    await submit(page).click();
    await page.waitForFunction(() => procbookStore.copies('试用手册').length === 1);
    if (!kind.startsWith('hangs')) {
      assert.equal(await said(page).innerText(), '正在提交…');
      assert.equal(await submit(page).getAttribute('aria-disabled'), 'true');
      assert.deepEqual(await findings(page), []);
      await page.clock.runFor(30_100);
    }
    await told(page, text);
    assert.equal(await submit(page).getAttribute('aria-disabled'), 'false');
    site.answer = (request, response) => response.writeHead(204).end();
    await page.getByRole('button', { name: '现在重试' }).click();
    await told(page, '提交成功');
    assert.equal(new Set(site.asked.filter(({ method }) => method === 'POST').map(({ headers }) => headers['idempotency-key'])).size, 1);
    assert.equal(await page.evaluate(() => document.activeElement.className), 'button form-submit', 'the focus is not lost with the button');
    clean(wrong);
  });
}

test('a server that is gone, and a computer that is offline: sent when it is online again', async (t) => {
  const { page, site, wrong } = await start(t, (request, response) => response.writeHead(200).end());
  await site.close();
  await submit(page).click();
  await told(page, '连不上服务器。');
  await site.open();
  await page.context().setOffline(true);
  await page.getByRole('button', { name: '现在重试' }).click();
  await told(page, '电脑没有联网。');
  await page.context().setOffline(false);
  await told(page, '提交成功');
  assert.equal(site.asked.length, 1);
  clean(wrong);
});

test('a server elsewhere: with leave for pages of this address, without it, and barred by the policy of the site', async (t) => {
  const cors = { 'Access-Control-Allow-Origin': '*', 'Access-Control-Allow-Headers': 'content-type, idempotency-key', 'Access-Control-Expose-Headers': 'Location' };
  let leave = false;
  const foreign = await serveFolder('/nowhere', {
    answer: (request, response) => response.writeHead(request.method === 'OPTIONS' ? 204 : 200, leave ? cors : {}).end(request.method === 'POST' ? '{"reference":7}' : ''),
  });
  t.after(() => foreign.close());
  const folder = handbook({ forms, config: `[submit]\nurl = "${foreign.address}in"\n` }).out;
  const { page, site, wrong } = await start(t, undefined, { folder });
  await submit(page).click();
  await told(page, '不允许本手册的网页提交（CORS）');
  assert.equal(foreign.asked.filter(({ method }) => method === 'POST').length, 0);
  leave = true;
  await page.getByRole('button', { name: '现在重试' }).click();
  await told(page, '受理编号 7。');
  site.headers = { 'Content-Security-Policy': policy };
  await page.reload();
  await named(page, 'note').fill('再来');
  await submit(page).click();
  await told(page, '安全策略（CSP 的 connect-src）不允许');
  site.headers['Content-Security-Policy'] = policy.replace("connect-src 'self'", `connect-src 'self' ${new URL(foreign.address).origin}`);
  await page.reload();
  await told(page, '提交成功');
  clean(wrong.filter((one) => !one.includes('request to another place')));
});

test('a store that is blocked: it is sent all the same, and that no copy is kept is said', async (t) => {
  let healthy = false;
  const site = await serveFolder(out, { answer: (request, response) => response.writeHead(healthy ? 200 : 500).end() });
  t.after(() => site.close());
  const { page, wrong } = await open(t, browser, site.address);
  await page.addInitScript(() => { Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } }); });
  await page.goto(`${site.address}forms/f-900.html`);
  await named(page, 'applicant').fill('甲');
  await submit(page).click();
  assert.match(await told(page, '（500）'), /浏览器也不让保存副本/);
  healthy = true;
  await submit(page).click();
  await told(page, '提交成功');
  assert.equal(site.asked.length, 2);
  assert.equal(site.asked[0].headers['idempotency-key'], site.asked[1].headers['idempotency-key'], 'the same content is the same submission');
  clean(wrong);
});

test('from a folder the form is not sent but mailed, with the file to attach', async (t) => {
  const { page, wrong } = await open(t, browser, fileUrl(out, ''));
  await page.goto(fileUrl(out, 'forms/f-900.html'));
  await named(page, 'applicant').fill('甲 & 乙');
  await named(page, 'note').fill('很长的说明。'.repeat(400));
  await submit(page).click();
  await told(page, '从文件夹打开的手册不能提交');
  assert.deepEqual(await findings(page), []);
  const file = await download(page, () => said(page).getByRole('button', { name: '用邮件提交' }).click());
  assert.match(file.name, /^F-900-v2\.1-.*\.json$/);
  assert.equal(JSON.parse(file.text).data.applicant, '甲 & 乙');
  assert.match(await said(page).innerText(), new RegExp(`已下载 ${file.name}。请打开邮件，把这个文件作为附件加上，再发送给 forms@example\\.com。`));
  const link = page.getByRole('link', { name: '打开邮件' });
  assert.equal(await link.evaluate((node) => node === document.activeElement), true);
  const address = new URL(await link.getAttribute('href'));
  assert.deepEqual([address.protocol, address.pathname, address.searchParams.get('subject')], ['mailto:', 'forms@example.com', 'F-900 申请单 2.1']);
  assert.equal(address.searchParams.get('body'), `表单见附件 ${file.name}。内容摘要：\r\n\r\n申请人：甲 & 乙\r\n…`);
  assert.ok(address.href.length < 2000);
  assert.deepEqual(await findings(page), []);
  assert.deepEqual(wrong, []);
});

test('mail alone has one button, and nothing to submit to has none', async (t) => {
  const { page, wrong } = await open(t, browser, fileUrl(mailOnly, ''));
  await page.goto(fileUrl(mailOnly, 'forms/f-900.html'));
  assert.deepEqual(await page.locator('.form-tools button').allInnerTexts(), ['用邮件提交', '导出 JSON', '导出 CSV', '导入 JSON']);
  const second = await open(t, browser, fileUrl(without, ''));
  await second.page.goto(fileUrl(without, 'forms/f-900.html'));
  assert.deepEqual(await second.page.locator('.form-tools button').allInnerTexts(), ['导出 JSON', '导出 CSV', '导入 JSON']);
  await give(second.page, 'x.json', '{"form":"F-900","data":{"applicant":"丙"}}');
  assert.equal(await named(second.page, 'applicant').inputValue(), '丙');
  assert.deepEqual([...wrong, ...second.wrong], []);
});

for (const [device, options] of [['phone', { viewport: { width: 360, height: 740 } }], ['dark', { colorScheme: 'dark' }]]) {
  test(`submitting on a screen that is ${device}`, async (t) => {
    let status = 500;
    const { page, wrong } = await start(t, (request, response) => response.writeHead(status).end(), { options });
    for (const [next, text] of [[500, '（500）'], [422, '（422）'], [200, '提交成功']]) {
      status = next;
      await submit(page).click();
      await told(page, text);
      assert.deepEqual(await findings(page), []);
      assert.equal(await page.evaluate(() => { scrollTo(500, 0); return scrollX; }), 0);
    }
    clean(wrong);
  });
}
