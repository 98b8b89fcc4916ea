// In Chinese no English is left: in no text, name, hint or title, not on the canvas and not in the scripts of examples.

import assert from "node:assert/strict";

import { NARROW, WIDE, spec } from "./harness.mjs";
import { ALL, example, examples, goTo, lane, openMenu, panel, picture, pointAt, position, settled, step, unfocus, write } from "./page.mjs";

/** What is written in Latin letters in Chinese too. */
const LATIN = [
  // Names.
  /\b(?:lite-alloc|WebAssembly|wasm|JavaScript|HTML|SVG|PNG|CSV|Rust|Vec|Rhai|good fit)\b/g,
  /\b(?:BumpFreeList|SegregatedBump|FreeList|BoundaryTag)(?:Allocator)?\b/g,
  // Paper, and a block in the legend.
  /\b(?:A4|Letter)\b/g,
  /^a·5$/,
  // Keys, units, costs, addresses and bytes.
  /（[a-z]）/g,
  /\b(?:Shift|Home|End|Delete|Escape|Esc|Enter|Tab|Space)\b/g,
  /\b(?:B|KiB|MiB)\b/g,
  /\bO\((?:1|n)\)/g,
  /0x[0-9a-f]+/g,
  /\b[0-9a-f]{2}(?: [0-9a-f]{2})+\b/g,
  // Code in plain-text sentences: names and hints.
  /`[^`]*`/g,
  // Fields of a header, and words of the script language.
  /^(?:next|link)$/g,
  /\b(?:alloc|alloc_zeroed|realloc|free|take_pages|label)\b/g,
];

/** Everything that a reader can read or hear, except code of the script; or what is new since then. Runs in the page. */
function texts(isNew) {
  const found = [];
  const page = document.documentElement.lang;
  const foreign = (element) => element.closest("[lang]").lang !== page || element.closest("script, style, noscript, code, kbd, .cm-completionLabel, .cm-completionDetail");
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const line = node.parentElement.closest(".cm-line");
    if (!foreign(node.parentElement) && !line) found.push(node.data);
  }
  const attributes = ["aria-label", "aria-valuetext", "aria-placeholder", "aria-roledescription", "title", "placeholder", "alt", "label"];
  for (const element of document.querySelectorAll(attributes.map((name) => `[${name}]`).join())) {
    if (foreign(element)) continue;
    for (const name of attributes) {
      if (element.hasAttribute(name)) found.push(element.getAttribute(name));
    }
  }
  // Of the script only its comments and strings.
  const lines = [...document.querySelectorAll(".cm-line")].map((line) => line.textContent);
  for (const line of lines) found.push(/\/\/(.*)/.exec(line)?.[1] ?? "", /"([^"]*)"/.exec(line)?.[1] ?? "");
  found.push(document.title, ...(window.written ?? []));
  const code = lines.map((line) => line.replace(/\/\/.*|"[^"]*"/g, "")).join("\n");
  // The view of the last run stays while the script has a mistake.
  const names = (window.names ??= new Set());
  for (const name of code.match(/[A-Za-z_]\w*/g) ?? []) names.add(name);
  for (const { dataset } of document.querySelectorAll("[data-name]")) {
    for (const name of dataset.name.match(/[A-Za-z_]\w*/g) ?? []) names.add(name);
  }
  const told = (window.told ??= new Set());
  const all = [...new Set(found)].filter((text) => !isNew || !told.has(text));
  for (const text of all) told.add(text);
  return { found: all, names: [...names] };
}

/** Texts of the page with Latin letters that should not be there; or those that are new since it was last asked. */
async function english(page, isNew = false) {
  const { found, names } = await page.evaluate(texts, isNew);
  // Names from the script are left as they are, even shortened on the canvas.
  const isName = (word) => (word.endsWith("…") ? names.some((name) => name.startsWith(word.slice(0, -1))) : names.includes(word));
  return found.filter((text) => {
    const rest = LATIN.reduce((rest, allowed) => rest.replace(allowed, ""), text);
    return (rest.match(/[A-Za-z_]\w*…?/g) ?? []).some((word) => !isName(word));
  });
}

/** Records the text drawn on canvases, for [`texts`]. */
const listen = (page) =>
  page.addInitScript(() => {
    window.written = new Set();
    const write = CanvasRenderingContext2D.prototype.fillText;
    CanvasRenderingContext2D.prototype.fillText = function (text, ...rest) {
      window.written.add(text);
      return write.call(this, text, ...rest);
    };
  });

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
