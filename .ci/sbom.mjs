// Writes a software bill of materials (CycloneDX 1.6, JSON) of what is shipped to the standard output, from the lock files. Run it after a restore:
//   node .ci/sbom.mjs cli > atrest-cli.cdx.json
//   node .ci/sbom.mjs functions > atrest-functions.cdx.json
// Two runs give the same file: there is no time and no serial number in it. Packages of the build (developmentDependency, as analyzers are) are left out.
import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const apps = {
  cli: { name: 'AtRest.Cli', locks: ['src/AtRest.Cli/packages.lock.json'] },
  functions: { name: 'AtRest.Functions', locks: ['src/AtRest.Functions/packages.lock.json', 'src/AtRest.Functions/extensions.packages.lock.json'] },
};
const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const app = apps[process.argv[2]];
if (!app) {
  console.error(`Name what to list: ${Object.keys(apps).join(' or ')}.`);
  process.exit(2);
}

const store = process.env.NUGET_PACKAGES || join(homedir(), '.nuget', 'packages');

/** The package's own description. NuGet keeps it in the folder of packages, where a restore put it. */
function nuspec(id, version) {
  const file = join(store, id.toLowerCase(), version.toLowerCase(), `${id.toLowerCase()}.nuspec`);
  if (!existsSync(file)) {
    console.error(`${file} is not there, so the licence of ${id} is not known. Run 'dotnet restore Functions.sln' first.`);
    process.exit(1);
  }

  return readFileSync(file, 'utf8');
}

const text = (xml, pattern) =>
  xml.match(pattern)?.[1].trim().replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&quot;/g, '"').replace(/&#(\d+);/g, (_, code) => String.fromCodePoint(code)).replace(/&amp;/g, '&');

function licences(xml) {
  const expression = text(xml, /<license type="expression">([^<]*)</);
  const url = text(xml, /<licenseUrl>([^<]*)</);
  return expression ? [{ expression }] : url && !url.includes('aka.ms/deprecateLicenseUrl') ? [{ license: { name: 'See the address', url } }] : undefined;
}

const components = new Map();
const edges = new Map();
const ref = (id, version) => `pkg:nuget/${id}@${version}`;
for (const lock of app.locks) {
  // All frameworks and runtimes: their entries come together.
  const packages = new Map();
  for (const entries of Object.values(JSON.parse(readFileSync(join(root, lock), 'utf8')).dependencies)) {
    for (const [id, entry] of Object.entries(entries)) {
      if (entry.type !== 'Project') {
        packages.set(id.toLowerCase(), { id, version: entry.resolved, dependencies: Object.keys(entry.dependencies ?? {}) });
      }
    }
  }

  for (const { id, version, dependencies } of packages.values()) {
    const xml = nuspec(id, version);
    if (/<developmentDependency>\s*true/.test(xml)) {
      continue;
    }

    const purl = ref(id, version);
    components.set(purl, {
      type: 'library',
      'bom-ref': purl,
      name: id,
      version,
      licenses: licences(xml),
      copyright: text(xml, /<copyright>([^<]*)</),
      purl,
    });
    const known = edges.get(purl) ?? new Set();
    dependencies.map((name) => packages.get(name.toLowerCase())).filter(Boolean).forEach((other) => known.add(ref(other.id, other.version)));
    edges.set(purl, known);
  }
}

const order = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
const version = text(readFileSync(join(root, 'Directory.Build.props'), 'utf8'), /<Version>([^<]*)</);
const bom = {
  bomFormat: 'CycloneDX',
  specVersion: '1.6',
  version: 1,
  metadata: { component: { type: 'application', 'bom-ref': app.name, name: app.name, version, licenses: [{ license: { id: 'Apache-2.0' } }] } },
  components: [...components.values()].sort((a, b) => order(a.purl, b.purl)),
  dependencies: [
    { ref: app.name, dependsOn: [...components.keys()].sort(order) },
    ...[...edges].sort(([a], [b]) => order(a, b)).map(([from, to]) => ({ ref: from, dependsOn: [...to].filter((purl) => components.has(purl)).sort(order) })),
  ],
};
process.stdout.write(`${JSON.stringify(bom, null, 2)}\n`);
