// How often arrows cross, and how often they cut through boxes, in the handbook's charts: ours beside mermaid.js's
// own layout of the same procedures as `swimlane-beta`. Both are measured on the screen, in one way.
//
// Run after tests/run (it builds the program and installs the node packages): node tests/bench/crossings.mjs

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { build, fileUrl, launch } from '../browser/harness.mjs';

const site = build();
const book = JSON.parse(readFileSync(join(site, 'handbook.json'), 'utf8'));
const library = createRequire(new URL('../browser/harness.mjs', import.meta.url)).resolve('mermaid').replace(/mermaid\.core\.mjs$/, 'mermaid.min.js');

/** In the page: crossings of arrows that share neither end, and boxes that an arrow of others passes. */
function count([arrows, boxes]) {
  const paths = [...document.querySelectorAll(arrows.selector)].map((path) => {
    const matrix = path.getScreenCTM();
    const length = path.getTotalLength();
    const points = [];
    for (let at = 0; at <= length; at += 3) points.push(path.getPointAtLength(at).matrixTransform(matrix));
    const [from, to] = arrows.attributes ? [path.dataset.from, path.dataset.to] : path.id.match(/L_(.+)_(.+)_\d+$/).slice(1);
    return { from, to, points };
  });
  const cross = (a, b, c, d) => {
    const side = (p, q, r) => Math.sign((q.x - p.x) * (r.y - p.y) - (q.y - p.y) * (r.x - p.x));
    return side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0;
  };
  let crossings = 0;
  paths.forEach((one, at) => paths.slice(at + 1).forEach((two) => {
    if (one.from === two.from || one.to === two.to) return;
    for (let i = 1; i < one.points.length; i += 1) {
      for (let j = 1; j < two.points.length; j += 1) {
        if (cross(one.points[i - 1], one.points[i], two.points[j - 1], two.points[j])) crossings += 1;
      }
    }
  }));
  const rects = [...document.querySelectorAll(boxes.selector)].map((box) => [box, box.getBoundingClientRect()]);
  let through = 0;
  for (const { from, to, points } of paths) {
    for (const [box, rect] of rects) {
      const name = boxes.name(box);
      if (name === from || name === to) continue;
      const inside = ({ x, y }) => x > rect.x + 3 && x < rect.right - 3 && y > rect.y + 3 && y < rect.bottom - 3;
      if (points.some(inside)) through += 1;
    }
  }
  return { crossings, through };
}

// A function cannot be handed to a page, so that the names of boxes are read by source text.
const counter = (arrows, name) => `(${count})([${JSON.stringify(arrows)}, { selector: ${JSON.stringify(arrows.boxes)}, name: ${name} }])`;
const ours = counter({ selector: 'svg.chart path.edge', attributes: true, boxes: 'svg.chart .node .shape' }, '(box) => box.parentNode.dataset.step ?? box.parentNode.dataset.procedure ?? "end"');
const theirs = counter({ selector: 'path.flowchart-link', attributes: false, boxes: '.node' }, '(box) => box.id.replace(/^.*flowchart-(.*)-\\d+$/, "$1")');

const browser = await launch();
const page = await browser.newPage({ viewport: { width: 4000, height: 4000 } });
const studio = await browser.newPage({ viewport: { width: 4000, height: 4000 } });
await studio.goto('about:blank');
await studio.addScriptTag({ path: library });
const sums = { ours: { crossings: 0, through: 0 }, theirs: { crossings: 0, through: 0 } };
const cells = (code, own, other) => [code.padEnd(8), own.crossings, own.through, other.crossings, other.through].map((cell) => String(cell).padStart(9)).join('');
console.log(`${''.padStart(9)}${'ours'.padStart(9)}${''.padStart(9)}${'mermaid'.padStart(9)}`);
console.log(['', 'crossings', 'through', 'crossings', 'through'].map((cell) => cell.padStart(9)).join(' '));
for (const { code } of book.procedures) {
  await page.goto(fileUrl(site, `procedures/${code.toLowerCase()}.html`));
  const text = await page.locator('.mermaid-text pre').first().textContent();
  await studio.evaluate(async (text) => {
    window.mermaid.initialize({ startOnLoad: false });
    document.body.innerHTML = (await window.mermaid.render('drawn', text)).svg;
    document.querySelector('svg').style.maxWidth = 'none';
  }, text);
  const [own, other] = [await page.evaluate(ours), await studio.evaluate(theirs)];
  for (const [sum, part] of [[sums.ours, own], [sums.theirs, other]]) {
    sum.crossings += part.crossings;
    sum.through += part.through;
  }
  console.log(cells(code, own, other));
}
console.log(cells('all', sums.ours, sums.theirs));
await browser.close();
