// What the browser tests share: the built handbook, the program serving a copy of it, and a watched browser.
// Nothing here waits for a time: it waits for what it needs, up to a limit.

import { spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

/** The repository, which is the handbook's folder too. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

/** The program; `tests/run` names the one that it has built. */
export const program = process.env.PROCBOOK
  ?? join(process.env.CARGO_TARGET_DIR ?? join(root, 'target'), 'release', 'procbook');

/** One page of each kind, by path in the site. Every folder of the site stands here. */
export const kinds = {
  home: 'index.html',
  landscape: 'landscape.html',
  part: 'parts/planning.html',
  'part with a landscape': 'parts/sales-center.html',
  procedure: 'procedures/sm1.1.html',
  role: 'roles/sales-director.html',
  template: 'templates/f-177.html',
  form: 'forms/f-177.html',
  reference: 'reference/d-001.html',
  pack: 'packs/new-salesperson.html',
  'master list': 'registers/documents.html',
  'register of procedures': 'registers/procedures.html',
  'register of steps': 'registers/steps.html',
  'register of uses of forms': 'registers/form-steps.html',
  'register of fields': 'registers/fields.html',
  'register of owners': 'registers/owners.html',
  'matrix of responsibilities': 'raci/sm1.1.html',
  'register of forms': 'registers/forms.html',
  'register of roles': 'registers/roles.html',
  'register of responsibilities': 'registers/raci.html',
  'register of reviews': 'registers/reviews.html',
  'list of parts': 'registers/parts.html',
  'list of references': 'registers/references.html',
  drafts: 'drafts.html',
  'list of packs': 'registers/packs.html',
  'not found': '404.html',
};

export const widths = { desktop: 1280, phone: 360 };

const limit = 30_000;

/** A folder that goes when the process ends. */
export function temporary(name) {
  const folder = mkdtempSync(join(tmpdir(), `procbook-${name}-`));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Runs a command to its end; its stdout, or an error with all that it said. */
export function run(command, args, options = {}) {
  const done = spawnSync(command, args, { encoding: 'utf8', maxBuffer: 1 << 28, ...options });
  if (done.error) throw done.error;
  if (done.status !== 0) throw new Error(`${command} ${args.join(' ')}: exit code ${done.status}\n${done.stdout}${done.stderr}`);
  return done.stdout;
}

/** The handbook of this repository in a new folder: built, or a copy of what `tests/run` has built for every program. */
export function build() {
  if (!existsSync(program)) throw new Error(`${program} is not there: run tests/run, or cargo build --release`);
  const out = join(temporary('site'), 'public');
  if (process.env.PROCBOOK_SITE) cpSync(process.env.PROCBOOK_SITE, out, { recursive: true });
  else run(program, ['build', '--root', root, '--out', out]);
  return out;
}

/** Every file below a folder that ends so, with `/` between the parts of its path, sorted. */
export function files(folder, ending = '') {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(ending))
    .map((entry) => relative(folder, join(entry.parentPath ?? entry.path, entry.name)).split(sep).join('/'))
    .sort();
}

/** The address of a file of the built site. */
export const fileUrl = (site, path) => pathToFileURL(join(site, path)).href;

/** A copy of the handbook that a test may change. */
export function copy() {
  const folder = temporary('copy');
  for (const name of ['handbook.toml', 'content', 'forms', 'layouts', 'static']) {
    if (existsSync(join(root, name))) cpSync(join(root, name), join(folder, name), { recursive: true });
  }
  return folder;
}

/** `procbook serve` on a folder: its address, and how to stop it. */
export async function serve(folder) {
  const child = spawn(program, ['serve', '--root', folder, '--port', '0'], { stdio: ['ignore', 'pipe', 'pipe'] });
  process.on('exit', () => child.kill('SIGKILL'));
  let said = '';
  const address = await new Promise((resolve, reject) => {
    const fail = (why) => reject(new Error(`procbook serve ${why}\n${said}`));
    const timer = setTimeout(() => fail('printed no address'), limit);
    const hear = (bytes) => {
      said += bytes;
      const found = /http:\/\/127\.0\.0\.1:\d+\//.exec(said);
      if (found) {
        clearTimeout(timer);
        resolve(found[0]);
      }
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.on('exit', (code) => {
      clearTimeout(timer);
      fail(`ended with ${code}`);
    });
  });
  /** Stops it as Ctrl-C does; its exit code. */
  const stop = () => new Promise((resolve) => {
    child.removeAllListeners('exit');
    child.on('exit', (code) => resolve(code));
    child.kill('SIGINT');
  });
  return { address, stop };
}

/** Chromium, closed by the test's `after`. */
export const launch = () => chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run'],
});

/**
 * A page in a context of its own, which closes when the test `t` ends.
 * `wrong` collects what it complains of and every request that leaves `from`.
 */
export async function open(t, browser, from, options = {}) {
  const context = await browser.newContext({ viewport: { width: widths.desktop, height: 800 }, reducedMotion: 'reduce', ...options });
  t.after(() => context.close());
  context.setDefaultTimeout(limit);
  const page = await context.newPage();
  const wrong = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) wrong.push(`${message.type()}: ${message.text()} (${message.location().url})`);
  });
  page.on('pageerror', (error) => wrong.push(`uncaught: ${error.message}`));
  page.on('requestfailed', (request) => {
    // A page that is left breaks off what it was still loading.
    if (request.failure()?.errorText !== 'net::ERR_ABORTED') wrong.push(`failed: ${request.url()}: ${request.failure()?.errorText}`);
  });
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(from) && !url.startsWith('data:') && !url.startsWith('blob:')) wrong.push(`request to another place: ${url}`);
  });
  return { page, wrong };
}

export { colours, findings } from './axe.mjs';
