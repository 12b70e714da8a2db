// The built handbook as files: valid HTML, links that lead somewhere, the same bytes every time, the promised data.

import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { test } from 'node:test';
import { build, files, kinds, run, temporary } from './harness.mjs';

const site = build();
const pages = files(site, '.html');
const text = (path) => readFileSync(join(site, path), 'utf8');
const book = JSON.parse(text('handbook.json'));

/** Properties that browsers know and the checker does not yet. */
const newer = ['field-sizing'];

/** What the Nu HTML checker says of the pages and style sheets in a folder. */
function nu(folder) {
  const jar = join(dirname(fileURLToPath(import.meta.url)), 'node_modules/vnu-jar/build/dist/vnu.jar');
  const json = run('java', ['-Xss8m', '-jar', jar, '--format', 'json', '--exit-zero-always', '--stdout', '--also-check-css', '--skip-non-html', folder]);
  return JSON.parse(json).messages
    .filter(({ message }) => !newer.some((property) => message.includes(`Property “${property}” doesn't exist`)))
    .map(({ url, lastLine, lastColumn, type, subType, message, extract }) =>
      `${url.replace(`file:${folder}/`, '')}:${lastLine}:${lastColumn}: ${subType ?? type}: ${message}\n    ${extract?.replaceAll('\n', '⏎') ?? ''}`);
}

test('the Nu HTML checker finds nothing on any page', () => {
  assert.ok(pages.length > 60, `only ${pages.length} pages`);
  assert.deepEqual(nu(site), []);
});

test('the Nu HTML checker would find a mistake', () => {
  const folder = temporary('nu');
  writeFileSync(join(folder, 'wrong.html'), text('index.html').replace('</main>', '<p id="twice"></p><p id="twice"></p></main>'));
  assert.match(nu(folder).join('\n'), /Duplicate ID/);
});

test('every folder of pages has a page among the kinds that are looked at', () => {
  const seen = new Set(Object.values(kinds).map((path) => posix.dirname(path)));
  assert.deepEqual([...new Set(pages.map((path) => posix.dirname(path)))].filter((folder) => !seen.has(folder)), []);
  assert.deepEqual(Object.values(kinds).filter((path) => !pages.includes(path)), []);
  const registers = pages.filter((path) => path.startsWith('registers/') && !Object.values(kinds).includes(path.replace(/-\d+\.html$/, '.html')));
  assert.deepEqual(registers, [], 'registers that are not looked at');
});

test('every link leads to a file of the site and to an id on it', () => {
  const all = new Set(files(site));
  const ids = new Map(pages.map((path) => [path, new Set([...text(path).matchAll(/\sid="([^"]*)"/g)].map((m) => plain(m[1])))]));
  const wrong = [];
  let count = 0;
  for (const path of pages) {
    for (const [, , address] of text(path).matchAll(/\s(href|src|action)="([^"]*)"/g)) {
      const link = plain(address);
      if (/^[a-z]+:/i.test(link)) {
        if (!/^(mailto|tel|https?):/i.test(link)) wrong.push(`${path}: ${link}: an odd scheme`);
        continue;
      }
      count += 1;
      const [file, fragment] = link.split('#');
      const target = file === '' ? path : posix.join(posix.dirname(path), decodeURIComponent(file.split('?')[0]));
      if (link.startsWith('/')) wrong.push(`${path}: ${link}: not relative`);
      else if (!all.has(target)) wrong.push(`${path}: ${link}: no such file`);
      else if (fragment && ids.has(target) && !ids.get(target).has(decodeURIComponent(fragment))) wrong.push(`${path}: ${link}: no such id`);
    }
  }
  assert.deepEqual([...new Set(wrong)], []);
  assert.ok(count > 3000, `only ${count} links`);
});

const plain = (attribute) => attribute.replaceAll('&#x2F;', '/').replaceAll('&#x27;', "'").replaceAll('&#39;', "'")
  .replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

test('a page names nothing of another host but in links that a person clicks', () => {
  for (const path of pages) {
    const loaded = [...text(path).matchAll(/<(?:script|link|img|iframe|source|use|image)\b[^>]*?(?:src|href)="(https?:[^"]*|\/\/[^"]*)"/g)];
    assert.deepEqual(loaded.map((m) => m[1]), [], path);
    assert.doesNotMatch(text(path), /<script[^>]*type="module"/, `${path}: module scripts fail on file://`);
  }
});

test('two builds are the same, byte for byte', () => {
  const again = build();
  const own = (path) => !path.startsWith('.procbook');
  assert.deepEqual(files(again).filter(own), files(site).filter(own));
  for (const path of files(site).filter(own)) {
    assert.ok(readFileSync(join(site, path)).equals(readFileSync(join(again, path))), path);
  }
});

test('handbook.json has the 32 steps of SM1.1, each with an owner and a form or none on purpose', () => {
  const procedure = book.procedures.find(({ code }) => code === 'SM1.1');
  assert.deepEqual(procedure.steps.map(({ number }) => number), Array.from({ length: 32 }, (_, at) => at + 1));
  const roles = new Set(book.roles.map(({ id }) => id));
  const templates = new Set(book.templates.map(({ code }) => code));
  for (const { steps, code } of book.procedures) {
    for (const step of steps) {
      const what = `${code}#${step.number}`;
      assert.ok(roles.has(step.owner), `${what}: owner ${step.owner}`);
      assert.ok(step.forms.length > 0 || step.no_form === true, `${what} says nothing of forms`);
      for (const form of step.forms) assert.ok(templates.has(form), `${what}: ${form}`);
    }
  }
});

test('pages carry the hooks that other tools rely on', () => {
  const folders = [['procedures', 'procedure', 'code'], ['roles', 'role', 'id'], ['templates', 'template', 'code'], ['forms', 'form', 'code'], ['references', 'reference', 'code'], ['packs', 'pack', 'id']];
  for (const [list, kind, key] of folders) {
    assert.ok(book[list].length > 0, list);
    for (const item of book[list]) {
      const folder = list === 'references' ? 'reference' : list;
      const html = text(`${folder}/${item[key].toLowerCase()}.html`);
      assert.ok(html.includes(`<article data-kind="${kind}" data-code="${item[key]}"`), item[key]);
    }
  }
});

test('a procedure shows every step, and its chart every step and every arrow between steps', () => {
  for (const { code, steps } of book.procedures) {
    const html = text(`procedures/${code.toLowerCase()}.html`);
    const numbers = (pattern) => [...html.matchAll(pattern)].map((m) => Number(m[1]));
    const wanted = steps.map(({ number }) => number);
    assert.deepEqual(numbers(/<section id="step-(\d+)" class="step\b/g), wanted, code);
    const chart = /<svg\b[^>]*class="[^"]*\bchart\b[\s\S]*?<\/svg>/.exec(html)?.[0] ?? '';
    const nodes = [...chart.matchAll(/<a\b[^>]*>/g)].map(([tag]) => /data-step="(\d+)"/.exec(tag)?.[1]).filter(Boolean).map(Number);
    assert.deepEqual([...new Set(nodes)].sort((a, b) => a - b), wanted, `nodes of the chart of ${code}`);
    const drawn = [...chart.matchAll(/<path\b[^>]*>/g)].map(([tag]) => [/data-from="(\d+)"/.exec(tag)?.[1], /data-to="(\d+)"/.exec(tag)?.[1]])
      .filter(([from, to]) => from && to).map((edge) => edge.join('→'));
    const edges = steps.flatMap(({ number, next }) => next.filter(({ to }) => typeof to === 'number').map(({ to }) => `${number}→${to}`));
    assert.deepEqual([...new Set(edges)].filter((edge) => !drawn.includes(edge)), [], `arrows that the chart of ${code} lacks`);
  }
});

test('a form has a control for every field, by its name', () => {
  for (const { code, sections } of book.forms) {
    const html = text(`forms/${code.toLowerCase()}.html`);
    const form = /<form\b[^>]*>/.exec(html)?.[0] ?? '';
    assert.match(form, /id="form"/, code);
    assert.match(form, new RegExp(`data-code="${code}"`), code);
    assert.match(form, /data-version="[^"]+"/, code);
    const fields = sections.flatMap((section) => section.fields);
    assert.ok(fields.length > 0, code);
    const lacking = fields.filter(({ name }) => !html.includes(` data-name="${name}"`)).map(({ name }) => name);
    assert.deepEqual(lacking, [], `fields that ${code} does not show`);
    const typed = fields.filter(({ type }) => ['text', 'multiline', 'integer', 'decimal', 'money', 'percent', 'date', 'month', 'select_one', 'select_multiple', 'yes_no'].includes(type));
    const without = typed.filter(({ name }) => !html.includes(` name="${name}"`)).map(({ name }) => name);
    assert.deepEqual(without, [], `fields of ${code} without a control of their name`);
  }
});
