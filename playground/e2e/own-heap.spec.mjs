// The heap of the page itself: its numbers while the panel is open, and the page recorded by itself.

import assert from "node:assert/strict";

import { NARROW, everywhere, spec } from "./harness.mjs";
import { example, openMenu, position, settled } from "./page.mjs";

async function openPanel(page) {
  await openMenu(page, "examples");
  await page.locator("#open-own-heap").click();
  await page.locator("#own-heap").waitFor();
}

/** Waits until the recording has been run. */
async function opened(page) {
  await page.getByRole("heading", { name: "this-page.trace", exact: true }).first().waitFor();
  await page.locator('[data-state="ready"]').waitFor();
}

/** The bytes in a row of the panel. */
const bytes = async (page, name) => Number(await page.locator(`[data-own="${name}"]`).getAttribute("data-bytes"));

everywhere("the panel shows the heap of the page, which grows", async ({ page, open, shot }) => {
  await open(example("tour"));
  await settled(page);
  await openPanel(page);
  await shot("own-heap");
  const [used, free, largest, size] = await Promise.all(["used", "free", "largest", "size"].map((name) => bytes(page, name)));
  assert.ok(used > 100_000 && used < size, `${used} of ${size} bytes`);
  assert.equal(used + free, size);
  assert.ok(largest > 0 && largest <= free);
  assert.equal(await bytes(page, "growth"), 0);
});

spec("the panel fits on a phone", NARROW, async ({ page, open, shot }) => {
  await open(example("tour"));
  await settled(page);
  await openPanel(page);
  await shot("own-heap");
  const box = await page.locator("#own-heap").boundingBox();
  assert.ok(box.x >= 0 && box.x + box.width <= NARROW.width);
});

spec("the page records itself, and opens that as a trace", async ({ page, open, shot }) => {
  await open(example("tour"));
  await settled(page);
  await openPanel(page);
  await page.locator("#record-own-heap").click();
  await page.locator("#stop-own-heap").waitFor();
  assert.equal(await page.locator("#own-heap").isVisible(), false, "the panel is out of the way");
  // It ends by itself after some seconds, which need not be enough for five round trips.
  await page.evaluate(async () => {
    for (let step = 0; step < 5; step += 1) {
      document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowLeft", bubbles: true }));
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
    document.querySelector("#stop-own-heap").click();
  });
  await opened(page);
  assert.equal(await page.locator("#stop-own-heap").count(), 0);
  const { len } = await position(page);
  assert.ok(len > 100, `${len} operations`);
  await shot("own-heap-opened");
});

spec("a recording ends by itself", async ({ page, open, shot }) => {
  await open(example("tour"));
  await settled(page);
  await openPanel(page);
  await page.locator("#record-own-heap").click();
  await shot("own-heap-recording");
  await opened(page);
});
