// Packs: choosing what is printed, the address that keeps the choice, and the printed documents, from the page and
// from `procbook pack`. What is printed is read back with poppler's tools.

import assert from 'node:assert/strict';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { build, fileUrl, findings, launch, open, program, root, run, temporary, widths } from './harness.mjs';

const site = build();
const path = 'packs/new-salesperson.html';
const book = JSON.parse(readFileSync(join(site, 'handbook.json'), 'utf8'));
const folder = temporary('pdf');
let browser;
let server;
let http;
before(async () => {
  browser = await launch();
  // Any web server under any path.
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

const row = (page, code) => page.locator(`tr[data-item="${code}"]`);
const choice = (page) => page.locator('tr[data-item]').evaluateAll((rows) => rows
  .filter((each) => each.querySelector('input[type=checkbox]').checked)
  .map((each) => `${each.dataset.item}*${each.querySelector('input[type=number]').value}`));
const given = (id) => book.packs.find((pack) => pack.id === id).items.map(({ code, copies }) => `${code}*${copies}`);

/** Fonts may print a character as its twin among the radicals; full-width commas become narrow ones too. */
const plain = (text) => text.normalize('NFKC');

/** What a PDF holds: its pages' texts and sizes, its fonts, whether it is tagged, its outline, its links. */
function read(pdf) {
  const info = run('pdfinfo', [pdf]);
  const count = Number(/^Pages:\s+(\d+)/m.exec(info)[1]);
  const sizes = [...run('pdfinfo', ['-l', String(count), pdf]).matchAll(/^Page +\d+ size: +([\d.]+) x ([\d.]+)/gm)]
    .map(([, width, height]) => [width, height].map((points) => Math.round((points / 72) * 25.4)));
  const texts = run('pdftotext', ['-layout', pdf, '-']).split('\f').slice(0, count);
  const fonts = run('pdffonts', [pdf]).split('\n').slice(2).filter(Boolean)
    .map((line) => /\s(yes|no)\s+(yes|no)\s+(yes|no)\s+\d+\s+\d+$/.exec(line)[1]);
  const outline = run('pdftohtml', ['-xml', '-i', '-stdout', pdf]).split('<outline>').slice(1).join('');
  return {
    count,
    sizes,
    fonts,
    texts: texts.map((text) => plain(text).replace(/\s+/g, ' ')),
    // Where spaces do not matter: the tools put them in as they see fit.
    tight: texts.map((text) => plain(text).replace(/\s+/g, '')),
    tagged: /^Tagged:\s+yes/m.test(info),
    outline: [...outline.matchAll(/<item page="(\d+)">([^<]*)<\/item>/g)].map(([, at, title]) => ({ at: Number(at), title })),
    addresses: run('pdfinfo', ['-url', pdf]).split('\n').slice(1).filter(Boolean),
    places: [...run('pdfinfo', ['-dests', pdf]).matchAll(/^ +(\d+) \[.*"page\.sheet\.(.*)"$/gm)].map(([, at, code]) => [code, Number(at)]),
  };
}

/** The rows of the printed contents: code, copies, pages, first page. */
function contents(document) {
  const before = Math.min(...document.places.map(([, at]) => at)) - 1;
  const text = document.texts.slice(1, before).join(' ');
  return [...text.matchAll(/\b([A-Z]+[0-9.]*-?[0-9]+) \S.*? A4 [^0-9]*?(?:A\d [^0-9]*?)*(\d+) (\d+) (\d+)(?= |$)/g)]
    .map(([, code, copies, pages, first]) => ({ code, copies: Number(copies), pages: Number(pages), first: Number(first) }));
}

for (const from of ['file', 'http']) {
  test(`the address keeps the choice, over ${from}`, async (t) => {
    const base = from === 'file' ? `${fileUrl(site, '')}/` : http;
    const { page, wrong } = await open(t, browser, base);
    await page.goto(base + path);
    assert.deepEqual(await choice(page), given('new-salesperson'));
    assert.equal(await page.locator('.pack-chosen').textContent(), '16 项，21 份');

    await row(page, 'F-001').locator('input[type=checkbox]').uncheck();
    await row(page, 'F-012').locator('input[type=number]').fill('3');
    await row(page, 'F-012').locator('input[type=number]').blur();
    const chosen = given('new-salesperson').filter((item) => !item.startsWith('F-001')).map((item) => (item === 'F-012*1' ? 'F-012*3' : item));
    assert.deepEqual(await choice(page), chosen);
    assert.equal(new URL(page.url()).searchParams.get('items'), chosen.join(','));
    assert.equal(await page.locator('.pack-chosen').textContent(), '15 项，22 份');

    await page.reload();
    assert.deepEqual(await choice(page), chosen, 'after reloading');
    const again = await page.context().newPage();
    await again.goto(page.url());
    assert.deepEqual(await choice(again), chosen, 'in another tab');

    await row(page, 'F-012').locator('input[type=number]').fill('0');
    await row(page, 'F-012').locator('input[type=number]').blur();
    assert.equal(await row(page, 'F-012').locator('input[type=checkbox]').isChecked(), false, 'no copies is no item');
    await row(page, 'F-002').locator('input[type=number]').fill('5000');
    await row(page, 'F-002').locator('input[type=number]').blur();
    assert.equal(await row(page, 'F-002').locator('input[type=number]').inputValue(), '999');

    await page.getByRole('button', { name: '全不选' }).click();
    assert.equal(await page.locator('.pack-chosen').textContent(), '没有勾选任何项目。');
    assert.equal(await page.getByRole('button', { name: '打印表单包' }).isDisabled(), true);
    await page.getByRole('button', { name: '恢复默认' }).click();
    assert.deepEqual(await choice(page), given('new-salesperson'));
    assert.equal(new URL(page.url()).search, '', 'what is given needs no address');
    assert.deepEqual(wrong, []);
  });
}

test('an address that names anything is read as text', async (t) => {
  const { page, wrong } = await open(t, browser, fileUrl(site, ''));
  const items = ['F-012*2', '<img src=x onerror=alert(1)>', 'F-999*1', 'F-002*0', 'F-001*10000', '__proto__*2', 'F-003'];
  await page.goto(`${fileUrl(site, path)}?items=${encodeURIComponent(items.join(','))}`);
  assert.deepEqual(await choice(page), ['F-003*1', 'F-012*2']);
  const said = await page.locator('.pack-chosen').textContent();
  assert.match(said, /<img src=x onerror=alert\(1\)>、F-999、F-001\*10000、__proto__ 不在本表单包内/);
  assert.equal(await page.locator('main img').count(), await page.locator('.pack-sheets img').count());
  await page.goto(`${fileUrl(site, path)}?items=%E0%A4%A&items`);
  assert.deepEqual(await choice(page), []);
  assert.deepEqual(wrong, []);
});

for (const [device, width] of Object.entries(widths)) {
  for (const colorScheme of ['light', 'dark']) {
    test(`axe-core finds nothing on a changed choice: ${device}, ${colorScheme}`, async (t) => {
      const { page } = await open(t, browser, fileUrl(site, ''), { colorScheme, viewport: { width, height: 800 } });
      await page.goto(`${fileUrl(site, path)}?items=F-012*12,F-999`);
      assert.deepEqual(await findings(page), []);
      await page.getByRole('button', { name: '全不选' }).click();
      assert.deepEqual(await findings(page), []);
    });
  }
}

test('the page prints the choice: order, copies, sheets, running heads, and no pages that it does not know', async (t) => {
  const { page, wrong } = await open(t, browser, fileUrl(site, ''));
  await page.goto(`${fileUrl(site, path)}?items=F-012*2,WH-01,F-001`);
  const pdf = join(folder, 'page.pdf');
  await page.pdf({ path: pdf, preferCSSPageSize: true, tagged: true, outline: true });
  assert.equal(await page.locator('.pack-item').count(), 16, 'copies go after printing');
  const document = read(pdf);
  assert.match(document.tight[0], /新销售人员.*销售员.*3项,4份/);
  assert.doesNotMatch(document.tight[0], /共\d+页/);
  assert.match(document.texts[1], /装订内容.*F-001.*WH-01.*F-012/);
  assert.doesNotMatch(document.texts[1], /页数|起始页|F-002/);
  assert.deepEqual(document.places.filter(([code]) => code !== '').map(([code]) => code).sort(), ['F-001', 'F-012', 'WH-01']);
  assert.doesNotMatch(document.tight.join(), /第\d+页,共/);
  // Each copy begins at its own first page, and the whole document is numbered through.
  const firsts = document.tight.flatMap((text, at) => (/第1页/.test(text) ? [[/(F-\d+|WH-\d+)/.exec(text)[1], at + 1]] : []));
  assert.deepEqual(firsts.map(([code]) => code), ['F-001', 'WH-01', 'F-012', 'F-012']);
  document.tight.slice(2).forEach((text, at) => assert.ok(text.includes(`${at + 3}/${document.count}`), text));
  assert.deepEqual(document.sizes[firsts[0][1] - 1], [297, 210]);
  assert.deepEqual(document.sizes[firsts[1][1] - 1], [210, 297]);
  assert.ok(document.sizes.slice(firsts[1][1] - 1, firsts[2][1] - 1).some(([width]) => width === 297), 'the chart is on A3');
  assert.deepEqual(wrong, []);
});

test('without script the page prints one copy of everything', async (t) => {
  const { page } = await open(t, browser, fileUrl(site, ''), { javaScriptEnabled: false });
  await page.goto(`${fileUrl(site, path)}?items=F-012*2`);
  assert.equal(await page.getByRole('checkbox').count(), 0);
  assert.match(await page.locator('noscript').textContent(), /每项一份/);
  const pdf = join(folder, 'no-script.pdf');
  await page.pdf({ path: pdf, preferCSSPageSize: true });
  const document = read(pdf);
  assert.doesNotMatch(document.texts[1], /份数/);
  const firsts = document.tight.filter((text) => /第1页/.test(text)).map((text) => /([A-Z]+-\d+)/.exec(text)[1]);
  assert.deepEqual(firsts, given('new-salesperson').map((item) => item.split('*')[0]));
});

test('the command prints the whole pack: contents, sheets, outline, tags and fonts are true', () => {
  const pdf = join(folder, 'command.pdf');
  const environment = { ...process.env, TMPDIR: temporary('command') };
  run(program, ['pack', 'new-salesperson', '--root', root, '--pdf', pdf], { env: environment });
  assert.deepEqual(readdirSync(environment.TMPDIR), [], 'nothing is left behind');
  const document = read(pdf);
  const rows = contents(document);
  assert.deepEqual(rows.map(({ code, copies }) => `${code}*${copies}`), given('new-salesperson'));
  assert.ok(document.tight[0].includes(`16项,21份,共${document.count}页`), document.tight[0]);
  let next = rows[0].first;
  for (const { code, copies, pages, first } of rows) {
    assert.equal(first, next, `${code} begins where the contents say`);
    assert.deepEqual(document.places.find(([place]) => place === code), [code, first], `a place for ${code}`);
    for (let at = 0; at < copies * pages; at += 1) {
      const text = document.tight[first - 1 + at];
      assert.ok(text.includes(code), `${code} stands on page ${first + at}`);
      assert.ok(text.includes(`${first + at}/${document.count}`), `${text}: page ${first + at} of the document`);
      assert.ok(text.includes(`第${(at % pages) + 1}页,共${pages}页`), `${text}: page ${(at % pages) + 1} of the item`);
    }
    next = first + copies * pages;
  }
  assert.equal(next, document.count + 1);
  assert.equal(document.tagged, true);
  assert.ok(document.fonts.length > 0 && document.fonts.every((embedded) => embedded === 'yes'), 'all fonts are embedded');
  assert.deepEqual(document.addresses, [], 'no link leads to a file of the machine that printed');
  const titles = document.outline.map(({ title }) => title);
  assert.equal(titles[0], '新销售人员');
  for (const { code, first } of rows) {
    const { title } = book.templates.concat(book.procedures).find((item) => item.code === code);
    assert.ok(document.outline.some((entry) => entry.title === title && entry.at === first), `${title} in the outline`);
  }
});

test('the command prints other numbers of some items, and says what it cannot do', () => {
  const pdf = join(folder, 'some.pdf');
  run(program, ['pack', 'sales-center-consultant', '--root', root, '--pdf', pdf, '--items', 'F-044,F-097', '--copies', '3']);
  const document = read(pdf);
  assert.deepEqual(contents(document).map(({ code, copies }) => `${code}*${copies}`), ['F-097*3', 'F-044*3']);
  writeFileSync(join(folder, 'no-browser'), '');
  assert.throws(
    () => run(program, ['pack', 'new-salesperson', '--root', root, '--pdf', pdf, '--browser', join(folder, 'no-browser')]),
    /cannot start .*no-browser/,
  );
});
