// Procedures' charts in a real browser: text in its shape, titles in view, steps that light up, sheets of paper.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { build, fileUrl, files, launch, open } from './harness.mjs';

let site;
let browser;
let procedures;

before(async () => {
  site = build();
  procedures = files(site, '.html').filter((path) => path.startsWith('procedures/'));
  browser = await launch();
});
after(() => browser.close());

/** Opens a procedure's page in a context that closes with the test; `path` as in the site. */
async function show(t, path, options) {
  const { page } = await open(t, browser, fileUrl(site, ''), options);
  await page.goto(fileUrl(site, path));
  return page;
}

test('no text leaves its shape, and no label lies over a box', async (t) => {
  assert.ok(procedures.length > 20, `${procedures.length} procedures`);
  for (const path of procedures) {
    const tab = await show(t, path);
    const faults = await tab.evaluate(() => {
      const faults = [];
      const chart = document.querySelector('svg.chart');
      // The lines of a text, each with what it covers in the chart's own units.
      const lines = (element) => [element, ...element.querySelectorAll('tspan[x]')].flatMap((line) => {
        const words = document.createRange();
        words.selectNodeContents(line);
        return [...words.getClientRects()].filter((rect) => rect.width > 0);
      });
      const near = 1.5;
      for (const node of chart.querySelectorAll('.node')) {
        const shape = node.querySelector('.shape').getBoundingClientRect();
        const diamond = node.dataset.kind === 'decision';
        const middle = { x: shape.x + shape.width / 2, y: shape.y + shape.height / 2 };
        for (const rect of lines(node.querySelector('text'))) {
          // The ink of a line is about as high as the middle two thirds of its box.
          const top = rect.y + rect.height / 6;
          const bottom = rect.bottom - rect.height / 6;
          const inside = diamond
            ? [[rect.x, top], [rect.right, top], [rect.x, bottom], [rect.right, bottom]].every(([x, y]) =>
              Math.abs(x - middle.x) / (shape.width / 2 + near) + Math.abs(y - middle.y) / (shape.height / 2 + near) <= 1)
            : rect.x > shape.x - near && rect.right < shape.right + near && top > shape.y - near && bottom < shape.bottom + near;
          if (!inside) faults.push(`the text of ${node.textContent}`);
        }
      }
      for (const tag of chart.querySelectorAll('.chart-tag')) {
        const [box, text] = [tag.querySelector('rect').getBoundingClientRect(), tag.querySelector('text').getBoundingClientRect()];
        if (text.x < box.x - near || text.right > box.right + near) faults.push(`the text of tag ${tag.textContent}`);
      }
      const shapes = [...chart.querySelectorAll('.node .shape')].filter((shape) => shape.parentNode.dataset.kind !== 'decision');
      const labels = [...chart.querySelectorAll('.edge-label')].map((label) => [label, label.getBoundingClientRect()]);
      const over = (a, b) => a.x + near < b.right && b.x + near < a.right && a.y + near < b.bottom && b.y + near < a.bottom;
      labels.forEach(([label, rect], at) => {
        for (const shape of shapes) {
          if (over(rect, shape.getBoundingClientRect())) faults.push(`label ${label.textContent} over a box`);
        }
        for (const [other, second] of labels.slice(at + 1)) {
          if (over(rect, second)) faults.push(`label ${label.textContent} over ${other.textContent}`);
        }
      });
      return faults;
    });
    assert.deepEqual(faults, [], path);
  }
});

test('the titles of the lanes stay in view while the chart scrolls', async (t) => {
  const tab = await show(t, 'procedures/sm1.1.html', { viewport: { width: 360, height: 740 } });
  const seen = await tab.evaluate(() => {
    const box = document.querySelector('.chart-box-steps');
    box.scrollTop = 400;
    box.scrollLeft = 300;
    const [frame, titles, chart] = [box, box.querySelector('.lane-titles'), box.querySelector('svg.chart')]
      .map((element) => element.getBoundingClientRect());
    const root = document.documentElement;
    return {
      scrolled: [box.scrollTop, box.scrollLeft],
      top: Math.abs(titles.top - frame.top - box.clientTop),
      aligned: Math.abs(titles.left - chart.left) + Math.abs(titles.width - chart.width),
      pageScrolls: root.scrollWidth > root.clientWidth,
    };
  });
  assert.deepEqual(seen.scrolled, [400, 300]);
  assert.ok(seen.top < 1 && seen.aligned < 1, JSON.stringify(seen));
  assert.equal(seen.pageScrolls, false);
  // The list of steps is one tap away.
  await tab.locator('.chart-bar a[href="#page.glance"]').click();
  assert.equal(await tab.locator('.glance-table').isVisible(), true);
});

test('hover and focus light a step, its arrows, its lane and its row', async (t) => {
  const tab = await show(t, 'procedures/sm1.1.html');
  const lit = () => tab.evaluate(() => ({
    nodes: [...document.querySelectorAll('.node.lit')].map((node) => node.dataset.step),
    near: [...document.querySelectorAll('.node.near')].map((node) => node.dataset.step),
    arrows: [...document.querySelectorAll('.edge.lit')].map((edge) => `${edge.dataset.from} ${edge.dataset.to}`),
    rows: [...document.querySelectorAll('tr.lit')].map((row) => row.dataset.step),
    lanes: document.querySelectorAll('svg.chart .lane.lit').length,
  }));
  await tab.locator('svg.chart a.node[data-step="9"]').hover();
  assert.deepEqual(await lit(), { nodes: ['9'], near: ['5', '8', '10'], arrows: ['5 9', '8 9', '9 10'], rows: ['9'], lanes: 1 });
  await tab.locator('.glance-table tr[data-step="32"] a').first().focus();
  const focused = await lit();
  assert.deepEqual([focused.nodes, focused.rows, focused.arrows], [['32'], ['32'], ['29 32', '31 32', '32 end']]);
});

test('the keyboard goes from step to step in their order', async (t) => {
  const tab = await show(t, 'procedures/sc-07.html');
  await tab.locator('svg.chart a.node[data-step="1"]').focus();
  const steps = [];
  for (let key = 0; key < 120; key += 1) {
    const step = await tab.evaluate(() => document.activeElement.closest('svg.chart') && document.activeElement.dataset.step);
    if (step === null) break;
    if (step) steps.push(Number(step));
    await tab.keyboard.press('Tab');
  }
  assert.deepEqual(steps, Array.from({ length: 20 }, (_, at) => at + 1));
});

test('printed charts have letters of at least 7 pt and lie on one sheet each', async (t) => {
  for (const path of procedures) {
    const tab = await show(t, path);
    await tab.emulateMedia({ media: 'print' });
    const sheets = await tab.evaluate(() => {
      const rooms = { 'a4-portrait': [182, 255], 'a4-landscape': [277, 174], 'a3-portrait': [277, 384], 'a3-landscape': [400, 261] };
      return [...document.querySelectorAll('.sheet > svg')].filter((svg) => svg.getClientRects().length > 0).map((svg) => {
        const paper = /sheet-(a\d-\w+)/.exec(svg.parentNode.className)[1];
        const [wide, high] = rooms[paper].map((length) => (length * 96) / 25.4);
        const rect = svg.getBoundingClientRect();
        const sizes = [...svg.querySelectorAll('text')].map((text) => parseFloat(getComputedStyle(text).fontSize));
        const scale = rect.width / svg.viewBox.baseVal.width;
        return { paper, fits: rect.width <= wide + 1 && rect.height <= high + 1, points: Math.min(...sizes) * scale * 0.75 };
      });
    });
    assert.ok(sheets.length > 0, path);
    for (const sheet of sheets) assert.ok(sheet.fits && sheet.points >= 6.99, `${path}: ${JSON.stringify(sheet)}`);
  }
});
