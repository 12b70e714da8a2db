// What changed between releases: the filter over the page of changes, its charts, and what a role's page tells of
// its own, over HTTP and from a folder. What is expected comes from `procbook diff --format json`, not from the pages.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { serveFolder } from './filling.mjs';
import { fileUrl, findings, launch, open, program, root, run, temporary, widths } from './harness.mjs';

const handbook = join(temporary('history'), 'handbook');
const site = join(temporary('published'), 'public');
run(join(root, 'tests/history/make'), [handbook]);
run(program, ['publish', '--root', handbook, '--out', site]);
const between = (from, to) => JSON.parse(run(program, ['diff', from, to, '--format', 'json', '--root', handbook])).changes;
const changes = { 2026.2: between('2026.1', '2026.2'), 2026.3: between('2026.2', '2026.3') };
const id = ({ kind, code }) => `${kind}.${code.toLowerCase()}`;

let browser;
let server;
before(async () => {
  browser = await launch();
  server = await serveFolder(site);
});
after(async () => {
  await browser.close();
  await server.close();
});

const shown = (page) => page.locator('.change:visible').evaluateAll((all) => all.map((one) => one.id).sort());
const ids = (of) => of.map(id).sort();

for (const way of ['http', 'file']) {
  const at = (path) => (way === 'http' ? `${server.address}${path}` : fileUrl(site, path));
  const from = () => (way === 'http' ? server.address : fileUrl(site, ''));

  test(`the page of changes is filtered by kind, fate and role, and its address keeps it, ${way}`, async (t) => {
    const { page, wrong } = await open(t, browser, from());
    const all = changes['2026.3'];
    await page.goto(at('changes.html'));
    assert.deepEqual(await shown(page), ids(all));
    await page.locator('[name=kind]').selectOption('role');
    const roles = all.filter(({ kind }) => kind === 'role');
    assert.ok(roles.length > 1 && roles.length < all.length);
    assert.deepEqual(await shown(page), ids(roles));
    assert.equal(await page.locator('.change-group:visible').count(), 1);
    await page.locator('[name=kind]').selectOption('');
    await page.locator('[name=fate]').selectOption('withdrawn');
    assert.deepEqual(await shown(page), ids(all.filter(({ fate }) => fate === 'withdrawn')));
    await page.locator('.change-filter [type=reset]').click();
    const role = 'sc-sales-manager';
    await page.locator('[name=role]').selectOption(role);
    const concerned = ids(all.filter((one) => one.roles.includes(role)));
    assert.ok(concerned.length > 0 && concerned.length < all.length);
    assert.deepEqual(await shown(page), concerned);
    assert.match(await page.locator('.filter-count').innerText(), new RegExp(`${concerned.length}.*${all.length}`));

    const { page: other } = await open(t, browser, from());
    await other.goto(page.url());
    assert.deepEqual(await shown(other), concerned, 'the address gives the same changes');
    const hidden = all.find((one) => !one.roles.includes(role));
    await other.goto(`${page.url()}#${id(hidden)}`);
    assert.ok(await other.locator(`[id="${id(hidden)}"]`).isVisible(), 'a link to one change shows it');
    assert.deepEqual(wrong, []);
  });

  test(`every link of the page of changes leads to a page and a place on it, ${way}`, async (t) => {
    const { page, wrong } = await open(t, browser, from());
    for (const place of ['v/2026.2/changes.html', 'v/2026.3/changes.html', 'changes.html']) {
      await page.goto(at(place));
      const links = await page.locator('article a').evaluateAll((all) => [...new Set(all.map((a) => new URL(a.getAttribute('href'), document.baseURI).href))]);
      assert.ok(links.length > 10);
      const { page: other } = await open(t, browser, from(), { javaScriptEnabled: false });
      const places = new Map();
      for (const link of links) {
        const [address, place = ''] = decodeURI(link).split('#');
        places.set(address, [...places.get(address) ?? [], place]);
      }
      for (const [address, wanted] of places) {
        const answer = await other.goto(address);
        assert.ok(way === 'file' || answer.ok(), address);
        for (const one of wanted.filter(Boolean)) {
          assert.equal(await other.locator(`[id="${one}"]`).count(), 1, `${address}#${one}`);
        }
      }
    }
    assert.deepEqual(wrong, []);
  });

  test(`a role's page tells what changed since the release that was seen or chosen, ${way}`, async (t) => {
    const { page, wrong } = await open(t, browser, from());
    const role = 'sc-sales-manager';
    const of = (release) => changes[release].filter((one) => one.roles.includes(role));
    const told = () => page.locator('.role-changes-list a').evaluateAll((all) => all.map((a) => a.getAttribute('href').replace(/^(?:\.\.\/)+/, '')).sort());
    const links = (...releases) => releases.flatMap((release) => of(release).map((one) => `v/${release}/changes.html#${id(one)}`)).sort();
    assert.ok(of('2026.2').length && of('2026.3').length);
    await page.goto(at(`roles/${role}.html`));
    assert.deepEqual(await told(), links('2026.3'), 'at first since the release before');
    await page.locator('.role-changes select').selectOption('2026.1');
    assert.deepEqual(await told(), links('2026.2', '2026.3'));
    await page.goto(at(`v/2026.1/roles/${role}.html`));
    assert.deepEqual(await told(), links('2026.2', '2026.3'), 'the choice holds on frozen pages too');
    await page.locator('.role-changes-list a').first().click();
    await page.waitForURL(/changes\.html#/);
    assert.ok(await page.locator(`[id="${new URL(page.url()).hash.slice(1)}"]`).isVisible());

    // Who saw 2026.1 last is told of all since, at every visit until the next release.
    await page.goto(at(`roles/${role}.html`));
    await page.evaluate(() => {
      const key = Object.keys(localStorage).find((name) => name.startsWith('procbook-role-changes:'));
      localStorage.setItem(key, JSON.stringify({ seen: '', current: '2026.1', chosen: '' }));
    });
    for (let visit = 0; visit < 2; visit += 1) {
      await page.goto(at(`roles/${role}.html`));
      assert.deepEqual(await told(), links('2026.2', '2026.3'), `visit ${visit}`);
      assert.match(await page.locator('.role-changes option:checked').innerText(), /2026\.1/);
    }
    assert.deepEqual(wrong, []);
  });
}

test('without script every change is shown, and a role leads to all of them', async (t) => {
  const { page } = await open(t, browser, fileUrl(site, ''), { javaScriptEnabled: false });
  await page.goto(`${fileUrl(site, 'changes.html')}?kind=role`);
  assert.deepEqual(await shown(page), ids(changes['2026.3']));
  assert.ok(!(await page.locator('.change-filter').isVisible()));
  await page.goto(fileUrl(site, 'roles/sc-sales-manager.html'));
  await page.locator('.role-changes a').first().click();
  await page.waitForURL(/changes\.html/);
});

test('charts stand side by side on wide screens and one above the other on narrow ones, with their steps marked', async (t) => {
  const { page } = await open(t, browser, fileUrl(site, ''), { viewport: { width: 1440, height: 900 } });
  const { steps } = changes['2026.2'].find(({ code }) => code === 'AU-01');
  await page.goto(fileUrl(site, 'v/2026.2/changes.html'));
  const charts = page.locator('[id="procedure.au-01"] .change-charts figure');
  const boxes = async () => Promise.all([0, 1].map((at) => charts.nth(at).boundingBox()));
  const marked = (at) => charts.nth(at).locator('a[class*=mark-]').evaluateAll((all) => all.map((one) => `${one.dataset.step} ${one.getAttribute('class').split('mark-')[1]}`).sort());
  const wanted = (side) => steps.filter(({ number }) => number[side]).map(({ fate, number }) => `${number[side]} ${fate}`).sort();
  assert.deepEqual(await marked(0), wanted('before'));
  assert.deepEqual(await marked(1), wanted('after'));
  const [left, right] = await boxes();
  assert.ok(Math.abs(left.y - right.y) < 2 && left.x + left.width < right.x);
  await page.setViewportSize({ width: widths.phone, height: 800 });
  const [upper, lower] = await boxes();
  assert.ok(upper.y + upper.height <= lower.y);
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), widths.phone);
});

test('the pages have no findings in light, dark and on a phone', async (t) => {
  for (const options of [{}, { colorScheme: 'dark' }, { viewport: { width: 320, height: 700 } }]) {
    const { page } = await open(t, browser, fileUrl(site, ''), options);
    for (const path of ['v/2026.2/changes.html', 'changes.html', 'roles/sc-sales-manager.html']) {
      await page.goto(fileUrl(site, path));
      assert.deepEqual(await findings(page), [], path);
    }
  }
});

// Another reader than the tests of Rust, which hold these feeds to be what is written.
for (const name of ['feed.xml', 'feed.no-address.xml']) {
  test(`${name} is well-formed Atom`, async (t) => {
    const { page } = await open(t, browser, fileUrl(site, ''));
    const told = await page.evaluate((text) => {
      const xml = new DOMParser().parseFromString(text, 'application/xml');
      const of = (tag) => [...xml.getElementsByTagNameNS('http://www.w3.org/2005/Atom', tag)].map((one) => one.textContent);
      return { errors: xml.querySelectorAll('parsererror').length, ids: of('id'), updated: of('updated'), content: of('content') };
    }, readFileSync(join(root, 'tests/release/diff/expected', name), 'utf8'));
    assert.equal(told.errors, 0);
    assert.equal(new Set(told.ids).size, 3);
    assert.ok(told.updated.every((one) => !Number.isNaN(Date.parse(one))));
    assert.match(told.content[0], /^<ul><li>/);
  });
}
