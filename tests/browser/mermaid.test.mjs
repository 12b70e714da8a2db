// Charts as Mermaid text: mermaid.js draws every one of them as it is; the page gives them away with a button.

import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { build, copy, fileUrl, findings, kinds, launch, open, root, serve } from './harness.mjs';

const site = build();
const book = JSON.parse(readFileSync(join(site, 'handbook.json'), 'utf8'));
const library = createRequire(import.meta.url).resolve('mermaid').replace(/mermaid\.core\.mjs$/, 'mermaid.min.js');
const dialects = ['swimlane-beta', 'flowchart'];

let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

/** A page with mermaid's classic build on it. */
async function studio(t) {
  const { page } = await open(t, browser, 'about:');
  await page.goto('about:blank');
  await page.addScriptTag({ path: library });
  return page;
}

/** What mermaid.js makes of a text: its nodes' names and words, its arrows' names; or why it made nothing. */
const draw = (page, text) => page.evaluate(async (text) => {
  window.mermaid.initialize({ startOnLoad: false });
  const box = document.createElement('div');
  try {
    box.innerHTML = (await window.mermaid.render('drawn', text)).svg;
  } catch (error) {
    return { error: String(error) };
  }
  const words = (element) => element.textContent.trim().replace(/\s+/g, ' ');
  const nodes = [...box.querySelectorAll('.node')].map((node) => [node.id.replace(/^drawn-flowchart-(.*)-\d+$/, '$1'), words(node)]);
  return { nodes: Object.fromEntries(nodes), edges: box.querySelectorAll('path.flowchart-link').length };
}, text);

const words = (text) => text.trim().replace(/\s+/g, ' ');

test('mermaid.js would refuse a mistake', async (t) => {
  const { error } = await draw(await studio(t), 'flowchart TD\n  a[1 --> b');
  assert.match(error, /Parse error/);
});

for (const [at, dialect] of dialects.entries()) {
  test(`mermaid.js draws every procedure of the handbook as it is, as ${dialect}`, async (t) => {
    const page = await studio(t);
    const pages = (await open(t, browser, fileUrl(site, ''))).page;
    assert.ok(book.procedures.length > 1);
    for (const { code, steps } of book.procedures) {
      await pages.goto(fileUrl(site, `procedures/${code.toLowerCase()}.html`));
      const text = await pages.locator('.mermaid-text pre').nth(at).textContent();
      assert.ok(text.startsWith(`${dialect} TD\n`), `${code}: ${text.slice(0, 40)}`);
      const { error, nodes, edges } = await draw(page, text);
      assert.equal(error, undefined, `${code}: ${error}\n${text}`);
      for (const { number, title } of steps) assert.equal(nodes[`s${number}`], words(`${number} ${title}`), `${code}#${number}`);
      // A step of kind end is the end; a step that returns to itself does so by way of a turn in a swimlane.
      const next = steps.flatMap(({ number, kind, next }) => next.filter(({ to }) => kind !== 'end' || to !== 'end').map(({ to }) => [number, to]));
      const turns = next.filter(([from, to]) => from === to && dialect === 'swimlane-beta');
      assert.equal(edges, next.length + turns.length, `arrows of ${code}`);
    }
  });

  test(`mermaid.js draws labels of every sort as they are, as ${dialect}`, async (t) => {
    const page = await studio(t);
    const folder = join(root, 'tests/chart/cases');
    for (const name of readdirSync(folder)) {
      const text = readFileSync(join(folder, name, 'expected', dialect === 'flowchart' ? 'chart.mmd' : 'swimlane.mmd'), 'utf8');
      const steps = readFileSync(join(folder, name, 'procedure.txt'), 'utf8').split('\n').map((line) => line.split('|')).filter((parts) => parts.length === 6);
      const { error, nodes, edges } = await draw(page, text);
      assert.equal(error, undefined, `${name}: ${error}`);
      const drawn = Object.values(nodes).sort();
      const wanted = steps.map(([number, , , , title]) => words(`${number} ${title.replaceAll('\\n', ' ')}`)).sort();
      assert.deepEqual(wanted.filter((label) => !drawn.includes(label)), [], name);
      const arrows = text.split('\n').filter((line) => / -->/.test(line.replace(/"[^"]*"/g, ''))).length + [...text.matchAll(/ again\d+ --> /g)].length;
      assert.equal(edges, arrows, `arrows of ${name}`);
    }
  });
}

/** Opens the texts of a page and presses the button of the first. */
async function press(page) {
  await page.locator('.mermaid-text summary').click();
  const button = page.locator('.mermaid-text button').first();
  await button.click();
  await page.locator('.mermaid-text [role=status]').first().filter({ hasText: '已复制' }).waitFor();
}

/** What the clipboard holds, by pasting it. */
async function pasted(page) {
  await page.evaluate(() => document.querySelector('main').append(document.createElement('textarea')));
  await page.locator('main > textarea').focus();
  await page.keyboard.press('Control+V');
  return page.locator('main > textarea').inputValue();
}

const withoutClipboard = () => Object.defineProperty(Navigator.prototype, 'clipboard', { value: undefined });
const refusing = () => { navigator.clipboard.writeText = () => Promise.reject(new Error('refused')); };

for (const [how, script] of [['the clipboard', null], ['no clipboard', withoutClipboard], ['a clipboard that refuses', refusing]]) {
  test(`a button copies the text, with ${how}, on file:// and http://`, async (t) => {
    const server = await serve(copy());
    t.after(() => server.stop());
    for (const base of [fileUrl(site, ''), server.address]) {
      const { page, wrong } = await open(t, browser, base);
      if (script) await page.addInitScript(script);
      await page.goto(new URL(kinds.procedure, base.endsWith('/') ? base : `${base}/`).href);
      const text = await page.locator('.mermaid-text pre').first().textContent();
      assert.match(text, /^swimlane-beta TD\n/);
      await press(page);
      assert.equal(await pasted(page), text, base);
      assert.deepEqual(wrong, []);
    }
  });
}

test('the texts are folded away, have nothing for axe-core to find when open, and are not printed', async (t) => {
  const { page } = await open(t, browser, fileUrl(site, ''));
  await page.goto(fileUrl(site, kinds.procedure));
  const text = page.locator('.mermaid-text pre').first();
  assert.equal(await text.isVisible(), false);
  await press(page);
  assert.equal(await text.isVisible(), true);
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme });
    assert.deepEqual(await findings(page), []);
  }
  await page.emulateMedia({ media: 'print' });
  assert.equal(await page.locator('.mermaid-text').isVisible(), false);
});
