// In Chinese no English is left: in no text, name, hint or title, not on the canvas and not in the scripts of examples.

import assert from "node:assert/strict";

import { english, listen } from "./english.mjs";
import { NARROW, WIDE, spec } from "./harness.mjs";
import { ALL, example, examples, goTo, lane, openMenu, panel, picture, pointAt, position, settled, step, unfocus, write } from "./page.mjs";

const view = { ...WIDE, height: 2400, locale: "zh-CN" };

spec("the check for English finds it wherever it is", view, async ({ page, open }) => {
  await listen(page);
  await open("lang=zh");
  await settled(page);
  const before = await english(page);
  const put = {
    text: () => document.querySelector(".hint").append("Click a block"),
    name: () => document.querySelector("#share").setAttribute("aria-label", "Share it"),
    hint: () => document.querySelector("#theme").setAttribute("title", "Change colours"),
    option: () => document.querySelector("#speed option").append("per second"),
    value: () => document.querySelector("input[type=range]").setAttribute("aria-valuetext", "by events"),
    title: () => (document.title = "A playground"),
    canvas: () => window.written.add("unused 48"),
    comment: () => document.querySelector(".cm-line").append(" that is English"),
  };
  for (const [where, act] of Object.entries(put)) {
    const known = (await english(page)).length;
    await page.evaluate(act);
    assert.ok((await english(page)).length > known, where);
  }
  assert.ok((await english(page)).length >= before.length + Object.keys(put).length);
});

spec("no English is left in any example, from its first to its last step", view, async ({ page, open }) => {
  await listen(page);
  await open();
  await settled(page);
  const slugs = await examples(page);
  assert.ok(slugs.length > 10);
  const found = new Set();
  const look = async () => (await english(page, true)).forEach((text) => found.add(text));
  for (const slug of slugs) {
    await open(example(slug, { lanes: ALL, op: 0 }));
    await settled(page);
    // Only there all of its lines, and the names in them, are in the document.
    await panel(page, "script");
    await look();
    // Every event of the first operations, and each operation of a long run's parts.
    await unfocus(page);
    const { len } = await position(page);
    for (let now = await position(page); now.done < Math.min(len, 8); ) {
      now = await step(page, "Shift+ArrowRight");
      await look();
    }
    for (let part = 1; part <= 6; part += 1) {
      await goTo(page, Math.ceil((len * part) / 6));
      await look();
      await page.keyboard.press("Shift+ArrowLeft");
      await look();
    }
  }
  assert.deepEqual([...found], []);
});

spec("no English is left in what opens: help, a selection, a tooltip, a mistake, a notice", view, async ({ page, open, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await listen(page);
  const found = new Set();
  const look = async () => (await english(page, true)).forEach((text) => found.add(text));
  await open(example("boundary-tags", { lanes: ALL, op: 16 }));
  await settled(page);
  await panel(page, "script");
  for (const id of ["examples", "arena", "legend", "help"]) {
    await openMenu(page, id);
    await look();
    await page.keyboard.press("Escape");
  }
  for (const name of ALL) {
    // Each kind of tile, pointed at and selected.
    const kinds = await lane(page, name).locator("[role=option]").evaluateAll((all) => [
      ...new Map(all.map(({ dataset }) => [dataset.kind, dataset.name])).entries(),
    ]);
    assert.ok(kinds.length > 1, name);
    await pointAt(page, name, "row[0]");
    await look();
    await page.mouse.down();
    await page.mouse.up();
    await look();
    await unfocus(page);
    await page.keyboard.press("Escape");
    for (const address of await lane(page, name).locator("[data-address]").all()) {
      await address.click();
      await look();
      await address.click();
    }
  }
  await page.locator("#theme").click();
  await look();
  await page.locator("#open-share").click();
  await page.locator("#share").click();
  await page.locator("[data-notice]").waitFor();
  await look();
  for (const mistake of ["let a = ;", "free(b);", "let a = alloc(8); free(a); free(a);", "alok(1);", "let a = alloc(0);"]) {
    await write(page, mistake, "error");
    await look();
  }
  await editorHelp(page, look);
  await open("example=nothing");
  await page.locator("[data-notice]").waitFor();
  // The names are in the editor, which is loaded after the first render.
  await settled(page);
  await look();
  assert.deepEqual([...found], []);
});

/** What the editor offers and explains by itself. */
async function editorHelp(page, look) {
  await write(page, "al", "error");
  await page.keyboard.press("Control+Space");
  await page.locator(".cm-tooltip-autocomplete").waitFor();
  await look();
  await page.keyboard.press("Escape");
  await write(page, "let a = alloc(24);\n");
  await page.getByText("alloc", { exact: true }).first().hover();
  await page.locator(".cm-tip").waitFor();
  await look();
}

for (const size of [WIDE, NARROW]) {
  spec(`nothing is cut off, ${size.width} px`, { ...size, locale: "zh-CN" }, async ({ page, open }) => {
    await open(example("good-fit", { lanes: ALL, op: 12 }));
    await settled(page);
    await picture(page);
    const cut = await page.evaluate(() =>
      [...document.querySelectorAll("button, label, legend, h1, h2, h3, p, dt, dd, th, td, select, .metric-label")]
        .filter((element) => {
          const { overflowX, textOverflow, clipPath } = getComputedStyle(element);
          // Text for screen readers only is clipped.
          const seen = element.checkVisibility() && clipPath === "none";
          return seen && overflowX !== "visible" && textOverflow !== "ellipsis" && element.scrollWidth > element.clientWidth + 1;
        })
        .map((element) => element.textContent.slice(0, 40)),
    );
    assert.deepEqual(cut, []);
  });
}
