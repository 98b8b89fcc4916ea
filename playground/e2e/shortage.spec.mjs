// Why a request was refused: asked at the sentence of a lane, marked in its heap.

import assert from "node:assert/strict";

import { NARROW, everywhere, spec } from "./harness.mjs";
import { closePanel, goTo, heap, lane, link, setArena, settled, step, unfocus, write } from "./page.mjs";

/** Every second block is freed: half of the memory is free, and a larger request is refused. */
const CHECKERBOARD = "let b = [];\nfor i in 0..16 { b.push(alloc(16)); }\nfor i in 0..8 { free(b[2 * i]); }\nlet c = alloc(32);";

/** The page with the refused request, at the end. */
async function refused({ page, open }) {
  await open(link(CHECKERBOARD));
  await settled(page);
  await setArena(page, { size: 256, pages: 1 });
  await unfocus(page);
  await page.keyboard.press("End");
  await lane(page, "free-list").locator("[data-why]").waitFor();
}

everywhere("it says what lies between, and marks what would have helped", {}, async (test) => {
  const { page, shot } = test;
  await refused(test);
  await lane(page, "free-list").locator("[data-why]").click();
  const panel = page.locator("[data-shortage=free-list][aria-busy=false]");
  await panel.waitFor();
  const words = await panel.textContent();
  assert.match(words, /128/, "the free total");
  assert.match(words, /b\[1\]/, "what lies between");
  const marked = heap(page, "free-list").locator("[data-marks*=to-free]");
  assert.equal(await marked.count(), 1, "one more free would have been enough");
  assert.equal(await heap(page, "segregated-bump").locator("[data-marks]").count(), 0);
  await shot("shortage");
  // It closes with its button, and when the position moves on.
  await panel.getByRole("button").click();
  await panel.waitFor({ state: "detached" });
  assert.equal(await page.locator("[data-marks]").count(), 0);
  await lane(page, "free-list").locator("[data-why]").click();
  await panel.waitFor();
  await unfocus(page);
  await step(page, "ArrowLeft");
  await panel.waitFor({ state: "detached" });
  await step(page, "ArrowRight");
  assert.equal(await panel.count(), 0, "it does not open by itself");
});

spec("it opens by keyboard, in any lane, one at a time", async (test) => {
  const { page } = test;
  await refused(test);
  for (const name of ["free-list", "bump-free-list"]) {
    await lane(page, name).locator("[data-why]").focus();
    await page.keyboard.press("Enter");
    await page.locator(`[data-shortage=${name}]`).waitFor();
    assert.equal(await page.locator("[data-shortage]").count(), 1);
    assert.equal(await lane(page, name).locator("[data-why]").getAttribute("aria-expanded"), "true");
  }
});

spec("a request that was met has no reason to be refused", async (test) => {
  const { page } = test;
  await refused(test);
  await goTo(page, 3);
  assert.equal(await lane(page, "free-list").locator("[data-why]").count(), 0);
});

spec("a long search does not stop the page", async (test) => {
  const { page, open } = test;
  await open();
  await settled(page);
  await setArena(page, { size: 1024, pages: 16 });
  await write(
    page,
    "let b = [];\nfor i in 0..900 { b.push(alloc(8 + i % 5)); }\nfor i in 0..450 { free(b[2 * i]); }\nlet c = alloc(4000);",
  );
  await unfocus(page);
  await page.keyboard.press("End");
  await lane(page, "free-list").locator("[data-why]").click();
  await page.locator("[data-shortage=free-list]").waitFor();
  // Meanwhile the page does what it is asked to.
  await page.locator("#theme").click();
  await page.locator("[data-shortage=free-list][aria-busy=false]").waitFor({ timeout: 120_000 });
  assert.ok((await page.locator("[data-shortage] p").count()) >= 3);
});

spec("on a phone it lies over the heaps", { ...NARROW, touch: true }, async (test) => {
  const { page, shot } = test;
  await refused(test);
  await closePanel(page);
  await lane(page, "free-list").locator("[data-why]").click();
  await page.locator("[data-shortage=free-list][aria-busy=false]").waitFor();
  await shot("shortage-phone");
});
