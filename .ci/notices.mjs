// Writes the notices about the packages that the command line and the Functions app are shipped with to the standard output. Run it after a restore, and
// after each change of the lock files or the fonts:
//   node .ci/notices.mjs > docs/THIRD-PARTY-NOTICES.txt
// The packages are those of sbom.mjs; licences and copyrights are those that the packages state, from NuGet's folder of packages.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const store = process.env.NUGET_PACKAGES || join(homedir(), '.nuget', 'packages');
const packages = new Map();
for (const app of ['cli', 'functions']) {
  const bom = JSON.parse(execFileSync('node', [join(here, 'sbom.mjs'), app], { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 }));
  for (const component of bom.components) {
    packages.set(component.purl, component);
  }
}

const folderOf = ({ name, version }) => join(store, name.toLowerCase(), version.toLowerCase());

/** The file with the licence, which the package names or has at its top. */
function licenceFile(component) {
  const folder = folderOf(component);
  const xml = readFileSync(join(folder, `${component.name.toLowerCase()}.nuspec`), 'utf8');
  const named = xml.match(/<license type="file">([^<]*)</)?.[1].trim().replaceAll('\\', '/');
  const file = named && existsSync(join(folder, named)) ? named : readdirSync(folder).find((name) => /^licen[cs]e(\.(txt|md))?$/i.test(name));
  return file && join(folder, file);
}

const authors = (component) =>
  readFileSync(join(folderOf(component), `${component.name.toLowerCase()}.nuspec`), 'utf8').match(/<authors>([^<]*)</)?.[1].trim() ?? '';

const cell = (text) => text.replace(/\s+/g, ' ').replaceAll('|', '\\|').trim();
const order = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
const texts = new Map();
const lines = [...packages.values()].sort((a, b) => order(a.purl, b.purl)).map((component) => {
  const { name, version, licenses, copyright } = component;
  const file = licenceFile(component);
  if (file) {
    const text = readFileSync(file, 'utf8').replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n').trim();
    texts.set(text, [...(texts.get(text) ?? []), `${name} ${version}`]);
  }

  const licence = licenses?.[0].expression ?? (licenses?.[0].license?.url ? `see ${licenses[0].license.url}` : file ? 'see its text below' : undefined);
  if (!licence) {
    console.error(`${name} ${version} states no licence.`);
    process.exit(1);
  }

  return `${name} ${version}\n  Licence: ${cell(licence)}\n  ${copyright ? cell(copyright) : `By: ${cell(authors(component))}`}`;
});

const block = (text) => `~~~text\n${text}\n~~~\n`;
const mit = `Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation files (the "Software"), to deal
in the Software without restriction, including without limitation the rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell
copies of the Software, and to permit persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN
THE SOFTWARE.`;
const fonts = join(here, '../src/AtRest.Reports/Pdf/Fonts');
const fontTexts = readdirSync(fonts).filter((name) => name.endsWith('.LICENSE')).sort().map((name) => block(readFileSync(join(fonts, name), 'utf8').replace(/\r\n?/g, '\n').trim()));
process.stdout.write(`# Third-party notices

AtRest is shipped with these packages. Each is under its own licence, as stated by the package.
The text of Apache-2.0 is in the file LICENSE. The other texts are below.

${block(lines.join('\n'))}
## MIT

${block(mit)}
## Fonts of the PDF reports

${fontTexts.join('\n')}
## Texts that packages contain

${[...texts].sort(([, a], [, b]) => order(a[0], b[0])).map(([text, users]) => `${block(`${users.join('\n')}\n\n${text}`)}`).join('\n')}`);
