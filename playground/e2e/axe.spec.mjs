// What axe-core finds wrong for readers with disabilities, in everything that the page can show: nothing.

import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";

import { NARROW, everywhere, spec } from "./harness.mjs";
import { ALL, closePanel, example, goTo, lane, openEachOnAPhone, openMenu, panel, settled, step, unfocus, write } from "./page.mjs";
import { openEachOfAProgram } from "./recorded.mjs";

/**
 * Findings that are none: keys scroll the script, since it is edited, but axe-core knows only of controls that take the
 * focus.
 */
const NONE = /scrollable-region-focusable: (?:\S+ > )*\.cm-scroller /;

const AXE = fileURLToPath(import.meta.resolve("axe-core/axe.min.js"));

/** What axe-core finds in the page as it is now, in both themes: of the dark one only what depends on colours. */
async function violations(page) {
  const found = [];
  for (const [colorScheme, rules] of [["light", undefined], ["dark", ["color-contrast"]]]) {
    await page.emulateMedia({ colorScheme });
    await page.waitForFunction((theme) => document.documentElement.dataset.theme === theme, colorScheme);
    const broken = await page.evaluate(async (rules) => {
      const result = await axe.run(document, { resultTypes: ["violations"], runOnly: rules });
      return result.violations.flatMap(({ id, nodes }) => nodes.map(({ target, any }) => `${id}: ${target.join(" ")} ${any[0]?.message ?? ""}`));
    }, rules);
    found.push(...broken.filter((one) => !NONE.test(one)).map((one) => `${colorScheme}: ${one}`));
  }
  return found;
}

/** Opens the page with axe-core in it, and returns a function that asserts that it finds nothing. */
async function checking({ page, open }, fragment) {
  await page.addInitScript({ path: AXE });
  await open(fragment);
  await settled(page);
  return async (what) => assert.deepEqual(await violations(page), [], what);
}

spec("axe-core finds what is wrong", async ({ page, open }) => {
  await checking({ page, open }, "example=tour");
  await page.evaluate(() => {
    document.querySelector("#theme").removeAttribute("aria-label");
    document.querySelector("#theme").removeAttribute("title");
    document.querySelector(".sentence-words").style.color = "light-dark(#ccc, #444)";
  });
  const found = (await violations(page)).map((one) => one.match(/^(\w+: \S+): /)[1]);
  assert.deepEqual([...new Set(found)].toSorted(), ["dark: color-contrast", "light: button-name", "light: color-contrast"]);
});

everywhere("axe-core finds nothing wrong, wherever the playhead is and whatever is open", async ({ page, open, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const check = await checking({ page, open }, example("boundary-tags", { op: 0, lanes: ALL }));
  await check("the start");
  await goTo(page, 9);
  await unfocus(page);
  await step(page, "Shift+ArrowRight");
  await check("inside an operation");
  await page.keyboard.press("End");
  await check("the end");

  await lane(page, "boundary-tag").locator("ol [data-address]").first().click();
  await page.locator(".inspector").waitFor();
  await check("a selected free block");
  await page.keyboard.press("s");
  await page.locator(".structure-open").first().waitFor();
  await check("the structures in full");
  await page.keyboard.press("s");

  for (const key of ["script", "by-hand", "numbers"]) {
    await panel(page, key);
    await check(`the panel ${key}`);
  }
  await closePanel(page);
  await check("no panel");
  for (const id of ["examples", "arena", "legend", "share-menu", "help"]) {
    await openMenu(page, id);
    await check(id);
    await page.keyboard.press("Escape");
  }
  await page.locator("#open-share").click();
  await page.locator("#share").click();
  await page.locator("[data-notice]").waitFor();
  await check("a notice");
  await page.locator("#present").click();
  await page.locator("#present-end").waitFor();
  await check("presenting");
  await page.locator("#present-end").click();
  await write(page, "let a = ;", "error");
  await check("a mistake");
});

everywhere("axe-core finds nothing wrong on a phone", { ...NARROW, touch: true }, async ({ page, open }) => {
  const check = await checking({ page, open }, example("tour", { op: 6 }));
  await check("the heaps");
  await openEachOnAPhone(page, check);
});

everywhere("axe-core finds nothing wrong with a recorded program", async ({ page, open }) => {
  const check = await checking({ page, open }, example("tour"));
  await openEachOfAProgram(page, check);
  await page.reload();
  await page.locator('[data-waiting="file"]').first().waitFor();
  await check("a file that the page has lost");
});

everywhere("axe-core finds nothing wrong where teachers work", async ({ page, open }) => {
  const check = await checking({ page, open }, "lesson=splitting");
  await page.locator("#give").click();
  await page.locator("#give-homework").waitFor();
  await check("the homework dialog");
  await page.keyboard.press("Escape");
  await openMenu(page, "lessons");
  await page.locator("#open-results").click();
  await page.locator("[name=result-codes]").fill("lite-alloc-1-AAAA\nno code");
  await page.locator("#save-results").waitFor();
  await check("the results");
  await page.keyboard.press("Escape");
  await page.locator("#edit-lesson").click();
  await page.locator('.write[data-checked="true"] .cm-editor').waitFor();
  await check("the writer");
  await page.locator("[name=right-answers]").check();
  await page.locator(".write .cm-content").focus();
  await page.keyboard.insertText("<b>");
  await page.locator(".write-mistakes li").first().waitFor();
  await check("a mistake and the right answers");
});

spec("axe-core finds nothing wrong in homework and in a note", async ({ page, open }) => {
  const check = await checking({ page, open }, example("splitting", { op: 2 }));
  await page.locator("#open-note").click();
  await page.locator("[name=note]").fill("Look.");
  await check("the form of a note");
  await page.locator("#keep-note").click();
  await page.locator("[data-note]").waitFor();
  await check("a note");
  await open("lesson=splitting&homework=5.2");
  await page.locator("#answer").waitFor();
  await page.locator("#hand-in").click();
  await page.locator("[name=student]").fill("Ada");
  await page.locator("[name=result-code]").waitFor();
  await check("homework and its code");
});

spec("axe-core finds nothing wrong in a figure of another page", { width: 480, height: 320 }, async ({ page, open }) => {
  const check = await checking({ page, open }, `${example("tour", { op: 6 })}&embed`);
  await check("the figure");
});
