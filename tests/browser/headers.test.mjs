// The handbook under the headers that the README says to send: every kind of page, with something done on each that
// needs its script, breaks none of them. And the README's configurations: nginx and Caddy run and are asked.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { build, kinds, launch, open, root, run, temporary } from './harness.mjs';
import { download, named } from './filling.mjs';
import { headersOf, policy, serveAsToldIn, snippet, table } from './headers.mjs';

const site = build();
/** A frozen release beside it, as `publish` lays one down. */
const release = temporary('release');
cpSync(site, release, { recursive: true });
cpSync(release, join(site, 'v/2026.1'), { recursive: true });
const frozen = 'v/2026.1/procedures/sm1.1.html';

let browser;
let server;
before(async () => {
  browser = await launch();
  server = await serveAsToldIn(site);
});
after(() => Promise.all([browser.close(), server.close()]));

/** A page that notes what the policy refuses. */
async function watched(t, path, { address = server.address, ...options } = {}) {
  const { page, wrong } = await open(t, browser, address, options);
  await page.exposeBinding('refused', (source, what) => wrong.push(what));
  await page.addInitScript(() => {
    addEventListener('securitypolicyviolation', (event) => {
      window.refused(`${event.violatedDirective}: ${event.blockedURI}: ${event.sample} (${event.sourceFile}:${event.lineNumber})`);
    });
  });
  page.on('response', (response) => {
    if (response.status() >= 400) wrong.push(`${response.status()}: ${response.url()}`);
  });
  await page.goto(address + path);
  return { page, wrong };
}

/** What is done on a page of a kind; where nothing is said, the theme is switched. */
const deeds = {
  procedure: async (page) => {
    await page.locator('.chart-bar button').first().click();
    assert.equal(await page.locator('dialog.chart-dialog[open] svg.chart').first().isVisible(), true);
    await page.locator('dialog[open] .chart-bar button').click();
    // The chart's own size stands in a `style` attribute.
    assert.ok(await page.locator('.chart-box').first().evaluate((box) => Number(getComputedStyle(box).getPropertyValue('--chart-width')) > 100));
  },
  form: async (page) => {
    const field = page.locator('form#form input[type=text]:not([readonly])').first();
    await field.fill('华东大区');
    const name = await field.getAttribute('name');
    await page.waitForFunction(() => procbookStore.drafts(procbookForm.form.dataset.handbook).length === 1);
    await page.reload();
    assert.equal(await named(page, name).inputValue(), '华东大区');
    await page.locator('.export-json').first().press('Enter');
    await page.locator('.error-summary li').first().waitFor();
  },
  drafts: async (page) => {
    await page.goto(page.url().replace('drafts.html', kinds.form));
    await page.locator('form#form input[type=text]:not([readonly])').first().fill('华南大区');
    await page.waitForFunction(() => procbookStore.drafts(procbookForm.form.dataset.handbook).length === 1);
    await page.goto(new URL('../drafts.html', page.url()).href);
    const file = await download(page, () => page.locator('.draft-export').first().press('Enter'));
    assert.match(file.name, /F-177.*\.json$/);
    assert.match(file.text, /华南大区/);
  },
  'register of steps': async (page) => {
    const rows = page.locator('table.register tbody tr:visible');
    const before = await rows.count();
    await page.locator('form.filter input[name=q]').fill('审批');
    await page.waitForFunction((count) => [...document.querySelectorAll('table.register tbody tr')].filter((row) => row.checkVisibility()).length < count, before);
    assert.ok(await rows.count() > 0);
  },
  pack: async (page) => {
    await page.locator('tr[data-item] input[type=number]').first().fill('2');
    await page.locator('tr[data-item] input[type=number]').first().press('Tab');
    assert.match(page.url(), /[?&]items=/);
    const sheets = () => page.evaluate(() => [...document.styleSheets].filter((sheet) => sheet.media.mediaText === 'print' && sheet.ownerNode.localName === 'style' && sheet.cssRules.length > 0).length);
    const before = await sheets();
    await page.evaluate(() => { dispatchEvent(new Event('beforeprint')); });
    assert.ok(await sheets() > before, 'a second copy has sheets of its own');
    await page.evaluate(() => { dispatchEvent(new Event('afterprint')); });
  },
};

async function switchTheme(page) {
  await page.locator('[data-theme-to=dark]').click();
  await page.reload();
  assert.equal(await page.locator('html').getAttribute('data-theme'), 'dark');
  assert.equal(await page.locator('[data-theme-to=dark]').getAttribute('aria-pressed'), 'true');
}

for (const [kind, path] of [...Object.entries(kinds), ['frozen page', frozen]]) {
  test(`the policy refuses nothing: ${kind}`, async (t) => {
    const { page, wrong } = await watched(t, path);
    const printed = await page.evaluate(() => [...document.querySelectorAll('style[media=print]')].every((style) => style.sheet?.cssRules.length > 0));
    assert.equal(printed, true, 'the running head for paper is applied');
    await (deeds[kind] ?? switchTheme)(page);
    assert.deepEqual(wrong, []);
  });
}

test('a form computes under the policy', async (t) => {
  const { page, wrong } = await watched(t, 'forms/f-090.html');
  await named(page, 'promised_on').fill('2026-11-02');
  await named(page, 'received_on').fill('2026-11-05');
  await page.waitForFunction(() => document.querySelector('[name=delay_days]').value === '3');
  assert.deepEqual(wrong, []);
});

test('a script in the page would be refused, and a place outside', async (t) => {
  const { page, wrong } = await watched(t, 'index.html');
  await page.evaluate(() => {
    const script = document.createElement('script');
    script.textContent = 'document.title = "changed"';
    document.head.append(script);
    return fetch('http://127.0.0.1:9/').catch(() => null);
  });
  assert.notEqual(await page.title(), 'changed');
  assert.match(wrong.join('\n'), /script-src/);
  assert.match(wrong.join('\n'), /connect-src/);
});

test('the theme is set before anything is drawn', async (t) => {
  const { page } = await watched(t, kinds.procedure, { colorScheme: 'light' });
  await page.locator('[data-theme-to=dark]').click();
  // Of a page that is drawn the first background that is seen is noted by the script that stands before its body.
  await page.addInitScript(() => {
    new MutationObserver((changes, observer) => {
      if (!document.body) return;
      window.themeAtBody = document.documentElement.dataset.theme;
      observer.disconnect();
    }).observe(document, { childList: true, subtree: true });
  });
  await page.reload();
  assert.equal(await page.evaluate(() => window.themeAtBody), 'dark');
});

const files = { nginx: 'nginx.conf', caddyfile: 'Caddyfile', xml: 'web.config', sh: 'object-store.sh', bat: 'network-drive.bat' };
const config = (name) => readFileSync(join(root, 'tests/serving', name), 'utf8');

test('the README shows the configurations that are tested', () => {
  assert.ok(table.length >= 5 && table.some(({ frozen: one }) => one), JSON.stringify(table));
  for (const [language, name] of Object.entries(files)) assert.equal(snippet(language), config(name), name);
});

test('web.config is sound XML and sends the same', async (t) => {
  const { page } = await watched(t, 'index.html');
  const told = await page.evaluate((text) => {
    const xml = new DOMParser().parseFromString(text, 'application/xml');
    const all = (selector, name) => [...xml.querySelectorAll(selector)].map((node) => node.getAttribute(name));
    const cache = (from) => [...from.querySelectorAll('clientCache')].map((node) => [...node.attributes].map(({ name, value }) => `${name}=${value}`).join(' '));
    return {
      broken: xml.querySelector('parsererror')?.textContent ?? null,
      headers: Object.fromEntries([...xml.querySelectorAll('customHeaders > add')].map((node) => [node.getAttribute('name').toLowerCase(), node.getAttribute('value')])),
      types: Object.fromEntries(all('mimeMap', 'fileExtension').map((ending, at) => [ending, all('mimeMap', 'mimeType')[at]])),
      frozen: cache(xml.querySelector('location[path=v]')),
    };
  }, config('web.config'));
  assert.equal(told.broken, null);
  const { 'cache-control': kept, ...others } = headersOf('index.html');
  assert.equal(kept, 'no-cache');
  assert.deepEqual(told.headers, others);
  assert.deepEqual(told.frozen, ['cacheControlMode=UseMaxAge cacheControlMaxAge=01:00:00 cacheControlCustom=stale-while-revalidate=604800']);
  for (const ending of ['.html', '.css', '.js', '.csv', '.xml']) assert.match(told.types[ending], /; charset=utf-8$/, ending);
});

/** A port that nobody listens on. */
const freePort = () => new Promise((resolve) => {
  const probe = createServer();
  probe.listen(0, '127.0.0.1', () => {
    const { port } = probe.address();
    probe.close(() => resolve(port));
  });
});

/** Runs a server until the test ends; waits until it answers. */
async function started(t, command, args, port, options = {}) {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options });
  let said = '';
  const ended = new Promise((resolve) => {
    child.on('error', (error) => { said += error; resolve(); });
    child.on('exit', resolve);
  });
  let over = false;
  ended.then(() => { over = true; });
  child.stdout.on('data', (bytes) => { said += bytes; });
  child.stderr.on('data', (bytes) => { said += bytes; });
  t.after(async () => {
    child.kill('SIGTERM');
    await ended;
  });
  const address = `http://127.0.0.1:${port}/`;
  const until = Date.now() + 30_000;
  while (Date.now() < until) {
    if (over) break;
    const answer = await fetch(address).catch(() => null);
    if (answer) return address;
    await new Promise((resolve) => { setImmediate(resolve); });
  }
  throw new Error(`${command} does not answer\n${said}`);
}

/** Where Debian has it, which is not on everybody's path. */
const nginx = '/usr/sbin/nginx';

const servers = {
  nginx: (t, port) => {
    const folder = temporary('nginx');
    mkdirSync(join(folder, 'logs'));
    const server = config('nginx.conf').replace('listen 80;', `listen 127.0.0.1:${port};`).replace('/srv/handbook/public', site);
    const user = process.getuid() === 0 ? 'user root;' : '';
    const places = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${folder}/${name};`).join(' ');
    writeFileSync(join(folder, 'nginx.conf'), `${user}\ndaemon off;\npid ${folder}/pid;\nerror_log stderr;\nevents {}\nhttp {\ninclude /etc/nginx/mime.types;\n`
      + `default_type application/octet-stream;\naccess_log off;\n${places}\n${server}}\n`);
    const args = ['-p', folder, '-e', 'stderr', '-c', join(folder, 'nginx.conf')];
    run(nginx, ['-t', ...args]);
    return started(t, nginx, args, port);
  },
  caddy: (t, port) => {
    const folder = temporary('caddy');
    const path = join(folder, 'Caddyfile');
    writeFileSync(path, `{\n\tadmin off\n}\n${config('Caddyfile').replace(':80 {', `http://127.0.0.1:${port} {`).replace('/srv/handbook/public', site)}`);
    const env = { ...process.env, HOME: folder, XDG_CONFIG_HOME: folder, XDG_DATA_HOME: folder };
    return started(t, 'caddy', ['run', '--config', path, '--adapter', 'caddyfile'], port, { env });
  },
};

for (const [name, start] of Object.entries(servers)) {
  test(`${name} sends what the table says`, async (t) => {
    const address = await start(t, await freePort());
    const types = {
      'index.html': /^text\/html; ?charset=utf-8$/i, 'static/handbook.css': /^text\/css; ?charset=utf-8$/i,
      'static/handbook.js': /^(text|application)\/javascript; ?charset=utf-8$/i, 'static/icon.svg': /^image\/svg\+xml(; ?charset=utf-8)?$/i,
      'registers/steps.csv': /^text\/csv; ?charset=utf-8$/i, 'handbook.json': /^application\/json$/i,
      'registers/steps.xlsx': /^application\/vnd\.openxmlformats-officedocument\.spreadsheetml\.sheet$/i,
      [frozen]: /^text\/html; ?charset=utf-8$/i,
    };
    const given = (answer, path) => Object.fromEntries(Object.keys(headersOf(path)).map((header) => [header, answer.headers.get(header)]));
    for (const [path, type] of Object.entries(types)) {
      const answer = await fetch(address + path);
      assert.equal(answer.status, 200, path);
      assert.deepEqual(given(answer, path), headersOf(path), path);
      assert.match(answer.headers.get('content-type'), type, path);
      const bytes = Buffer.from(await answer.arrayBuffer());
      assert.ok(bytes.equals(readFileSync(join(site, path))), `${path} has other bytes`);
      const again = await fetch(address + path, { headers: { 'If-None-Match': answer.headers.get('etag') } });
      assert.equal(again.status, 304, path);
      assert.deepEqual(given(again, path)['cache-control'], headersOf(path)['cache-control'], path);
    }
    const folder = await fetch(`${address}v/2026.1/`);
    assert.deepEqual([folder.status, folder.headers.get('cache-control')], [200, headersOf('v/')['cache-control']]);
    for (const path of ['deep/down/nothing.html', 'v/2026.9/index.html']) {
      const gone = await fetch(address + path);
      assert.equal(gone.status, 404, path);
      assert.deepEqual(given(gone, 'x'), headersOf('x'), path);
      assert.match(gone.headers.get('content-type'), /^text\/html/);
    }
  });

  test(`a page that is not there is told of by ${name}, whole, at any depth`, async (t) => {
    const address = await start(t, await freePort());
    const { page, wrong } = await open(t, browser, address);
    await page.goto(`${address}deep/down/nothing.html`);
    await page.locator('body.page-not-found').waitFor();
    await page.waitForLoadState('load');
    assert.equal(await page.evaluate(() => [...document.styleSheets].filter((sheet) => sheet.ownerNode.localName === 'link').every((sheet) => sheet.cssRules.length > 0)), true);
    await page.locator('main a.button').click();
    await page.waitForURL(`${address}index.html`);
    // A browser says of the first answer what it was.
    assert.deepEqual(wrong.filter((one) => !one.includes('404')), []);
  });
}

test('the policy of the README is strict', () => {
  const parts = Object.fromEntries(policy.split('; ').map((part) => [part.split(' ')[0], part.split(' ').slice(1).join(' ')]));
  assert.equal(parts['default-src'], "'none'");
  assert.equal(parts['script-src'], "'self'");
});
