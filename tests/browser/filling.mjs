// What the tests of filling forms in share: a small handbook of the test's own, and a small web server for it.

import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { program, root, run, temporary } from './harness.mjs';

/**
 * Builds a handbook of forms: `forms` has `CODE: { title, version, fields }`, the fields as TOML.
 * `layouts` false takes the looks that the program carries with it.
 */
export function handbook({ title = '试用手册', language = 'zh-CN', config = '', forms }, folder = temporary('filling')) {
  for (const name of ['layouts', 'static']) cpSync(join(root, name), join(folder, name), { recursive: true });
  mkdirSync(join(folder, 'content/templates'), { recursive: true });
  mkdirSync(join(folder, 'forms'), { recursive: true });
  writeFileSync(join(folder, 'handbook.toml'), `title = "${title}"\nlanguage = "${language}"\n${config}`);
  for (const [code, form] of Object.entries(forms)) {
    writeFileSync(join(folder, `content/templates/${code}.md`), `+++\ncode = "${code}"\ntitle = "${form.title}"\nversion = "${form.version ?? '1.0'}"\n+++\n\n${language === 'en' ? '## Purpose\n\nA trial.' : '## 用途\n\n试填。'}\n`);
    writeFileSync(join(folder, `forms/${code}.toml`), `[[section]]\ntitle = "${form.title}"\nfield = [\n${form.fields}\n]\n`);
  }
  const out = join(folder, 'public');
  run(program, ['build', '--root', folder, '--out', out]);
  return { folder, out };
}

const types = { '.html': 'text/html; charset=utf-8', '.css': 'text/css', '.js': 'text/javascript', '.svg': 'image/svg+xml', '.json': 'application/json' };

/**
 * Serves a folder; what is no file of it goes to `answer(request, response, body)`. `headers` go with every page.
 * Its address, what it was asked by other methods than GET, and how to close it and open it again.
 */
export async function serveFolder(folder, { answer = (request, response) => response.writeHead(404).end(), headers = {} } = {}) {
  const asked = [];
  let port = 0;
  let server;
  const site = { asked, answer, headers };
  site.open = () => new Promise((resolve) => {
    server = createServer((request, response) => {
      const chunks = [];
      request.on('data', (chunk) => chunks.push(chunk));
      request.on('end', () => {
        const body = Buffer.concat(chunks).toString();
        const path = normalize(decodeURIComponent(new URL(request.url, 'http://x').pathname));
        if (request.method === 'GET') {
          try {
            const bytes = readFileSync(join(folder, path));
            return response.writeHead(200, { 'Content-Type': types[extname(path)] ?? 'application/octet-stream', ...site.headers }).end(bytes);
          } catch {
            // No file of the folder.
          }
        }
        asked.push({ method: request.method, path, headers: request.headers, body });
        return site.answer(request, response, body);
      });
    });
    server.listen(port, '127.0.0.1', () => {
      port = server.address().port;
      site.address = `http://127.0.0.1:${port}/`;
      resolve(site);
    });
  });
  site.close = () => new Promise((resolve) => {
    server.close(resolve);
    server.closeAllConnections();
  });
  return site.open();
}

/** What a click downloads. */
export async function download(page, click) {
  const [file] = await Promise.all([page.waitForEvent('download'), click()]);
  return { name: file.suggestedFilename(), text: readFileSync(await file.path(), 'utf8') };
}

export const named = (page, name) => page.locator(`[name="${name}"]`);
/** Gives the form's page a file to import. */
export const give = (page, name, text) => page.locator('input[type=file]').setInputFiles({ name, mimeType: 'application/json', buffer: Buffer.from(text) });
/** The drafts in the store, that last changed first. */
export const drafts = (page) => page.evaluate(() => procbookStore.drafts((document.getElementById('form') ?? document.getElementById('drafts')).dataset.handbook)
  .map(({ code, version, id, name, about, draft }) => ({ code, version, id, name, about, draft })));
/** Waits until the store has what the form's page shows. */
export const kept = (page) => page.waitForFunction(() => procbookStore.drafts(procbookForm.form.dataset.handbook)
  .some((one) => one.id === procbookForm.draft.id && JSON.stringify(one.draft.texts) === JSON.stringify(procbookForm.texts())));
