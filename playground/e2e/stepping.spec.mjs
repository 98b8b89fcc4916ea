// The playhead: forth and back by operation and by event, by keys, buttons, slider and by itself. Where it stands alone
// decides what is seen.

import assert from "node:assert/strict";

import { NARROW, spec } from "./harness.mjs";
import { LANES, at, goTo, lane, picture, position, settled, step } from "./page.mjs";

for (const slug of ["coalescing", "growing-vec"]) {
  spec(`${slug}: every step forth and back returns to the identical picture`, async ({ page, open }) => {
    await open(`example=${slug}&op=0`);
    await settled(page);
    await at(page, 0);
    const { len } = await position(page);

    const byOperation = await walk(page, "ArrowRight");
    assert.equal(byOperation.size, len + 1);
    same(byOperation, await walk(page, "ArrowLeft"), byOperation);

    const byEvent = await walk(page, "Shift+ArrowRight");
    assert.ok(byEvent.size > byOperation.size, "some operations have several events");
    same(byEvent, await walk(page, "Shift+ArrowLeft"), byEvent);
    same(byEvent, byOperation, byOperation);

    const pictures = new Set([...byEvent.values()].map((seen) => JSON.stringify(seen)));
    assert.equal(pictures.size, byEvent.size, "no two steps look the same");
  });
}

spec("a long run scrolls, and returns to the identical picture", NARROW, async ({ page, open }) => {
  await open("example=random&op=300");
  await settled(page);
  await at(page, 300);
  const before = await picture(page);
  for (const key of ["ArrowRight", "Shift+ArrowRight", "End", "Home"]) {
    await step(page, key);
  }
  await goTo(page, 300);
  assert.deepEqual(await picture(page), before);
});

spec("the buttons of the transport do what the keys do", async ({ page, open }) => {
  await open("example=first-fit&op=8");
  await settled(page);
  await at(page, 8);
  const { len } = await position(page);
  const press = (way) => page.locator(`[data-go="${way}"]`).click();

  await press("EventForward");
  const inside = await position(page);
  assert.deepEqual([inside.done, inside.event], [8, 1], "the search takes several events");
  await press("EventBack");
  await at(page, 8);
  await press("OperationForward");
  await at(page, 9);
  await press("OperationBack");
  await at(page, 8);
  await press("Start");
  await at(page, 0);
  await press("OperationBack");
  await press("EventBack");
  await at(page, 0);
  await press("End");
  await at(page, len);
  await press("EventForward");
  await press("OperationForward");
  await at(page, len);
});

spec("inside an operation each lane tells its events, one sentence each", async ({ page, open }) => {
  await open("example=first-fit&op=8");
  await settled(page);
  await at(page, 8);
  const told = () => lane(page, "free-list").locator("[data-told]");
  const probes = async () => Number(await lane(page, "free-list").locator("[data-metric=probes]").getAttribute("data-value"));

  await step(page, "Shift+ArrowRight");
  assert.equal(await told().getAttribute("data-told"), "1");
  assert.match(await told().innerText(), /0x[0-9a-f]{4}: \d+ bytes free, 64 needed: next/);
  assert.equal(await probes(), 1, "one block was looked at so far");
  await step(page, "Shift+ArrowRight");
  assert.match(await told().innerText(), /0x[0-9a-f]{4}: \d+ bytes free, 64 needed: taken/);
  assert.equal(await probes(), 2);
});

spec("playing goes to the end by itself, and again from the start", async ({ page, open }) => {
  await open("example=tour&op=0");
  await settled(page);
  await at(page, 0);
  const { len } = await position(page);
  await page.getByRole("combobox", { name: "Speed of playing" }).selectOption({ label: "100 per s" });
  const play = page.locator("#play");
  for (let round = 0; round < 2; round += 1) {
    await play.click();
    await at(page, len);
    await page.getByRole("button", { name: /^Play/ }).waitFor();
  }
  await goTo(page, 0);
  await page.getByRole("combobox", { name: "Speed of playing" }).selectOption({ label: "1 per s" });
  await play.click();
  await page.getByRole("button", { name: /^Pause/ }).click();
  await page.getByRole("button", { name: /^Play/ }).waitFor();
  const { done } = await position(page);
  assert.ok(done < len, `paused at ${done} of ${len}`);
});

spec("labels on the slider lead to their place", async ({ page, open }) => {
  await open("example=splitting");
  await settled(page);
  await page.getByRole("button", { name: "cut", exact: true }).click();
  await at(page, 5);
  assert.equal((await page.locator("[aria-current=step]:not(.cm-line)").innerText()).trim(), "label “cut”");
  assert.match(await page.locator(".cm-line[aria-current=step]").innerText(), /^label\("cut"\)/);
});

/** Presses a key until the playhead moves no more. The picture at every position on the way, by position. */
async function walk(page, key) {
  const end = key.endsWith("Right") ? (await position(page)).len : 0;
  const pictures = new Map();
  for (let now = await position(page); ; now = await step(page, key)) {
    pictures.set(`${now.done}.${now.event}`, await picture(page));
    if (now.done === end && now.event === 0) return pictures;
  }
}

/** Asserts that both have the same pictures at all positions of `positions`. */
function same(one, other, positions) {
  for (const position of positions.keys()) {
    for (const [index, name] of LANES.entries()) {
      assert.deepEqual(other.get(position)?.[index], one.get(position)?.[index], `${name} at ${position}`);
    }
  }
}
