// Validates a bill of materials on the standard input against CycloneDX's official schema. First argument: the folder of the tools.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const tools = process.argv[2];
const load = createRequire(join(tools, 'package.json'));
const Ajv = load('ajv').default;
const ajv = new Ajv({ strict: false, allErrors: true });
load('ajv-formats').default(ajv);
// ajv-formats does not have these two, and our files have neither.
ajv.addFormat('iri-reference', true);
ajv.addFormat('idn-email', true);
const schema = (name) => JSON.parse(readFileSync(join(tools, 'node_modules/@cyclonedx/cyclonedx-library/res/schema', `${name}.SNAPSHOT.schema.json`), 'utf8'));
for (const name of ['spdx', 'jsf-0.82', 'cryptography-defs']) {
  ajv.addSchema({ ...schema(name), $id: undefined }, `http://cyclonedx.org/schema/${name}.SNAPSHOT.schema.json`);
}

const validate = ajv.compile(schema('bom-1.6'));
const isValid = validate(JSON.parse(readFileSync(0, 'utf8')));
process.stdout.write(isValid ? 'valid' : ajv.errorsText(validate.errors, { separator: '\n' }));
