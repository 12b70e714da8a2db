// Every kind of page in a browser: nothing for axe-core to find, no sideways scrolling, usable by keyboard, printable.

import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { build, colours, fileUrl, files, findings, kinds, launch, open, run, temporary, widths } from './harness.mjs';

const site = build();
/** The third page of a long register and those after it are more rows of the second. */
const isMoreRows = (path) => /^registers\/.+-([3-9]|\d{2,})\.html$/.test(path);
const others = files(site, '.html').filter((path) => !Object.values(kinds).includes(path) && !isMoreRows(path));

let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

// What a page says and how it is laid out is the same in both themes: in the dark one its colours are looked at.
for (const [colorScheme, look] of [['light', findings], ['dark', colours]]) {
  for (const [device, width] of Object.entries(widths)) {
    test(`axe-core finds nothing: ${colorScheme}, ${device}`, async (t) => {
      const { page, wrong } = await open(t, browser, fileUrl(site, ''), { colorScheme, viewport: { width, height: 800 } });
      for (const [kind, path] of Object.entries(kinds)) {
        await t.test(kind, async () => {
          await page.goto(fileUrl(site, path));
          assert.deepEqual(await look(page), []);
          assert.deepEqual(wrong.splice(0), []);
        });
      }
    });
  }
}

test('axe-core finds nothing on the other pages, light, desktop', async (t) => {
  const { page, wrong } = await open(t, browser, fileUrl(site, ''), { colorScheme: 'light' });
  for (const path of others) {
    await page.goto(fileUrl(site, path));
    assert.deepEqual(await findings(page), [], path);
  }
  assert.deepEqual(wrong, []);
});

test('axe-core would find a mistake', async (t) => {
  const { page } = await open(t, browser, fileUrl(site, ''));
  await page.goto(fileUrl(site, kinds.home));
  await page.evaluate(() => document.querySelector('main').insertAdjacentHTML('beforeend', '<img src="data:," width="9" height="9">'));
  assert.match((await findings(page)).join('\n'), /image-alt/);
});

test('a colour that is too weak would be seen, once among many rows too, and in the dark', async (t) => {
  for (const [colorScheme, weak] of [['light', '#ddd'], ['dark', '#333']]) {
    const { page } = await open(t, browser, fileUrl(site, ''), { colorScheme });
    await page.goto(fileUrl(site, kinds['register of fields']));
    assert.deepEqual(await colours(page), []);
    await page.evaluate((color) => {
      const cell = [...document.querySelectorAll('table.register tbody tr')].at(-1).cells[1];
      cell.append('弱');
      cell.style.color = color;
    }, weak);
    assert.match((await colours(page)).join('\n'), /color-contrast/);
  }
});

/** How far a page scrolls sideways, and what stands outside of the window. */
const sideways = (page) => page.evaluate(() => {
  const room = document.documentElement.clientWidth;
  const guilty = [...document.querySelectorAll('body *')].filter((node) => node.getBoundingClientRect().right > room + 1);
  scrollTo({ left: 10_000, top: 0, behavior: 'instant' });
  return scrollX === 0 ? null : { by: scrollX, guilty: guilty.slice(0, 5).map((node) => node.outerHTML.slice(0, 100)) };
});

test('no page scrolls sideways at 320 and 360 pixels', async (t) => {
  const { page } = await open(t, browser, fileUrl(site, ''), { viewport: { width: 320, height: 700 } });
  const wide = {};
  for (const path of [...Object.values(kinds), ...others]) {
    await page.setViewportSize({ width: 320, height: 700 });
    await page.goto(fileUrl(site, path));
    for (const width of [320, 360]) {
      await page.setViewportSize({ width, height: 700 });
      const found = await sideways(page);
      if (found) wide[`${path} at ${width}`] = found;
    }
  }
  assert.deepEqual(wide, {});
});

test('a page that is too wide would be seen', async (t) => {
  const { page } = await open(t, browser, fileUrl(site, ''), { viewport: { width: 360, height: 700 } });
  await page.goto(fileUrl(site, kinds.home));
  await page.evaluate(() => document.querySelector('main').insertAdjacentHTML('beforeend', '<div style="width: 700px">wide</div>'));
  assert.notEqual(await sideways(page), null);
});

test('the keyboard reaches the content first, and its focus is seen', async (t) => {
  for (const kind of ['home', 'procedure', 'form']) {
    await t.test(kind, async (t) => {
      const { page } = await open(t, browser, fileUrl(site, ''));
      await page.goto(fileUrl(site, kinds[kind]));
      await page.keyboard.press('Tab');
      const skip = page.locator(':focus');
      assert.equal(await skip.getAttribute('href').then((href) => href?.startsWith('#')), true, 'the first stop skips to the content');
      const box = await skip.boundingBox();
      assert.ok(box.x >= 0 && box.y >= 0 && box.height >= 20, `the skip link is seen at ${JSON.stringify(box)}`);
      await page.keyboard.press('Enter');
      await page.keyboard.press('Tab');
      assert.equal(await page.evaluate(() => document.activeElement.closest('main') !== null), true, 'the stop after it stands in the content');
      // A control of several stops, such as a date's day, month and picker, shows its focus on one of them at least.
      const stops = new Map();
      for (let stop = 0; stop < 40; stop += 1) {
        const seen = await page.evaluate(() => {
          const node = document.activeElement;
          if (node === document.body) return null;
          // A control may show its focus on its label or on the box around it.
          const shown = [node, node.parentElement, node.nextElementSibling].filter(Boolean).some((one) => {
            const style = getComputedStyle(one);
            return (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1) || style.boxShadow !== 'none';
          });
          return { shown, what: node.outerHTML.slice(0, 160) };
        });
        if (!seen) break;
        stops.set(seen.what, seen.shown || stops.get(seen.what) === true);
        await page.keyboard.press('Tab');
      }
      assert.ok(stops.size > 5, `only ${stops.size} stops`);
      const unseen = [...stops].filter(([, shown]) => !shown).map(([what]) => what);
      assert.deepEqual(unseen, []);
    });
  }
});

test('a printed form names its code and its title', async (t) => {
  const { page } = await open(t, browser, fileUrl(site, ''));
  await page.goto(fileUrl(site, kinds.form));
  const title = await page.locator('h1').innerText();
  const pdf = join(temporary('print'), 'form.pdf');
  writeFileSync(pdf, await page.pdf({ format: 'A4', printBackground: true, preferCSSPageSize: true }));
  // Fonts may print a character as its twin among the radicals.
  const squeezed = (text) => text.normalize('NFKC').replaceAll(/\s/g, '');
  const printed = squeezed(run('pdftotext', ['-layout', pdf, '-']));
  assert.ok(printed.includes('F-177'), printed.slice(0, 500));
  assert.ok(printed.includes(squeezed(title)), `${title} is not in ${printed.slice(0, 500)}`);
  const labels = await page.locator('form#form label').allInnerTexts();
  assert.ok(labels.length > 0);
  const menu = await page.locator('nav.sidebar a').first().innerText().catch(() => '');
  if (menu) {
    const sidebar = await page.locator('nav.sidebar').evaluate((node) => { node.ownerDocument.defaultView.scrollTo(0, 0); return node.textContent; });
    assert.ok(!printed.includes(squeezed(sidebar).slice(0, 40)), 'the menu is printed');
  }
});
