// Bundles src/editor.js and the licences of what it contains into ../js/editor.js, and makes src/start.js, which loads it, small.
//
//   npm ci && npm run build    writes the bundle
//   npm ci && npm run check    fails when the committed bundle is not what the sources give; then runs the tests

import { readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));

const results = [await made("editor.js"), await made("start.js")];
if (process.argv.includes("--check")) {
  for (const [name, text] of results) {
    if (committed(name) !== text) {
      console.error(`playground/js/${name} is out of date: run \`npm ci && npm run build\` in playground/editor`);
      process.exit(1);
    }
    console.log(`playground/js/${name} is up to date`);
  }
} else {
  for (const [name, text] of results) {
    writeFileSync(target(name), text);
    console.log(`playground/js/${name}: ${text.length} characters`);
  }
}

function target(name) {
  return `${here}/../js/${name}`;
}

// What the sources give: a name and a text.
async function made(name) {
  const { outputFiles, metafile } = await build({
    absWorkingDir: here,
    entryPoints: [`src/${name}`],
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2022",
    charset: "utf8",
    legalComments: "none",
    metafile: true,
    write: false,
  });
  return [name, `${notices(Object.keys(metafile.inputs))}${outputFiles[0].text}`];
}

function committed(name) {
  try {
    return readFileSync(target(name), "utf8");
  } catch {
    // Absent: as good as out of date.
    return "";
  }
}

// A comment with each licence text once, and the packages that stand under it.
function notices(inputs) {
  const names = new Set(inputs.map((path) => path.match(/^node_modules\/((?:@[^/]+\/)?[^/]+)/)?.[1]).filter(Boolean));
  if (names.size === 0) return "";
  const byText = new Map();
  for (const name of [...names].sort()) {
    const text = readFileSync(`${here}/node_modules/${name}/LICENSE`, "utf8").trim();
    byText.set(text, [...(byText.get(text) ?? []), name]);
  }
  const parts = [...byText].map(([text, packages]) => `${packages.join(", ")}:\n\n${text}`);
  return `/*!\nBuilt from playground/editor by \`npm ci && npm run build\`; do not edit. It contains:\n\n${parts.join("\n\n")}\n*/\n`;
}
