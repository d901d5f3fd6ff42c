// What both scripts need: ajv with everything strict, and the schemas of an OpenAPI document.
import { createRequire } from "node:module";

/** An ajv that knows the document as "document". */
export function open(tools, document) {
  const require = createRequire(`${tools}/`);
  const Ajv = require("ajv/dist/2020.js").default;
  const addFormats = require("ajv-formats").default;
  const ajv = new Ajv({ strict: true, allErrors: true });
  addFormats(ajv);
  if (document.openapi) {
    // Its root is not a schema: what is written there are no keywords that a schema could have.
    ajv.addVocabulary(Object.keys(document));
  }
  const { $id, ...rest } = document;
  // By that name alone: a test says that the $id is a good one.
  return ajv.addSchema({ ...rest, $id: "document" });
}

/** The JSON pointers of all schemas in an OpenAPI document. */
export function* schemasOf(node, place = "") {
  for (const [key, value] of Object.entries(node ?? {})) {
    const here = `${place}/${pointer(key)}`;
    if (key === "schema" || place === "/components/schemas") {
      yield here;
    } else if (typeof value === "object") {
      yield* schemasOf(value, here);
    }
  }
}

export const pointer = (name) => encodeURIComponent(name.replaceAll("~", "~0").replaceAll("/", "~1"));
