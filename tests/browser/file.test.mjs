// The handbook by double click: file:// addresses, with and without script.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { build, fileUrl, kinds, launch, open } from './harness.mjs';

const site = build();
let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

for (const javaScriptEnabled of [true, false]) {
  test(`from home to a procedure, to the form of a step and back, ${javaScriptEnabled ? 'with' : 'without'} script`, async (t) => {
    const { page, wrong } = await open(t, browser, fileUrl(site, ''), { javaScriptEnabled });
    await page.goto(fileUrl(site, kinds.home));
    await page.locator('main a[href*="procedures/sm1.1.html"], nav a[href*="procedures/sm1.1.html"]').first().click();
    await page.waitForURL(/procedures\/sm1\.1\.html$/);
    assert.equal(await page.locator('article').getAttribute('data-code'), 'SM1.1');
    assert.equal(await page.locator('section.step:visible').count(), 32);
    assert.equal(await page.locator('svg.chart a.node').first().isVisible(), true);

    await page.locator('svg.chart a.node[data-step="22"]').first().click();
    await page.waitForURL(/#step-22$/);
    await page.locator('#step-22 a[href*="/f-180.html"]').first().click();
    await page.waitForURL(/\/f-180\.html/);
    const form = page.locator('form#form');
    await form.waitFor();
    assert.equal(await form.getAttribute('data-code'), 'F-180');
    const control = form.locator('input:not([type=hidden], [type=checkbox], [type=radio], [readonly]), textarea').first();
    assert.equal(await control.isVisible(), true);

    await page.goBack();
    await page.waitForURL(/procedures\/sm1\.1\.html#step-22$/);
    assert.deepEqual(wrong, []);
  });
}
