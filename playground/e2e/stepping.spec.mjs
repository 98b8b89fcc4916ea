// The playhead: forward and back by operation and by event, by keys, buttons, slider and playing. Its position alone
// decides what is shown.

import assert from "node:assert/strict";

import { NARROW, spec } from "./harness.mjs";
import {
  LANES,
  at,
  editor,
  goTo,
  lane,
  metric,
  picture,
  position,
  seen,
  settled,
  speed,
  step,
  tile,
  unfocus,
  write,
} from "./page.mjs";

/** Every kind of operation, and most kinds of events: pages grown, bumps, probes, splits, merges, moves, refusals. */
const EVERYTHING = `let a = alloc(40);
let b = alloc(100, 64);
let c = alloc(16);
free(a);
let d = alloc(16);
realloc(c, 24);
realloc(b, 300);
take_pages(1);
free(d);
let e = alloc(900);
free(c);
free(b);
`;

spec("every step forth and back returns to the identical picture", async ({ page, open }) => {
  await open();
  await settled(page);
  await write(page, EVERYTHING);
  await unfocus(page);
  await goTo(page, 0);

  const byEvent = await walk(page, "Shift+ArrowRight");
  const byOperation = await walk(page, "ArrowLeft");
  assert.equal(byOperation.size, (await position(page)).len + 1);
  assert.ok(byEvent.size > byOperation.size, "some operations have several events");
  same(byEvent, byOperation);
  same(byEvent, await walk(page, "ArrowRight"));
  same(byEvent, await walk(page, "Shift+ArrowLeft"));

  const pictures = new Set([...byEvent.values()].map((seen) => JSON.stringify(seen)));
  assert.equal(pictures.size, byEvent.size, "no two steps look the same");
});

spec("a step moves, and arrives at the picture that it has without motion", { reducedMotion: false }, async ({ page, open }) => {
  await open("example=bump-pointer&op=0");
  await settled(page);
  await goTo(page, 3);
  // A jump has no motion: this is what a step arrives at, where the bump pointer glides up.
  const wanted = await still(page, "bump-free-list");
  await goTo(page, 2);
  await still(page, "bump-free-list");
  const pictures = await page.evaluate(async (wanted) => {
    const seen = new Set();
    document.querySelector("[data-go=OperationForward]").click();
    while (!seen.has(wanted)) {
      await new Promise((resolve) => requestAnimationFrame(resolve));
      seen.add(document.querySelector("[data-lane=bump-free-list] canvas").toDataURL());
    }
    return seen.size;
  }, wanted);
  assert.ok(pictures > 2, `${pictures} pictures on the way`);
});

/** The picture of a lane once it has been the same for longer than any motion takes. */
function still(page, name) {
  return page.evaluate(async (name) => {
    const look = () => document.querySelector(`[data-lane=${name}] canvas`).toDataURL();
    for (let last = look(), since = performance.now(); ; ) {
      await new Promise((resolve) => requestAnimationFrame(resolve));
      const now = look();
      if (now !== last) [last, since] = [now, performance.now()];
      if (performance.now() - since > 500) return now;
    }
  }, name);
}

spec("an example forth by events and back by operations returns to the identical picture", async ({ page, open }) => {
  await open("example=coalescing&op=0");
  await settled(page);
  await at(page, 0);
  const byEvent = await walk(page, "Shift+ArrowRight");
  same(byEvent, await walk(page, "ArrowLeft"));
});

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

/** Six operations, then one that searches: first a hole that is too small, then one that fits. */
const SEARCH = `let small = alloc(16);
let wall1 = alloc(16);
let large = alloc(64);
let wall2 = alloc(16);
free(large);
free(small);
let found = alloc(64);
`;

spec("the buttons of the transport do what the keys do", async ({ page, open }) => {
  await open();
  await settled(page);
  await write(page, SEARCH);
  const { len } = await position(page);
  const button = (way) => page.locator(`[data-go="${way}"]`);
  const press = (way) => button(way).click();
  /** A disabled button says so, and does nothing. */
  const pressOff = async (way) => {
    assert.equal(await button(way).getAttribute("aria-disabled"), "true", way);
    await button(way).click({ force: true });
  };

  await goTo(page, 6);
  await press("EventForward");
  await at(page, 6, 1);
  await press("EventBack");
  await at(page, 6);
  await press("OperationForward");
  await at(page, 7);
  await press("OperationBack");
  await at(page, 6);
  await press("Start");
  await at(page, 0);
  await pressOff("OperationBack");
  await pressOff("EventBack");
  await at(page, 0);
  await press("End");
  await at(page, len);
  await pressOff("EventForward");
  await pressOff("OperationForward");
  await at(page, len);
});

spec("inside an operation each lane tells its events, one sentence each", async ({ page, open }) => {
  await open();
  await settled(page);
  await write(page, SEARCH);
  await unfocus(page);
  await goTo(page, 6);
  const shown = lane(page, "free-list").locator("[data-shown]");
  const words = lane(page, "free-list").locator(".sentence-words");
  const tiles = async () => (await seen(page))["free-list"].tiles;
  const before = await tiles();

  await step(page, "Shift+ArrowRight");
  assert.equal(await shown.getAttribute("data-shown"), "1");
  assert.match(await words.innerText(), /0x0000: 16 bytes free, 64 needed: too small/);
  assert.equal(await metric(page, "free-list", "probes"), 1, "one block was looked at so far");
  await step(page, "Shift+ArrowRight");
  assert.equal(await shown.getAttribute("data-shown"), "2");
  assert.match(await words.innerText(), /0x0020: 64 bytes free, 64 needed: fits/);
  assert.equal(await metric(page, "free-list", "probes"), 2);
  assert.deepEqual(await tiles(), before, "before its last event an operation has changed nothing");
  await step(page, "ArrowRight");
  assert.equal(await tile(page, "free-list", "found").getAttribute("data-start"), String(0x20));
});

spec("a bin gives its first block at once, and only bins that hold something are shown", async ({ page, open }) => {
  const hex = (address) => `0x${address.toString(16).padStart(4, "0")}`;
  const lists = async () => (await seen(page))["bump-free-list"].bins;
  const words = lane(page, "bump-free-list").locator(".sentence-words");
  await open("example=long-list&op=305");
  await settled(page);
  await at(page, 305);
  await unfocus(page);
  const [small, large, ...others] = await lists();
  assert.deepEqual([small.length > 0, large.length, others], [true, 1, []]);
  await step(page, "ArrowRight");
  assert.match(await words.innerText(), new RegExp(`at ${hex(large[0])}: took the first block of the 64-byte bin`));
  assert.equal(await metric(page, "bump-free-list", "probes"), 0);
  assert.deepEqual(await lists(), [small], "the bin of 64 bytes is empty now");

  // What was second in the bin is now first.
  await goTo(page, 308);
  assert.equal((await lists())[0][0], small[1]);
  await goTo(page, 0);
  await lane(page, "bump-free-list").getByText("All bins are empty.").waitFor();
});

spec("playing goes to the end by itself, and again from the start", async ({ page, open }) => {
  await open("example=tour&op=0");
  await settled(page);
  await at(page, 0);
  const { len } = await position(page);
  await speed(page, "fastest");
  const play = page.locator("#play");
  for (let round = 0; round < 2; round += 1) {
    await play.click();
    await at(page, len);
    await page.getByRole("button", { name: /^Play/ }).waitFor();
  }
  await goTo(page, 0);
  await speed(page, "slowest");
  await play.click();
  await page.getByRole("button", { name: /^Pause/ }).click();
  await page.getByRole("button", { name: /^Play/ }).waitFor();
  const { done } = await position(page);
  assert.ok(done < len, `paused at ${done} of ${len}`);
});

spec("labels on the slider lead to their place, and the script shows its line", async ({ page, open }) => {
  await open();
  await settled(page);
  await write(page, 'let large = alloc(64);\nfree(large);\nlabel("search");\nlet found = alloc(64);\n');
  await goTo(page, 0);
  const line = editor(page).locator("[aria-current=step]");
  await page.getByRole("button", { name: "search", exact: true }).click();
  await at(page, 3);
  assert.equal(await line.innerText(), 'label("search");');
  await goTo(page, 2);
  assert.equal(await line.innerText(), "free(large);");
  assert.match(await page.locator(".story-words[aria-current=step]").innerText(), /free\(large\)/);
});

/** Presses a key until the playhead stops moving. Returns the picture at every position on the way. */
async function walk(page, key) {
  const end = key.endsWith("Right") ? (await position(page)).len : 0;
  const pictures = new Map();
  for (let now = await position(page); ; now = await step(page, key)) {
    pictures.set(`${now.done}.${now.event}`, await picture(page));
    if (now.done === end && now.event === 0) return pictures;
  }
}

/** Asserts that the pictures of `some` are those of `all`. */
function same(all, some) {
  for (const [position, pictures] of some) {
    for (const [index, name] of LANES.entries()) {
      assert.deepEqual(pictures[index], all.get(position)?.[index], `${name} at ${position}`);
    }
  }
}
