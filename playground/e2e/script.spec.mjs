// The script: edits are run, and a mistake is shown where it is, while the last good run stays.

import assert from "node:assert/strict";

import { spec } from "./harness.mjs";
import {
  LANES,
  changing,
  editor,
  metric,
  picture,
  position,
  script,
  settled,
  tile,
  unfocus,
  write,
} from "./page.mjs";

const GOOD = "let a = alloc(24);\nlet b = alloc(100);\nfree(a);\n";

/** What is wrong, the script, the line of the mistake, and what the message mentions. */
const MISTAKES = [
  ["a missing semicolon", "let a = alloc(24)\nlet b = alloc(8);", 1, /; is missing/],
  ["an unknown function", "let a = alloc(24);\nalok(a);", 2, /alok/],
  ["an unknown variable", "let a = alloc(24);\n\nfree(other);", 3, /other/],
  ["a double free", "let a = alloc(24);\nfree(a);\nfree(a);", 3, /double free/i],
  ["the use of a freed block", "let a = alloc(24);\nfree(a);\nrealloc(a, 48);", 3, /freed on line 2/],
  ["an alignment that is no power of two", "let a = alloc(24, 24);", 1, /power of two/],
  ["a size that cannot be", "let a = alloc(8);\nlet b = alloc(0);", 2, /byte/],
  ["an endless loop", "let a = alloc(24);\nlet n = 0;\nloop { n += 1; }", 3, /ever end/],
  ["endless recursion", "fn f(n) { f(n + 1) }\nf(0);", 2, /ever end/],
  ["too many operations", "let a = alloc(24);\nloop {\n    free(alloc(8));\n}", 3, /operation/],
];

spec("a wrong script shows its mistake at its line, keeps the last picture, and goes on", async ({ page, open }) => {
  await open();
  await settled(page);
  await write(page, GOOD);
  const good = await picture(page);
  const mistake = page.locator("[data-error=script]");

  for (const [what, text, line, about] of MISTAKES) {
    await write(page, text, "error");
    assert.equal(await mistake.getAttribute("data-line"), String(line), what);
    assert.match(await mistake.innerText(), about, what);
    assert.equal(await editor(page).getAttribute("aria-invalid"), "true", what);
    assert.deepEqual(await picture(page), good, `${what}: the last good run is still there`);
    assert.equal(await script(page), text, `${what}: the script stays as it was typed`);
  }
  // The run that is still shown can be stepped through.
  await unfocus(page);
  await page.keyboard.press("Home");
  assert.deepEqual(await position(page), { done: 0, event: 0, len: 3 });
  await page.keyboard.press("End");
  assert.deepEqual(await picture(page), good);

  await write(page, "let a = alloc(24);\nlet b = alloc(100);\nfree(b);\n");
  assert.equal(await mistake.count(), 0);
  assert.equal(await editor(page).getAttribute("aria-invalid"), "false");
  for (const name of LANES) {
    assert.equal(await metric(page, name, "live"), 24, "the corrected script has been run");
  }
  await write(page, GOOD);
  assert.deepEqual(await picture(page), good, "the same script makes the same picture");
});

spec("a mistake leads to its place in the script", async ({ page, open }) => {
  await open();
  await settled(page);
  await write(page, "let a = alloc(24);\n\nfree(other);", "error");
  await unfocus(page);
  await page.getByRole("button", { name: "Line 3" }).click();
  assert.ok(await editor(page).evaluate((element) => element === document.activeElement), "the editor has the focus");
  await page.keyboard.press("End");
  await page.keyboard.press("Shift+Home");
  await changing(page, () => page.keyboard.insertText("free(a);"));
  assert.equal(await script(page), "let a = alloc(24);\n\nfree(a);");
});

spec("a script is run as it is typed, and typing can be undone", async ({ page, open }) => {
  await open();
  await settled(page);
  await write(page, "let a = alloc(24);");
  await page.keyboard.press("ControlOrMeta+End");
  await page.keyboard.press("Enter");
  await page.keyboard.type("let more = alloc(40, 64);");
  for (const name of LANES) {
    await tile(page, name, "more").waitFor({ state: "attached" });
  }
  assert.equal(await script(page), "let a = alloc(24);\nlet more = alloc(40, 64);", "closing brackets are typed over");
  for (let presses = 0; (await script(page)) !== "let a = alloc(24);" && presses < 20; presses += 1) {
    await page.keyboard.press("ControlOrMeta+z");
  }
  assert.equal(await script(page), "let a = alloc(24);");
  for (const name of LANES) {
    await tile(page, name, "more").waitFor({ state: "detached" });
  }
});

spec("an empty script is no mistake", async ({ page, open }) => {
  await open();
  await settled(page);
  await write(page, "// nothing yet\n");
  assert.deepEqual(await position(page), { done: 0, event: 0, len: 0 });
  assert.equal(await page.locator("[data-error]").count(), 0);
  await unfocus(page);
  for (const key of ["ArrowRight", "Shift+ArrowLeft", "End", "Home", "Space"]) {
    await page.keyboard.press(key);
  }
  assert.deepEqual(await position(page), { done: 0, event: 0, len: 0 });
});
