// Everything with the keyboard alone, from the moment the page has loaded. The pointer is never used here.

import assert from "node:assert/strict";

import { NARROW, everywhere, spec } from "./harness.mjs";
import { LANES, at, changing, editor, example, heap, position, pressAtOnce, script, settled, step, tile } from "./page.mjs";
import { words } from "./words.mjs";

/** Presses Tab until `target` has the focus. In the editor Tab indents, until Escape releases it. */
async function tabTo(page, target) {
  for (let presses = 0; presses < 200; presses += 1) {
    const at = await target.evaluate((element) => {
      const focused = document.activeElement;
      return focused === element ? "target" : focused.matches("[role=textbox]") ? "editor" : "";
    });
    if (at === "target") return;
    if (at === "editor") await page.keyboard.press("Escape");
    await page.keyboard.press("Tab");
  }
  assert.fail(`Tab never comes to ${target}`);
}

const isOpen = (page, id) => page.locator(`#${id}`).evaluate((element) => element.matches(":popover-open"));

everywhere("by keyboard: choose an example and step through it", async ({ page, open }) => {
  await open();
  await settled(page);
  await tabTo(page, page.getByRole("button", { name: (await words(page)).examples, exact: true }));
  await page.keyboard.press("Enter");
  assert.ok(await isOpen(page, "examples"));
  await tabTo(page, page.locator("[data-example=splitting]"));
  await changing(page, () => page.keyboard.press("Enter"));
  assert.equal(await isOpen(page, "examples"), false);
  assert.match(await script(page), /let large = alloc\(256\);/);

  const { len } = await position(page);
  assert.deepEqual(await position(page), { done: 0, event: 0, len }, "it begins at its beginning");
  assert.deepEqual(await step(page, "ArrowRight"), { done: 1, event: 0, len });
  assert.deepEqual(await step(page, "ArrowLeft"), { done: 0, event: 0, len });
  assert.deepEqual(await step(page, "End"), { done: len, event: 0, len });
  const back = await step(page, "Shift+ArrowLeft");
  assert.deepEqual([back.done, back.event > 0], [len - 1, true], "the last operation has several events");
  assert.deepEqual(await step(page, "Shift+ArrowRight"), await forward(page, back));
});

/** The position one event after `before`, which is the current one: the next event or the next operation. */
async function forward(page, before) {
  const now = await position(page);
  const next = { ...before, event: before.event + 1 };
  const over = { ...before, done: before.done + 1, event: 0 };
  return now.event > 0 ? next : over;
}

everywhere("by keyboard: play and pause", async ({ page, open }) => {
  await open("example=random&op=0");
  await settled(page);
  await at(page, 0);
  const named = await words(page);
  const play = page.getByRole("button", { name: named.play });
  const pause = page.getByRole("button", { name: named.pause });
  await page.keyboard.press("Space");
  await pause.waitFor();
  await page.waitForFunction(() => Number(document.querySelector("[data-done]").dataset.done) > 0);
  await page.keyboard.press("Space");
  await play.waitFor();
  const { done, len } = await position(page);
  assert.ok(done > 0 && done < len, `paused at ${done} of ${len}`);

  await tabTo(page, play);
  await page.keyboard.press("Enter");
  await pause.waitFor();
  await page.keyboard.press("Space");
  await play.waitFor();
});

spec("by keyboard: the slider and the buttons of the transport", async ({ page, open }) => {
  await open("example=splitting&op=0");
  await settled(page);
  await at(page, 0);
  const { len } = await position(page);
  await tabTo(page, page.getByRole("slider"));
  await page.keyboard.press("ArrowRight");
  await at(page, 1);
  await page.keyboard.press("End");
  await at(page, len);
  await page.keyboard.press("Home");
  await at(page, 0);
  await tabTo(page, page.locator("[data-go=OperationForward]"));
  await page.keyboard.press("Enter");
  await at(page, 1);
  await page.keyboard.press("Space");
  await at(page, 2);
  await page.keyboard.press("ArrowLeft");
  await at(page, 1);
});

everywhere("by keyboard: open and close the help", async ({ page, open }) => {
  await open();
  await settled(page);
  await page.keyboard.press("?");
  assert.ok(await isOpen(page, "help"));
  const before = await position(page);
  await page.keyboard.press("Home");
  assert.deepEqual(await position(page), before, "while it is open, keys are for it");
  await page.keyboard.press("Escape");
  assert.equal(await isOpen(page, "help"), false);

  const { help, close } = await words(page);
  await tabTo(page, page.getByRole("button", { name: help }));
  await page.keyboard.press("Enter");
  assert.ok(await isOpen(page, "help"));
  await tabTo(page, page.getByRole("dialog").getByRole("button", { name: close }));
  await page.keyboard.press("Enter");
  assert.equal(await isOpen(page, "help"), false);
});

spec("by keyboard: change the colours, the arena and the lanes", async ({ page, open }) => {
  await open();
  await settled(page);
  const theme = () => page.evaluate(() => document.documentElement.dataset.theme);
  await tabTo(page, page.locator("#open-arena"));
  await page.keyboard.press("Enter");
  await tabTo(page, page.getByRole("combobox", { name: "page size" }));
  await changing(page, () => page.keyboard.press("ArrowDown"));
  await page.keyboard.press("Escape");
  assert.equal(await isOpen(page, "arena"), false);
  await tabTo(page, page.getByRole("checkbox", { name: "BumpFreeList" }));
  await page.keyboard.press("Space");
  await page.locator("[data-lane=bump-free-list]").waitFor({ state: "detached" });
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Space");
  await page.locator("[data-lane=segregated-bump]").waitFor();
  await tabTo(page, page.locator("#theme"));
  await page.keyboard.press("Enter");
  assert.equal(await theme(), "light");
  await page.keyboard.press("Enter");
  assert.equal(await theme(), "dark");
});

spec("by keyboard: select a block and free it", async ({ page, open }) => {
  await open(example("bump-pointer", { op: 4 }));
  await settled(page);
  await at(page, 4);
  const before = (await script(page)).split("\n");
  await tabTo(page, heap(page, LANES[1]));
  await page.keyboard.press("]");
  await page.keyboard.press("Enter");
  for (const name of LANES) {
    await heap(page, name).locator("[data-name=a][aria-selected=true]").waitFor({ state: "attached" });
  }
  await changing(page, () => page.keyboard.press("Delete"));
  const lines = (await script(page)).split("\n");
  assert.equal(lines.length, before.length + 1);
  assert.ok(lines.includes("free(a);"));
  await at(page, 5);
  for (const name of LANES) {
    assert.equal(await tile(page, name, "a").count(), 0, name);
  }
});

spec("by keyboard: a panel that is closed gives the focus to what opens it", NARROW, async ({ page, open }) => {
  await open(example("tour"));
  await settled(page);
  const opener = page.locator("#open-panel");
  if (await page.locator("#desk").isHidden()) await opener.press("Enter");
  await page.locator("#tab-example").focus();
  await tabTo(page, page.locator("#desk").getByRole("button", { name: (await words(page)).close }).first());
  await page.keyboard.press("Enter");
  await page.locator("#desk").waitFor({ state: "hidden" });
  assert.equal(await page.evaluate(() => document.activeElement.id), "open-panel");
  // What is opened without the panel leaves the focus alone.
  await page.locator("#letters").press("Enter");
  assert.equal(await page.evaluate(() => document.activeElement.id), "letters");
});

spec("by keyboard: keys that come faster than the page is drawn are all taken", async ({ page, open }) => {
  await open(example("bump-pointer", { op: 2 }));
  await settled(page);
  await at(page, 2);
  await pressAtOnce(page, ["n", "s", "o", "ArrowRight", "ArrowRight"]);
  await at(page, 4);
  await page.locator("#panel-numbers").waitFor();
  await page.locator("#overview").waitFor();
  await page.locator(`[data-lane="${LANES[0]}"] .structure-open`).waitFor();
});

spec("by keyboard: the arrows walk from block to block in a heap, and leave the playhead where it is", async ({ page, open }) => {
  await open(example("bump-pointer", { op: 4 }));
  await settled(page);
  const list = heap(page, LANES[0]);
  await tabTo(page, list);
  /** The start of the block at the cursor, as screen readers find it. */
  const here = () =>
    list.evaluate((list) => Number(document.getElementById(list.getAttribute("aria-activedescendant"))?.dataset.start));
  const starts = await list.locator("[role=option]").evaluateAll((all) => all.map(({ dataset }) => Number(dataset.start)));
  assert.ok(starts.length > 3, `${starts.length} blocks`);
  const press = async (key, start) => {
    await page.keyboard.press(key);
    assert.equal(await here(), start, key);
  };
  await press("Home", starts[0]);
  await press("ArrowRight", starts[1]);
  await press("ArrowRight", starts[2]);
  await press("ArrowLeft", starts[1]);
  await press("End", starts.at(-1));
  await at(page, 4);
  await step(page, "Shift+ArrowRight");
});

everywhere("by keyboard: type in the editor, and leave it", async ({ page, open }) => {
  await open();
  await settled(page);
  await tabTo(page, page.locator("#tab-example"));
  await page.keyboard.press("ArrowRight");
  await page.locator("#panel-script").waitFor();
  await tabTo(page, editor(page));
  await page.keyboard.press("ControlOrMeta+a");
  await changing(page, () => page.keyboard.insertText("fn f() {\n"), "error");
  await page.keyboard.press("Tab");
  assert.match(await script(page), /\n {4}$/, "Tab indents");
  await page.keyboard.press("ControlOrMeta+a");
  await changing(page, () => page.keyboard.insertText("let a = alloc(1);"));
  await page.keyboard.press("Escape");
  await page.keyboard.press("Tab");
  assert.equal(await editor(page).evaluate((element) => element === document.activeElement), false);
  assert.equal(await script(page), "let a = alloc(1);");
});
