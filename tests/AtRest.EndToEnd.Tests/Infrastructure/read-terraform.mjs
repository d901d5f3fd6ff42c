// Prints the files of a Terraform module as one JSON object: their names, and what HashiCorp's parser reads in each.
// Arguments: the folder of the npm packages, the folder of the module.
import { readdir, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";

const [tools, module] = process.argv.slice(2);
const { parse } = createRequire(join(tools, "node_modules", "x"))("@cdktf/hcl2json");
const files = {};
for (const name of (await readdir(module)).filter(name => name.endsWith(".tf"))) {
  files[name] = await parse(name, await readFile(join(module, name), "utf8"));
}

process.stdout.write(JSON.stringify(files));
