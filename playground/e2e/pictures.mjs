// Not a test: every example at its middle and its last step, in both widths and both themes, as screenshots in `out/`
// for people to look at, and the pictures of the READMEs in `docs/`. `npm run pictures` makes them from the site in
// `dist/`, with the browser that CHROME names.

import { fileURLToPath } from "node:url";

import { THEMES, VIEWS, spec } from "./harness.mjs";
import { ALL, example, goTo, picture, position, settled } from "./page.mjs";

const DOCS = fileURLToPath(new URL("../../docs/", import.meta.url));

/** Windows so high that nothing scrolls: elements that stick to the bottom would cover the picture. */
const height = (width) => (width >= 960 ? 1900 : 4800);

for (const view of VIEWS) {
  spec(`pictures, ${view.name}`, view, async ({ page, open, shot }) => {
    await page.setViewportSize({ width: view.width, height: height(view.width) });
    await open();
    await settled(page);
    const slugs = await examples(page);
    for (const slug of slugs) {
      await open(example(slug, { lanes: ALL }));
      await settled(page);
      await picture(page);
      await shot(`${slug}-last`);
      const { len } = await position(page);
      await goTo(page, len >> 1);
      await picture(page);
      await shot(`${slug}-middle`);
    }
  });
}

for (const [locale, name] of [["en-US", "playground"], ["zh-CN", "playground-zh"]]) {
  for (const theme of THEMES) {
    const view = { width: 1280, height: 860, theme, locale };
    spec(`the picture of the README, ${locale}, ${theme}`, view, async ({ page, open }) => {
      await open(example("tour", { op: 14 }));
      await settled(page);
      await picture(page);
      await page.screenshot({ path: `${DOCS}${name}-${theme}.png` });
    });
  }
}
