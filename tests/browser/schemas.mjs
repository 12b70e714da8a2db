// The JSON Schemas of a built site, read by ajv, which knows nothing of this program.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { files } from './harness.mjs';

/** Every schema of a site, and what is wrong with a value by the schema of a form. */
export function schemasOf(site, folder = 'forms') {
  // Strict: a keyword that draft 2020-12 does not know is an error, not a remark.
  const ajv = new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true, strictTuples: false, verbose: true });
  formats.default(ajv);
  const all = new Map();
  for (const path of files(join(site, folder), '.schema.json')) {
    const schema = JSON.parse(readFileSync(join(site, folder, path), 'utf8'));
    all.set(schema.properties.form.const, { path, schema });
  }
  const compiled = new Map();
  return {
    all,
    /** What the schema of draft 2020-12 says of the schema of a form. */
    unsound(code) {
      ajv.validateSchema(all.get(code).schema);
      return (ajv.errors ?? []).map(words);
    },
    refused(code, value) {
      if (!compiled.has(code)) compiled.set(code, ajv.compile(all.get(code).schema));
      const check = compiled.get(code);
      return check(value) ? [] : check.errors.map(words).sort();
    },
  };
}

const words = ({ instancePath, message, params }) =>
  `${instancePath} ${message}${params.additionalProperty ? `: ${params.additionalProperty}` : ''}`;
