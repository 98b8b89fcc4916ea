// No test: every example at its middle and its last step, in both widths and both themes, as screenshots in `out/` for
// people to look at. `npm run pictures` makes them from the site in `dist/`, with the browser that CHROME names.

import { VIEWS, spec } from "./harness.mjs";
import { goTo, picture, position, settled } from "./page.mjs";

/** High enough for all lanes of a wide page, which scroll in it otherwise. */
const HIGH = 1500;

for (const view of VIEWS) {
  spec(`pictures, ${view.name}`, view, async ({ page, open, shot }) => {
    if (view.width >= 960) await page.setViewportSize({ width: view.width, height: HIGH });
    await open();
    await settled(page);
    const slugs = await page.locator("[data-example]").evaluateAll((all) => all.map(({ dataset }) => dataset.example));
    for (const slug of slugs) {
      await open(`example=${slug}`);
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
