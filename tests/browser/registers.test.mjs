// Registers: their filter over HTTP and from a folder, the address that keeps it, paper, and matrices of
// responsibilities. What is expected comes from handbook.json and from the CSV files, not from the pages.

import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { build, fileUrl, findings, launch, open, run, temporary, widths } from './harness.mjs';

const site = build();
const book = JSON.parse(readFileSync(join(site, 'handbook.json'), 'utf8'));
let browser;
let server;
let http;
before(async () => {
  browser = await launch();
  server = createServer((request, response) => {
    const file = decodeURIComponent(new URL(request.url, 'http://x').pathname).replace(/^\/deep\//, '');
    const type = { html: 'text/html; charset=utf-8', css: 'text/css', js: 'text/javascript', svg: 'image/svg+xml' }[file.split('.').pop()];
    try {
      const bytes = readFileSync(join(site, file));
      response.writeHead(200, type ? { 'content-type': type } : {}).end(bytes);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  http = `http://127.0.0.1:${server.address().port}/deep/`;
});
after(() => Promise.all([browser.close(), new Promise((resolve) => { server.close(resolve); })]));

/** The records of a CSV file without its head, each by the head's words. */
function records(path) {
  const rows = [];
  for (const [, cell, end] of readFileSync(join(site, path), 'utf8').slice(1).matchAll(/((?:"(?:[^"]|"")*")|[^,\r\n]*)(,|\r\n)/g)) {
    if (!rows.length || rows.at(-1).done) rows.push({ cells: [] });
    rows.at(-1).cells.push(cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell);
    rows.at(-1).done = end !== ',';
  }
  const [head, ...rest] = rows.map(({ cells }) => cells);
  return rest.map((cells) => Object.fromEntries(head.map((name, at) => [name, cells[at]])));
}

const steps = book.procedures.flatMap((procedure) => procedure.steps.map((step) => ({ ...step, procedure })));
const roles = (step) => [step.owner, step.consulted, step.approver, step.informed].flat();
const visible = (page) => page.locator('table.register tbody tr:visible');
const shown = (page) => visible(page).locator('td:first-child').allInnerTexts();
const name = ({ procedure, number, title }) => `${procedure.code}#${number} ${title}`;
/** What the filter shows after a change; it works in the frame after it. */
const settled = (page) => page.evaluate(() => new Promise((done) => { requestAnimationFrame(() => requestAnimationFrame(done)); }));

for (const way of ['http', 'file']) {
  const from = () => (way === 'http' ? http : fileUrl(site, ''));
  const at = (path) => `${from()}${from().endsWith('/') ? '' : '/'}${path}`;

  test(`the register of steps is filtered by role, procedure, form, part and words, and its address keeps it, ${way}`, async (t) => {
    const { page, wrong } = await open(t, browser, from());
    await page.goto(at('registers/steps.html'));
    assert.equal(await visible(page).count(), steps.length);
    const filter = page.locator('form.filter');

    const role = 'finance-department';
    const ofRole = steps.filter((step) => roles(step).includes(role));
    assert.ok(ofRole.length > 3 && ofRole.length < steps.length);
    await filter.locator('[name=role]').selectOption(role);
    await settled(page);
    assert.deepEqual(await shown(page), ofRole.map(name));
    assert.match(await page.locator('.filter-count').innerText(), new RegExp(`^${ofRole.length} / ${steps.length} `));
    assert.equal(new URL(page.url()).search, `?role=${role}`);

    await filter.locator('[name=procedure]').selectOption('sm1.1');
    await settled(page);
    const both = ofRole.filter(({ procedure }) => procedure.code === 'SM1.1');
    assert.deepEqual(await shown(page), both.map(name));

    const word = both[0].title.slice(0, 2);
    await filter.locator('[name=q]').fill(`  ${word} `);
    await settled(page);
    const link = page.url();
    const found = await shown(page);
    assert.ok(found.length > 0 && found.includes(name(both[0])));
    assert.ok(found.every((one) => both.map(name).includes(one)));

    const { page: other, wrong: alsoWrong } = await open(t, browser, from());
    await other.goto(link);
    assert.deepEqual(await shown(other), found, 'the address gives the same rows');
    assert.equal(await other.locator('[name=q]').inputValue(), word);
    await other.getByRole('button', { name: '清除筛选' }).click();
    await settled(other);
    assert.equal(await visible(other).count(), steps.length);
    assert.equal(new URL(other.url()).search, '');

    for (const [facet, value, holds] of [
      ['form', 'f-180', (step) => step.forms.includes('F-180')],
      ['form', '无', (step) => step.no_form],
      ['part', 'sales-center', ({ procedure }) => procedure.part === 'sales-center'],
      ['kind', '判断', ({ kind }) => kind === 'decision'],
    ]) {
      await other.goto(at(`registers/steps.html?${facet}=${encodeURIComponent(value)}`));
      assert.deepEqual(await shown(other), steps.filter(holds).map(name), `${facet} ${value}`);
    }
    await other.goto(at('registers/steps.html?role=nobody-at-all'));
    assert.equal(await visible(other).count(), 0);
    assert.equal(await other.locator('[name=role]').inputValue(), 'nobody-at-all');
    assert.deepEqual([...wrong, ...alsoWrong], []);
  });

  test(`a register of several pages is filtered over all of them, ${way}`, async (t) => {
    const fields = records('registers/fields.csv');
    const wanted = fields.filter((field) => field['类型'] === '签字' && field['必填']);
    const { page, wrong } = await open(t, browser, from());
    await page.goto(at('registers/fields-2.html'));
    assert.ok(await page.locator('.pages').isVisible());
    const first = await shown(page);
    await page.locator('[name=type]').selectOption('签字');
    await page.locator('[name=required]').selectOption('必填');
    await settled(page);
    assert.ok(!(await page.locator('.pages').isVisible()), 'the pages are of the whole register');
    assert.match(await page.locator('.filter-count').innerText(), new RegExp(`^${wanted.length} / ${fields.length} `));
    const more = page.locator('.filter-more button');
    while (await more.isVisible()) await more.click();
    assert.deepEqual(await visible(page).locator('td:nth-child(5)').allInnerTexts(), wanted.map((field) => field['字段名']));
    const [code] = /^\S+/.exec(wanted[0]['表单']);
    assert.equal(await visible(page).locator('td:first-child a').first().getAttribute('href'), `../templates/${code.toLowerCase()}.html`);
    await page.locator('form.filter [type=reset]').click();
    await settled(page);
    assert.deepEqual(await shown(page), first);
    assert.deepEqual(wrong, []);
  });

  test(`without script a register is a whole table, ${way}`, async (t) => {
    const { page, wrong } = await open(t, browser, from(), { javaScriptEnabled: false });
    await page.goto(at('registers/steps.html?role=finance-department'));
    assert.equal(await visible(page).count(), steps.length);
    assert.equal(await page.locator('form.filter').isVisible(), false);
    await visible(page).first().locator('a').first().click();
    await page.waitForURL(/procedures\/.*#step-/);
    assert.deepEqual(wrong, []);
  });
}

test('the register of owners marks by the clock of its reader what is near and what is overdue', async (t) => {
  const owners = records('registers/owners.csv').filter((one) => one['评审期限']);
  const { page } = await open(t, browser, fileUrl(site, ''));
  const due = owners.map((one) => one['评审期限']).sort()[0];
  const day = (by) => new Date(Date.parse(`${due}T12:00:00`) + by * 86_400_000);
  const select = async (when, value) => {
    await page.clock.setFixedTime(when);
    await page.goto(`${fileUrl(site, 'registers/owners.html')}?review=${value}`);
    return visible(page).count();
  };
  const first = owners.filter((one) => one['评审期限'] === due).length;
  assert.equal(await select(day(0), 'overdue'), 0);
  assert.equal(await select(day(1), 'overdue'), first);
  assert.equal(await page.locator('tbody tr:visible .badge-overdue').count(), first);
  assert.ok(await select(day(0), 'near') >= first, 'on the day itself');
  assert.ok(await page.locator('tbody tr:visible .badge-near').count() >= first);
  assert.equal(await select(day(-200), 'near'), 0);
  assert.equal(await select(day(-200), 'later'), owners.length);
});

test('the head and the first column of a register stay in view', async (t) => {
  for (const width of Object.values(widths)) {
    const { page } = await open(t, browser, fileUrl(site, ''), { viewport: { width, height: 700 } });
    for (const path of ['registers/steps.html', 'raci/sm1.1.html']) {
      await page.goto(fileUrl(site, path));
      const seen = await page.locator('.register-box').evaluate((box) => {
        box.scrollTo(300, 400);
        const { left, top } = box.getBoundingClientRect();
        const head = box.querySelector('thead th').getBoundingClientRect();
        const row = box.querySelector('tbody tr:nth-child(15)').firstElementChild.getBoundingClientRect();
        return { head: [head.left - left, head.top - top], first: row.left - left, scrolled: box.scrollTop };
      });
      assert.ok(seen.scrolled > 0);
      assert.deepEqual([...seen.head, seen.first].map(Math.round), [0, 0, 0], `${path} at ${width}`);
    }
  }
});

/** Fonts may print a character as its twin among the radicals. */
const squeezed = (text) => text.normalize('NFKC').replaceAll(/\s/g, '');
async function pages(page, path) {
  await page.goto(path);
  const pdf = join(temporary('print'), 'register.pdf');
  writeFileSync(pdf, await page.pdf({ preferCSSPageSize: true }));
  const size = /Page size: +([\d.]+) x ([\d.]+)/.exec(run('pdfinfo', [pdf]));
  const texts = run('pdftotext', ['-layout', pdf, '-']).split('\f').slice(0, -1).map(squeezed);
  return { texts, landscape: Number(size[1]) > Number(size[2]) };
}

test('what the filter shows is printed, with its head on each sheet and the filter named', async (t) => {
  const { page } = await open(t, browser, fileUrl(site, ''));
  const { texts, landscape } = await pages(page, `${fileUrl(site, 'registers/steps.html')}?procedure=sm1.1`);
  assert.ok(landscape && texts.length > 1);
  for (const text of texts) assert.match(text, /步骤流程阶段类型责任协助/);
  assert.match(texts[0], /筛选:流程SM1\.1/);
  assert.match(texts.join(''), /SM1\.1#32/);
  assert.doesNotMatch(texts.join(''), /SC-0\d#/);
});

test('a long register is printed whole as the filter has it', async (t) => {
  const { page } = await open(t, browser, fileUrl(site, ''));
  const wanted = records('registers/fields.csv').filter((field) => field['类型'] === '签字').length;
  assert.ok(wanted > 200);
  await page.goto(`${fileUrl(site, 'registers/fields.html')}?type=${encodeURIComponent('签字')}`);
  assert.equal(await visible(page).count(), 200);
  await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
  assert.equal(await visible(page).count(), wanted);
});

test('a matrix of 32 steps says who does what, and is printed on one sheet', async (t) => {
  const { page, wrong } = await open(t, browser, fileUrl(site, ''));
  await page.goto(fileUrl(site, 'procedures/sm1.1.html'));
  await page.getByRole('link', { name: '职责矩阵' }).first().click();
  await page.waitForURL(/raci\/sm1\.1\.html$/);
  const titles = new Map(book.roles.map(({ id, title }) => [id, title]));
  const head = await page.locator('table.raci thead th').allInnerTexts();
  const procedure = book.procedures.find(({ code }) => code === 'SM1.1');
  const found = await page.locator('table.raci tbody tr').evaluateAll((rows) => rows.map((row) => [...row.cells].map((cell) => cell.textContent.trim())));
  assert.equal(found.length, procedure.steps.length);
  procedure.steps.forEach((step, row) => {
    for (const [letter, involved] of [['R', [step.owner]], ['A', step.approver], ['C', step.consulted], ['I', step.informed]]) {
      const columns = head.flatMap((title, column) => (column > 1 && found[row][column].includes(letter) ? [title] : []));
      assert.deepEqual(columns.sort(), involved.flat().map((id) => titles.get(id)).sort(), `step ${step.number}, ${letter}`);
    }
  });
  const { texts, landscape } = await pages(page, page.url());
  assert.ok(landscape);
  assert.equal(texts.length, 1);
  assert.deepEqual(wrong, []);
});

for (const colorScheme of ['light', 'dark']) {
  test(`axe-core finds nothing on a filtered register, ${colorScheme}`, async (t) => {
    const { page, wrong } = await open(t, browser, fileUrl(site, ''), { colorScheme });
    for (const path of ['registers/steps.html?role=finance-department', 'registers/fields.html?type=%E7%AD%BE%E5%AD%97', 'raci/sm1.1.html']) {
      await page.goto(fileUrl(site, '') + (fileUrl(site, '').endsWith('/') ? '' : '/') + path);
      assert.deepEqual(await findings(page), [], path);
    }
    assert.deepEqual(wrong, []);
  });
}
