// The verdict on a run: its numbers are those of the terminal; it is read, printed, saved, and used with the keyboard.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { before } from "node:test";
import { fileURLToPath } from "node:url";

import { DIST, NARROW, THEMES, WIDE, spec } from "./harness.mjs";
import { LANES, example, settled } from "./page.mjs";
import { choose, inSight, opened } from "./recorded.mjs";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const SAMPLES = new URL("../../replay/tests/samples/", import.meta.url);

/** The module of dlmalloc and talc. */
const PEERS = readdirSync(`${DIST}/peers`).map((name) => `${DIST}/peers/${name}`)[0];

/**
 * The terminal, with these arguments: what `cargo xtask replay` starts, but built like the other tests, which takes less time
 * than the few operations here.
 */
const terminal = (...options) =>
  execFileSync("cargo", ["run", "--quiet", "--locked", "--package", "replay", "--", ...options], {
    cwd: ROOT,
    encoding: "utf8",
    maxBuffer: 1 << 26,
    env: { ...process.env, LITE_ALLOC_PEERS: PEERS },
  });

// The first call builds it.
before(() => terminal("--help"));

/** Opens a sample, as a file that is chosen. */
async function openSample(page, name) {
  await choose(page, name, await readFile(new URL(name, SAMPLES)));
  await opened(page, name);
}

/** Saves something of the menu: its name and its contents. */
async function saved(page, id) {
  await page.locator("#open-share").click();
  const [download] = await Promise.all([page.waitForEvent("download"), page.locator(`#${id}`).click()]);
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

const ready = (page) => page.locator('#verdict[data-ready="true"]').waitFor();

/** The numbers of the table: by lane, then by measure. */
const numbers = (page) =>
  page.locator("#verdict tbody tr").evaluateAll((rows) => {
    const lanes = {};
    for (const row of rows) {
      for (const cell of row.querySelectorAll("td[data-value]")) {
        (lanes[cell.dataset.lane] ??= {})[row.dataset.row] = Number(cell.dataset.value);
      }
    }
    return lanes;
  });

for (const [name, lanes] of [
  ["course.rep", LANES],
  ["queue.trace", LANES],
  ["queue.trace", ["boundary-tag", "dlmalloc", "talc"]],
]) {
  spec(`the page and the terminal say the same: ${name}, ${lanes}`, async ({ page, open }) => {
    await open(`example=tour&lanes=${lanes.join(".")}`);
    await settled(page);
    await openSample(page, name);
    await page.locator("#open-verdict").click();
    await ready(page);
    const printed = terminal(fileURLToPath(new URL(name, SAMPLES)), "--json", "--lanes", lanes.join(","));
    const file = await saved(page, "share-verdict-json");
    assert.equal(file.name, `lite-alloc-${name.split(".")[0]}-verdict.json`);
    assert.equal(file.bytes.toString(), printed);
    const json = JSON.parse(printed);
    const shown = await numbers(page);
    const first = json.recommendation.lane;
    assert.deepEqual(Object.keys(shown), [first, ...lanes.filter((lane) => lane !== first)]);
    for (const lane of json.lanes) {
      const measures = Object.entries(shown[lane.lane]);
      assert.ok(measures.length > (["dlmalloc", "talc"].includes(lane.lane) ? 5 : 10));
      for (const [measure, value] of measures) assert.equal(value, lane[measure], `${lane.lane}: ${measure}`);
    }
    const title = page.locator("#verdict-title");
    assert.equal(await title.textContent(), json.recommendation.text);
    assert.equal(await title.getAttribute("data-choice"), json.recommendation.lane);
    const said = (list) => page.locator(`[data-list="${list}"] li`).allTextContents();
    assert.deepEqual(await said("reasons"), json.recommendation.reasons);
    assert.deepEqual(await said("doubts"), json.recommendation.doubts);
    assert.deepEqual(await said("others"), json.recommendation.others);
    const notes = json.notes.map(({ text }) => text.replaceAll("`", ""));
    assert.deepEqual(await said("notes"), notes);
  });
}

spec("it opens and closes with the keyboard", async ({ page, open }) => {
  await open(example("two-lifetimes"));
  await settled(page);
  await page.keyboard.press("v");
  await ready(page);
  assert.equal(await page.evaluate(() => document.activeElement.id), "close-verdict");
  assert.equal(await page.locator(".lanes").isVisible(), false);
  await page.keyboard.press("Escape");
  await page.locator("#verdict").waitFor({ state: "detached" });
  assert.equal(await page.locator(".lanes").isVisible(), true);
  assert.equal(await page.locator("#share-verdict-json").count(), 0, "what is not shown is not saved");
  await page.locator("#open-verdict").focus();
  await page.keyboard.press("Enter");
  await ready(page);
  await page.keyboard.press("Enter");
  await page.locator("#verdict").waitFor({ state: "detached" });
});

spec("its numbers are saved as CSV, and its charts as pictures", async ({ page, open }) => {
  await open(example("two-lifetimes"));
  await settled(page);
  await page.keyboard.press("v");
  await ready(page);
  const table = await saved(page, "share-verdict-csv");
  const rows = table.bytes.toString().replace("\ufeff", "").trim().split("\n");
  assert.deepEqual(rows[0].split(","), ["measure", ...LANES]);
  const shown = await numbers(page);
  for (const row of rows.slice(1)) {
    const [measure, ...values] = row.split(",");
    values.forEach((value, index) => {
      assert.equal(value === "" ? undefined : Number(value), shown[LANES[index]][measure], measure);
    });
  }
  const svg = await saved(page, "share-charts-svg");
  assert.equal(svg.name, "lite-alloc-two-lifetimes-verdict.svg");
  const { texts, bars, size } = await page.evaluate((file) => {
    const parsed = new DOMParser().parseFromString(file, "image/svg+xml");
    const fill = getComputedStyle(document.querySelector("#verdict figure rect")).fill;
    return {
      texts: [...parsed.querySelectorAll("text")].map((element) => element.textContent),
      bars: parsed.querySelectorAll(`rect[fill="${fill}"]`).length,
      size: ["width", "height"].map((side) => Number(parsed.documentElement.getAttribute(side))),
    };
  }, svg.bytes.toString());
  for (const title of await page.locator("#verdict figcaption b").allTextContents()) assert.ok(texts.includes(title), title);
  assert.ok(texts.join(" ").includes(await page.locator("#verdict-title").textContent()));
  const tall = await page.locator("#verdict figure rect").evaluateAll((all) => all.filter((bar) => Number(bar.getAttribute("height")) > 0).length);
  assert.equal(bars, tall, "every bar of the page");
  const { bytes } = await saved(page, "share-charts-png");
  assert.deepEqual([bytes.readUInt32BE(16), bytes.readUInt32BE(20)], size.map((side) => 2 * side));
});

spec("the time of an operation is measured, and added to the table", async ({ page, open }) => {
  await open("sample=image&lanes=free-list.boundary-tag");
  await settled(page);
  await page.keyboard.press("v");
  await ready(page);
  const row = page.locator('[data-row="nanoseconds_per_operation"]');
  assert.equal(await row.count(), 0, "nobody has asked for it");
  await page.locator("#measure-time").click();
  await page.locator("#measure-time").waitFor({ state: "detached" });
  await row.waitFor();
  assert.ok(await inSight(row.locator("th")), "the page scrolls to it");
  assert.equal(await page.evaluate(() => document.activeElement.id), "verdict-table", "the focus is not lost");
  const said = await page.locator('#verdict [role="status"]').textContent();
  assert.match(said, /^Measured time per operation: (\w+ [\d.,]+ ns(, |\.$)){2}/);
  assert.match(await page.locator("[data-list=doubts]").textContent(), /trust them for this machine/);
  for (const [lane, measures] of Object.entries(await numbers(page))) {
    assert.ok(measures.nanoseconds_per_operation > 0, lane);
  }
  const title = page.locator("#verdict-title");
  assert.match(await title.textContent(), /^Of the 2 allocators that were run, /);
  const missing = page.locator("#run-missing");
  assert.equal(await missing.textContent(), "Run BumpFreeList and SegregatedBump too");
  await missing.focus();
  await page.keyboard.press("Enter");
  await missing.waitFor({ state: "detached" });
  await page.locator("#verdict th", { hasText: "SegregatedBump" }).waitFor();
  assert.match(await title.textContent(), /^\w+ fits this program best: /);
  assert.equal(await page.evaluate(() => document.activeElement.id), "close-verdict", "the focus is not lost");
  const peers = page.locator("#run-peers");
  assert.equal(await peers.textContent(), "Run dlmalloc and talc too");
  await peers.click();
  await peers.waitFor({ state: "detached" });
  for (const name of ["dlmalloc", "talc"]) await page.getByRole("columnheader", { name, exact: true }).waitFor();
  assert.equal(await missing.or(peers).count(), 0, "all were run");
});

spec("it is printed on at most two pages, without buttons", async ({ page, open }) => {
  await open(example("tour"));
  await settled(page);
  await openSample(page, "queue.trace");
  await page.keyboard.press("v");
  await ready(page);
  const pdf = (await page.pdf({ format: "A4" })).toString("latin1");
  const pages = pdf.match(/\/Type\s*\/Page\b/g).length;
  assert.ok(pages >= 1 && pages <= 2, `${pages} pages`);
  await page.evaluate(() => window.dispatchEvent(new Event("beforeprint")));
  await page.emulateMedia({ media: "print" });
  assert.equal(await page.locator("#print .verdict-tools").isVisible(), false);
  assert.ok(await page.locator("#print h2").first().isVisible());
  assert.equal(await page.locator(".app").isVisible(), false);
});

for (const theme of THEMES) {
  for (const size of [WIDE, NARROW]) {
    for (const locale of ["en-US", "zh-CN"]) {
      spec(`it fits, ${size.width} px, ${theme}, ${locale}`, { ...size, theme, locale }, async ({ page, open, shot }) => {
        await open(example("two-lifetimes"));
        await settled(page);
        await page.keyboard.press("v");
        await ready(page);
        const wide = await page.locator("#verdict").evaluate((element) => element.scrollWidth - element.clientWidth);
        assert.ok(wide <= 0, `${wide} px too wide`);
        const beyond = await page.evaluate(() => {
          const { scrollWidth, scrollHeight } = document.documentElement;
          return [scrollWidth - innerWidth, scrollHeight - innerHeight];
        });
        assert.ok(beyond.every((pixels) => pixels <= 0), `the document is larger than the window by ${beyond} px`);
        await page.locator("#verdict-table").scrollIntoViewIfNeeded();
        assert.ok(await inSight(page.locator(".verdict-choice")), "the recommended allocator");
        const charts = page.locator("#verdict figure svg");
        assert.ok((await charts.count()) >= 3);
        for (const words of await charts.evaluateAll((all) => all.map((chart) => chart.getAttribute("aria-label")))) {
          assert.ok(words.length > 10);
        }
        const cut = await page.locator(".chart-words span").evaluateAll((all) =>
          all.filter((words) => {
            const [inner, outer] = [words, words.parentElement].map((element) => element.getBoundingClientRect());
            return inner.left < outer.left - 1 || inner.right > outer.right + 1;
          }).map((words) => words.textContent),
        );
        assert.deepEqual(cut, [], "the words below the bars are whole");
        await shot("verdict");
      });
    }
  }
}
