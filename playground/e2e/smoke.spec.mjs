// The page opens, fits, and is silent: in both widths and both themes.

import assert from "node:assert/strict";

import { VIEWS, everywhere } from "./harness.mjs";

for (const view of VIEWS) {
  everywhere(`the page opens and fits, ${view.name}`, view, async ({ page, open, shot }) => {
    await open();
    assert.notEqual(await page.title(), "", "the page has a title");
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    assert.ok(overflow <= 0, `${overflow} px stick out to the right`);
    await shot("start");
  });
}
