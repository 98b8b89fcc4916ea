// Random clicks and keys: whatever is done, the page throws nothing, logs nothing, and still answers.

import assert from "node:assert/strict";

import { LYING, NARROW, WIDE, spec } from "./harness.mjs";
import { example, panel, position, settled, toEnd, unfocus, write } from "./page.mjs";

/** Actions in a run. A failure names its seed, and the same seed does the same. */
const ACTIONS = 300;

const KEYS = [
  "ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "Shift+ArrowLeft", "Shift+ArrowRight", "Home", "End", "PageUp", "PageDown",
  "Space", "Enter", "Escape", "Tab", "Shift+Tab", "Delete", "Backspace", "?", "/", "s", "l", "p", "e", "n", "+", "-", "0", "[", "]", ".", ",",
  "ControlOrMeta+z", "a", "(", ";",
];

/** A generator of numbers from 0 to 1: mulberry32. */
function random(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const SCRIPT = example("coalescing", { op: 8 });
const LESSON = "lesson=splitting&step=2";

for (const [seed, size, start] of [[1, WIDE, SCRIPT], [2, NARROW, SCRIPT], [3, LYING, SCRIPT], [4, WIDE, LESSON], [5, NARROW, LESSON]]) {
  spec(`random clicks and keys break nothing, seed ${seed}, ${size.width} px`, size, async ({ page, open, context, messages }) => {
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await open(start);
    // The editor is hidden while a question is open.
    await (start === LESSON ? page.locator("#answer").waitFor() : settled(page));
    const next = random(seed);
    const pick = (list) => list[Math.floor(next() * list.length)];
    const done = [];
    try {
      while (done.length < ACTIONS && messages.length === 0) done.push(await act(page, next, pick));
      await answers(page);
    } catch (error) {
      throw new Error(`seed ${seed}, after ${done.length} actions, the last ones: ${done.slice(-8).join("; ")}`, { cause: error });
    }
    assert.deepEqual(messages, [], `seed ${seed}, after ${done.slice(-8).join("; ")}`);
  });
}

/** Does something, and returns what. */
async function act(page, next, pick) {
  const way = next();
  if (way < 0.4) {
    const key = pick(KEYS);
    await page.keyboard.press(key);
    return key;
  }
  const at = way < 0.8 ? await page.evaluate(target, next()) : await page.evaluate(anywhere, [next(), next()]);
  if (!at) return "nothing";
  if (next() < 0.1) await page.mouse.dblclick(at.x, at.y);
  else if (next() < 0.1) await drag(page, at, next);
  else if (next() < 0.1) await page.mouse.move(at.x, at.y).then(() => page.mouse.wheel(0, 400 * (next() - 0.5)));
  else await page.mouse.click(at.x, at.y);
  return at.what;
}

async function drag(page, { x, y }, next) {
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + 200 * (next() - 0.5), y + 100 * (next() - 0.5), { steps: 3 });
  await page.mouse.up();
}

/** The middle of something that can be clicked and does not lead away. Runs in the page. */
function target(part) {
  const all = [...document.querySelectorAll("button, input, select, summary, label, canvas, [role=tab], [data-dot], [data-address]")].filter((element) => {
    const { x, y, width, height } = element.getBoundingClientRect();
    return width > 0 && element.contains(document.elementFromPoint(x + width / 2, y + height / 2));
  });
  const element = all[Math.floor(part * all.length)];
  if (!element) return null;
  const { x, y, width, height } = element.getBoundingClientRect();
  return { x: x + width / 2, y: y + height / 2, what: (element.id && `#${element.id}`) || element.outerHTML.slice(0, 60) };
}

/** A point of the window where no link is. Runs in the page. */
function anywhere([right, down]) {
  const [x, y] = [right * innerWidth, down * innerHeight];
  const element = document.elementFromPoint(x, y);
  return !element || element.closest("a[href]") ? null : { x, y, what: `${Math.round(x)},${Math.round(y)}` };
}

/** Closes what takes the place of the script: the text of a lesson, a lesson with an open question, a recorded program. */
async function leave(page) {
  await page.locator("[data-back-to-script]").evaluateAll(([button]) => button?.click());
  if (await page.locator("#close-writing").isVisible()) await page.locator("#close-writing").click();
  if (await page.locator("#lesson-close").count()) {
    await panel(page, "example");
    await page.locator("#lesson-close").click();
  }
}

/** Asserts that the page still does what it is for. */
async function answers(page) {
  for (let layer = 0; layer < 4; layer += 1) await page.keyboard.press("Escape");
  const idle = page.locator(":is([data-state=ready], [data-state=error])");
  await idle.waitFor();
  if (await page.locator("#present-end").isVisible()) await page.locator("#present-end").click();
  await leave(page);
  // A lesson that is closed with an open question runs its script again, to its end.
  await idle.waitFor();
  await write(page, "let last = alloc(24);\nfree(alloc(8));\n");
  await toEnd(page);
  await page.locator("[role=option][data-name=last]").first().waitFor({ state: "attached" });
  await unfocus(page);
  await page.keyboard.press("Home");
  assert.deepEqual(await position(page), { done: 0, event: 0, len: 3 });
}
