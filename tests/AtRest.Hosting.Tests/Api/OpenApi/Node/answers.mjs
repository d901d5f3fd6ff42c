// Holds answers of the server against the OpenAPI document: node answers.mjs TOOLS DOCUMENT < ANSWERS. An answer is { operation, status, type, body }.
// Prints as JSON: { wrong: [text], unanswered: ["operation status"] }.
import { readFileSync } from "node:fs";
import { open, pointer } from "./schemas.mjs";

const [tools, file] = process.argv.slice(2);
const document = JSON.parse(readFileSync(file, "utf8"));
const ajv = open(tools, document);
const operations = new Map();
for (const [path, item] of Object.entries(document.paths)) {
  for (const [method, operation] of Object.entries(item).filter(([name]) => name !== "parameters")) {
    operations.set(operation.operationId, { method, responses: operation.responses, place: `/paths/${pointer(path)}/${method}/responses` });
  }
}

const seen = new Set();
const wrong = [];
for (const answer of JSON.parse(readFileSync(0, "utf8"))) {
  seen.add(`${answer.operation} ${answer.status}`);
  const error = check(answer);
  if (error) wrong.push(`${answer.operation} ${answer.status} ${answer.type}: ${error}\n${answer.body.slice(0, 1000)}`);
}
const described = [...operations].flatMap(([name, { responses }]) => Object.keys(responses).map((status) => `${name} ${status}`));
console.log(JSON.stringify({ wrong, unanswered: described.filter((one) => !seen.has(one)) }));

function check({ operation, status, type, body }) {
  const { method, responses, place } = operations.get(operation);
  let response = responses[status];
  if (!response) return "this status is not described";
  let here = `${place}/${status}`;
  if (response.$ref) {
    here = response.$ref.slice(1);
    response = here.split("/").slice(1).reduce((node, name) => node[name], document);
  }
  const content = response.content ?? {};
  if (body === "") return Object.keys(content).length > 0 ? "a body is described, and there is none" : undefined;
  if (method === "head") return "HEAD is answered with a body";
  const media = type.split(";")[0];
  if (!content[media]) return "this media type is not described";
  const validate = ajv.compile({ $ref: `document#${here}/content/${pointer(media)}/schema` });
  return validate(/[/+]json$/.test(media) ? JSON.parse(body) : body) ? undefined : ajv.errorsText(validate.errors);
}
