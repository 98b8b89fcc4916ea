// Presenting: what a projector shows, and the keys of a presenter's remote control.

import assert from "node:assert/strict";

import { spec } from "./harness.mjs";
import { LANES, at, example, lane, position, settled, step, unfocus } from "./page.mjs";

for (const [width, height] of [
  [1024, 768],
  [1280, 720],
  [1920, 1080],
]) {
  spec(`a presentation shows the story, the heaps and the transport alone, ${width} x ${height}`, { width, height }, async ({ page, open, shot }) => {
    await open(example("coalescing", { op: 9 }));
    await settled(page);
    const size = () => page.locator(".sentence-words").first().evaluate((words) => parseFloat(getComputedStyle(words).fontSize));
    const before = await size();
    await unfocus(page);
    await page.keyboard.press("p");
    await page.locator("#present-end").waitFor();
    await shot(`present-${width}`);
    assert.ok((await size()) > 1.4 * before, "large type");
    for (const hidden of ["header.header", "#desk", ".structure"]) {
      assert.equal(await page.locator(hidden).first().isVisible(), false, hidden);
    }
    for (const name of LANES) {
      const { y, height: h } = await lane(page, name).locator("canvas").boundingBox();
      assert.ok(y >= 0 && y + h <= height && h >= 60, `${name}: ${y} ${h}`);
      const sentence = await lane(page, name).locator(".sentence").boundingBox();
      assert.ok(sentence.y + sentence.height <= height);
    }
    const { y, height: h } = await page.getByRole("slider").boundingBox();
    assert.ok(y + h <= height);
  });
}

spec("a remote control steps by operations, and Escape ends the presentation", async ({ page, open }) => {
  await open(example("coalescing", { op: 5 }));
  await settled(page);
  await page.locator("#present").click();
  await page.locator("#present-end").waitFor();
  await step(page, "PageDown");
  const { done } = await position(page);
  assert.ok(done > 5);
  await step(page, "PageUp");
  await at(page, 5);
  await page.keyboard.press("Escape");
  await page.locator("#present").waitFor();
  assert.equal(await page.locator("#present-end").count(), 0);
  assert.equal(await page.evaluate(() => document.documentElement.dataset.view), "all");
});
