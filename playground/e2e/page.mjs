// The page from the specs' point of view: its script, its playhead, its lanes and what they show. Everything is found
// by role, label or `data-*`; nothing here depends on the looks of the page.

import assert from "node:assert/strict";
import { deflateSync } from "node:zlib";

/** All lanes, in the order of the page. */
export const ALL = ["bump-free-list", "segregated-bump", "free-list", "boundary-tag"];

/** The lanes shown to readers who have not chosen any. */
export const LANES = ["bump-free-list", "free-list", "boundary-tag"];

/** The lanes of a link that names none. */
export const UNNAMED = ["bump-free-list", "segregated-bump", "free-list"];

/** The fragment of an example in these lanes. */
export const example = (slug, { op, event, lanes = LANES } = {}) =>
  `example=${slug}&lanes=${lanes.join(".")}${op === undefined ? "" : `&op=${op}`}${event ? `&event=${event}` : ""}`;

/** Opens a panel beside the heaps: "example", "script", "by-hand" or "numbers". */
export async function panel(page, key) {
  const tab = page.locator(`#tab-${key}`);
  if (!(await tab.isVisible())) await page.locator("#open-panel").click();
  if ((await tab.getAttribute("aria-selected")) !== "true") await tab.click();
  await page.locator(`#panel-${key}`).waitFor();
}

/** Closes the panel, which covers heaps on a narrow screen. */
export async function closePanel(page) {
  if (await page.locator(".tabs").isVisible()) await page.locator("#open-panel").click();
  await page.locator(".tabs").waitFor({ state: "hidden" });
}

/** On a phone, opens each panel and each menu, one after the other, and calls `check` with its name while it is open. */
export async function openEachOnAPhone(page, check) {
  for (const key of ["example", "script", "by-hand", "numbers"]) {
    await panel(page, key);
    await check(`the panel ${key}`);
  }
  await closePanel(page);
  for (const id of ["lessons", "examples", "arena", "lanes", "more", "help"]) {
    await openMenu(page, id);
    await check(id);
    await page.keyboard.press("Escape");
  }
}

/** Opens what a button of the page opens: "lessons", "examples", "arena", "legend", "help", "lanes" or "more". */
export async function openMenu(page, id) {
  const menu = page.locator(`#${id}`);
  if (id === "help" && !(await page.locator("#open-help").isVisible())) await openMenu(page, "more");
  if (!(await menu.isVisible())) await page.locator(`[popovertarget=${id}]:not([popovertargetaction])`).click();
  await menu.waitFor();
  return menu;
}

/** Changes the shape of the arenas to this `size` of pages, to this number of `pages`, or both. */
export async function setArena(page, { size, pages }, state = "ready") {
  const arena = await openMenu(page, "arena");
  if (size) await changing(page, () => arena.locator("[name=page-size]").selectOption(String(size)), state);
  if (pages) await changing(page, () => arena.locator("[name=max-pages]").fill(String(pages)), state);
  await page.keyboard.press("Escape");
  await arena.waitFor({ state: "hidden" });
}

/** The fragment of a script in the largest arenas and all lanes, before its first operation. */
export function link(script) {
  const lanes = ["BumpFreeListAllocator", "SegregatedBumpAllocator", "FreeListAllocator", "BoundaryTagAllocator"];
  const work = { script, page: 65_536, pages: 1024, lanes, at: [0, 0] };
  return `1.${deflateSync(JSON.stringify(work)).toString("base64url")}`;
}

/** The label of the toggle of a lane, which users click. */
export const toggle = (page, name) => page.locator(`label:has([name="lane-${name}"])`);

/** The visible lanes. */
export const lanesInSight = (page) => page.locator("[data-lane]").evaluateAll((all) => all.map(({ dataset }) => dataset.lane));

/** Waits until these lanes are visible: the page renders after the event, and a new lane runs first. */
export const showsLanes = (page, lanes) =>
  page.waitForFunction(
    (lanes) => [...document.querySelectorAll("[data-lane]")].map(({ dataset }) => dataset.lane).join() === lanes,
    lanes.join(),
  );

/** One lane. */
export const lane = (page, name) => page.locator(`[data-lane="${name}"]`);

/** The heap of a lane as screen readers see it: a list of tiles. */
export const heap = (page, name) => lane(page, name).getByRole("listbox");

/** The tile of the live block called `block`. */
export const tile = (page, name, block) => heap(page, name).locator(`[role=option][data-name="${block}"]`);

/** Whether a tile is selected. */
export const isSelected = async (tile) => (await tile.getAttribute("aria-selected")) === "true";

/** The names of all examples, as links have them. */
export const examples = (page) => page.locator("[data-example]").evaluateAll((all) => all.map(({ dataset }) => dataset.example));

/** Opens an example by its link in the page that is open. */
export async function openExample(page, slug, options) {
  await changing(page, () => page.evaluate((hash) => void (location.hash = hash), example(slug, options)));
}

/** Waits until the page shows the run of its current script, drawn; or, for "error", its mistake. */
export async function settled(page, state = "ready") {
  await page.waitForFunction((state) => {
    // A new heap learns its width, and is drawn, one frame later.
    const drawn = [...document.querySelectorAll("[data-lane] canvas")].every((canvas) => canvas.clientWidth > 0);
    // The editor is loaded after the first render.
    const edits = document.querySelector(".editor") === null || document.querySelector(".cm-editor") !== null;
    const all = drawn && edits;
    return all && document.querySelector(`[data-state="${state}"]`) !== null;
  }, state);
}

/** Calls `act`, which changes the script or the arenas, and waits until the page has run the script. */
export async function changing(page, act, state = "ready") {
  const before = await page.locator("[data-revision]").getAttribute("data-revision");
  await act();
  await page.waitForFunction(
    ([before, state]) => {
      const now = document.querySelector("[data-revision]").dataset;
      return now.revision !== before && now.state === state;
    },
    [before, state],
  );
}

// --- The script ---

/** Where the script is typed; it may be in a panel that is not shown. */
export const editor = (page) => page.getByRole("textbox", { name: /^(Script|脚本)$/, includeHidden: true });

/** The text in the editor. */
export async function script(page) {
  const lines = await editor(page).locator(".cm-line").allTextContents();
  return lines.join("\n");
}

/**
 * Replaces the text in the editor with `text`, and waits for its run or, for "error", its mistake. The playhead goes to
 * the end, since it stays there when a script changes.
 */
export async function write(page, text, state = "ready") {
  await panel(page, "script");
  await toEnd(page);
  await editor(page).focus();
  await page.keyboard.press("ControlOrMeta+a");
  await changing(page, () => page.keyboard.insertText(text), state);
}

/** Presses these keys on what has the focus, all before the page can draw what the first one does. */
export const pressAtOnce = (page, keys) =>
  page.evaluate((keys) => {
    for (const key of keys) document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
  }, keys);

/** Removes the focus, so that keys go to the page. */
export async function unfocus(page) {
  await page.evaluate(() => document.activeElement?.blur());
}

// --- The playhead ---

/** The position of the playhead, and the number of operations. */
export async function position(page) {
  const { done, event, len } = await page.locator("[data-done]").evaluate(({ dataset }) => ({ ...dataset }));
  return { done: Number(done), event: Number(event), len: Number(len) };
}

/** Goes to the end, unless the page has no transport. */
export async function toEnd(page) {
  await page.locator("[data-go=End]").evaluateAll(([button]) => button?.click());
}

/** Waits until the playhead is there. */
export async function at(page, done, event = 0) {
  await page.locator(`[data-done="${done}"][data-event="${event}"]`).waitFor();
}

/** Moves the slider to the state after `done` operations. */
export async function goTo(page, done) {
  await page.getByRole("slider").fill(String(done));
  await at(page, done);
}

/** Presses a key that moves the playhead, and returns the new position. */
export async function step(page, key) {
  const before = await position(page);
  await page.keyboard.press(key);
  await page.waitForFunction(
    ({ done, event }) => !document.querySelector(`[data-done="${done}"][data-event="${event}"]`),
    before,
  );
  return position(page);
}

/** Chooses the speed of playing: "fastest" or "slowest". */
export async function speed(page, which) {
  const choice = page.locator("#speed");
  const values = await choice.locator("option").evaluateAll((all) => all.map(({ value }) => value));
  await choice.selectOption(which === "fastest" ? values.at(-1) : values[0]);
}

// --- What the lanes show ---

/** Everything that each visible lane shows, by the name of the lane. */
export function seen(page) {
  return page.evaluate(() => {
    const number = (text) => (text === "" ? null : Number(text));
    const facts = (lane) => ({
      // All of them are in one table, also while it is not shown.
      numbers: Object.fromEntries(
        [...document.querySelectorAll(`[data-of="${lane.dataset.lane}"] [data-metric]`)].map(({ dataset }) => [dataset.metric, number(dataset.value)]),
      ),
      outcome: lane.querySelector("[data-outcome]")?.dataset.outcome ?? null,
      tiles: [...lane.querySelectorAll("[role=option]")].map(({ dataset }) => [
        Number(dataset.start),
        Number(dataset.size),
        dataset.kind,
        dataset.name,
      ]),
      bins: [...lane.querySelectorAll("ol")].map((list) =>
        [...list.querySelectorAll("[data-address]")].map(({ dataset }) => Number(dataset.address)),
      ),
    });
    return Object.fromEntries([...document.querySelectorAll("[data-lane]")].map((lane) => [lane.dataset.lane, facts(lane)]));
  });
}

/** One number of a lane. */
export async function metric(page, name, key) {
  return (await seen(page))[name].numbers[key];
}

/**
 * The picture of every lane, for comparing: the pixels of its heap, scrolled to the top, as a digest, and all of its
 * text, that for screen readers too. Waits until nothing moves any more.
 */
export function picture(page) {
  return page.evaluate(async () => {
    const digest = async (text) => {
      const bytes = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
      return [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    };
    const look = () =>
      Promise.all(
        [...document.querySelectorAll("[data-lane]")].map(async (lane) => {
          lane.querySelector("[role=listbox]").scrollTop = 0;
          return [lane.dataset.lane, await digest(lane.querySelector("canvas").toDataURL()), lane.textContent];
        }),
      );
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    // Resize observers run at the end of a frame, so one frame without a change is not enough.
    for (let last = "", quiet = 0; ; ) {
      const now = await look();
      quiet = JSON.stringify(now) === last ? quiet + 1 : 0;
      if (quiet === 2) return now;
      last = JSON.stringify(now);
      await frame();
    }
  });
}

/**
 * Moves the pointer to a block on the canvas of a lane, and returns its position. It is the live block called `block`, or
 * whatever starts at this address.
 */
export async function pointAt(page, name, block) {
  const start = typeof block === "number" ? String(block) : await tile(page, name, block).getAttribute("data-start");
  const canvas = lane(page, name).locator("canvas");
  // In the middle, nothing that sticks to an edge of the window covers it.
  await canvas.evaluate((element) => element.scrollIntoView({ block: "center" }));
  const spot = await canvas.evaluate(async (canvas, start) => {
    const { left, top, width, height } = canvas.getBoundingClientRect();
    // Most blocks are wide enough to be found in strides.
    for (const stride of [16, 4]) {
      for (let down = 6; down < height; down += 8) {
        for (let right = 6; right < width; right += stride) {
          const [x, y] = [left + right, top + down];
          canvas.dispatchEvent(new PointerEvent("pointermove", { view: window, clientX: x, clientY: y, bubbles: true }));
          await new Promise((resolve) => setTimeout(resolve));
          if (canvas.dataset.over === start) return { x, y };
        }
      }
    }
    return null;
  }, start);
  assert.ok(spot, `${block} is nowhere on the canvas of ${name}`);
  await page.mouse.move(spot.x, spot.y);
  await lane(page, name).locator(`canvas[data-over="${start}"]`).waitFor();
  return spot;
}
