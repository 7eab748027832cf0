// Builds ../static/editor.js, and its licences, from the packages that package-lock.json names:
//   npm ci && npm run build
import { build } from "esbuild";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

const OUT = "../static/editor.js";
const result = await build({
  entryPoints: ["editor.mjs"],
  bundle: true,
  format: "esm",
  minify: true,
  target: "es2022",
  legalComments: "none",
  banner: { js: "// CodeMirror 6; editor.licences.txt has its licences. Built by briefgen/live/editor/build.mjs." },
  outfile: OUT,
  metafile: true,
});

const packages = new Set();
for (const path of Object.keys(result.metafile.inputs)) {
  const found = /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path);
  if (found) packages.add(found[1]);
}
const licences = [];
for (const name of [...packages].sort()) {
  const folder = join("node_modules", name);
  const { version } = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
  const file = (await readdir(folder)).find((each) => /^licen[sc]e/i.test(each));
  licences.push(`${name} ${version}\n\n${(await readFile(join(folder, file), "utf8")).trim()}\n`);
}
await writeFile("../static/editor.licences.txt", licences.join(`\n${"-".repeat(72)}\n\n`));
