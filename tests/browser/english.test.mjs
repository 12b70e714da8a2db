// The words of filling in, in a handbook whose language is English: every one is there, and none is Chinese.

import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { download, drafts, give, handbook, kept, named, serveFolder } from './filling.mjs';
import { findings, launch, open, root } from './harness.mjs';

const { out } = handbook({
  title: 'Trial handbook',
  language: 'en',
  config: '[submit]\nurl = "in"\nmail = "forms@example.com"\n',
  forms: {
    'F-1': {
      title: 'Request',
      fields: `
  { name = "who", type = "text", label = "Who", required = true },
  { name = "count", type = "integer", label = "How many" },
  { name = "items", type = "table", label = "Items", rows = { min = 1, max = 3, print = 1 }, columns = [{ name = "item", type = "text", label = "Item", required = true }] },
  { name = "signed", type = "signature", label = "Signature", drawn = true },
`,
    },
  },
});

let browser;
let site;
before(async () => {
  browser = await launch();
  site = await serveFolder(out, { answer: (request, response) => response.writeHead(503).end() });
});
after(async () => {
  await browser.close();
  await site.close();
});

test('no page of it has a Chinese word, and no word is missing', () => {
  for (const path of ['forms/f-1.html', 'templates/f-1.html', 'drafts.html']) {
    const html = readFileSync(join(out, path), 'utf8');
    assert.deepEqual(html.match(/[\p{Script=Han}：；。，「」（）]+/gu), null, path);
    const words = [...html.matchAll(/ data-([a-z-]+)="([^"]*)"/g)].filter(([, name]) => !['code', 'effective', 'review-by', 'status', 'row'].includes(name));
    assert.ok(words.length > 10, path);
    assert.deepEqual(words.filter(([, , value]) => !value.trim()).map(([, name]) => name), [], path);
  }
});

test('every word that a script reads stands on its page', () => {
  const camel = (name) => name.replace(/-([a-z])/g, (_, letter) => letter.toUpperCase());
  const given = (page) => new Set([...readFileSync(join(out, page), 'utf8').matchAll(/ data-([a-z-]+)="/g)].map(([, name]) => camel(name)));
  const read = (script) => [...readFileSync(join(root, 'static', script), 'utf8').matchAll(/\bwords\.([a-zA-Z]+)\b(?!\()/g)].map(([, name]) => name);
  const onForms = readdirSync(join(root, 'static')).filter((name) => /^form.*\.js$/.test(name) && name !== 'form-store.js');
  for (const [page, scripts] of [['forms/f-1.html', onForms], ['drafts.html', ['drafts.js', 'form-send.js']]]) {
    const words = given(page);
    for (const script of scripts) assert.deepEqual(read(script).filter((name) => !words.has(name)), [], `${script} on ${page}`);
  }
});

test('what is said while a form is filled in is English and has its values', async (t) => {
  const { page, wrong } = await open(t, browser, site.address, { locale: 'en-GB' });
  page.on('dialog', (dialog) => dialog.accept());
  await page.goto(`${site.address}forms/f-1.html`);
  const seen = [];
  const look = async () => {
    const text = await page.locator('body').evaluate((body) => `${body.innerText}\n${[...body.querySelectorAll('[aria-label], [title]')].map((one) => [one.getAttribute('aria-label'), one.getAttribute('title')].join(' ')).join('\n')}`);
    seen.push(text);
    return text;
  };
  assert.match(await look(), /What you fill in is kept on this computer by itself\./);
  await named(page, 'count').fill('many');
  await page.locator('.row-add').click();
  await page.locator('.form-submit').click();
  assert.match(await look(), /There are things to correct: 3\n+Who: Fill this in\n+How many: Enter a whole number|There are things to correct: 3/);
  await named(page, 'who').fill('Ann');
  await named(page, 'count').fill('2');
  await named(page, 'items[0].item').fill('Paper');
  await named(page, 'items[1].item').fill('Pens');
  await page.locator('.row-remove').nth(1).click();
  assert.match(await look(), /Row 2 was removed\.[\s\S]*Undo/);
  await kept(page);
  assert.match(await look(), /Draft kept on this computer \(\d\d\/\d\d\/\d{4}, \d\d:\d\d\)\.[\s\S]*All required fields are filled in/);
  await page.locator('.form-submit').click();
  await page.getByText('The server cannot take it at the moment (503).').waitFor();
  assert.match(await look(), /It was not submitted\. The filled copy is kept on this computer, under “My drafts”\./);
  await download(page, () => page.locator('.form-mail').first().click());
  assert.match(await look(), /was downloaded\. Open the mail, attach that file, and send it to forms@example\.com\./);
  await give(page, 'x.json', '{"form":"F-1","version":"0.9","data":{"Who":"Bea","gone":1}}');
  assert.match(await look(), /Imported x\.json\n+The file comes from version 0\.9 of this form\.\n+Filled in: 1\n+Filled in under another name: 1\n+Who → who: Who – it has the same label\n+Not taken: 1\n+gone: 1 – this form has no such field/);
  await kept(page);
  await page.locator('.draft-switch summary').click();
  await page.locator('.draft-new').click();
  assert.match(await look(), /This is a new one; the draft before it is still kept\.[\s\S]*Drafts of this form \(others: 1\)/);
  assert.equal((await drafts(page)).length, 1);
  await page.goto(`${site.address}drafts.html`);
  await page.getByText('The server cannot take it').waitFor();
  assert.match(await look(), /F-1 Request · version 1\.0\n+.*Required fields filled in: 1 of 1|Required fields filled in/);
  for (const text of seen) assert.deepEqual(text.match(/.*(?:[\p{Script=Han}：；。「」]|\{\w+\}|undefined|\[object).*/gu), null);
  assert.deepEqual(await findings(page), []);
  assert.deepEqual(wrong.filter((one) => !one.includes('503')), []);
});
