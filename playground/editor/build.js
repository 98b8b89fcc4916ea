// Bundles src/editor.js and the licences of its packages into ../js/editor.js, and minifies src/start.js, which loads
// it, and src/boot.js. The bundle and its loader get a digest: a page must not use the bundle of another version.
//
//   npm ci && npm run build    writes the bundle
//   npm ci && npm run check    fails if the committed files differ from a fresh build; then runs the tests

import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));

const module = { format: "esm", target: "es2022" };
const [, draft] = await made("editor.js", module, "");
const version = createHash("sha256").update(draft).digest("hex").slice(0, 16);
const results = [
  await made("editor.js", module, version),
  // Plain scripts, which are written into the page; the second one reports browsers that are too old for the page.
  await made("start.js", { format: "iife", globalName: "scriptEditor", target: "es2022" }, version),
  await made("boot.js", { format: "iife", target: "es5" }, version),
];
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

// Builds a file: its name and its text.
async function made(name, format, version) {
  const { outputFiles, metafile } = await build({
    absWorkingDir: here,
    entryPoints: [`src/${name}`],
    bundle: true,
    minify: true,
    ...format,
    define: { VERSION: JSON.stringify(version) },
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
    // A missing file counts as out of date.
    return "";
  }
}

// A comment with each licence text once, followed by the packages that it applies to.
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
