// Every example of the menu, run by the page in WebAssembly and by `examples/replay.rs` natively: in every lane the
// numbers, the outcomes, the heap and the lists must be the same.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

import { everywhere, spec } from "./harness.mjs";
import {
  ALL,
  at,
  changing,
  goTo,
  lanesInSight,
  panel,
  position,
  script,
  seen,
  setArena,
  settled,
  step,
  toggle,
  write,
} from "./page.mjs";

const replay = JSON.parse(native("replay"));

for (const [slug, lanes] of Object.entries(replay)) {
  everywhere(`the example ${slug} is as in the native replay`, async ({ page, open }) => {
    await open();
    await settled(page);
    await toggle(page, "segregated-bump").click();
    await page.locator("[popovertarget=examples]").first().click();
    await changing(page, () => page.locator(`[data-example="${slug}"]`).click());
    assert.deepEqual(await lanesInSight(page), ALL, "an example of the menu keeps the lanes");

    const stops = lanes[ALL[0]];
    const { done, len } = await position(page);
    assert.equal(done, 0, "an example opens before its first operation");
    assert.equal(len, stops.at(-1).done, "operations");
    for (const [index, { done }] of stops.entries()) {
      await goTo(page, done);
      const now = await seen(page);
      assert.deepEqual(Object.keys(now), ALL);
      for (const name of ALL) {
        same(now[name], lanes[name][index], `${name} after ${done} operations`);
      }
    }
  });
}

spec("the menu has the examples of the native replay, each with a script of its own", async ({ page, open }) => {
  await open();
  await settled(page);
  const menu = page.getByRole("dialog", { name: "Examples" });
  const slugs = await page.locator("[data-example]").evaluateAll((all) => all.map(({ dataset }) => dataset.example));
  assert.deepEqual(slugs.toSorted(), Object.keys(replay));
  assert.ok(slugs.length >= 8, `${slugs.length} examples`);
  const scripts = new Set();
  for (const slug of slugs) {
    await page.getByRole("button", { name: "Examples" }).click();
    await menu.waitFor();
    await changing(page, () => menu.locator(`[data-example="${slug}"]`).click());
    await menu.waitFor({ state: "hidden" });
    scripts.add(await script(page));
  }
  assert.equal(scripts.size, slugs.length);
});

const OWN = "let a = alloc(24);\nlet b = alloc(100);\nfree(a);\n";

/** Opens an example of the menu. */
async function choose(page, slug) {
  await page.locator("[popovertarget=examples]").first().click();
  await changing(page, () => page.locator(`[data-example="${slug}"]`).click());
}

/** What the page shows of the work: its script, position and arena. */
const work = async (page) => ({
  script: await script(page),
  at: await position(page),
  pages: await page.locator("[name=max-pages]").inputValue(),
});

spec("Back restores the work that an example took the place of, and Forward the example", async ({ page, open }) => {
  await open();
  await settled(page);
  await write(page, OWN);
  await setArena(page, { pages: 9 });
  await goTo(page, 2);
  const own = await work(page);

  await choose(page, "coalescing");
  await goTo(page, 5);
  const example = await work(page);
  await choose(page, "bins");
  const last = await work(page);
  assert.equal(last.at.done, 0);

  await changing(page, () => page.goBack());
  assert.deepEqual(await work(page), example);
  await changing(page, () => page.goBack());
  assert.deepEqual(await work(page), own);
  await changing(page, () => page.goForward());
  assert.deepEqual(await work(page), example);

  // Another example takes the place of what came after; and a reload forgets nothing.
  await choose(page, "splitting");
  await page.reload();
  await settled(page);
  await panel(page, "script");
  await changing(page, () => page.goBack());
  assert.deepEqual(await work(page), example);
  await changing(page, () => page.goBack());
  assert.deepEqual(await work(page), own);
});

spec("Back restores the work that a link took the place of, also if nothing was changed", async ({ page, open }) => {
  await open();
  await settled(page);
  await panel(page, "script");
  const first = await work(page);
  const follow = (fragment) =>
    changing(page, () =>
      page.evaluate((fragment) => {
        location.hash = fragment;
      }, fragment),
    );
  await follow("example=bins&op=3");
  await write(page, OWN);
  const own = await work(page);
  await follow("example=splitting&op=4");
  assert.equal((await work(page)).at.done, 4);
  await changing(page, () => page.goBack());
  assert.deepEqual(await work(page), own);
  await changing(page, () => page.goBack());
  assert.deepEqual(await work(page), first);
});

spec("an example asks at its start and answers at its end", async ({ page, open }) => {
  await open();
  await settled(page);
  const text = page.locator("#panel-example");
  assert.equal((await position(page)).done, 0, "the page opens before the first operation");
  assert.match(await text.innerText(), /The same requests go to every allocator/);
  assert.doesNotMatch(await text.innerText(), /second page/);
  await page.keyboard.press("End");
  await text.getByText(/second page/).waitFor();

  await write(page, OWN);
  await panel(page, "example");
  assert.match(await text.innerText(), /The same requests/, "the text stays");
  assert.doesNotMatch(await text.innerText(), /second page/);
  await changing(page, () => text.getByRole("button", { name: "Back to the example" }).click());
  assert.equal((await position(page)).done, 0);
  assert.equal(await text.getByRole("button", { name: "Back to the example" }).count(), 0);
});

spec("labels are passed, not counted, and lead to their chapter", async ({ page, open }) => {
  await open("example=tour&op=0");
  await settled(page);
  const visited = [];
  for (let { done, len } = await position(page); done < len; ) {
    ({ done } = await step(page, "ArrowRight"));
    visited.push(done);
  }
  // Before operations 2, 7, 10 and 13 of the script there is a label.
  assert.deepEqual(visited, [2, 3, 4, 5, 7, 8, 10, 11, 13, 14, 15]);
  assert.match(await page.locator("[data-done]").innerText(), /11\s+of 11/);
  await page.locator(".ticks").getByText("split", { exact: true }).click();
  await at(page, 9);
});

/** Asserts that a lane shows what was replayed. */
function same(shown, wanted, when) {
  assert.deepEqual(shown.numbers, wanted.numbers, `numbers of ${when}`);
  assert.equal(shown.outcome, wanted.outcome, `outcome in ${when}`);

  // A large heap is scrolled: every tile in the visible range must be there.
  const first = wanted.tiles.findIndex(([start]) => start === shown.tiles[0]?.[0]);
  const inSight = first < 0 ? [] : wanted.tiles.slice(first, first + shown.tiles.length);
  assert.deepEqual(shown.tiles, inSight, `heap of ${when}`);
  assert.equal(shown.tiles.length > 0, wanted.tiles.length > 0, `heap of ${when}`);

  // A long list is shown in part: its ends must be there, and only blocks between them may be left out.
  assert.equal(shown.bins.length, wanted.bins.length, `lists of ${when}`);
  for (const [index, wantedBlocks] of wanted.bins.entries()) {
    const addresses = wantedBlocks.map(([address]) => address);
    const blocks = shown.bins[index];
    const sight = `list ${index} of ${when}: ${blocks} of ${addresses}`;
    const places = blocks.map((address) => addresses.indexOf(address));
    assert.ok(places.every((place, nth) => place > (nth === 0 ? -1 : places[nth - 1])), sight);
    assert.deepEqual([blocks[0], blocks.at(-1)], [addresses[0], addresses.at(-1)], sight);
    assert.ok(blocks.length >= Math.min(addresses.length, 3), sight);
  }
}

/** The output of an example program of the playground's crate. */
function native(name) {
  const root = fileURLToPath(new URL("../../", import.meta.url));
  const { status, stdout, stderr, error } = spawnSync(
    process.env.CARGO ?? "cargo",
    ["run", "--quiet", "--package", "heap-lab", "--example", name],
    { cwd: root, encoding: "utf8", maxBuffer: 1 << 28 },
  );
  assert.equal(status, 0, `cargo run --example ${name}: ${error ?? stderr}`);
  return stdout;
}
