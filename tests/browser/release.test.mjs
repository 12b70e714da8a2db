// Old releases beside the current one: what a page of an old release says, where it leads, what stands where a page
// was; in the published history of tests/history, opened from a folder and over HTTP.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { after, before, test } from 'node:test';
import { serveFolder } from './filling.mjs';
import { fileUrl, files, findings, launch, open, program, root, run, temporary } from './harness.mjs';

const handbook = join(temporary('history'), 'handbook');
const site = join(temporary('published'), 'public');
run(join(root, 'tests/history/make'), [handbook]);
run(program, ['publish', '--root', handbook, '--out', site, '--next']);

let browser;
let server;
before(async () => {
  browser = await launch();
  server = await serveFolder(site);
});
after(async () => {
  await browser?.close();
  await server?.close();
});

const notice = (page) => page.locator('main > .notice');

for (const way of ['http', 'file']) {
  const at = (path) => (way === 'http' ? `${server.address}${path}` : fileUrl(site, path));
  const start = async (t, path, options = {}) => {
    const { page, wrong } = await open(t, browser, at(''), options);
    t.after(() => assert.deepEqual(wrong, []));
    await page.goto(at(path));
    return page;
  };

  test(`a page that was renamed leads to what it is now, and back through its releases, ${way}`, async (t) => {
    const page = await start(t, 'v/2026.1/procedures/sc-12.html');
    assert.match(await notice(page).innerText(), /这是 2026\.1 版（2026-10-01 发布），不是现行版本。\s*现行 2026\.3 版中已改称：SC-32 /);
    await notice(page).getByRole('link').click();
    assert.equal(page.url(), at('procedures/sc-32.html'));
    assert.equal(await notice(page).count(), 0, 'the current page is not called an old one');
    assert.match(await page.locator('footer.edition').innerText(), /2026\.3/);
    await page.locator('.editions summary').click();
    const rows = await page.locator('.editions li').allInnerTexts();
    assert.deepEqual(rows.map((row) => row.slice(0, row.indexOf(' –'))), ['2026.3', '2026.2 · 2026.1']);
    assert.match(rows[1], /SC-12/);
    await page.locator('.editions').getByRole('link', { name: '2026.2' }).click();
    assert.equal(page.url(), at('v/2026.2/procedures/sc-12.html'));
    await page.goto(at('procedures/sc-12.html'));
    assert.match(await page.locator('.notice-gone').innerText(), /已改号/);
    await page.locator('article').getByRole('link', { name: /^SC-32/ }).click();
    assert.equal(page.url(), at('procedures/sc-32.html'));
    // The matrix of the procedure goes with it.
    await page.goto(at('v/2026.2/raci/sc-12.html'));
    await notice(page).getByRole('link').click();
    assert.equal(page.url(), at('raci/sc-32.html'));
    await page.goto(at('raci/sc-12.html'));
    await page.locator('article').getByRole('link', { name: /^SC-32/ }).click();
    assert.equal(page.url(), at('procedures/sc-32.html'));
  });

  test(`a page that is gone, void or the same says so, ${way}`, async (t) => {
    const page = await start(t, 'v/2026.2/reference/d-003.html');
    assert.match(await notice(page).innerText(), /自 2026\.3 版起不再收录，已作废。/);
    await page.goto(at('reference/d-003.html'));
    assert.match(await page.locator('article').innerText(), /撤出\s*2026\.3\s*最后收录于\s*2026\.2/);
    await page.locator('article').getByRole('link', { name: '2026.2' }).click();
    assert.equal(page.url(), at('v/2026.2/reference/d-003.html'));
    await page.goto(at('v/2026.1/procedures/ad-11.html'));
    assert.match(await notice(page).innerText(), /在现行 2026\.3 版中已作废。\s*由以下文件取代：AD-21 /);
    await notice(page).getByRole('link').click();
    assert.equal(page.url(), at('procedures/ad-21.html'));
    await page.goto(at('v/2026.1/procedures/mm-10.html'));
    assert.match(await notice(page).innerText(), /没有修订/);
    await page.goto(at('v/2026.1/procedures/au-01.html'));
    assert.match(await notice(page).innerText(), /请用现行 2026\.3 版：AU-01 .* 版本 1\.2/s);
    await page.goto(at('v/2026.1/registers/forms.html'));
    await notice(page).getByRole('link').click();
    assert.equal(page.url(), at('registers/forms.html'));
    await page.goto(at('next/procedures/sm1.1.html'));
    assert.match(await notice(page).innerText(), /尚未发布的工作稿/);
    await notice(page).getByRole('link').click();
    assert.equal(page.url(), at('procedures/sm1.1.html'));
  });
}

test('without script a page names its release and leads to the list of all', async (t) => {
  const { page } = await open(t, browser, fileUrl(site, ''), { javaScriptEnabled: false });
  await page.goto(fileUrl(site, 'v/2026.1/procedures/sc-12.html'));
  assert.match(await page.locator('footer.edition').innerText(), /版本 2026\.1 · 2026-10-01/);
  await page.locator('footer.edition').getByRole('link', { name: '全部版本' }).click();
  assert.equal(page.url(), fileUrl(site, 'changes/index.html'));
  assert.deepEqual(await page.locator('.releases h2').allInnerTexts(), ['2026.3 现行版本', '2026.2', '2026.1']);
  await page.getByRole('link', { name: '浏览 2026.1 版' }).click();
  assert.equal(page.url(), fileUrl(site, 'v/2026.1/index.html'));
});

test('no link of anything that is published leads nowhere', () => {
  const there = new Set(files(site));
  const dead = new Set();
  for (const path of [...there].filter((name) => name.endsWith('.html'))) {
    for (const [, href] of readFileSync(join(site, path), 'utf8').matchAll(/ (?:href|src)="([^"#?]+)[^"]*"/g)) {
      if (/^[a-z]+:/.test(href)) continue;
      const target = posix.normalize(posix.join(posix.dirname(path), decodeURI(href)));
      if (!there.has(target)) dead.add(`${path}: ${href}`);
    }
  }
  assert.deepEqual([...dead].slice(0, 20), []);
});

for (const [name, options] of [['light', {}], ['dark', { colorScheme: 'dark' }], ['phone', { viewport: { width: 360, height: 740 } }]]) {
  test(`what is told of releases can be read by everybody, ${name}`, async (t) => {
    const { page } = await open(t, browser, fileUrl(site, ''), options);
    for (const path of ['v/2026.1/procedures/sc-12.html', 'reference/d-003.html', 'changes/index.html', 'next/index.html']) {
      await page.goto(fileUrl(site, path));
      const editions = page.locator('.editions:not([hidden]) summary');
      if (await editions.count()) await editions.click();
      assert.deepEqual(await findings(page), [], path);
      assert.equal(await page.evaluate(() => { scrollTo(500, 0); return scrollX; }), 0, path);
    }
  });
}

test('a sheet of an old release says that it is one', async (t) => {
  const { page } = await open(t, browser, fileUrl(site, ''));
  await page.goto(fileUrl(site, 'v/2026.1/procedures/sc-12.html'));
  await page.emulateMedia({ media: 'print' });
  assert.equal(await notice(page).isVisible(), true);
  assert.equal(await page.locator('footer.edition').isVisible(), false);
  assert.match(await page.locator('head style[media=print]').textContent(), /手册 2026\.1 版/);
});
