// Every example of the menu, run by the page in WebAssembly and by `examples/replay.rs` natively: in every lane the
// numbers, the outcomes, the heap and the lists are the same.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

import { everywhere, spec } from "./harness.mjs";
import { ALL, changing, goTo, lanesInSight, position, script, seen, settled, toggle } from "./page.mjs";

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
    assert.equal(done, len, "an example opens at its end");
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

/** Asserts that what a lane shows is what was replayed. */
function same(shown, wanted, when) {
  assert.deepEqual(shown.numbers, wanted.numbers, `numbers of ${when}`);
  assert.equal(shown.outcome, wanted.outcome, `outcome in ${when}`);

  // A large heap is scrolled: what is in sight is all there, from one tile to another.
  const first = wanted.tiles.findIndex(([start]) => start === shown.tiles[0]?.[0]);
  const inSight = first < 0 ? [] : wanted.tiles.slice(first, first + shown.tiles.length);
  assert.deepEqual(shown.tiles, inSight, `heap of ${when}`);
  assert.equal(shown.tiles.length > 0, wanted.tiles.length > 0, `heap of ${when}`);

  // A long list is shown in part: its ends, and what is left out is left out from within.
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

/** What an example program of the playground's crate prints. */
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
