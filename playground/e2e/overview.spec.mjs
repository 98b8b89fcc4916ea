// The whole run above the heaps: maps, curves, the sizes at the position, and the search.

import assert from "node:assert/strict";

import { NARROW, everywhere, spec } from "./harness.mjs";
import { closePanel, link, pressAtOnce, settled, setArena, unfocus } from "./page.mjs";

/** Blocks of growing sizes, of which every second is freed, in two chapters. */
const SCRIPT = `label("fill");
let b = [];
for i in 0..60 { b.push(alloc(16 + 8 * i)); }
label("holes");
for i in 0..30 { free(b[2 * i]); }
let big = alloc(4000);`;

/** The page with the overview open, and its maps complete. */
async function opened({ page, open }, script = SCRIPT) {
  await open(link(script));
  await settled(page);
  await setArena(page, { size: 4096, pages: 16 });
  await unfocus(page);
  await page.keyboard.press("o");
  await complete(page);
}

const overview = (page) => page.locator("#overview");
const maps = (page) => page.locator("[data-map]");
const position = async (page) => Number(await page.locator(".position").getAttribute("data-done"));

/** Waits until all maps show the part that is chosen. */
async function complete(page) {
  await page.locator("#overview[data-ready=true]").waitFor();
  await page.waitForFunction(() => {
    const maps = [...document.querySelectorAll("[data-map]")];
    return maps.length > 0 && maps.every((map) => map.dataset.ready === "true");
  });
}

/** Clicks at a share of the width of a map. */
async function clickAt(page, share, index = 0) {
  const box = await maps(page).nth(index).boundingBox();
  await page.mouse.click(box.x + box.width * share, box.y + box.height / 2);
}

everywhere("it opens by its key, and shows each lane", {}, async (test) => {
  const { page, shot } = test;
  await opened(test);
  assert.equal(await maps(page).count(), await page.locator(".lane").count());
  const said = await page.locator("[data-map=free-list] [role=img]").getAttribute("aria-label");
  assert.match(said, /FreeList.*91/, "a sentence says what the map shows");
  const painted = await page.locator("[data-map=free-list] canvas").evaluate((canvas) => {
    const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
    const colours = new Set();
    for (let at = 0; at < data.length; at += 4) colours.add(data.slice(at, at + 4).join());
    return colours.size;
  });
  assert.ok(painted > 3, "the map has colours");
  await shot("overview");
  await page.keyboard.press("o");
  await overview(page).waitFor({ state: "detached" });
});

spec("a click on a map moves the position, and the line follows", async (test) => {
  const { page } = test;
  await opened(test);
  await clickAt(page, 0.5);
  const middle = await position(page);
  assert.ok(middle > 35 && middle < 58, `${middle}`);
  await clickAt(page, 0.999, 2);
  assert.equal(await position(page), 93);
  await unfocus(page);
  await page.keyboard.press("ArrowLeft");
  assert.equal(await page.locator(".overview-playhead").getAttribute("data-at"), "92");
});

spec("it zooms by buttons, keys and wheel, and follows the position", async (test) => {
  const { page } = test;
  await opened(test);
  const part = async () => {
    const [from, to] = await Promise.all(["data-from", "data-to"].map((name) => overview(page).getAttribute(name)));
    return [Number(from), Number(to)];
  };
  assert.deepEqual(await part(), [0, 93]);
  await page.locator("[data-overview-zoom=in]").click();
  await complete(page);
  const [from, to] = await part();
  assert.ok(to - from < 60, "less is shown");
  await page.locator(".overview-time").focus();
  await page.keyboard.press("Home");
  await page.waitForFunction(() => document.querySelector("#overview").dataset.from === "0");
  await page.keyboard.press("0");
  assert.deepEqual(await part(), [0, 93]);
  // Keys that come faster than it is drawn are all taken.
  for (const key of "++") await page.keyboard.press(key);
  const twice = await part();
  await page.keyboard.press("0");
  await pressAtOnce(page, ["+", "+"]);
  await page.waitForFunction(([from, to]) => {
    const { dataset } = document.querySelector("#overview");
    return Number(dataset.from) === from && Number(dataset.to) === to;
  }, twice);
  await page.keyboard.press("0");
  const box = await maps(page).first().boundingBox();
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.wheel(0, -200);
  await page.waitForFunction(() => Number(document.querySelector("#overview").dataset.to) < 93);
  await complete(page);
  await page.locator("[data-overview-zoom=all]").click();
  assert.deepEqual(await part(), [0, 93]);
});

spec("what is under the pointer is named", async (test) => {
  const { page } = test;
  await opened(test);
  const box = await page.locator("[data-map=bump-free-list]").boundingBox();
  await page.mouse.move(box.x + box.width * 0.9, box.y + box.height - 3);
  const tip = page.locator(".overview-tip");
  await tip.waitFor();
  assert.match(await tip.textContent(), /operation \d+ · 0x0/);
});

spec("the field finds addresses, blocks, lines, sizes and labels", async (test) => {
  const { page, shot } = test;
  await opened(test);
  await page.locator("#open-find").click();
  const field = page.locator("#find");
  const finds = async (typed, op) => {
    await field.fill(typed);
    await page.waitForFunction((op) => document.querySelector(".overview-hits button")?.dataset.hit === op, op);
  };
  await finds("b[3]", "4");
  await finds("holes", "61");
  await finds("4000 bytes", "92");
  await finds("line 5", "62");
  await finds("0x0000", "1");
  await field.fill("nothing has this name");
  await page.getByText("Nothing found.").waitFor();
  await field.fill("b[0]");
  await page.waitForFunction(() => document.querySelectorAll(".overview-hits button").length === 2);
  await field.press("Enter");
  assert.equal(await position(page), 2, "Enter goes to the first hit after the position, or to the first");
  await field.press("Enter");
  assert.equal(await position(page), 63);
  await field.evaluate((input) => {
    input.value = "";
    input.dispatchEvent(new InputEvent("input", { bubbles: true }));
    input.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true }));
  });
  await page.locator("#differ-first").waitFor();
  assert.equal(await position(page), 63, "Enter in an empty field goes nowhere");
  await field.fill("b[0]");
  await page.waitForFunction(() => document.querySelectorAll(".overview-hits button").length === 2);
  await shot("overview-find");
});

spec("the first difference of two lanes is one click away", async (test) => {
  const { page } = test;
  await opened(test);
  await page.locator("#open-find").click();
  await page.locator("#differ-first").click();
  await page.getByText("They never differ in this.").waitFor();
  // Only one of these searches a list.
  await page.locator("#differ-1").selectOption({ label: "FreeList" });
  await page.locator("#differ-in").selectOption("probes");
  await page.locator("#differ-first").click();
  const found = page.locator("#differ-found");
  await page.waitForFunction(() => /\d/.test(document.querySelector("#differ-found").textContent));
  const number = Number((await found.textContent()).match(/Operation (\d+)/)[1]);
  assert.equal(await position(page), number + 1, "a label comes before it");
  await page.locator("#differ-next").click();
  await page.waitForFunction((before) => Number(document.querySelector(".position").dataset.done) > before, number + 1);
});

spec("sizes and the room for a request are those of the position", async (test) => {
  const { page, shot } = test;
  await opened(test);
  await page.keyboard.press("End");
  await page.locator("#open-sizes").click();
  await page.locator("[data-sizes=free-list]").waitFor();
  const live = await page
    .locator("[data-sizes=free-list] .overview-bar-of.live")
    .evaluateAll((bars) => bars.reduce((sum, bar) => sum + Number(bar.dataset.blocks), 0));
  assert.equal(live, 31);
  await page.locator("#room-size").fill("30000000");
  await page.waitForFunction(() => document.querySelector("[data-room=free-list]").textContent.includes("No:"));
  // What can't be requested has no answer, and the field says why.
  await page.locator("#room-size").fill("-3");
  assert.equal(await page.locator("#room-size").getAttribute("aria-invalid"), "true");
  assert.equal(await page.locator("[data-room]").count(), 0);
  assert.match(await page.locator("#room-answers").textContent(), /from 1 to 1,073,741,824/);
  await page.locator("#room-size").fill("16");
  await page.locator("#room-align").fill("3");
  assert.match(await page.locator("#room-answers").textContent(), /power of two/);
  await page.locator("#room-align").fill("8");
  await page.waitForFunction(() => document.querySelector("[data-room=free-list]").textContent.includes("Yes"));
  await shot("overview-sizes");
});

for (const theme of ["light", "dark"]) {
  spec(`it fits on a phone, ${theme}`, { ...NARROW, theme }, async (test) => {
    const { page, shot } = test;
    await opened(test);
    await closePanel(page);
    await complete(page);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(wide <= NARROW.width, "nothing is wider than the screen");
    await shot("overview");
  });
}

spec("curves have their axes", { theme: "dark" }, async (test) => {
  const { page, shot } = test;
  await opened(test);
  for (const curve of ["live", "free", "largest", "probes", "lost", "heap"]) {
    await page.locator("#curve").selectOption(curve);
    await page.locator(`[data-curve=${curve}]`).waitFor();
  }
  await page.waitForFunction(() => Number(document.querySelector("[data-curve]").dataset.most) > 0);
  await shot("overview");
});
