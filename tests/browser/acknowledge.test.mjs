// “I have read”, whether a printed sheet is in force, and what a sheet says of itself: in a site of two releases that
// `procbook publish` makes, opened from a folder.

import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { copy, fileUrl, findings, launch, open, program, run, temporary, widths } from './harness.mjs';

let browser;
let site;
let folder;
const from = () => fileUrl(site, '').replace(/\/?$/, '/');

before(async () => {
  folder = copy();
  const git = (...args) => run('git', args, { cwd: folder, env: { ...process.env, GIT_AUTHOR_DATE: '2026-10-01T09:00:00+08:00', GIT_COMMITTER_DATE: '2026-10-01T09:00:00+08:00' } });
  const release = (version) => {
    git('add', '--all');
    git('commit', '--quiet', '-m', `第 ${version} 版`);
    run(program, ['release', version, '--root', folder]);
  };
  git('init', '--quiet', '--initial-branch=main');
  git('config', 'user.name', '测试者');
  git('config', 'user.email', 'tester@example.com');
  const settings = join(folder, 'handbook.toml');
  writeFileSync(settings, readFileSync(settings, 'utf8').replace('[check]', '[acknowledge]\nmail = "quality@example.com"\n\n[check]'));
  release('2026.1');
  const path = join(folder, 'content/reference/D-001.md');
  const text = readFileSync(path, 'utf8');
  writeFileSync(path, `${text.replace('version = "1.0"', 'version = "1.1"')
    .replace('[[revisions]]', '[[revisions]]\nversion = "1.1"\ndate = 2026-10-02\nnote = "补充一句"\n\n[[revisions]]')}\n补充的一句话。\n`);
  release('2026.2');
  site = join(temporary('published'), 'public');
  run(program, ['publish', '--root', folder, '--out', site]);
  browser = await launch();
});
after(() => browser?.close());

const addressOf = (css) => /status\.html#[^"\\)]+/.exec(css)?.[0];

test('a reader makes a file that the command reads', async (t) => {
  const { page, wrong } = await open(t, browser, from());
  await page.goto(fileUrl(site, 'procedures/sm1.1.html'));
  const form = page.locator('form.acknowledge');
  await form.locator('button[value=file]').click();
  assert.equal(await form.locator('[name=name]').evaluate((field) => field.validationMessage), '请填写姓名');
  await form.locator('[name=name]').fill('  张三 ');
  await form.locator('[name=number]').fill('1001');
  const waiting = page.waitForEvent('download');
  await form.locator('button[value=file]').click();
  const download = await waiting;
  assert.equal(download.suggestedFilename(), '已阅-SM1.1-1.0-1001.json');
  const inbox = temporary('inbox');
  await download.saveAs(join(inbox, 'a.json'));
  // The name is remembered on every page of this machine, and what was read is said.
  await page.goto(fileUrl(site, 'reference/d-001.html'));
  assert.equal(await page.locator('form.acknowledge [name=name]').inputValue(), '张三');
  await page.goto(fileUrl(site, 'procedures/sm1.1.html'));
  assert.match(await page.locator('.acknowledge-said').innerText(), /已于 \d{4}-\d\d-\d\d 确认读过 1\.0 版/);
  const told = JSON.parse(run(program, ['acknowledgements', inbox, '--root', folder, '--format', 'json']));
  assert.equal(told.release, '2026.2');
  assert.deepEqual(told.broken, []);
  const [{ code, people }] = told.documents;
  assert.deepEqual([code, people[0].state, people[0].name, people[0].number, people[0].release], ['SM1.1', 'read', '张三', '1001', '2026.2']);
  assert.deepEqual(await findings(page), []);
  assert.deepEqual(wrong, []);
});

test('a mail says the same, and an old release its own version', async (t) => {
  const { page } = await open(t, browser, from());
  await page.goto(fileUrl(site, 'v/2026.1/reference/d-001.html'));
  // Where a mail program would open, nothing does here: the address is what the page asks for.
  const asked = new Promise((resolve) => page.on('request', (request) => request.url().startsWith('mailto:') && resolve(request.url())));
  const session = await page.context().newCDPSession(page);
  const wanted = new Promise((resolve) => session.on('Page.frameRequestedNavigation', ({ url }) => url.startsWith('mailto:') && resolve(url)));
  await session.send('Page.enable');
  await page.locator('form.acknowledge [name=name]').fill('Jane Roe');
  await page.locator('form.acknowledge button[value=mail]').click();
  const mail = new URL(await Promise.race([asked, wanted]));
  assert.equal(mail.pathname, 'quality@example.com');
  const inbox = temporary('inbox');
  writeFileSync(join(inbox, 'mail.txt'), `您好：\r\n\r\n${mail.searchParams.get('body')}`);
  const told = JSON.parse(run(program, ['acknowledgements', inbox, '--root', folder, '--format', 'json']));
  const document = told.documents.find(({ code }) => code === 'D-001');
  assert.deepEqual([document.version, document.people[0].state, document.people[0].read_version], ['1.1', 'other_version', '1.0']);
});

test('a sheet leads to a page that says whether it is in force', async (t) => {
  const { page, wrong } = await open(t, browser, from(), { viewport: { width: widths.phone, height: 740 } });
  for (const [sheet, kind, word] of [
    ['procedure/SM1.1/1.0/2026.1', 'in-force', '现行有效'],
    ['reference/D-001/1.0/2026.1', 'superseded', '已被 1.1 版取代'],
    ['reference/D-001/1.1/2026.2', 'in-force', '现行有效'],
    ['reference/D-001/0.9/2026.1', 'unknown', '查不到'],
    ['form/F-177/1.0/2026.2', 'in-force', '现行有效'],
    ['form/F-177/1.0/2025.9', 'unknown', '查不到'],
  ]) {
    await page.goto('about:blank');
    await page.goto(`${fileUrl(site, 'status.html')}#${sheet}`);
    const result = page.locator('.status-result:not([hidden])');
    assert.equal(await result.locator('.status-word').innerText(), word, sheet);
    assert.match(await result.getAttribute('class'), new RegExp(`status-${kind}$`), sheet);
    for (const link of await result.locator('a').all()) {
      const address = await link.evaluate((of) => of.href);
      assert.match(readFileSync(new URL(address), 'utf8').slice(0, 100), /<!DOCTYPE html>/, address);
    }
  }
  assert.deepEqual(await findings(page), []);
  assert.deepEqual(wrong, []);
  // A code of no release: the list of its life is not there, which is the answer.
  await page.locator('.status-form [name=code]').fill('ZZ-99');
  await page.locator('.status-form button').click();
  await page.locator('.status-says', { hasText: 'ZZ-99' }).waitFor();
  assert.equal(await page.locator('.status-word').innerText(), '查不到');
});

test('a sheet names version, release and the day on which it is valid', async (t) => {
  const { page } = await open(t, browser, from());
  for (const [path, stamp, day] of [
    ['reference/d-001.html', '版本 1.1 · 手册 2026.2 版', /当日有效/],
    ['v/2026.1/reference/d-001.html', '版本 1.0 · 手册 2026.1 版', /现行为 2026\.2 版，本页是旧版/],
  ]) {
    await page.goto(fileUrl(site, path));
    const css = await page.locator('style[media=print]').first().evaluate((style) => style.textContent);
    assert.ok(css.includes(stamp), css.slice(0, 300));
    assert.ok(css.includes('打印件不受控'), path);
    await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
    const printed = await page.evaluate(() => document.documentElement.style.getPropertyValue('--printed-on'));
    assert.match(printed, day);
    assert.match(printed, new RegExp(`${new Date().getFullYear()}年`));
    assert.equal(addressOf(css), undefined, 'the address is in the code alone');
  }
  assert.equal(await page.locator('.commits tbody tr').count(), 1);
});
