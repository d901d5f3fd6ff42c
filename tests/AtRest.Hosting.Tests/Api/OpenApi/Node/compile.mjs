// Compiles JSON Schemas in ajv's strict mode: node compile.mjs TOOLS FILE… Prints what is wrong as JSON: [{ file, place, error }].
// Of an OpenAPI document it compiles every schema in it.
import { readFileSync } from "node:fs";
import { open, schemasOf } from "./schemas.mjs";

const [tools, ...files] = process.argv.slice(2);
const wrong = [];
for (const file of files) {
  const document = JSON.parse(readFileSync(file, "utf8"));
  const ajv = open(tools, document);
  for (const place of document.openapi ? schemasOf(document) : [""]) {
    try {
      ajv.compile({ $ref: `document#${place}` });
    } catch (error) {
      wrong.push({ file, place, error: error.message });
    }
  }
}
console.log(JSON.stringify(wrong));
