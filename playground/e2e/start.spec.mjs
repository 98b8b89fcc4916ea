// The beginning: a reader who has nothing saved and follows no link starts the tour before its first operation.

import assert from "node:assert/strict";

import { LYING, NARROW, WIDE, everywhere, spec } from "./harness.mjs";
import { at, position, settled, write } from "./page.mjs";

everywhere("the tour opens before its first operation, with one button that leads on", async ({ page, open }) => {
  await open();
  await settled(page);
  const { done, event, len } = await position(page);
  assert.deepEqual([done, event], [0, 0]);
  assert.ok(len > 10, `${len} operations`);
  const next = page.locator("#next");
  assert.equal(await next.count(), 1);
  const { y, height } = await next.boundingBox();
  assert.ok(y >= 0 && y + height <= WIDE.height, "it is in sight");
  for (let steps = 0, before = done; steps < 3; steps += 1) {
    await next.click();
    await page.waitForFunction((before) => Number(document.querySelector("[data-done]").dataset.done) > before, before);
    before = (await position(page)).done;
  }
});

for (const size of [NARROW, LYING]) {
  spec(`the tour opens before its first operation, ${size.width}x${size.height}`, { ...size, touch: true }, async ({ page, open }) => {
    await open();
    await settled(page);
    const { done, event } = await position(page);
    assert.deepEqual([done, event], [0, 0]);
    await page.locator("[data-go=OperationForward]").tap();
    await page.waitForFunction(() => document.querySelector("[data-done]").dataset.done !== "0");
  });
}

spec("work that was saved opens where it was left, and a link to an example at its end", async ({ page, open }) => {
  await open();
  await settled(page);
  await write(page, "let own = alloc(24);\nfree(own);\n");
  await page.locator("[data-go=OperationBack]").click();
  await at(page, 1);
  await page.waitForFunction(() => location.hash.length > 1);
  await open();
  await settled(page);
  await at(page, 1);
  await open("example=tour");
  await settled(page);
  const { done, len } = await position(page);
  assert.equal(done, len);
});
