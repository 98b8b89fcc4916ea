// Boundary tags as students need to see them: in the heap, byte by byte, and in words.

import assert from "node:assert/strict";

import { NARROW, spec } from "./harness.mjs";
import { at, example, goTo, heap, lane, picture, pointAt, seen, settled, step, tile, unfocus } from "./page.mjs";

const TAGS = "boundary-tag";

/** The fields of a header, tag or footer shown in a panel: name, bytes, meaning. */
const fields = (panel) =>
  panel.locator("[data-field]").evaluateAll((rows) =>
    rows.map((row) => [row.dataset.field, ...[...row.querySelectorAll("td")].map((cell) => cell.textContent)]),
  );

/** The four bytes of a number, lowest first. */
const raw = (number) => [0, 8, 16, 24].map((shift) => ((number >> shift) & 255).toString(16).padStart(2, "0")).join(" ");

const hex = (address) => `0x${address.toString(16).padStart(4, "0")}`;

spec("a free block shows its header and its footer, bytes and meaning", async ({ page, open }) => {
  await open(example("boundary-tags", { op: 16 }));
  await settled(page);
  const [bin] = (await seen(page))[TAGS].bins;
  const [free] = bin;
  await lane(page, TAGS).locator(`ol [data-address="${free}"]`).click();
  const panel = page.getByRole("complementary", { name: "Selection" });
  const size = Number(
    await heap(page, TAGS).locator(`[role=option][data-start="${free}"]`).getAttribute("data-size"),
  );
  assert.deepEqual(await fields(panel), [
    ["tag", raw(size | 1), `${size} + 1: free`],
    ["next", raw(0), "none: the last one"],
    ["back", (await fields(panel))[2][1], "back to the head of the bin"],
    ["footer", raw(size), String(size)],
  ]);
});

spec("a live block shows its tag, and the tag tells of the block before", async ({ page, open }) => {
  await open(example("boundary-tags", { op: 12 }));
  await settled(page);
  const tip = lane(page, TAGS).locator(".heap-tip");
  await pointAt(page, TAGS, "row[3]");
  assert.deepEqual(await fields(tip), [["tag", raw(2), "2: live, the previous block is free"]]);
  await pointAt(page, TAGS, "row[1]");
  assert.deepEqual(await fields(tip), [["tag", raw(0), "0: live, and so is the previous block"]]);
  const start = Number(await tile(page, TAGS, "row[1]").getAttribute("data-start"));
  assert.equal(start % 16, 12, "a tag in front of an address at a multiple of 16");
  assert.match(await tip.innerText(), new RegExp(`payload at\\s+${hex(start + 4)}`));
});

spec("each tag that is written is a step in words, and seen in the heap", async ({ page, open }) => {
  await open(example("boundary-tags", { op: 10 }));
  await settled(page);
  await at(page, 10);
  await unfocus(page);
  const words = lane(page, TAGS).locator(".sentence-words");
  const said = [];
  const pictures = new Set();
  for (let done = 10; done < 11; ) {
    ({ done } = await step(page, "Shift+ArrowRight"));
    said.push(await words.innerText());
    pictures.add((await picture(page)).map(([, pixels]) => pixels).join());
  }
  assert.equal(said.length, 3);
  const all = said.join("\n");
  assert.match(all, /the tag at 0x[0-9a-f]{4} now says: previous block free/);
  assert.match(all, /inserted into its bin: 48 bytes at 0x[0-9a-f]{4}, first/);
  // After the last of them the sentence sums up the operation.
  assert.match(all, /pushed 0x[0-9a-f]{4} onto the 48-byte bin/);
  assert.equal(pictures.size, said.length, "each step has a picture of its own");
});

spec("only bins that hold something are shown, with the range of their sizes", async ({ page, open }) => {
  await open(example("good-fit"));
  await settled(page);
  await goTo(page, 16);
  const names = await lane(page, TAGS).locator(".structure-bin .structure-name b").allTextContents();
  assert.deepEqual(names, ["32", "128–144", "256–304", "512–624"]);
  assert.equal((await seen(page))[TAGS].bins.length, names.length);
  await goTo(page, 0);
  await lane(page, TAGS).getByText("All bins are empty.").waitFor();
});

spec("from near enough the fields are written in the heap", NARROW, async ({ page, open }) => {
  await open(example("boundary-tags", { op: 16 }));
  await settled(page);
  const canvas = async () => lane(page, TAGS).locator("canvas").evaluate((element) => element.toDataURL());
  const before = await canvas();
  await heap(page, TAGS).focus();
  // It is zoomed in on the block at the cursor.
  await page.keyboard.press("Home");
  for (let zoomed = 0; zoomed < 30; zoomed += 1) {
    await page.keyboard.press("+");
  }
  await picture(page);
  assert.notEqual(await canvas(), before);
  const { tiles } = (await seen(page))[TAGS];
  assert.equal(tiles[0][2], "reserved", "the heads of the bins come first");
  assert.equal(tiles[0][1], 460);
});
