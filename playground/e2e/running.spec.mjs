// Long runs: the page stays responsive, says how far it is, and can be stopped.

import assert from "node:assert/strict";

import { spec } from "./harness.mjs";
import { changing, example, goTo, link, position, settled } from "./page.mjs";

/** Thousands of blocks that can't merge, in one list: each further request visits all of them. */
const SLOW = `let l = [];
for i in 0..40000 { l.push(alloc(16)); }
for i in 0..20000 { free(l[2 * i]); }
for i in 0..20000 { alloc(32); }`;
const ALL = 80_000;

/** Opens an example, and then the slow script in its place. */
async function slow({ page, open }) {
  await open(example("tour"));
  await settled(page);
  await changing(page, () => page.evaluate((fragment) => void (location.hash = fragment), link(SLOW)), "running");
}

spec("a long run says how far it is, and the page stays as it was", async ({ page, open }) => {
  await slow({ page, open });
  const bar = page.locator("[data-progress]");
  await bar.waitFor();
  const before = Number(await bar.getAttribute("data-progress"));
  await page.waitForFunction((before) => Number(document.querySelector("[data-progress]")?.dataset.progress) > before, before);
  const { len } = await position(page);
  assert.ok(len < 100, "the run before is still shown");
  await goTo(page, 2);
  await page.locator('[data-state="ready"]').waitFor({ timeout: 120_000 });
  assert.equal(await bar.count(), 0);
  assert.equal((await position(page)).len, ALL);
});

spec("a run that is stopped shows what is done", async ({ page, open }) => {
  await slow({ page, open });
  await page.getByRole("button", { name: "Stop" }).click();
  await page.locator('[data-state="ready"]').waitFor();
  assert.equal(await page.locator("[data-progress]").count(), 0);
  assert.match(await page.locator("[data-notice]").innerText(), / of 80,000 /);
  const { len } = await position(page);
  assert.ok(len < ALL, `${len} operations`);
  assert.equal(await page.getByRole("slider").getAttribute("max"), String(len));
  await goTo(page, Math.floor(len / 2));
});
