// The stage: the heaps have most of the window, all lanes are in sight, and nothing moves while the playhead does.

import assert from "node:assert/strict";

import { LARGE, LYING, NARROW, TABLET, WIDE, spec } from "./harness.mjs";
import { ALL, LANES, example, examples, openExample, picture, settled, showsLanes } from "./page.mjs";

/** The least part of the window that the heaps, rows with their addresses, cover, by the number of lanes. */
const COVER = [
  [WIDE, { 3: 0.36, 4: 0.3 }],
  [LARGE, { 3: 0.45, 4: 0.42 }],
];

for (const [size, least] of COVER) {
  spec(`the heaps have most of the window, and all of their lanes are in sight, ${size.width} px`, size, async ({ page, open }) => {
    await page.addInitScript(notingRows);
    await open();
    await settled(page);
    const slugs = await examples(page);
    for (const lanes of [LANES, ALL]) {
      for (const slug of slugs) {
        await openExample(page, slug, { lanes });
        await showsLanes(page, lanes);
        await settled(page);
        await picture(page);
        const { cover, used, empty, hidden, scrolled } = await page.evaluate(stage);
        const what = `${slug}, ${lanes.length} lanes`;
        assert.deepEqual(empty, [], `${what}: rows that no lane ever reaches`);
        assert.ok(cover >= least[lanes.length], `${what}: the heaps cover ${Math.round(cover * 1000) / 10} %`);
        assert.ok(used >= 0.95, `${what}: rows fill ${Math.round(used * 100)} % of the height of a heap`);
        assert.deepEqual(hidden, [], `${what}: partly out of sight`);
        assert.equal(scrolled, 0, `${what}: has to be scrolled`);
      }
    }
  });
}

/** Has every canvas note the addresses of its rows, with their place, as `rows`. Runs in the page before its scripts. */
function notingRows() {
  const { clearRect, fillText } = CanvasRenderingContext2D.prototype;
  CanvasRenderingContext2D.prototype.clearRect = function (...rect) {
    this.canvas.rows = undefined;
    return clearRect.apply(this, rect);
  };
  CanvasRenderingContext2D.prototype.fillText = function (text, x, y) {
    const { canvas } = this;
    const size = `${canvas.width}x${canvas.height}`;
    if (canvas.rows?.size !== size) canvas.rows = { size, list: [] };
    const kib = /^([\d ,]+)\sKiB$/.exec(text);
    const address = /^0x[0-9a-f]+$/.test(text) ? Number(text) : kib && Number(kib[1].replace(/\D/g, "")) * 1024;
    // Beside the rows, not in a block.
    if (address !== null && x < 100) canvas.rows.list.push({ address, y: y / devicePixelRatio });
    return fillText.apply(this, [text, x, y]);
  };
}

/** How much of the window the rows of heaps cover, and which lanes are not in sight. Runs in the page. */
function stage() {
  const main = document.querySelector("main").getBoundingClientRect();
  const bottom = Math.min(main.bottom, document.querySelector(".transport").getBoundingClientRect().top);
  const isInside = ({ top, left, right, bottom: end }) =>
    top >= main.top && left >= main.left && right <= main.right && end <= bottom;
  const lanes = [...document.querySelectorAll("[data-lane]")];
  // As far as a lane reaches at the end of the run, over the pages of others too.
  const reach = Math.max(
    ...[...document.querySelectorAll("[data-metric=heap]")].map(({ dataset }) => Number(dataset.value)),
    ...[...document.querySelectorAll("[role=option][data-start]")].map(({ dataset }) => Number(dataset.start) + Number(dataset.size)),
  );
  const plots = lanes.map((lane) => {
    const canvas = lane.querySelector("canvas");
    const rows = canvas.rows.list.toSorted((one, other) => one.y - other.y);
    // The first row is as far from the top as the last one is from the end of what is drawn.
    const used = (rows[0].y + rows.at(-1).y) / canvas.clientHeight;
    return { area: canvas.clientWidth * canvas.clientHeight, used, rows };
  });
  const empty = plots.map(({ rows }) => rows.filter(({ address }) => address >= reach).length);
  const scroller = document.querySelector(".lanes");
  return {
    cover: plots.reduce((sum, { area }) => sum + area, 0) / (innerWidth * innerHeight),
    used: Math.min(...plots.map(({ used }) => used)),
    empty: empty.filter((rows) => rows > 1),
    hidden: lanes.filter((lane) => !isInside(lane.getBoundingClientRect())).map(({ dataset }) => dataset.lane),
    scrolled: scroller.scrollHeight - scroller.clientHeight,
  };
}

/** In how many events an example is walked through from its start; the rest in strides. */
const WALK = 60;

/** Each size of a window, with the language whose sentences it shows. */
const STILL = [
  [WIDE, "en-US"],
  [LARGE, "zh-CN"],
  [TABLET, "zh-CN"],
  [NARROW, "zh-CN"],
  [LYING, "en-US"],
];

for (const [size, locale] of STILL) {
  const name = `${size.width}x${size.height}, ${locale}`;
  spec(`no step of any example moves a thing, ${name}`, { ...size, locale }, async ({ page, open }) => {
    await open(example("bins", { op: 0 }));
    await settled(page);
    for (const slug of await examples(page)) {
      await openExample(page, slug, { op: 0, event: 1 });
      await settled(page);
      const { moved, steps } = await page.evaluate(walk, WALK);
      assert.deepEqual(moved, [], slug);
      assert.ok(steps > 5, `${slug}: ${steps} steps`);
    }
  });
}

/**
 * Walks through the example from its start, and returns what has moved: at every event at first, then at operations
 * far apart. Runs in the page.
 */
async function walk(most) {
  const PARTS = [".story", ".lane", ".lane-head", ".lane-heap", ".lane-heap canvas", ".sentence", ".structure", ".transport", ".controls", ".timeline"];
  const { dataset } = document.querySelector("[data-done]");
  const press = (way) => document.querySelector(`[data-go=${way}]`).click();
  const pause = () => new Promise((resolve) => setTimeout(resolve));
  const at = () => {
    const { done, event } = document.querySelector("[data-done]").dataset;
    return `${done}.${event}`;
  };
  const go = async (act) => {
    const before = at();
    act();
    while (at() === before) await pause();
  };
  const boxes = () => {
    const all = {};
    for (const part of PARTS) {
      document.querySelectorAll(part).forEach((element, index) => {
        const { x, y, width, height } = element.getBoundingClientRect();
        all[`${part} ${index}`] = [x, y, width, height].join();
      });
    }
    return all;
  };
  if (at() !== "0.0") await go(() => press("Start"));
  const first = boxes();
  const moved = [];
  let steps = 0;
  const look = async () => {
    steps += 1;
    // Whoever watches the size of something reacts in the next frame.
    if (steps % 16 === 0) await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    const now = boxes();
    for (const part of Object.keys({ ...first, ...now })) {
      if (first[part] !== now[part] && moved.length < 5) moved.push(`${part} at ${at()}: ${first[part]} became ${now[part]}`);
    }
  };
  const len = Number(dataset.len);
  while (steps < most && at() !== `${len}.0`) {
    await go(() => press("EventForward"));
    await look();
  }
  const slider = document.querySelector("input[type=range]");
  const from = Number(document.querySelector("[data-done]").dataset.done);
  for (let stride = 1; stride <= 8 && from < len; stride += 1) {
    const to = from + Math.ceil(((len - from) * stride) / 8);
    if (at() === `${to}.0`) continue;
    await go(() => {
      slider.value = to;
      slider.dispatchEvent(new Event("input", { bubbles: true }));
    });
    await look();
  }
  return { moved, steps };
}

spec("what appears beside the heaps moves none of them: a selection, a structure, a mistake, a tab", async ({ page, open }) => {
  await open(example("coalescing", { op: 9, lanes: ALL }));
  await settled(page);
  const boxes = () =>
    page.locator(".lane-heap, .sentence, .transport").evaluateAll((all) => all.map((element) => JSON.stringify(element.getBoundingClientRect())));
  const before = await boxes();
  const still = async (what) => assert.deepEqual(await boxes(), before, what);
  await page.locator(".structure [data-address]").first().click();
  await page.locator(".inspector").waitFor();
  await still("a selection");
  await page.keyboard.press("s");
  await page.locator(".structure-open").first().waitFor();
  await still("the structures in full");
  await page.keyboard.press("s");
  await page.locator(".structure-open").first().waitFor({ state: "detached" });
  for (const key of ["script", "by-hand", "numbers"]) {
    await page.locator(`#tab-${key}`).click();
    await still(`the panel ${key}`);
  }
  await page.locator("#open-share").click();
  await page.locator("#share").click();
  await page.locator("[data-notice]").waitFor();
  await still("a notice");
});
