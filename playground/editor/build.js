// Bundles src/editor.js and the licences of what it contains into ../js/editor.js, the one file that the page loads.
//
//   npm ci && npm run build    writes the bundle
//   npm ci && npm run check    fails when the committed bundle is not what the sources give; then runs the tests

import { readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const target = `${here}/../js/editor.js`;

const { outputFiles, metafile } = await build({
  absWorkingDir: here,
  entryPoints: ["src/editor.js"],
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2022",
  charset: "utf8",
  legalComments: "none",
  metafile: true,
  write: false,
});

const bundle = `${notices(Object.keys(metafile.inputs))}${outputFiles[0].text}`;

if (process.argv.includes("--check")) {
  let committed = "";
  try {
    committed = readFileSync(target, "utf8");
  } catch {
    // A missing bundle counts as out of date.
  }
  if (committed !== bundle) {
    console.error("playground/js/editor.js is out of date: run `npm ci && npm run build` in playground/editor");
    process.exit(1);
  }
  console.log("playground/js/editor.js is up to date");
} else {
  writeFileSync(target, bundle);
  console.log(`playground/js/editor.js: ${bundle.length} characters`);
}

// A comment with each licence text once, followed by the packages that it applies to.
function notices(inputs) {
  const names = new Set(inputs.map((path) => path.match(/^node_modules\/((?:@[^/]+\/)?[^/]+)/)?.[1]).filter(Boolean));
  const byText = new Map();
  for (const name of [...names].sort()) {
    const text = readFileSync(`${here}/node_modules/${name}/LICENSE`, "utf8").trim();
    byText.set(text, [...(byText.get(text) ?? []), name]);
  }
  const parts = [...byText].map(([text, packages]) => `${packages.join(", ")}:\n\n${text}`);
  return `/*!\nBuilt from playground/editor by \`npm ci && npm run build\`; do not edit. It contains:\n\n${parts.join("\n\n")}\n*/\n`;
}
