// The page of all findings, from `procbook serve` and as a file of its own.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { findings, launch, open, program, root, serve, temporary, widths } from './harness.mjs';

const folder = join(temporary('findings'), 'handbook');
cpSync(join(root, 'tests/formats/handbook'), folder, { recursive: true });
const source = join(folder, 'content/procedures/P1.1.md');
const broken = readFileSync(source, 'utf8');
const address = '_procbook/findings';
let browser;
let server;

before(async () => {
  browser = await launch();
  server = await serve(folder);
});
after(async () => {
  await browser.close();
  await server.stop();
});

/** The page of findings in a file of its own. */
function file(language) {
  const path = join(temporary('page'), 'findings.html');
  spawnSync(program, ['check', '--root', folder, '--format', 'html', '--language', language, '--report', path], { encoding: 'utf8' });
  return pathToFileURL(path).href;
}

const shown = (page) => page.locator('.finding:visible .kind .code').allInnerTexts();

test('every page leads to it, and it says whose files are to be mended', async (t) => {
  const { page, wrong } = await open(t, browser, server.address);
  await page.goto(server.address);
  await page.locator('procbook-live a.all').click();
  await page.locator('h1', { hasText: '检查结果' }).waitFor();
  assert.equal(new URL(page.url()).pathname, `/${address}`);
  assert.equal(await page.title(), '4 个错误，1 个警告 · 检查结果 · 样例手册');
  assert.deepEqual(await page.locator('h2').allInnerTexts(), ['计划部 2 个错误，1 个警告', '销售总监 2 个错误', '各个代码的说明']);
  assert.equal(await page.locator('procbook-live').count(), 0, 'the panel would say it all twice');
  await page.locator('h3 a', { hasText: '年度计划' }).click();
  await page.locator('article[data-code="P1.1"]').waitFor();
  assert.deepEqual(wrong, []);
});

test('it is narrowed down by severity, code and owner, also from its address', async (t) => {
  const { page, wrong } = await open(t, browser, server.address);
  await page.goto(server.address + address);
  assert.equal((await shown(page)).length, 5);
  await page.getByRole('checkbox', { name: '错误' }).uncheck();
  assert.deepEqual(await shown(page), ['signer-without-part']);
  assert.equal(await page.locator('.owner:visible').count(), 1);
  assert.equal(await page.locator('output').innerText(), '显示 1 条，共 5 条');
  await page.getByRole('button', { name: '全部显示' }).click();
  await page.locator('select[name=owner]').selectOption('销售总监 (2)');
  assert.deepEqual((await shown(page)).sort(), ['duplicate-step', 'step-without-forms']);
  await page.locator('select[name=code]').selectOption('duplicate-step');
  assert.deepEqual(await shown(page), ['duplicate-step']);
  await page.reload();
  assert.deepEqual(await shown(page), ['duplicate-step']);
  assert.deepEqual(wrong, []);
});

test('a code explains itself beside its finding', async (t) => {
  const { page, wrong } = await open(t, browser, server.address);
  await page.goto(server.address + address);
  const finding = page.locator('.finding[data-code=unknown-role]');
  const code = finding.getByRole('button', { name: 'unknown-role' });
  assert.equal(await finding.locator('.explanation').count(), 0);
  await code.focus();
  await page.keyboard.press('Enter');
  await finding.locator('.explanation pre').first().waitFor();
  assert.equal(await code.getAttribute('aria-expanded'), 'true');
  await code.click();
  await finding.locator('.explanation').waitFor({ state: 'detached' });
  assert.deepEqual(wrong, []);
});

test('carets stand under what they mean, whatever the font', async (t) => {
  const { page } = await open(t, browser, server.address);
  await page.goto(server.address + address);
  const [words, carets] = await page.locator('.finding[data-code=unknown-name] .frame').evaluate((frame) => {
    const place = (text) => {
      const walker = document.createTreeWalker(frame, NodeFilter.SHOW_TEXT);
      while (walker.nextNode()) {
        const at = walker.currentNode.data.indexOf(text);
        if (at < 0) continue;
        const range = document.createRange();
        range.setStart(walker.currentNode, at);
        range.setEnd(walker.currentNode, at + text.length);
        const { left, right } = range.getBoundingClientRect();
        return [left, right];
      }
      throw new Error(`nothing says ${text}`);
    };
    return [place('[[<b>"A&B"]]'), place('^^^^^^^^^^^^')];
  });
  for (const side of [0, 1]) assert.ok(Math.abs(words[side] - carets[side]) < 1.5, `${words} over ${carets}`);
});

test('it is loaded anew when findings change, and shows what it showed', async (t) => {
  const { page, wrong } = await open(t, browser, server.address);
  await page.goto(`${server.address}${address}?severity=error`);
  assert.equal((await shown(page)).length, 4);
  assert.ok(broken.includes('[[general-manger]]'));
  writeFileSync(source, broken.replace('[[general-manger]]', '[[general-manager]]'));
  await page.locator('.finding[data-code=unknown-role]').waitFor({ state: 'detached' });
  assert.match(await page.title(), /^3 个错误 · /);
  assert.equal((await shown(page)).length, 3);
  writeFileSync(source, broken);
  await page.locator('.finding[data-code=unknown-role]').waitFor();
  assert.deepEqual(wrong, []);
});

test('without script it is a plain list, and a code leads to its explanation', async (t) => {
  const { page, wrong } = await open(t, browser, 'file:', { javaScriptEnabled: false });
  await page.goto(file('en'));
  assert.equal(await page.title(), '4 errors, 1 warning · Findings · 样例手册');
  assert.equal(await page.locator('.finding:visible').count(), 5);
  assert.equal(await page.locator('.filter:visible').count(), 0);
  await page.locator('.finding[data-code=duplicate-step] a.code').click();
  await page.locator('#explain-duplicate-step').waitFor({ state: 'visible' });
  assert.deepEqual(wrong, []);
});

for (const [colours, width] of [['light', widths.desktop], ['dark', widths.desktop], ['light', widths.phone], ['dark', widths.phone]]) {
  test(`nobody is shut out: ${colours}, ${width} pixels`, async (t) => {
    const { page, wrong } = await open(t, browser, 'file:', { viewport: { width, height: 800 }, colorScheme: colours });
    await page.goto(file('zh'));
    await page.locator('.finding a.code').first().click();
    assert.deepEqual(await findings(page), []);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'the page is wider than the window');
    assert.deepEqual(wrong, []);
  });
}
