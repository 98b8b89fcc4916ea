// Answers to the questions of lessons, given as readers give them: by keyboard alone, or by pointer, in the heap where
// the kind of question allows it.
//
// An answer is a list of words, as in `data-truth`: `["64"]`, `["0", "48"]`, `["yes", "no"]`.

import assert from "node:assert/strict";

import { lane } from "./page.mjs";

/** The digits of the uses of cells, in their form. */
const DIGITS = { live: "1", padding: "2", free: "3", other: "4" };

/** Presses Tab until the focus is on an element that matches, as readers without a mouse do. */
export async function tabTo(page, selector) {
  for (let presses = 0; presses < 150; presses += 1) {
    if (await page.evaluate((selector) => document.activeElement.matches(selector), selector)) return;
    await page.keyboard.press("Tab");
  }
  assert.fail(`Tab never reaches ${selector}`);
}

/** Reaches a radio button of a group with Tab and the arrows. */
async function choose(page, name, value) {
  await tabTo(page, `[name="${name}"]`);
  const count = await page.locator(`[name="${name}"]`).count();
  const isThere = () => page.evaluate((value) => document.activeElement.value === value, value);
  for (let presses = 0; presses < count && !(await isThere()); presses += 1) await page.keyboard.press("ArrowDown");
  assert.ok(await isThere(), `${value} can be reached`);
  await page.keyboard.press("Space");
}

/** The names of the groups of radio buttons, one for each lane. */
const groups = (page) => page.locator(".answer-lane [value=yes]").evaluateAll((all) => all.map(({ name }) => name));

/** How an answer of each kind is given by keyboard, in the form. */
const BY_KEYBOARD = {
  place: async (page, [place]) => {
    if (place === "refused") return choose(page, "answer-place", "nowhere");
    await tabTo(page, "[name=answer-address]");
    await page.keyboard.type(`0x${Number(place).toString(16)}`);
  },
  draw: async (page, cells) => {
    await tabTo(page, "[role=gridcell]");
    for (const cell of cells) await page.keyboard.press(DIGITS[cell]);
  },
  list: inOrder,
  probes: inOrder,
  number: async (page, [number]) => {
    await tabTo(page, "[name=answer-number]");
    await page.keyboard.type(number);
  },
  "yes-no": async (page, answers) => {
    const names = await groups(page);
    for (const [index, name] of names.entries()) {
      await page.locator(`[name="${names[0]}"]`).first().evaluate((first) => first.focus());
      await choose(page, name, answers[index]);
    }
  },
  first: (page, [lane]) => choose(page, "answer-first", lane),
};

async function inOrder(page, blocks) {
  for (const block of blocks) {
    await page.locator(".answer-block").first().evaluate((first) => first.focus());
    await tabTo(page, `[data-choice="${block}"]`);
    await page.keyboard.press("Enter");
    await page.locator(`[data-choice="${block}"][aria-pressed=true]`).waitFor();
  }
}

/** How an answer of each kind is given by pointer: in the heap of the lane, or else in the form. */
const BY_POINTER = {
  place: async (page, [place], name) => {
    if (place === "refused") return page.locator("[name=answer-place][value=nowhere]").check();
    await clickAt(page, name, place);
    await page.waitForFunction((place) => {
      const chosen = document.querySelector("[name=answer-place]:checked") ?? document.querySelector("[name=answer-address]");
      return Number(chosen.value) === Number(place);
    }, place);
  },
  draw: async (page, cells) => {
    for (const use of new Set(cells)) {
      await page.locator(`[name=answer-brush][value=${use}]`).check();
      for (const [index, cell] of cells.entries()) if (cell === use) await page.locator(`[data-cell="${index}"]`).click();
    }
  },
  list: inHeap,
  probes: inHeap,
  number: (page, [number]) => page.locator("[name=answer-number]").fill(number),
  "yes-no": async (page, answers) => {
    for (const [index, name] of (await groups(page)).entries()) await page.locator(`[name="${name}"][value=${answers[index]}]`).check();
  },
  first: (page, [lane]) => page.locator(`[name=answer-first][value=${lane}]`).check(),
};

async function inHeap(page, blocks, name) {
  for (const block of blocks) {
    await clickAt(page, name, block);
    await page.locator(`[data-chosen="${block}"]`).waitFor();
  }
}

/** Where a click in the heap of a lane answers with this address. The pointer was there. */
export async function aimAt(page, name, address) {
  const canvas = lane(page, name).locator("canvas");
  // In the middle, nothing that sticks to an edge of the window covers it.
  await canvas.evaluate((element) => element.scrollIntoView({ block: "center" }));
  const spot = await canvas.evaluate(async (canvas, address) => {
    const { left, top, width, height } = canvas.getBoundingClientRect();
    const { port1, port2 } = new MessageChannel();
    const rendered = () => new Promise((resolve) => ((port1.onmessage = resolve), port2.postMessage(0)));
    for (let down = 6; down < height; down += 8) {
      for (let right = 3; right < width; right += 8) {
        const [x, y] = [left + right, top + down];
        canvas.dispatchEvent(new PointerEvent("pointermove", { view: window, clientX: x, clientY: y, bubbles: true }));
        await rendered();
        if (canvas.dataset.aimed === address) return { x, y };
      }
    }
    return null;
  }, String(address));
  assert.ok(spot, `no click in the heap of ${name} means ${address}`);
  return spot;
}

/** Clicks where a click in the heap answers with this address. */
export async function clickAt(page, name, address) {
  const { x, y } = await aimAt(page, name, address);
  await page.mouse.click(x, y);
}

/** Fills in an answer to the question at a step, which is about these lanes. */
export async function fillIn(page, { step, kind, lanes }, parts, byKeyboard) {
  if (!byKeyboard) return BY_POINTER[kind](page, parts, lanes[0]);
  await page.locator(`#step-${step}`).evaluate((section) => section.focus());
  await BY_KEYBOARD[kind](page, parts);
}

/** Fills in an answer and gives it. Returns whether it is right, and what is. */
export async function give(page, question, parts, byKeyboard = true) {
  const { step, kind } = question;
  await fillIn(page, question, parts, byKeyboard);
  if (byKeyboard) {
    await tabTo(page, "#answer");
    await page.keyboard.press("Enter");
  } else {
    await page.locator("#answer").click();
  }
  const verdict = page.locator(`#step-${step} [data-truth]`);
  await verdict.waitFor();
  const { right, truth } = await verdict.evaluate(({ dataset }) => ({ ...dataset }));
  assert.ok(truth.startsWith(`${kind} `), truth);
  return { right: right === "true", truth: truth.slice(kind.length + 1).split(",") };
}
