// Signatures that are drawn: with a mouse and with a finger, kept, exported, taken in again, and on paper.

import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { download, drafts, give, handbook, kept, named } from './filling.mjs';
import { fileUrl, findings, launch, open, run, temporary } from './harness.mjs';

const { out } = handbook({
  forms: {
    'F-900': {
      title: '交接单',
      fields: `
  { name = "goods", type = "text", label = "物品" },
  { name = "giver", type = "signature", label = "移交人", drawn = true, required = true },
  { name = "taker", type = "signature", label = "接收人" },
`,
    },
  },
});
const address = fileUrl(out, 'forms/f-900.html');
/** The shape of a drawn signature, as README.md gives it. */
const shape = /^(M[0-9]{1,3} [0-9]{1,3}l-?[0-9]{1,3} -?[0-9]{1,3}( -?[0-9]{1,3} -?[0-9]{1,3})*)+$/;

let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

async function start(t, options = {}) {
  const { page, wrong } = await open(t, browser, fileUrl(out, ''), options);
  await page.goto(address);
  t.after(() => assert.deepEqual(wrong, []));
  return page;
}
const pad = (page) => page.locator('.drawn-picture');
const drawn = (page) => named(page, 'giver.drawn').inputValue();
/** A stroke with the mouse through points given in hundredths of the pad. */
async function stroke(page, points) {
  await pad(page).scrollIntoViewIfNeeded();
  const box = await pad(page).boundingBox();
  const at = ([x, y]) => [box.x + box.width * x / 100, box.y + box.height * y / 100];
  await page.mouse.move(...at(points[0]));
  await page.mouse.down();
  for (const point of points.slice(1)) await page.mouse.move(...at(point), { steps: 3 });
  await page.mouse.up();
}

test('strokes are drawn, undone, cleared, kept and brought back', async (t) => {
  const page = await start(t);
  assert.equal(await pad(page).count(), 1, 'only where the form wants it');
  assert.equal(await pad(page).getAttribute('aria-label'), '移交人 手写签名：未签');
  assert.deepEqual(await findings(page), []);
  await stroke(page, [[10, 50], [50, 20], [90, 50]]);
  const first = await drawn(page);
  assert.match(first, shape);
  assert.ok(first.length < 60, `straight lines are few points: ${first}`);
  await stroke(page, [[50, 80], [50, 80]]);
  assert.match((await drawn(page)).slice(first.length), /^M300 192l0 0$/, 'a dot is a stroke');
  await stroke(page, [[20, 90], [500, -500]]);
  assert.match(await drawn(page), shape, 'what leaves the pad stays in it');
  assert.equal(await pad(page).getAttribute('aria-label'), '移交人 手写签名：已手写签名');
  const undo = page.getByRole('button', { name: '撤销：移交人' });
  await undo.click();
  await undo.press('Enter');
  assert.equal(await drawn(page), first);
  await kept(page);
  assert.equal((await drafts(page))[0].draft.texts.giver.drawn, first);
  assert.equal((await drafts(page))[0].about, '', 'strokes are no words');
  await page.reload();
  assert.equal(await drawn(page), first);
  assert.equal(await pad(page).locator('path').getAttribute('d'), first);
  assert.deepEqual(await findings(page), []);
  await page.getByRole('button', { name: '清除：移交人' }).press('Enter');
  assert.equal(await drawn(page), '');
  assert.equal(await page.evaluate(() => document.activeElement.name), 'giver.name');
  assert.equal(await undo.isDisabled(), true);
});

test('a finger draws on a phone, and scrolls no page', async (t) => {
  const page = await start(t, { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });
  await pad(page).scrollIntoViewIfNeeded();
  const box = await pad(page).boundingBox();
  const before = await page.evaluate(() => scrollY);
  const client = await page.context().newCDPSession(page);
  const touch = (type, x, y) => client.send('Input.dispatchTouchEvent', { type, touchPoints: type === 'touchEnd' ? [] : [{ x, y, id: 1 }] });
  await touch('touchStart', box.x + 20, box.y + 20);
  for (let step = 1; step <= 20; step += 1) await touch('touchMove', box.x + 20 + step * 8, box.y + 20 + (step % 2) * 20 + step * 2);
  await touch('touchEnd');
  assert.match(await drawn(page), shape);
  assert.equal(await page.evaluate(() => scrollY), before);
  assert.ok(box.width >= 280, `a pad wide enough to sign on: ${box.width}`);
  assert.deepEqual(await findings(page), []);
});

test('the name alone signs for those who cannot draw; a drawing alone does not', async (t) => {
  const page = await start(t);
  await stroke(page, [[10, 50], [50, 20]]);
  await page.locator('.export-json').click();
  assert.deepEqual(await page.locator('.error-summary a').allInnerTexts(), ['移交人 签名：请填写', '移交人 日期：请填写']);
  await page.getByRole('button', { name: '清除：移交人' }).click();
  await named(page, 'giver.name').fill('王五');
  await named(page, 'giver.date').fill('2026-11-02');
  const file = await download(page, () => page.locator('.export-json').click());
  assert.deepEqual(JSON.parse(file.text).data, { giver: { name: '王五', date: '2026-11-02' } });
});

test('what is exported is small and is taken in again; nothing else is', async (t) => {
  const page = await start(t);
  await named(page, 'giver.name').fill('王五');
  await named(page, 'giver.date').fill('2026-11-02');
  // As lively as hands are.
  for (let line = 0; line < 6; line += 1) {
    await stroke(page, Array.from({ length: 18 }, (_, at) => [5 + at * 5, 15 + line * 12 + 9 * Math.sin(at * 1.3 + line)]));
  }
  const value = await drawn(page);
  t.diagnostic(`a lively signature of six strokes has ${value.length} characters`);
  assert.ok(value.length < 4_000);
  const file = await download(page, () => page.locator('.export-json').click());
  assert.deepEqual(JSON.parse(file.text).data.giver, { name: '王五', date: '2026-11-02', drawn: value });
  const table = await download(page, () => page.locator('.export-csv').click());
  assert.ok(table.text.includes(`giver.drawn,移交人 / 手写签名,,${value},已手写签名\r\n`));

  const again = await start(t);
  await give(again, file.name, file.text);
  await again.locator('.form-notice').waitFor();
  assert.equal(await drawn(again), value);
  assert.deepEqual(await again.locator('.form-notice li').allTextContents(), ['移交人 签名：王五', '移交人 日期：2026-11-02', '移交人 手写签名：已手写签名']);
  again.on('dialog', (dialog) => dialog.accept());
  for (const bad of [
    'M1 1', 'M1 1L2 2', 'M1 1l2 2z', 'm1 1l2 2', 'M1 1l2', 'M1000 1l2 2', 'M1 1l2 2"/><script>window.hit=1</script>', 'data:image/png;base64,AAAA',
    'javascript:alert(1)', ' M1 1l2 2', 'M1 1l2 2\n', 'M1 1l2  2', 5, ['M1 1l2 2'], { a: 1 }, true, `M1 1l${'1 1 '.repeat(6_000)}1 1`,
  ]) {
    await give(again, 'bad.json', JSON.stringify({ form: 'F-900', data: { goods: '纸', giver: { drawn: bad } } }));
    await again.locator('.form-notice li', { hasText: 'giver.drawn' }).waitFor();
    assert.equal(await drawn(again), '', JSON.stringify(bad).slice(0, 60));
    await again.getByRole('button', { name: '关闭' }).click();
  }
  assert.equal(await again.evaluate(() => window.hit), undefined);
});

test('a signature that grows too long keeps what fits, and says so', async (t) => {
  const page = await start(t);
  const most = 'M1 1l' + Array.from({ length: 4_990 }, () => '1 1').join(' ');
  assert.ok(most.length < 20_000 && shape.test(most));
  await give(page, 'long.json', JSON.stringify({ form: 'F-900', data: { giver: { drawn: most } } }));
  await page.locator('.form-notice').waitFor();
  assert.equal(await drawn(page), most);
  for (let line = 0; line < 3; line += 1) await stroke(page, Array.from({ length: 12 }, (_, at) => [5 + at * 7, at % 2 ? 20 : 70]));
  await page.getByText('签名太长，最后一笔没有保留。').waitFor();
  assert.match(await drawn(page), shape);
  assert.ok((await drawn(page)).length <= 20_000);
  assert.equal(await pad(page).locator('path').getAttribute('d'), await drawn(page));
  assert.deepEqual(await findings(page), []);
});

test('a drawn signature is printed, and an empty box to sign in without one', async (t) => {
  const page = await start(t, { colorScheme: 'dark' });
  const ink = async (name) => {
    const folder = temporary('signature');
    writeFileSync(join(folder, 'form.pdf'), await page.pdf({ preferCSSPageSize: true }));
    run('pdftoppm', ['-r', '60', '-gray', join(folder, 'form.pdf'), join(folder, name)]);
    assert.match(run('pdftotext', ['-layout', join(folder, 'form.pdf'), '-']), /手写签名/);
    assert.doesNotMatch(run('pdftotext', ['-layout', join(folder, 'form.pdf'), '-']), /清除|撤销/);
    const { readFileSync } = await import('node:fs');
    const bytes = readFileSync(join(folder, `${name}-1.pgm`));
    return bytes.subarray(20).reduce((dark, grey) => dark + (grey < 100 ? 1 : 0), 0);
  };
  const blank = await ink('blank');
  for (let line = 0; line < 8; line += 1) await stroke(page, [[5, 10 + line * 10], [95, 15 + line * 10]]);
  const signed = await ink('signed');
  assert.ok(signed > blank + 200, `more ink: ${blank}, ${signed}`);
  assert.deepEqual(await findings(page), []);
});

test('without script the form has the box to sign in on paper, and no buttons', async (t) => {
  const page = await start(t, { javaScriptEnabled: false });
  assert.equal(await pad(page).isVisible(), true);
  assert.equal(await page.locator('.drawn button').count(), 0);
});
