// Not a test: every example at its start, its middle and its last step, as screenshots in `out/` for people to look at,
// and the pictures of the READMEs in `docs/`. `npm run pictures` makes them from the site in `dist/`, with the browser
// that CHROME names. Arguments choose some of them: sizes, themes, languages, examples, or `readme`.
//
//     npm run pictures -- 390x844 dark zh-CN tour bins
//     npm run pictures -- readme

import { fileURLToPath } from "node:url";

import { LARGE, LOCALES, LYING, NARROW, TABLET, THEMES, WIDE, spec } from "./harness.mjs";
import { ALL, example, examples, goTo, openExample, picture, position, settled } from "./page.mjs";

const DOCS = fileURLToPath(new URL("../../docs/", import.meta.url));

const SIZES = Object.fromEntries([WIDE, LARGE, TABLET, NARROW, LYING].map((size) => [`${size.width}x${size.height}`, size]));

const asked = new Set(process.argv.slice(2));
const README = asked.delete("readme");

/** Those that the arguments name, or all if they name none. */
function chosen(all) {
  const some = all.filter((one) => asked.has(one));
  return some.length > 0 ? some : all;
}

/** The arguments that are no size, theme or language: names of examples. */
const slugs = [...asked].filter((one) => ![...Object.keys(SIZES), ...THEMES, ...LOCALES].includes(one));

for (const size of README ? [] : chosen(Object.keys(SIZES))) {
  for (const theme of chosen(THEMES)) {
    for (const locale of chosen(LOCALES)) {
      spec(`pictures, ${size}, ${theme}, ${locale}`, { ...SIZES[size], theme, locale }, async ({ page, open, shot }) => {
        await open(example("tour", { lanes: ALL }));
        await settled(page);
        const here = await examples(page);
        for (const slug of slugs.length > 0 ? here.filter((one) => slugs.includes(one)) : here) {
          await openExample(page, slug, { op: 0, lanes: ALL });
          await settled(page);
          const { len } = await position(page);
          for (const [name, done] of [["start", 0], ["middle", len >> 1], ["last", len]]) {
            await goTo(page, done);
            await picture(page);
            await shot(`${slug}-${name}`);
          }
        }
      });
    }
  }
}

/** The pictures of the READMEs: the names of their files begin so, and this is what they show. */
const README_PICTURES = [
  ["playground", example("tour", { op: 14 }), settled],
  ["lesson", "lesson=fits&step=3", (page) => page.locator("#answer").waitFor()],
];

for (const [locale, suffix] of README || asked.size === 0 ? [["en-US", ""], ["zh-CN", "-zh"]] : []) {
  for (const theme of THEMES) {
    spec(`the pictures of the README, ${locale}, ${theme}`, { ...WIDE, theme, locale }, async ({ page, open }) => {
      for (const [name, fragment, ready] of README_PICTURES) {
        await open(fragment);
        await ready(page);
        await picture(page);
        await page.screenshot({ path: `${DOCS}${name}${suffix}-${theme}.png` });
      }
    });
  }
}
