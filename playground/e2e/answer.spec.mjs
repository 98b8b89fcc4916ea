// Questions answered in the heap: by click, by touch and by keyboard. What the panel makes of the answer is tested with it.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";

import { aimAt, clickAt } from "./answers.mjs";
import { NARROW, everywhere, spec } from "./harness.mjs";
import { heap } from "./page.mjs";

/** Opens a lesson of the course at a step. */
async function openLesson({ page, open }, slug, step) {
  await open(`lesson=${slug}&step=${step}`);
  await page.locator("[data-state=ready]").waitFor();
  await page.locator("[data-ask]").first().waitFor();
  await page.waitForFunction(() => [...document.querySelectorAll("[data-lane] canvas")].every((one) => one.clientWidth > 0));
}

/** The marks in the heap of a lane: `address: marks`. */
const marks = (page, name) =>
  heap(page, name)
    .locator("[data-marks]")
    .evaluateAll((all) => all.map(({ dataset }) => `${dataset.start}: ${dataset.marks}`));

/** Waits for these marks. */
const shows = (page, name, expected) =>
  page.waitForFunction(
    ([name, expected]) => {
      const all = [...document.querySelectorAll(`[data-lane="${name}"] [data-marks]`)];
      return all.map(({ dataset }) => `${dataset.start}: ${dataset.marks}`).join("; ") === expected;
    },
    [name, expected.join("; ")],
  );

const answer = (page) => page.locator("#answer");

everywhere("blocks are answered by clicks, in their order", {}, async (test) => {
  const { page, shot } = test;
  await openLesson(test, "fits", 3);
  await clickAt(page, "free-list", 160);
  await shows(page, "free-list", ["160: given 1"]);
  await clickAt(page, "free-list", 0);
  await shows(page, "free-list", ["0: given 2", "160: given 1"]);
  assert.deepEqual(await page.locator("[data-chosen]").evaluateAll((all) => all.map(({ dataset }) => dataset.chosen)), ["160", "0"]);
  await page.locator('[id="out-160"]').click();
  await shows(page, "free-list", ["0: given 1"]);
  assert.equal(await page.locator("[data-lane] [aria-selected=true]").count(), 0, "nothing is selected meanwhile");
  assert.equal(await page.locator(".inspector").count(), 0);
  await shot("answer-draft");

  await clickAt(page, "free-list", 48);
  await answer(page).click();
  const result = page.locator("[data-truth]");
  await result.waitFor();
  assert.equal(await result.getAttribute("data-right"), "true");
  await shot("answer-right");
});

spec("a second click on a block takes it out of the answer", async (test) => {
  const { page } = test;
  await openLesson(test, "fits", 3);
  const first = await aimAt(page, "free-list", 160);
  await page.mouse.click(first.x, first.y);
  await shows(page, "free-list", ["160: given 1"]);
  await page.mouse.click(first.x, first.y);
  await shows(page, "free-list", []);
  // A double click neither frees a block nor zooms: it is two clicks.
  await page.mouse.dblclick(first.x, first.y);
  await shows(page, "free-list", []);
});

everywhere("a wrong answer and the right one are told apart by shape and word", {}, async (test) => {
  const { page, shot } = test;
  await openLesson(test, "fits", 3);
  await clickAt(page, "free-list", 160);
  await answer(page).click();
  const result = page.locator("[data-truth]");
  await result.waitFor();
  assert.equal(await result.getAttribute("data-right"), "false");
  assert.equal(await result.getAttribute("data-truth"), "probes 0,48");
  const words = await heap(page, "free-list").locator("[data-marks]").allTextContents();
  assert.ok(words.some((text) => /your answer 1|你的答案 1/.test(text)), words.join("; "));
  assert.ok(words.some((text) => /right answer 2|正确答案 2/.test(text)), words.join("; "));
  await shot("answer-wrong");
});

spec("a place is answered by a click, and another click moves it", async (test) => {
  const { page, shot } = test;
  await openLesson(test, "allocator", 3);
  await clickAt(page, "segregated-bump", 64);
  const typed = () => page.locator("[name=answer-address]").inputValue();
  await shows(page, "segregated-bump", ["16: given"]);
  assert.match(await typed(), /40|64/);
  await shot("answer-place");
  await clickAt(page, "segregated-bump", 16);
  await shows(page, "segregated-bump", ["16: given"]);
  await answer(page).click();
  await page.locator("[data-truth]").waitFor();
  assert.equal(await page.locator("[data-truth]").getAttribute("data-right"), "true");
  assert.equal(await page.locator("[data-truth]").getAttribute("data-truth"), "place 16");
});

spec("Enter on a tile answers, too", async (test) => {
  const { page } = test;
  await openLesson(test, "fits", 3);
  await heap(page, "free-list").focus();
  await page.keyboard.press("Home");
  await page.keyboard.press("Enter");
  await shows(page, "free-list", ["0: given 1"]);
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Enter");
  assert.deepEqual(await marks(page, "free-list"), ["0: given 1"], "a live block can't be probed");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Enter");
  await shows(page, "free-list", ["0: given 1", "48: given 2"]);
  await page.keyboard.press("Delete");
  await page.keyboard.press("Enter");
  await shows(page, "free-list", ["0: given 1"]);
});

spec("a finger answers", { ...NARROW, touch: true }, async (test) => {
  const { page, shot } = test;
  await openLesson(test, "fits", 3);
  const { x, y } = await aimAt(page, "free-list", 160);
  await page.touchscreen.tap(x, y);
  await shows(page, "free-list", ["160: given 1"]);
  await shot("answer-touch");
});

spec("the picture has the marks, too", async (test) => {
  const { page } = test;
  await openLesson(test, "allocator", 3);
  await clickAt(page, "segregated-bump", 32);
  await page.locator("#open-share").click();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.locator('[data-lanes="segregated-bump"] button >> nth=0').click(),
  ]);
  const svg = await readFile(await download.path(), "utf8");
  assert.match(svg, />you</, "the flag of the answer");
  assert.match(svg, />your answer</, "its entry in the legend");
});

spec("nothing on the page tells what comes after the question", async (test) => {
  const { page } = test;
  await openLesson(test, "out-of-memory", 1);
  const text = await page.locator("main").innerText();
  assert.doesNotMatch(text, /refuses|first refused/i);
});
