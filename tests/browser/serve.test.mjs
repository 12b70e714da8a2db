// `procbook serve` with a real browser: what is saved is soon what is seen.

import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { copy, kinds, launch, open, serve } from './harness.mjs';

const folder = copy();
const source = join(folder, 'content/procedures/SM1.1.md');
const sound = readFileSync(source, 'utf8');
let browser;
let server;

before(async () => {
  browser = await launch();
  server = await serve(folder);
});
after(async () => {
  await browser.close();
});

/** The source with one replacement that must be possible. */
const changed = (from, to) => {
  assert.ok(sound.includes(from), `SM1.1 holds ${from}`);
  return sound.replace(from, to);
};

/** Opens SM1.1. A page that hears of a change while it loads begins anew, and `load` never comes for the first. */
const show = async (page) => {
  await page.goto(server.address + kinds.procedure, { waitUntil: 'commit' });
  await page.locator('#step-32').waitFor();
};

/** Where an element stands in the window. */
const top = (page, selector) => page.locator(selector).evaluate((node) => node.getBoundingClientRect().top);

test('a save reaches the open browser, which stays where it was', async (t) => {
  const { page, wrong } = await open(t, browser, server.address);
  await show(page);
  await page.locator('#step-22').evaluate((node) => node.scrollIntoView({ behavior: 'instant', block: 'start' }));
  const before = await top(page, '#step-22');

  const heading = /^### 22 (.*)$/m.exec(sound)[1];
  const times = [];
  for (const number of [1, 2, 3, 4, 5]) {
    const title = `${heading}（第 ${number} 稿）`;
    const started = performance.now();
    writeFileSync(source, changed(`### 22 ${heading}`, `### 22 ${title}`));
    await page.locator('#step-22 h3', { hasText: title }).waitFor();
    times.push(Math.round(performance.now() - started));
  }
  t.diagnostic(`save to visible text, in ms: ${times.join(', ')}`);

  // The scripts of the new page put it back when it is loaded.
  await page.waitForFunction(([selector, was]) => Math.abs(document.querySelector(selector).getBoundingClientRect().top - was) < 4, ['#step-22', before]);
  assert.deepEqual(wrong, []);
  writeFileSync(source, sound);
  await page.locator('#step-22 h3', { hasNotText: '稿' }).waitFor();
});

test('what is broken is marked in the page and listed, until it is mended', async (t) => {
  const { page, wrong } = await open(t, browser, server.address);
  await show(page);
  assert.equal(await page.locator('procbook-live').count(), 0);
  assert.equal(await page.locator('.broken').count(), 0);

  const step = sound.slice(sound.indexOf('### 22 '), sound.indexOf('### 23 '));
  const broken = step.replace('责任：[[decision-board]]', '责任：[[decision-bord]]');
  assert.notEqual(step, broken);
  writeFileSync(source, changed(step, broken));
  const panel = page.locator('procbook-live');
  await panel.getByText('unknown-role').waitFor();
  const line = sound.slice(0, sound.indexOf(step) + step.indexOf('[[decision-board]]')).split('\n').length;
  await panel.getByText(`content/procedures/SM1.1.md:${line}:`).first().waitFor();
  const mark = page.locator('#step-22 .broken');
  await mark.first().waitFor();
  assert.match(await mark.first().innerText(), /decision-bord/);

  writeFileSync(source, sound);
  await panel.waitFor({ state: 'detached' });
  await page.locator('.broken').waitFor({ state: 'detached' });
  assert.deepEqual(wrong, []);
});

test('a file that cannot be read at all is listed too, and the page stays', async (t) => {
  const { page } = await open(t, browser, server.address);
  await show(page);
  writeFileSync(source, Buffer.from([0xff, 0xfe, 0x00]));
  await page.locator('procbook-live').getByText('not-utf8').waitFor();
  writeFileSync(source, sound);
  await page.locator('procbook-live').waitFor({ state: 'detached' });
  await page.locator('#step-32').waitFor();
});

test('a style sheet is swapped without loading the page anew', async (t) => {
  const { page, wrong } = await open(t, browser, server.address);
  await show(page);
  await page.evaluate(() => { window.isTheSamePage = true; });
  const sheet = join(folder, 'static/handbook.css');
  const css = readFileSync(sheet, 'utf8');
  const started = performance.now();
  writeFileSync(sheet, `${css}\nh1 { outline: 3px solid rgb(1, 2, 3) !important; }\n`);
  await page.waitForFunction(() => getComputedStyle(document.querySelector('h1')).outlineColor === 'rgb(1, 2, 3)');
  assert.ok(performance.now() - started < 10_000);
  assert.equal(await page.evaluate(() => window.isTheSamePage), true, 'the page was loaded anew');
  writeFileSync(sheet, css);
  await page.waitForFunction(() => getComputedStyle(document.querySelector('h1')).outlineColor !== 'rgb(1, 2, 3)');
  assert.equal(await page.evaluate(() => window.isTheSamePage), true, 'the page was loaded anew');
  assert.deepEqual(wrong, []);
});

test('a page that is not there says so', async (t) => {
  const { page } = await open(t, browser, server.address);
  const answer = await page.goto(`${server.address}procedures/none.html`);
  assert.equal(answer.status(), 404);
  assert.ok((await page.locator('h1').innerText()).length > 0);
});

test('Ctrl-C stops the server', async () => {
  assert.equal(await server.stop(), 0);
  await assert.rejects(fetch(server.address));
});
