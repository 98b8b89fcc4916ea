// What leaves the page: pictures, numbers, paper, and the figure in another page.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";

import { everywhere, spec } from "./harness.mjs";
import { LANES, at, example, lane, lanesInSight, picture, position, seen, settled, step, unfocus } from "./page.mjs";

/** Opens the menu, presses a button of it, and returns the file that the browser saves. */
async function saved(page, button) {
  await page.locator("#open-share").click();
  const [download] = await Promise.all([page.waitForEvent("download"), page.locator(button).click()]);
  await page.locator("[data-notice]").waitFor();
  assert.equal(await page.locator("#share-menu").isVisible(), false, "the menu closes");
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

/** What an SVG file contains, as a browser reads it. */
const parsed = (page, file) =>
  page.evaluate((text) => {
    const parsed = new DOMParser().parseFromString(text, "image/svg+xml");
    const all = [...parsed.querySelectorAll("*")];
    return {
      error: parsed.querySelector("parsererror")?.textContent,
      names: [...new Set(all.map((element) => element.localName))],
      handlers: all.flatMap((element) => [...element.attributes]).filter(({ name }) => name.startsWith("on")).length,
      texts: [...parsed.querySelectorAll("text")].map((element) => element.textContent),
      title: parsed.querySelector("title").textContent,
      link: parsed.querySelector("a").getAttribute("href"),
      size: ["width", "height"].map((side) => Number(parsed.documentElement.getAttribute(side))),
    };
  }, file.bytes.toString());

everywhere("all lanes are saved as SVG, with what the page says about them", async ({ page, open }) => {
  await open(example("coalescing", { op: 9 }));
  await settled(page);
  const file = await saved(page, `[data-lanes="${LANES.join(".")}"] button >> nth=0`);
  assert.match(file.name, /^lite-alloc-coalescing-\d+\.svg$/);
  const { error, names, handlers, texts, title, link, size } = await parsed(page, file);
  assert.equal(error, undefined);
  assert.deepEqual(names.filter((name) => !["svg", "title", "desc", "defs", "pattern", "path", "rect", "text", "a"].includes(name)), []);
  assert.equal(handlers, 0);
  assert.equal(link, page.url());
  assert.ok(size[0] > 900 && size[1] > 450, `${size}`);
  const written = texts.join("").replaceAll(" ", "");
  for (const words of await page.locator("[data-lane] h2, [data-lane] .sentence-words, .story-words code").allTextContents()) {
    assert.ok(written.includes(words.replaceAll(" ", "")), words);
  }
  assert.ok(title.includes(await page.locator(".story-words code").first().textContent()));
  assert.equal(texts.filter((text) => text === "row[0]").length, LANES.length, "a block in each lane");
});

spec("one lane is saved alone", async ({ page, open }) => {
  await open(example("coalescing", { op: 9 }));
  await settled(page);
  const file = await saved(page, `[data-lanes="free-list"] button >> nth=0`);
  assert.match(file.name, /^lite-alloc-coalescing-\d+-free-list\.svg$/);
  const { texts } = await parsed(page, file);
  assert.ok(texts.includes("FreeList") && !texts.includes("BoundaryTag"));
});

spec("a picture is saved as PNG, twice as large as its SVG", async ({ page, open }) => {
  await open(example("bins", { op: 6 }));
  await settled(page);
  const svg = await saved(page, `[data-lanes="${LANES.join(".")}"] button >> nth=0`);
  const { size } = await parsed(page, svg);
  const png = await saved(page, `[data-lanes="${LANES.join(".")}"] button >> nth=1`);
  assert.equal(png.bytes.subarray(0, 8).toString("latin1"), "\x89PNG\r\n\x1a\n");
  const [width, height] = [png.bytes.readUInt32BE(16), png.bytes.readUInt32BE(20)];
  assert.deepEqual([width, height], [size[0] * 2, size[1] * 2]);
});

spec("the whole run is saved as SVG and PNG, as it is shown", async ({ page, open }) => {
  await open(example("coalescing", { op: 9 }));
  await settled(page);
  await unfocus(page);
  await page.keyboard.press("o");
  await page.locator("#curve").selectOption("largest");
  const svg = await saved(page, "#share-run-svg");
  assert.equal(svg.name, "lite-alloc-coalescing-run.svg");
  const { error, names, texts, title, size } = await parsed(page, svg);
  assert.equal(error, undefined);
  assert.ok(names.includes("image") && title.startsWith("Whole run"), title);
  for (const words of ["FreeList", "BoundaryTag", "Largest free block", "untouched", "0x0000"]) {
    assert.ok(texts.includes(words), words);
  }
  const drawn = await page.evaluate(async (text) => {
    const image = new Image();
    image.src = URL.createObjectURL(new Blob([text], { type: "image/svg+xml" }));
    await image.decode();
    const canvas = Object.assign(document.createElement("canvas"), { width: image.width, height: image.height });
    const context = canvas.getContext("2d");
    context.drawImage(image, 0, 0);
    const { data } = context.getImageData(96, 80, 800, 60);
    const colours = new Set();
    for (let at = 0; at < data.length; at += 4) colours.add(data.slice(at, at + 3).join());
    return colours.size;
  }, svg.bytes.toString());
  assert.ok(drawn > 3, "the map has colours");
  const png = await saved(page, "#share-run-png");
  assert.deepEqual([png.bytes.readUInt32BE(16), png.bytes.readUInt32BE(20)], [size[0] * 2, size[1] * 2]);
});

spec("the table has the numbers that the page shows", async ({ page, open }) => {
  await open(example("tour"));
  await settled(page);
  const file = await saved(page, "#share-csv");
  assert.equal(file.name, "lite-alloc-tour-numbers.csv", "it holds the whole run");
  const [head, ...rows] = file.bytes.toString().replace("\ufeff", "").trimEnd().split("\n").map((row) => row.split(","));
  const column = (row, name) => row[head.indexOf(name)];
  await unfocus(page);
  await page.keyboard.press("Home");
  await at(page, 0);
  const total = Number((await page.locator(".position").textContent()).match(/\d+$/)[0]);
  assert.equal(rows.length, total, "labels are no rows");
  for (const row of rows) {
    await step(page, "ArrowRight");
    const { len, done } = await position(page);
    assert.ok(done <= len);
    const number = await page.locator(".position b").textContent();
    assert.equal(column(row, "operation"), number);
    for (const [name, { numbers }] of Object.entries(await seen(page))) {
      for (const key of ["live", "heap", "largest-hole", "probes"]) {
        assert.equal(Number(column(row, `${name}.${key}`)), numbers[key], `${name}.${key} after operation ${number}`);
      }
    }
  }
});

for (const format of ["A4", "Letter"]) {
  for (const theme of ["light", "dark"]) {
    spec(`everything is on paper, ${format}, ${theme}`, { theme }, async ({ page, open }) => {
      await open(example("long-list", { op: 9 }));
      await settled(page);
      // As the browser does before it prints.
      await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
      await page.emulateMedia({ media: "print" });
      const width = format === "A4" ? 688 : 710;
      await page.setViewportSize({ width, height: 1000 });
      const facts = await page.evaluate(() => {
        const sheet = document.getElementById("print");
        const inside = [...sheet.querySelectorAll("*")].every(
          (element) => element.closest("svg svg, pattern, defs") || element.getBoundingClientRect().right <= innerWidth + 1,
        );
        return {
          text: sheet.innerText,
          drawings: sheet.querySelectorAll("svg").length,
          inside,
          app: document.getElementById("app").checkVisibility(),
          ground: getComputedStyle(sheet.querySelector("svg > rect")).fill,
          ink: getComputedStyle(sheet).color,
          wide: document.documentElement.scrollWidth > innerWidth,
        };
      });
      assert.equal(facts.drawings, LANES.length + 1, "the lanes and the legend");
      assert.ok(facts.inside && !facts.wide && !facts.app);
      assert.equal(facts.ground, "rgb(255, 255, 255)");
      assert.match(facts.ink, /rgb\((\d{1,2}), /, "dark letters");
      await page.evaluate(() => dispatchEvent(new Event("afterprint")));
      assert.equal(await page.locator("#print").count(), 0);
      await page.emulateMedia({ media: null });
      const pdf = await page.pdf({ format });
      const pages = pdf.toString("latin1").match(/\/Type\s*\/Page\b/g).length;
      assert.ok(pages >= 2, `${pages} pages`);
      assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), theme);
    });
  }
}

spec("the whole script is on paper, and what it says is text", async ({ page, open }) => {
  await open(example("tour", { op: 2 }));
  await settled(page);
  const lines = Array.from({ length: 300 }, (_, line) => `let b${line} = alloc(16); // <b>&amp;`);
  await page.locator("#tab-script").click();
  const { write } = await import("./page.mjs");
  await write(page, lines.join("\n"));
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  const printed = await page.locator("#print pre").textContent();
  assert.equal(printed, `${lines.join("\n")}\n`);
});

// --- In another page ---

spec("the embed code shows this position in another page, and links back", async ({ page, context, open, fresh }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await open(example("splitting", { op: 5 }));
  await settled(page);
  await page.locator("#open-share").click();
  await page.locator("#share-embed").click();
  await page.locator("[data-notice]").waitFor();
  const code = await page.evaluate(() => navigator.clipboard.readText());
  assert.match(code, /^<iframe src="[^"]+" title="[^"]+" .*><\/iframe>$/);

  const host = createServer((_, response) => response.setHeader("content-type", "text/html").end(`<!doctype html><title>Host</title>${code}`));
  await new Promise((resolve) => host.listen(0, "127.0.0.1", resolve));
  try {
    const other = await fresh();
    await other.page.goto(`http://localhost:${host.address().port}/`);
    other.messages.length = 0;
    const frame = other.page.frameLocator("iframe");
    await frame.locator("[data-done='5']").waitFor();
    await frame.locator("[data-lane] canvas").first().waitFor();
    assert.equal(await frame.locator("header.header").isVisible(), false);
    await frame.locator("#play").focus();
    await other.page.keyboard.press("ArrowRight");
    await frame.locator("[data-done='6']").waitFor();
    const [full] = await Promise.all([other.context.waitForEvent("page"), frame.locator("#open-page").click()]);
    await full.locator("[data-done='6']").waitFor();
    assert.ok(!full.url().includes("embed") && full.url().includes("op=6"), full.url());
    assert.ok(await full.locator("header.header").isVisible());
    other.messages.length = 0;
  } finally {
    host.closeAllConnections();
    await new Promise((resolve) => host.close(resolve));
  }
});

for (const [width, height] of [
  [480, 320],
  [640, 400],
  [800, 600],
]) {
  spec(`a figure of ${width} x ${height} shows a heap, its sentence and the transport`, { width, height }, async ({ page, open, shot }) => {
    await open(`${example("coalescing", { op: 9 })}&embed`);
    await settled(page);
    await shot("embed");
    assert.deepEqual(await lanesInSight(page), LANES);
    const inSight = async (locator) => {
      const { x, y, width: w, height: h } = await locator.boundingBox();
      assert.ok(x >= 0 && y >= 0 && x + w <= width && y + h <= height, `${locator}: ${x} ${y} ${w} ${h}`);
      return { w, h };
    };
    const { w, h } = await inSight(lane(page, LANES[0]).locator("canvas"));
    assert.ok(w > width * 0.85 && h >= 48, `${w} x ${h}`);
    for (const part of [lane(page, LANES[0]).locator(".sentence"), page.locator("#play"), page.getByRole("slider"), page.locator("#open-page")]) {
      await inSight(part);
    }
    assert.equal(await page.evaluate(() => document.documentElement.scrollHeight > innerHeight), false);
    await step(page, "ArrowLeft");
  });
}

spec("a figure leaves the storage alone", async ({ page, open }) => {
  await open(example("bins", { op: 3 }));
  await settled(page);
  await page.locator("#theme").click();
  await page.locator("#theme").click();
  const kept = () => page.evaluate(() => [{ ...localStorage }, { ...sessionStorage }]);
  const before = await kept();
  assert.equal(before[0]["lite-alloc.theme"], "dark");
  await open(`${example("splitting", { op: 5 })}&embed`);
  await settled(page);
  assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), "light", "the reader’s choice is not for other pages");
  await step(page, "ArrowLeft");
  await picture(page);
  await page.evaluate(() => dispatchEvent(new Event("pagehide")));
  assert.deepEqual(await kept(), before);
});
