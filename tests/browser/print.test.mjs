// Forms on paper: printed to PDF, blank and filled in, and what those sheets say, count and hold.

import assert from 'node:assert/strict';
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { build, fileUrl, files, launch, open, program, root, run, temporary } from './harness.mjs';

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

/** The page as PDF: its sheets as lines and as text without blanks, and how large they are in millimetres. */
let printed = 0;
async function paper(page) {
  printed += 1;
  const pdf = join(folder, `${printed}.pdf`);
  writeFileSync(pdf, await page.pdf({ preferCSSPageSize: true }));
  const sheets = (...how) => run('pdftotext', [...how, pdf, '-']).split('\f').slice(0, -1);
  // In the order of the page, where a cell of several lines stays together.
  const raw = sheets('-raw').map(squeezed);
  return {
    sheets: raw,
    text: raw.join(''),
    lines: () => sheets('-layout').map((sheet) => sheet.split('\n')),
    sizes() {
      const info = run('pdfinfo', ['-f', '1', '-l', String(raw.length), pdf]);
      return [...info.matchAll(/size:\s+([\d.]+) x ([\d.]+) pts/g)].map((found) => found.slice(1, 3).map((points) => Math.round(Number(points) * 25.4 / 72)));
    },
  };
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

/** A handbook of the test's own: a sheet of each size, and a form that has everything. */
function makeSite(settings = 'address = "https://handbook.example/sales"\n') {
  const root_ = temporary('sheets');
  for (const name of ['layouts', 'static']) cpSync(join(root, name), join(root_, name), { recursive: true });
  mkdirSync(join(root_, 'content/templates'), { recursive: true });
  mkdirSync(join(root_, 'forms'));
  writeFileSync(join(root_, 'handbook.toml'), `title = "试用手册"\nlanguage = "zh-CN"\n${settings}`);
  const form = (code, title, text) => {
    writeFileSync(join(root_, `content/templates/${code}.md`), `+++\ncode = "${code}"\ntitle = "${title}"\nversion = "2.1"\n+++\n\n## 用途\n\n试打印的说明。\n`);
    writeFileSync(join(root_, `forms/${code}.toml`), text);
  };
  const simple = '[[section]]\ntitle = "申请"\nfield = [\n{ name = "who", type = "text", label = "申请人" },\n{ name = "sign", type = "signature", label = "签字", seal = true, width = 4 },\n]\n';
  for (const [number, size] of ['A5 portrait', 'A5 landscape', 'A4 portrait', 'A4 landscape', 'A3 portrait', 'A3 landscape'].entries()) {
    const [paper, orientation] = size.split(' ');
    form(`P-${number + 1}`, `${paper} 单`, `paper = "${paper}"\norientation = "${orientation}"\n${simple}`);
  }
  form('P-7', '各种各样', everything);
  const out = join(root_, 'public');
  run(program, ['build', '--root', root_, '--out', out]);
  return out;
}
const everything = `
[[section]]
title = "基本"
field = [
  { name = "who", type = "text", label = "申请人", required = true },
  { name = "kind", type = "select_one", label = "方式", choices = ["现金", "转账"] },
  { name = "many", type = "select_one", label = "城市", choices = ["北京", "上海", "广州", "深圳", "成都", "重庆", "武汉"], default = "成都" },
  { name = "on", type = "date", label = "日期" },
  { name = "fixed", type = "text", label = "币种", default = "人民币", read_only = true },
  { name = "preset", type = "text", label = "页次", default = "第九页" },
  { name = "level", type = "range", label = "级别", start = 1, end = 5, step = 1 },
  { name = "amount", type = "money", label = "金额", constraint = ". > 0 and . <= 100" },
  { name = "bank", type = "text", label = "开户行", relevant = "\${kind} = '转账'" },
  { name = "words", type = "multiline", label = "说明", rows = { print = 4 } },
  { name = "rating", type = "score", label = "评分", points = 10, items = [{ name = "speed", label = "速度", weight = 60 }, { name = "care", label = "细心", weight = 40 }] },
]
[[section]]
title = "明细表"
[[section.field]]
name = "items"
type = "table"
label = "货物"
rows = { min = 1, max = 400, print = 6 }
columns = [
  { name = "item", type = "text", label = "品名栏" },
  { name = "count", type = "integer", label = "数量栏", total = true },
  { name = "unit", type = "text", label = "单位栏", default = "缺省箱" },
  { name = "remark", type = "multiline", label = "备注栏" },
]
[[section]]
title = "签字栏"
field = [{ name = "sign", type = "signature", label = "经办人", seal = true, width = 4 }, { name = "sign2", type = "signature", label = "复核人", width = 4 }]
`;
const sheets = makeSite();

test('a form is printed on its own sheet, which names it and counts', async (t) => {
  const sizes = [[148, 210], [210, 148], [210, 297], [297, 210], [297, 420], [420, 297]];
  for (const [number, size] of sizes.entries()) {
    for (const javaScriptEnabled of [true, false]) {
      const page = await start(t, sheets, `forms/p-${number + 1}.html`, { javaScriptEnabled });
      const { sheets: found, sizes, text } = await paper(page);
      assert.deepEqual(sizes(), [size]);
      assert.equal(found.length, 1);
      for (const part of [`P-${number + 1}`, '版本2.1', '1/1', 'handbook.example/sales/forms/p-', '试用手册', '打印件不受控', '申请人', '盖章处', '年月日']) {
        assert.ok(text.includes(part), `${part} is not in ${text}`);
      }
      assert.equal(text.includes('当日有效'), javaScriptEnabled);
      if (javaScriptEnabled) {
        await onPaper(page);
        await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
        assert.deepEqual(await overflowing(page), []);
      }
    }
  }
});

test('the code in the corner is the address of the form', async (t) => {
  const jsQr = readFileSync(createRequire(import.meta.url).resolve('jsqr'), 'utf8');
  const page = await start(t, sheets, 'forms/p-1.html');
  const pdf = join(folder, 'code.pdf');
  writeFileSync(pdf, await page.pdf({ preferCSSPageSize: true }));
  run('pdftoppm', ['-r', '400', '-x', '1800', '-y', '0', '-W', '530', '-H', '330', '-png', '-singlefile', pdf, join(folder, 'code')]);
  const picture = `data:image/png;base64,${readFileSync(join(folder, 'code.png')).toString('base64')}`;
  await page.evaluate(jsQr);
  const read = await page.evaluate(async (picture) => {
    const image = new Image();
    image.src = picture;
    await image.decode();
    const canvas = Object.assign(document.createElement('canvas'), { width: image.width, height: image.height });
    const context = canvas.getContext('2d');
    context.drawImage(image, 0, 0);
    const { data, width, height } = context.getImageData(0, 0, image.width, image.height);
    return window.jsQR(data, width, height)?.data;
  }, picture);
  assert.equal(read, 'https://handbook.example/sales/forms/p-1.html');
});

test('without an address there is no code; the mark is as the handbook says', async (t) => {
  const plain = makeSite('[print]\ncontrolled = true\n');
  assert.doesNotMatch(readFileSync(join(plain, 'forms/p-1.html'), 'utf8'), /data:image/);
  const page = await start(t, plain, 'forms/p-1.html');
  const { text } = await paper(page);
  assert.ok(text.includes('受控文件') && !text.includes('非受控'), text);
  const own = makeSite('[print]\nmark = "仅供培训使用"\n');
  const other = await start(t, own, 'forms/p-1.html');
  const said = (await paper(other)).text;
  assert.ok(said.includes('仅供培训使用') && !said.includes('非受控'), said);
});

/** The form as it stands, but for the line that tells of its draft. */
const markup = (page) => page.evaluate(() => [document.body.className, document.querySelector('form').className, document.documentElement.style.cssText, ...[...document.querySelectorAll('.form-part')].map((part) => part.outerHTML)].join('\n'));
/** Presses a button that prints; what follows prints as it asks. */
const press = (page, kind) => page.locator(`[data-print="${kind}"]`).click();
const values = (page) => page.evaluate(() => [...document.querySelectorAll('.form-part :is(input, select, textarea)')].map((control) => [control.name, control.value, control.checked]));

test('a blank sheet has the asked number of rows and lines, choices as boxes, conditions in words, and no default', async (t) => {
  const without = await start(t, sheets, 'forms/p-7.html', { javaScriptEnabled: false });
  const page = await start(t, sheets, 'forms/p-7.html');
  const texts = [(await paper(without)).text, (await paper(page)).text.replaceAll(/打印日期.*?有效。/g, '')];
  assert.equal(texts[0], texts[1]);
  const text = texts[0];
  for (const part of ['北京上海广州深圳成都重庆武汉', '现金转账', '年月日', '人民币', '须>0且≤100', '当「方式」为「转账」时填写', '12345级别'.slice(5), '123456合计', '60%', '标*的必填']) {
    assert.ok(text.includes(part), `${part} is not in ${text}`);
  }
  for (const part of ['第九页', '缺省箱', '请选择', '${']) assert.ok(!text.includes(part), `${part} is in ${text}`);
  await onPaper(page);
  const height = await page.locator('.field-multiline .control').evaluate((node) => node.getBoundingClientRect().height * 25.4 / 96);
  assert.ok(height >= 4 * 7, `${height} mm for four lines`);
  const rows = await page.locator('.entry tbody tr').evaluateAll((all) => all.map((row) => row.getBoundingClientRect().height * 25.4 / 96));
  assert.ok(rows.every((height) => height >= 7), rows.join(' '));
  const small = await page.evaluate(() => [...document.querySelectorAll('.sheet *')].filter((node) => node.getBoundingClientRect().width && [...node.childNodes].some((child) => child.nodeType === 3 && child.data.trim()) && parseFloat(getComputedStyle(node).fontSize) < 8 * 96 / 72 - 0.01).map((node) => node.outerHTML));
  assert.deepEqual(small, []);
});

test('what is filled in is printed whole; a blank print shows none of it and loses none', async (t) => {
  const page = await start(t, sheets, 'forms/p-7.html');
  const wanted = await fill(page, '一段相当长的文字，写在这一格里要占好几行，写完为止');
  const before = await values(page);
  const state = await markup(page);
  const filled = await paper(page);
  for (const value of wanted) assert.ok(filled.text.includes(squeezed(value)), `${value} is not in ${filled.text}`);
  assert.ok(!filled.text.includes('时填写'), 'conditions are said on a filled sheet');
  assert.equal(await markup(page), state);
  await press(page, 'blank');
  const blank = await paper(page);
  for (const value of wanted.filter((one) => /完$|^10/.test(one))) assert.ok(!blank.text.includes(value), `${value} is on a blank sheet`);
  assert.equal(await markup(page), state);
  assert.deepEqual(await values(page), before);
  const again = await paper(page);
  assert.equal(again.text, filled.text);
});

test('filled rows come first, then what is left of the asked number; a row that was added and left is not printed', async (t) => {
  const page = await start(t, sheets, 'forms/p-7.html');
  await page.locator('[name="items[0].item"]').fill('甲货');
  await page.locator('[name="items[1].item"]').fill('乙货');
  for (let row = 0; row < 3; row += 1) await page.locator('.row-remove').last().click();
  assert.equal(await page.locator('.entry tbody .row-remove').count(), 3);
  const few = await paper(page);
  assert.ok(few.text.match(/1甲货缺省箱2乙货缺省箱3456合计/), few.text);
  for (let row = 0; row < 6; row += 1) await page.locator('.row-add').click();
  const { text } = await paper(page);
  assert.ok(text.match(/1甲货缺省箱2乙货缺省箱3456合计/), text);
  assert.equal(await page.locator('[data-name="items"] tbody').first().locator('tr').count(), 9);
});

test('a table of 200 rows has its head on each sheet and its total once, below the last row', async (t) => {
  const page = await start(t, sheets, 'forms/p-7.html');
  await page.evaluate(() => {
    const api = window.procbookForm;
    api.setRows(api.byName.items, 200);
    api.rowsOf(api.byName.items).forEach((row, at) => { row.querySelector('input').value = `第${at + 1}件货`; });
  });
  const { sheets: found, text } = await paper(page);
  assert.ok(found.length >= 7, `${found.length} sheets`);
  const used = found.filter((sheet) => /第\d+件货/.test(sheet));
  for (const sheet of used) assert.equal(count(sheet, '品名栏'), 1, sheet);
  assert.equal(count(text, '合计'), 2, 'of the rating and of the table');
  assert.ok(used.at(-1).includes('第200件货') && used.at(-1).includes('合计'));
  for (let row = 1; row <= 200; row += 1) assert.equal(count(text, `第${row}件货`), 1, `row ${row}`);
  found.forEach((sheet, at) => {
    assert.ok(sheet.includes(`${at + 1}/${found.length}`), sheet);
    assert.ok(sheet.includes('P-7各种各样') && sheet.includes('版本2.1'), sheet);
  });
});

test('a text of 3,000 characters is printed whole, over as many sheets as it needs', async (t) => {
  const page = await start(t, sheets, 'forms/p-7.html');
  // A line each, so that none is torn by the end of a sheet.
  const line = (at) => `第${String(at).padStart(3, '0')}行，逐字写满三十个字以便看清换页时没有丢失任何一行。`;
  const long = Array.from({ length: 100 }, (_, at) => line(at)).join('\n');
  assert.ok(long.length >= 3000, String(long.length));
  await page.locator('[name="words"]').fill(long);
  await page.locator('[name="items[0].remark"]').fill('备'.repeat(300));
  const { sheets: found, text } = await paper(page);
  assert.ok(found.length >= 3, `${found.length} sheets`);
  for (let at = 0; at < 100; at += 1) assert.equal(count(text, squeezed(line(at))), 1, `line ${at}`);
  assert.equal(count(text, '备'), 300 + found.filter((sheet) => sheet.includes('备注栏')).length);
});

test('the page of a template prints whole, the form on its own sheet; its buttons print the form alone', async (t) => {
  const page = await start(t, sheets, 'templates/p-2.html');
  const whole = await paper(page);
  assert.deepEqual(whole.sizes(), [[210, 297], [210, 148]]);
  assert.ok(whole.sheets[0].includes('试打印的说明') && whole.sheets[1].includes('申请人'));
  assert.ok(!whole.sheets[0].includes('申请人'));
  for (const kind of ['blank', 'filled']) {
    await page.locator('[name="who"]').fill('某人');
    await press(page, kind);
    const alone = await paper(page);
    assert.deepEqual(alone.sizes(), [[210, 148]]);
    assert.ok(!alone.text.includes('试打印的说明'));
    assert.equal(alone.text.includes('某人'), kind === 'filled');
  }
  assert.deepEqual((await paper(page)).sizes(), whole.sizes());
});

test('mistakes are said before a filled print, and do not forbid it', async (t) => {
  const page = await start(t, sheets, 'forms/p-7.html');
  await page.locator('[name="amount"]').fill('不是数');
  const dialog = page.locator('dialog.form-dialog');
  await press(page, 'filled');
  assert.ok(await dialog.isVisible());
  await dialog.locator('.print-back').click();
  assert.ok(!(await dialog.isVisible()));
  assert.ok(await page.locator('.error-summary').isVisible());
  assert.equal(await page.evaluate(() => document.activeElement.className), 'error-summary on-screen');
  await press(page, 'filled');
  await dialog.locator('.print-anyway').click();
  const { text } = await paper(page);
  assert.ok(text.includes('不是数') && !text.includes('仍要打印'), text);
  await press(page, 'filled');
  await dialog.locator('.print-blank-instead').click();
  assert.ok(!(await paper(page)).text.includes('不是数'));
});

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

test('every form of the handbook prints blank: head and number on each sheet, nothing stranded at an end', async (t) => {
  const wrong = [];
  const page = await start(t, site, forms[0], { javaScriptEnabled: false });
  let sheetsInAll = 0;
  for (const path of forms) {
    await page.goto(fileUrl(site, path));
    const all = (texts) => texts.map(squeezed).filter(Boolean);
    const code = await page.locator('form.form').getAttribute('data-code');
    const titles = all(await page.locator('.form-part > legend').allTextContents());
    const captions = all(await page.locator('.entry caption').allTextContents());
    const heads = all(await page.locator('.entry thead tr').allTextContents());
    const result = await paper(page);
    const found = result.sheets;
    const lines = result.lines();
    const sizes = result.sizes();
    sheetsInAll += found.length;
    const [paper_, orientation] = await page.locator('form.form').evaluate((form) => [form.dataset.paper, form.dataset.orientation]);
    const short = { A5: 148, A4: 210, A3: 297 }[paper_];
    const long = { A5: 210, A4: 297, A3: 420 }[paper_];
    const size = orientation === 'portrait' ? [short, long] : [long, short];
    found.forEach((sheet, at) => {
      const say = (what) => wrong.push(`${path} sheet ${at + 1}: ${what}`);
      if (String(sizes[at]) !== String(size)) say(`is ${sizes[at]}`);
      if (!all(lines[at])[0].startsWith(squeezed(code))) say('has no head');
      if (!sheet.includes(`${at + 1}/${found.length}`)) say('has no number');
      const inside = all(lines[at]).slice(1, -2);
      const last = inside.at(-1) ?? '';
      if (titles.includes(last) || captions.includes(last) || heads.includes(last)) say(`ends with ${last}`);
      const total = inside.findIndex((line) => line.startsWith('合计'));
      if (total >= 0 && total < 2) say(`begins with ${inside.slice(0, 2).join(' ')}`);
      if (inside.length && inside.every((line) => /^(签名|日期|盖章处|年月日)/.test(line))) say('has signatures alone');
    });
  }
  assert.deepEqual(wrong, []);
  t.diagnostic(`${forms.length} forms, ${sheetsInAll} sheets`);
});
