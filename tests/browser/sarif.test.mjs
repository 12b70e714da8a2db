// What `--format sarif` writes is what the published schema of SARIF 2.1.0 describes, read by ajv, which knows nothing
// of this program. The schema and where it is from: tests/sarif.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import Ajv from 'ajv-draft-04';
import formats from 'ajv-formats';
import { program, root, temporary } from './harness.mjs';

const schema = JSON.parse(readFileSync(join(root, 'tests/sarif/sarif-schema-2.1.0.json'), 'utf8'));
const ajv = new Ajv.default({ allErrors: true, strict: false });
formats.default(ajv);
const validate = ajv.compile(schema);

/** What the schema says against a log. */
const refused = (log) => (validate(log) ? [] : validate.errors.map(({ instancePath, message }) => `${instancePath} ${message}`));

/** The log of a handbook. */
function log(handbook, language) {
  const report = join(temporary('sarif'), 'findings.sarif');
  const done = spawnSync(program, ['check', '--root', handbook, '--format', 'sarif', '--language', language, '--report', report, '--today', '2026-11-01'], { encoding: 'utf8' });
  assert.ok(existsSync(report), done.stderr);
  return JSON.parse(readFileSync(report, 'utf8'));
}

const handbooks = ['.', 'tests/formats/handbook', 'tests/sites/everything'].map((path) => join(root, path));

test('logs are what the published schema describes', () => {
  for (const handbook of handbooks) {
    for (const language of ['zh', 'en']) assert.deepEqual(refused(log(handbook, language)), [], `${handbook} in ${language}`);
  }
});

test('a log that is not quite one is refused', () => {
  const sound = log(join(root, 'tests/formats/handbook'), 'zh');
  const spoil = [
    (run) => { run.results[0].level = 'hint'; },
    (run) => { run.columnKind = 'bytes'; },
    (run) => { delete run.results[0].message; },
    (run) => { run.results[0].locations[0].physicalLocation.region.startLine = 0; },
    (run) => { run.results[0].locations[0].physicalLocation.artifactLocation.uri = 'a b\\c'; },
    (run) => { run.results[0].suppressions = [{ kind: 'inComment' }]; },
    (run) => { run.results[0].severity = 'error'; },
    (run) => { run.tool.driver.rules.push(run.tool.driver.rules[0]); },
    (run) => { run.tool.driver.rules[0].help = 'words'; },
  ];
  for (const act of spoil) {
    const copy = structuredClone(sound);
    act(copy.runs[0]);
    assert.notDeepEqual(refused(copy), [], `${act} should be refused`);
  }
});

test('files are named from the top of the repository, so that a code host finds them', () => {
  const [{ results, originalUriBaseIds }] = log(join(root, 'tests/formats/handbook'), 'en').runs;
  assert.ok(results.length > 3);
  for (const result of results) {
    for (const { physicalLocation } of [...result.locations, ...result.relatedLocations]) {
      const { uri, uriBaseId } = physicalLocation.artifactLocation;
      assert.ok(existsSync(join(root, decodeURIComponent(uri))), uri);
      assert.ok(uriBaseId in originalUriBaseIds, uriBaseId);
    }
  }
});
