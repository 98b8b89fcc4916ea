// Languages: what decides the language of the page, what follows it, and the editor in Chinese.

import assert from "node:assert/strict";

import { spec } from "./harness.mjs";
import { at, changing, editor, example, goTo, lanesInSight, position, script, setArena, settled, tile, unfocus, write } from "./page.mjs";
import { language } from "./words.mjs";

const choose = (page, name) => page.getByRole("button", { name, exact: true }).click();

/** Waits until all of the page is in a language: its document, its title, its controls and its example. */
async function speaks(page, tag) {
  const [title, share, comment] = { en: [/step by step/, "Share", /arrow keys/], zh: [/逐步/, "分享", /方向键/] }[tag];
  await page.getByRole("button", { name: share, exact: true }).waitFor();
  await page.waitForFunction((tag) => document.documentElement.lang === tag, tag);
  assert.match(await page.title(), title);
  await settled(page);
  await editor(page).getByText(comment).waitFor({ state: "attached" });
}

const stored = (page) => page.evaluate(() => localStorage.getItem("lite-alloc.language"));

for (const [locale, tag] of [["en-GB", "en"], ["zh-CN", "zh"], ["zh-TW", "zh"], ["fr-FR", "en"]]) {
  spec(`the browser's language decides at first: ${locale}`, { locale }, async ({ page, open }) => {
    await open();
    await speaks(page, tag);
    assert.equal(await stored(page), null, "nothing was chosen");
  });
}

spec("the switch changes the language, and the choice is remembered", async ({ page, open }) => {
  await open();
  await speaks(page, "en");
  await choose(page, "中文");
  await speaks(page, "zh");
  await page.reload();
  await speaks(page, "zh");
  await open();
  await speaks(page, "zh");
  // With the keyboard; the focus stays on the switch, which now names the other language.
  const other = page.locator("#language");
  assert.deepEqual([await other.getAttribute("lang"), await other.innerText()], ["en", "English"]);
  await other.focus();
  await page.keyboard.press("Enter");
  await speaks(page, "en");
  assert.deepEqual([await other.getAttribute("lang"), await other.innerText()], ["zh", "中文"]);
  assert.equal(await page.evaluate(() => document.activeElement.id), "language");
  assert.equal(await stored(page), "en");
});

spec("a link may ask for a language, for this visit", async ({ page, open }) => {
  for (const fragment of ["example=tour&op=4&lang=zh", "lang=zh"]) {
    await open(fragment);
    await speaks(page, "zh");
    assert.equal(await stored(page), null, "the reader has not chosen");
  }
  await open("example=tour&op=4&lang=zh");
  await speaks(page, "zh");
  await goTo(page, 5);
  await page.waitForFunction(() => location.hash === "#example=tour&op=5&lang=zh");
  await page.reload();
  await speaks(page, "zh");
  await at(page, 5);
  await open();
  await speaks(page, "en");
  await at(page, 5);
  await page.evaluate(() => (location.hash = "lang=zh"));
  await speaks(page, "zh");
  await at(page, 5);

  await open("example=tour&op=4&lang=zh");
  await speaks(page, "zh");
  await choose(page, "English");
  await speaks(page, "en");
  await page.waitForFunction(() => location.hash === "#example=tour&op=4");
  assert.equal(await stored(page), "en");
});

spec("a link without a language opens in that of the reader", { locale: "zh-CN" }, async ({ page, open, fresh }) => {
  await open();
  await speaks(page, "zh");
  await write(page, "let a = alloc(24); // 一个块\n");
  await page.waitForFunction(() => location.hash.startsWith("#1."));
  const { hash } = new URL(page.url());
  assert.ok(!hash.includes("lang"), hash);
  const other = await fresh();
  await other.open(`${hash.slice(1)}&lang=en`);
  await settled(other.page);
  assert.equal(await language(other.page), "en");
  assert.equal(await script(other.page), "let a = alloc(24); // 一个块\n");
});

spec("an unchanged example follows the language, and everything else stays", async ({ page, open }) => {
  await open(example("coalescing", { op: 9, event: 1 }));
  await settled(page);
  await setArena(page, { pages: 3 });
  const before = [await position(page), await lanesInSight(page)];
  await changing(page, () => choose(page, "中文"));
  assert.match(await script(page), /^\/\/ 相邻的空闲块/);
  await page.getByRole("heading", { name: "向左、向右和两侧合并" }).waitFor();
  await page.getByRole("button", { name: "右侧", exact: true }).waitFor();
  assert.deepEqual([await position(page), await lanesInSight(page)], before);
  assert.equal(await page.locator("[name=max-pages]").inputValue(), "3");

  const own = `${await script(page)}// 我的\n`;
  await write(page, own);
  await choose(page, "English");
  await page.waitForFunction(() => document.documentElement.lang === "en");
  assert.equal(await script(page), own, "a script that was changed is the reader's");
});

spec("Chinese is typed by an input method", { locale: "zh-CN" }, async ({ page, context, open }) => {
  await open();
  await settled(page);
  await write(page, "let a = alloc(24);\n// \n");
  await page.keyboard.press("ControlOrMeta+End");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("End");
  const session = await context.newCDPSession(page);
  await compose(session, ["f", "fen", "fen'pei"], "分配");
  await page.keyboard.press("ControlOrMeta+End");
  await page.keyboard.type('label("');
  await compose(session, ["d", "di'yi"], "第一");
  await changing(page, () => page.keyboard.press("End").then(() => page.keyboard.insertText(";")));
  assert.equal(await script(page), 'let a = alloc(24);\n// 分配\nlabel("第一");');
  await page.getByRole("button", { name: "第一", exact: true }).waitFor();
});

/** What an input method does: shows the text being composed, then inserts the result. */
async function compose(session, steps, text) {
  for (const step of steps) {
    await session.send("Input.imeSetComposition", { text: step, selectionStart: step.length, selectionEnd: step.length });
  }
  await session.send("Input.insertText", { text });
}

spec("while the editor is being loaded the page is used, and nothing typed is lost", async ({ page, context, open }) => {
  let release;
  const held = new Promise((resolve) => {
    release = resolve;
  });
  await page.route("**/editor.js?*", async (route) => {
    await held;
    await route.continue();
  });
  await open();
  await page.locator("[data-state=ready]").waitFor();
  assert.equal(await page.locator(".cm-editor").count(), 0, "the first picture does not wait for the editor");
  await unfocus(page);
  await page.keyboard.press("ArrowRight");
  const { done } = await position(page);
  assert.ok(done > 0, "it takes a step");

  await write(page, "let early = alloc(24);\n");
  await tile(page, "free-list", "early").waitFor({ state: "attached" });
  const session = await context.newCDPSession(page);
  await page.keyboard.type("// ");
  await session.send("Input.imeSetComposition", { text: "zao", selectionStart: 3, selectionEnd: 3 });
  release();
  await page.waitForResponse("**/editor.js?*");
  assert.equal(await page.locator(".cm-editor").count(), 0, "an input method is at work");
  await session.send("Input.insertText", { text: "早" });
  await page.locator(".cm-editor").waitFor();
  // The focus and the cursor have not moved.
  await changing(page, () => page.keyboard.type("!"));
  assert.equal(await script(page), "let early = alloc(24);\n// 早!");
  await page.keyboard.press("ControlOrMeta+a");
  await changing(page, () => page.keyboard.insertText("let a = ;"), "error");
  assert.equal(await editor(page).getAttribute("aria-invalid"), "true");
});

spec("without the editor the script is still edited and run", async ({ page, open, messages }) => {
  await page.route("**/editor.js?*", (route) => route.abort());
  await open();
  await page.locator("[data-state=ready]").waitFor();
  await write(page, "let plain = alloc(24);\n");
  await tile(page, "free-list", "plain").waitFor({ state: "attached" });
  assert.equal(await editor(page).inputValue(), "let plain = alloc(24);\n");
  await changing(page, () => page.locator("[data-example=bins]").evaluate((element) => element.click()));
  assert.match(await editor(page).inputValue(), /^\/\/ Four bins/);
  const expected = messages.splice(0);
  assert.ok(expected.length > 0 && expected.every((message) => /editor|ERR_FAILED/.test(message)), expected.join("\n"));
});
