// What the forms of the handbook export is what their JSON Schemas say: every form filled in, exported and checked.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { build, files, fileUrl, launch, open, root } from './harness.mjs';
import { schemasOf } from './schemas.mjs';

const site = build();
const schemas = schemasOf(site);
const codes = files(`${root}/forms`, '.toml').map((path) => path.replace('.toml', ''));

let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

/** Runs on the page: puts a value into everything that a person can fill in, and says which names it has filled. */
function fillIn(data) {
  const api = window.procbookForm;
  const filled = new Set();
  const texts = {
    text: ' 甲"乙"\\<b>&amp;', multiline: '第一行\n第二行', date: '2026-02-28', month: '2026-12', week: '2026-W53', time: '23:59',
    datetime: '2026-12-31T00:00', tel: '+86 10 1234-5678', email: 'a.b+c@d-e.example', drawn: 'M10 20l5 -5 30 12M40 40l1 1',
  };
  const number = (rule) => {
    const whole = rule.type === 'integer';
    const least = rule.minimum ?? (rule.exclusiveMinimum !== undefined ? rule.exclusiveMinimum + (whole ? 1 : 0.01) : undefined);
    const most = rule.maximum ?? (rule.exclusiveMaximum !== undefined ? rule.exclusiveMaximum - (whole ? 1 : 0.01) : undefined);
    if (least === undefined && most === undefined) return whole ? '-7' : '1,000,000,000,000.05';
    return String(least ?? most);
  };
  for (const field of api.fields) {
    if (field.type === 'table' && !field.fixed) api.setRows(field, Math.min(field.max, Math.max(field.printed, 2)));
    for (const leaf of api.leaves(field)) {
      if (!leaf.controls.length || api.isComputed(leaf)) continue;
      const own = data.properties[field.name];
      const rule = leaf.row ? own.items.properties[leaf.name] : leaf.field ? own.properties[leaf.name] : own;
      const chosen = leaf.controls.map((one) => one.value);
      let value = texts[leaf.type] ?? texts.text;
      if (leaf.type === 'select_multiple') value = chosen;
      else if (leaf.controls[0].tagName === 'SELECT') value = leaf.controls[0].options[leaf.controls[0].options.length - 1].value;
      else if (leaf.controls[0].type === 'radio') value = chosen[chosen.length - 1];
      else if (api.isNumber(leaf)) value = number(rule);
      if (!api.write(leaf, value)) throw new Error(`${field.name}.${leaf.name} does not take ${value}`);
      filled.add(field.name);
    }
  }
  return [...filled];
}

/** Runs on the page, after it has settled what is shown: those of the fields that are. */
const shown = (names) => names.filter((name) => !window.procbookForm.isHidden(window.procbookForm.byName[name].box));

/** What the page exports, whatever constraints between fields say of it: the shape is looked at here. */
async function exported(page) {
  await page.evaluate(() => { window.procbookForm.check = () => true; });
  const [file] = await Promise.all([page.waitForEvent('download'), page.locator('.export-json').click()]);
  return JSON.parse(readFileSync(await file.path(), 'utf8'));
}

/** A value of another type. */
const wrong = (value) => {
  if (typeof value === 'string') return 7;
  if (typeof value === 'number') return `${value}`;
  return Array.isArray(value) ? { 0: value[0] } : [value];
};

/** Every record that is not quite what was exported, with what was done to it. */
function* spoilt(record, schema) {
  const change = (what, act) => {
    const copy = structuredClone(record);
    act(copy);
    return [what, copy];
  };
  for (const name of schema.required) yield change(`without ${name}`, (copy) => { delete copy[name]; });
  yield change('with a name that the form has not', (copy) => { copy.data.no_such_field = 1; });
  yield change('of another form', (copy) => { copy.form += 'x'; });
  yield change('filled in some day', (copy) => { copy.filled_at = 'some day'; });
  const data = schema.properties.data;
  for (const name of data.required ?? []) yield change(`without data.${name}`, (copy) => { delete copy.data[name]; });
  for (const [name, value] of Object.entries(record.data)) {
    yield change(`${name} of another type`, (copy) => { copy.data[name] = wrong(value); });
    if (typeof value !== 'object') continue;
    const inside = (copy) => (Array.isArray(value) ? copy.data[name][0] : copy.data[name]);
    if (typeof value[0] === 'string') {
      yield change(`${name} with a choice that there is not`, (copy) => { copy.data[name].push('no such choice'); });
      continue;
    }
    const rule = data.properties[name].items ?? data.properties[name];
    yield change(`${name} with an unknown name inside`, (copy) => { inside(copy).no_such_part = 1; });
    for (const part of rule.required ?? []) yield change(`${name} without ${part}`, (copy) => { delete inside(copy)[part]; });
    for (const part of Object.keys(Array.isArray(value) ? value[0] : value)) {
      yield change(`${name}.${part} of another type`, (copy) => { inside(copy)[part] = wrong(inside(copy)[part]); });
    }
  }
}

test('every form of the handbook has a schema that draft 2020-12 accepts', () => {
  assert.ok(codes.length > 100, `only ${codes.length} forms`);
  assert.deepEqual([...schemas.all.keys()].sort(), codes);
  for (const code of codes) assert.deepEqual(schemas.unsound(code), [], code);
  for (const language of ['zh', 'en']) assert.deepEqual(schemasOf(join(root, 'tests/exports', language, 'expected'), '').unsound('F-1'), [], language);
});

test('what a page exports is what its schema describes, and anything else is refused', async (t) => {
  const { page, wrong: complaints } = await open(t, browser, fileUrl(site, ''));
  let lacking = 0;
  let refusals = 0;
  for (const code of codes) {
    const { path, schema } = schemas.all.get(code);
    await page.goto(fileUrl(site, `forms/${code.toLowerCase()}.html`));
    assert.equal(await page.locator('link[rel=describedby]').evaluate((node) => node.href), fileUrl(site, `forms/${path}`));

    const empty = schemas.refused(code, await exported(page));
    assert.deepEqual(empty.filter((one) => !/^\/data(\/\w+\/\d+)? must have required property/.test(one)), [], `${code}, empty, only lacks something`);
    lacking += empty.length;

    const filled = await page.evaluate(shown, await page.evaluate(fillIn, schema.properties.data));
    const record = await exported(page);
    assert.deepEqual(schemas.refused(code, record), [], code);
    assert.deepEqual(filled.filter((name) => !(name in record.data)), [], `${code} leaves out what was filled in`);
    for (const [what, copy] of spoilt(record, schema)) {
      assert.notDeepEqual(schemas.refused(code, copy), [], `${code} ${what} should be refused`);
      refusals += 1;
    }
  }
  assert.ok(lacking > codes.length, `only ${lacking} fields are required`);
  assert.ok(refusals > 5 * codes.length, `only ${refusals} were refused`);
  t.diagnostic(`${codes.length} forms, ${refusals} spoilt records refused`);
  assert.deepEqual(complaints, []);
});
