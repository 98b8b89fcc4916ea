// The lanes and the controls around them: hiding and showing, the shape of the arenas, zoom, links, and one selection
// for the heap and the structure.

import assert from "node:assert/strict";

import { NARROW, WIDE, spec } from "./harness.mjs";
import {
  ALL,
  LANES,
  UNNAMED,
  changing,
  example,
  goTo,
  heap,
  isSelected,
  lane,
  lanesInSight,
  metric,
  openMenu,
  picture,
  pointAt,
  pressAtOnce,
  seen,
  setArena,
  settled,
  showsLanes,
  tile,
  toggle,
  unfocus,
  write,
} from "./page.mjs";

spec("lanes are hidden and shown, and one always stays", async ({ page, open }) => {
  await open(example("tour"));
  await settled(page);
  const before = await seen(page);
  await toggle(page, LANES[0]).click();
  await showsLanes(page, [LANES[1], LANES[2]]);
  assert.deepEqual((await seen(page))[LANES[1]], before[LANES[1]], "the others show what they showed");
  await toggle(page, LANES[2]).click();
  await showsLanes(page, [LANES[1]]);

  const last = page.locator(`[name="lane-${LANES[1]}"]`);
  await toggle(page, LANES[1]).click({ force: true });
  assert.deepEqual(await lanesInSight(page), [LANES[1]], "the last one stays");
  assert.ok(await last.isChecked(), "and its toggle says so");

  await toggle(page, LANES[0]).click();
  await toggle(page, LANES[2]).click();
  await showsLanes(page, LANES);
});

spec("each of four lanes has room for its heap and its structure", { width: 1280, height: 860 }, async ({ page, open }) => {
  await open(example("good-fit", { lanes: ALL }));
  await settled(page);
  assert.deepEqual(await lanesInSight(page), ALL);
  for (const name of ALL) {
    const width = async (what) => (await lane(page, name).locator(what).boundingBox()).width;
    assert.ok((await width("canvas")) >= 500, `heap of ${name}: ${await width("canvas")} px`);
    assert.ok((await width(".structure")) >= 240, `structure of ${name}: ${await width(".structure")} px`);
  }
  const header = await page.locator("header.header").boundingBox();
  assert.ok(header.height <= 60, `the header is one line: ${header.height} px`);
});

spec("the chosen lanes are remembered, also where there is no work to remember", async ({ page, open }) => {
  await open();
  await settled(page);
  assert.deepEqual(await lanesInSight(page), LANES);
  await toggle(page, "bump-free-list").click();
  await toggle(page, "segregated-bump").click();
  const chosen = ["segregated-bump", "free-list", "boundary-tag"];
  await showsLanes(page, chosen);
  await page.reload();
  await settled(page);
  assert.deepEqual(await lanesInSight(page), chosen, "after a reload");
  await open("example=nothing");
  await settled(page);
  assert.deepEqual(await lanesInSight(page), chosen, "in place of a link that does not work");
  await open("example=bins");
  await settled(page);
  assert.deepEqual(await lanesInSight(page), UNNAMED, "a link shows what its sender saw");
});

spec("an example says which of the lanes it is about are not shown, and shows them", async ({ page, open }) => {
  await open(example("large-blocks"));
  await settled(page);
  assert.deepEqual(await lanesInSight(page), LANES);
  const show = page.getByRole("button", { name: "Show SegregatedBump" });
  await show.click();
  await showsLanes(page, ALL);
  assert.equal(await show.count(), 0);
});

spec("the arena is another: other pages, other heaps", async ({ page, open }) => {
  await open();
  await settled(page);
  await write(page, "let a = alloc(100);\nlet b = alloc(300);\nlet c = alloc(100);\n");
  await setArena(page, { pages: 64 });
  for (const size of [64, 1024, 65536]) {
    await setArena(page, { size });
    for (const name of LANES) {
      const heapSize = await metric(page, name, "heap");
      assert.equal(heapSize % size, 0, `${name} with pages of ${size}`);
      assert.equal(await metric(page, name, "pages"), heapSize / size);
      assert.equal(await metric(page, name, "failed"), 0);
    }
  }
  assert.equal(await metric(page, "free-list", "heap"), 65536);
});

spec("out of memory is a refusal that is seen, and smaller requests still succeed", async ({ page, open }) => {
  await open("example=tour");
  await settled(page);
  await write(page, "let a = alloc(100);\nlet b = alloc(300);\nlet c = alloc(20);\n");
  await setArena(page, { size: 128, pages: 2 });
  for (const name of UNNAMED) {
    assert.equal(await metric(page, name, "failed"), 1, name);
    assert.equal(await tile(page, name, "b").count(), 0, name);
    assert.equal(await tile(page, name, "c").count(), 1, name);
  }
  await goTo(page, 2);
  for (const [name, { outcome }] of Object.entries(await seen(page))) {
    assert.equal(outcome, "OutOfMemory", name);
    assert.match(await lane(page, name).locator("[data-outcome]").innerText(), /refused|memory|no /i, name);
  }
  await setArena(page, { pages: 8 });
  for (const name of UNNAMED) {
    assert.equal(await metric(page, name, "failed"), 0, name);
    assert.equal(await tile(page, name, "b").count(), 1, name);
  }
});

spec("a number of pages that cannot be is corrected", async ({ page, open }) => {
  await open();
  await settled(page);
  await openMenu(page, "arena");
  const pages = page.getByRole("spinbutton", { name: "pages" });
  for (const [typed, corrected] of [["0", "1"], ["-3", "1"], ["99999999", String((1 << 30) / 256)]]) {
    await pages.fill(typed);
    await pages.blur();
    await settled(page);
    assert.equal(await pages.inputValue(), corrected, `after ${typed}`);
  }
});

spec("the heap is shown larger and smaller", async ({ page, open }) => {
  await open(example("random"));
  await settled(page);
  const scale = async (name) => Number(await lane(page, name).locator("[data-bytes-per-row]").getAttribute("data-bytes-per-row"));
  const start = await scale("free-list");
  const before = await picture(page);
  // The buttons appear while the pointer is on the heap.
  await heap(page, "free-list").hover();
  await lane(page, "free-list").locator("[data-zoom=in]").click();
  for (const name of LANES) {
    assert.equal(await scale(name), start / 2, `all lanes keep one scale: ${name}`);
  }
  assert.notDeepEqual(await picture(page), before);
  await lane(page, "free-list").locator("[data-zoom=out]").click();
  assert.equal(await scale("free-list"), start);
  await heap(page, "free-list").focus();
  await page.keyboard.press("+");
  await page.keyboard.press("+");
  assert.equal(await scale("free-list"), start / 4);
  // Keys that come faster than it is drawn are all taken.
  await pressAtOnce(page, ["+", "+"]);
  await lane(page, "free-list").locator(`[data-bytes-per-row="${start / 16}"]`).waitFor();
  await lane(page, "free-list").locator("[data-zoom=fit]").click();
  await unfocus(page);
  await page.mouse.move(0, 0);
  assert.equal(await scale("free-list"), start);
  assert.deepEqual(await picture(page), before, "back at the first scale the picture is the first");
});

spec("a heap of a million bytes is legible and can be scrolled", NARROW, async ({ page, open }) => {
  await open();
  await settled(page);
  await setArena(page, { size: 65536, pages: 64 });
  await write(page, "let list = [];\nfor i in 0..60 {\n    list.push(alloc(20000));\n}\nfree(list[30]);\n");
  const list = heap(page, "free-list");
  await tile(page, "free-list", "list[0]").waitFor({ state: "attached" });
  await list.focus();
  await page.keyboard.press("]");
  await page.keyboard.press("[");
  for (let zoomed = 0; zoomed < 30; zoomed += 1) {
    await page.keyboard.press("+");
  }
  const { tiles } = (await seen(page))["free-list"];
  assert.ok(tiles.length > 0 && tiles.length < 60, `${tiles.length} tiles in sight at the closest`);
});

spec("one selection lights up in the heap and in the structure", async ({ page, open }) => {
  await open();
  await settled(page);
  await write(page, "let a = alloc(96);\nlet b = alloc(64);\nlet c = alloc(32);\nfree(b);\n");
  await unfocus(page);
  for (const name of LANES) {
    const free = heap(page, name).locator("[role=option][data-kind=free]").first();
    const start = await free.getAttribute("data-start");
    const box = lane(page, name).locator(`ol [data-address="${start}"]`);
    assert.ok(!(await isSelected(free)));
    await box.click();
    assert.ok(await isSelected(free), `heap of ${name}`);
    assert.equal(await box.getAttribute("aria-pressed"), "true", `structure of ${name}`);
    assert.equal(await page.locator("[role=option][aria-selected=true]").count(), 1, "only in its own lane");
    await box.click();
    assert.ok(!(await isSelected(free)), "a second click leaves it");
  }
  const { x, y } = await pointAt(page, "free-list", "c");
  await page.mouse.click(x, y);
  assert.equal(await page.locator("[role=option][data-name=c][aria-selected=true]").count(), LANES.length);
  await page.keyboard.press("Escape");
  assert.equal(await page.locator("[role=option][aria-selected=true]").count(), 0);
});

for (const size of [WIDE, NARROW]) {
  spec(`a tooltip is in sight wherever its block is, ${size.width} px`, size, async ({ page, open }) => {
    await open(example("boundary-tags", { lanes: ALL, op: 16 }));
    await settled(page);
    for (const name of ALL) {
      for (const block of ["row[0]", "row[8]"]) {
        await pointAt(page, name, block);
        const tip = await lane(page, name).locator("[role=tooltip][data-start]").boundingBox();
        const slider = await page.getByRole("slider").boundingBox();
        assert.ok(tip.y >= 0 && tip.y + tip.height <= slider.y, `${block} in ${name}: ${JSON.stringify(tip)}`);
      }
    }
  });
}

spec("links of the free lists are drawn over the heap, or not", async ({ page, open }) => {
  await open("example=external-fragmentation&op=11");
  await settled(page);
  await openMenu(page, "legend");
  const links = page.locator("#legend").getByRole("checkbox");
  const drawn = await links.isChecked();
  const before = await picture(page);
  await page.locator("label:has([name=links])").click();
  assert.equal(await links.isChecked(), !drawn);
  await page.mouse.move(0, 0);
  const after = await picture(page);
  assert.notEqual(after[2][1], before[2][1], "the pixels differ");
  assert.equal(after[2][2], before[2][2], "the words do not");
});
