// Forms on paper: printed to PDF, blank and filled in, and what those sheets say, count and hold.

import assert from 'node:assert/strict';
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { build, copy, fileUrl, files, launch, open, program, root, run, temporary } from './harness.mjs';

const folder = temporary('print');
let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

const site = build();

/** A page of a site, with what it complained of looked at in the end. */
async function start(t, at, path, options = {}) {
  const { page, wrong } = await open(t, browser, fileUrl(at, ''), options);
  await page.goto(fileUrl(at, path));
  t.after(() => assert.deepEqual(wrong, []));
  return page;
}

/** Fonts may print a character as its twin among the radicals. */
const squeezed = (text) => text.normalize('NFKC').replaceAll(/\s/g, '');
/** How often a text stands in another. */
const count = (text, part) => text.split(part).length - 1;

/** The page as PDF: the text of each sheet without blanks, and the size of each in millimetres. */
let printed = 0;
async function paper(page) {
  printed += 1;
  const pdf = join(folder, `${printed}.pdf`);
  writeFileSync(pdf, await page.pdf({ preferCSSPageSize: true }));
  const sheets = run('pdftotext', ['-layout', pdf, '-']).split('\f').slice(0, -1);
  const info = run('pdfinfo', ['-f', '1', '-l', String(sheets.length), pdf]);
  const sizes = [...info.matchAll(/size:\s+([\d.]+) x ([\d.]+) pts/g)].map((found) => found.slice(1, 3).map((points) => Math.round(Number(points) * 25.4 / 72)));
  return { sheets: sheets.map(squeezed), lines: sheets, sizes, text: squeezed(sheets.join('')) };
}

/** Writes something into every control, as a person would; what was written, as it must be read on paper. */
const fill = (page, long) => page.evaluate((long) => {
  const wanted = [];
  let number = 0;
  const days = { date: ['2026-10-01', '2026年10月1日'], month: ['2026-10', '2026年10月'], time: ['09:30', '09:30'], 'datetime-local': ['2026-10-01T09:30', '2026年10月1日 09:30'], week: ['2026-W40', '2026-W40'] };
  for (const control of document.querySelectorAll('.form-part :is(input, select, textarea)')) {
    number += 1;
    if (control.readOnly || ['hidden', 'range'].includes(control.type)) continue;
    if (['radio', 'checkbox'].includes(control.type)) {
      control.checked = true;
    } else if (control.tagName === 'SELECT') {
      control.selectedIndex = control.options.length - 1;
      wanted.push(control.selectedOptions[0].text);
    } else if (days[control.type]) {
      control.value = days[control.type][0];
      wanted.push(control.closest('td') ? control.value.replace('T', ' ') : days[control.type][1]);
    } else if (control.inputMode === 'numeric' || control.inputMode === 'decimal') {
      control.value = String(1000 + number);
      wanted.push(control.value);
    } else {
      control.value = `${long}${number}完`;
      wanted.push(control.value);
    }
    control.dispatchEvent(new Event('input', { bubbles: true }));
  }
  return wanted;
}, long);

/** The elements of the form whose content leaves them, as they stand before the printer. */
const overflowing = (page) => page.evaluate(() => {
  const found = [];
  const sheet = document.querySelector('.sheet').getBoundingClientRect();
  for (const node of document.querySelectorAll('.sheet, .sheet *')) {
    const style = getComputedStyle(node);
    const box = node.getBoundingClientRect();
    if (!box.width || style.visibility === 'hidden' || node.closest('caption, svg, option, .sr')) continue;
    const name = `${node.tagName}.${node.className} ${node.closest('[data-name]')?.dataset.name ?? ''} ${node.name ?? ''}`;
    if (box.right > sheet.right + 1.5 || box.left < sheet.left - 1.5) found.push(`${name}: leaves the sheet by ${Math.round(box.right - sheet.right)}`);
    if (style.display === 'inline') continue;
    if (node.scrollWidth > node.clientWidth + 1 && node.clientWidth) found.push(`${name}: ${node.scrollWidth} wide in ${node.clientWidth}`);
    if (node.scrollHeight > node.clientHeight + 2 && node.clientHeight && !['TR', 'TBODY', 'THEAD', 'TFOOT', 'COL'].includes(node.tagName)) found.push(`${name}: ${node.scrollHeight} high in ${node.clientHeight}`);
  }
  return found;
});

/** Sheets are so wide, in CSS pixels, between their margins. */
const widths = { 'A4 portrait': 184, 'A4 landscape': 271, 'A5 portrait': 130, 'A5 landscape': 192, 'A3 portrait': 267, 'A3 landscape': 390 };
async function onPaper(page) {
  const kind = await page.locator('form.form').evaluate((form) => `${form.dataset.paper} ${form.dataset.orientation}`);
  await page.emulateMedia({ media: 'print' });
  await page.setViewportSize({ width: Math.floor(widths[kind] * 96 / 25.4), height: 1000 });
}

const forms = files(site, '.html').filter((path) => path.startsWith('forms/'));

test('no form of the handbook has anything that leaves its box, blank or filled in', async (t) => {
  const wrong = [];
  const page = await start(t, site, forms[0]);
  for (const path of forms) {
    await page.emulateMedia({ media: 'screen' });
    await page.goto(fileUrl(site, path));
    for (const kind of ['blank', 'filled']) {
      if (kind === 'filled') await fill(page, '一段相当长的文字，写在这一格里要占好几行，写完为止');
      await onPaper(page);
      await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
      wrong.push(...(await overflowing(page)).map((what) => `${path} ${kind} ${what}`));
      await page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
      await page.emulateMedia({ media: 'screen' });
    }
    await page.evaluate(() => localStorage.clear());
  }
  assert.deepEqual(wrong, []);
});
