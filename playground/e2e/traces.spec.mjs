// Recorded programs: files that are dropped, chosen and pasted, their operations and notes, and what is kept of them.

import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";

import { LYING, NARROW, everywhere, spec } from "./harness.mjs";
import { LANES, at, changing, example, goTo, lane, openMenu, panel, position, settled, toEnd, unfocus } from "./page.mjs";
import { SAMPLES, choose, cutOff, head, inSight, opened } from "./recorded.mjs";

/** Small programs of our own, in each format: two blocks, of which one is freed. */
const FILES = {
  Lines: "# lite-alloc trace 1\na 0 24\na 1 100\n= half way\nf 0\n",
  MallocLab: "20000\n2\n3\n1\na 0 24\na 1 100\nf 0\n",
  Mtrace: "= Start\n@ ./prog:[0x401136] + 0x4052a0 0x18\n@ ./prog:[0x401144] + 0x4052c0 0x64\n@ ./prog:[0x401150] - 0x4052a0\n= End\n",
  Valgrind: "==7== Memcheck\n--7-- malloc(24) = 0x4A43040\n--7-- malloc(100) = 0x4A430A0\n--7-- free(0x4A43040)\n",
  Ltrace: "prog->malloc(24) = 0x5581a0\nprog->malloc(100) = 0x5581c0\nprog->free(0x5581a0) = <void>\n",
  Android: "186: malloc 0xb6027400 24\n186: malloc 0xb6027500 100\n186: free 0xb6027400\n186: thread_done 0x0\n",
  Mbed: "#m:0x20003080;0x600d-24\n#m:0x20003180;0x600d-100\n#f:0x0;0x602f-0x20003080\n",
  WeeAlloc: "Alloc(24),\nAlloc(100),\nFree(0),\n",
  Logalloc: await sample("logalloc.log"),
  Heaptrack: await sample("heaptrack.raw"),
};

/** A file of the tests of the import. */
async function sample(name) {
  return readFile(new URL(`../../heap-lab/tests/import/samples/${name}`, import.meta.url));
}

/** Drops a file on an element of the page. */
async function drop(page, name, text, target = "main") {
  const data = await page.evaluateHandle(
    ([name, bytes]) => {
      const data = new DataTransfer();
      data.items.add(new File([new Uint8Array(bytes)], name));
      return data;
    },
    [name, [...Buffer.from(text)]],
  );
  for (const event of ["dragenter", "dragover", "drop"]) {
    await page.locator(target).first().dispatchEvent(event, { dataTransfer: data });
  }
}

/** Pastes text anywhere on the page. */
const paste = (page, text) =>
  page.evaluate((text) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text", text);
    document.body.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true }));
  }, text);

async function start(open, page) {
  await open(example("tour"));
  await settled(page);
}

spec("a file of each format is dropped", async ({ page, open }) => {
  await start(open, page);
  for (const [format, contents] of Object.entries(FILES)) {
    await drop(page, `${format}.log`, contents);
    await opened(page, `${format}.log`);
    assert.equal(await head(page).getAttribute("data-format"), format);
    const { done, len } = await position(page);
    assert.ok(len > 2 && done === len, `${format}: the whole run is shown, ${done} of ${len}`);
    assert.equal(await page.locator("#operations").getAttribute("data-len"), String(len), format);
    for (const slug of LANES) await lane(page, slug).waitFor();
  }
});

spec("a file is chosen, its operations are followed, and the script comes back", async ({ page, open, shot }) => {
  await start(open, page);
  await goTo(page, 5);
  await choose(page, "mine.rep", FILES.MallocLab);
  await opened(page, "mine.rep");
  await page.locator("#operations-0").click();
  assert.equal((await position(page)).done, 1);
  assert.equal(await page.locator(".row-here").getAttribute("data-row"), "0");
  for (const [key, done] of [["ArrowDown", 2], ["End", 3], ["Home", 1], ["PageDown", 3], ["ArrowUp", 2]]) {
    await page.locator("#operations").press(key);
    assert.equal((await position(page)).done, done, key);
  }
  await page.locator("#operations").press("#");
  await page.locator("#find-operation").pressSequentially("0");
  await page.keyboard.press("Enter");
  await page.locator('[data-row="2"].row-here').waitFor();
  await page.locator("#find-operation").fill("line 99");
  await page.keyboard.press("Enter");
  await page.getByText("Nothing found").waitFor();
  await shot("trace");
  await page.locator(".panel:visible [data-back-to-script]").first().click();
  await settled(page);
  assert.equal((await position(page)).done, 5, "nothing is lost");
  await page.goBack();
  await opened(page, "mine.rep");
});

spec("a trace is pasted, in the dialog and anywhere", async ({ page, open, shot }) => {
  await start(open, page);
  await page.locator(".own-ways [data-paste]").click();
  await page.locator("#paste-trace-text").fill(FILES.Lines);
  await shot("trace-paste");
  await page.locator("#paste-trace button[type=submit]").click();
  await opened(page, "pasted.trace");
  await page.locator(".panel:visible [data-back-to-script]").first().click();
  await settled(page);
  await changing(page, () => paste(page, FILES.WeeAlloc));
  assert.equal(await head(page).getAttribute("data-format"), "WeeAlloc");
  // What can't be read is there to be corrected.
  await paste(page, "a 0 24\na 1 many\n");
  await page.locator("#paste-again").click();
  await page.locator("#trace-failed").waitFor({ state: "hidden" });
  assert.equal(await page.locator("#paste-trace-text").inputValue(), "a 0 24\na 1 many\n");
  await page.locator("#paste-trace-text").fill("a 0 24\na 1 48\n");
  await changing(page, () => page.locator("#paste-trace button[type=submit]").click());
  assert.equal((await position(page)).len, 2);
});

spec("a compressed file is opened, a damaged one is refused", async ({ page, open, shot }) => {
  await start(open, page);
  const packed = gzipSync(FILES.Lines);
  await choose(page, "mine.trace.gz", packed);
  await opened(page, "mine.trace.gz");
  await choose(page, "cut.trace.gz", packed.subarray(0, packed.length - 12));
  await page.locator('[data-failure="gzip"]').waitFor();
  await shot("trace-damaged");
  assert.equal(await head(page).getByRole("heading").innerText(), "mine.trace.gz", "what was open stays");
});

spec("an error says where, and what can't be replayed says what to do", async ({ page, open, shot }) => {
  await start(open, page);
  await choose(page, "wrong.trace", "a 0 24\na 1 many\nf 0\n");
  const failed = page.locator("#trace-failed");
  await failed.waitFor();
  assert.match(await failed.innerText(), /line 2/i);
  await shot("trace-error");
  await page.keyboard.press("Escape");
  await failed.waitFor({ state: "hidden" });
  await choose(page, "massif.out.1", "desc: (none)\ncmd: ./a.out\ntime_unit: i\n#-----------\nsnapshot=0\n#-----------\ntime=0\nmem_heap_B=0\n");
  await page.locator('[data-failure="unplayable"]').waitFor();
  assert.ok((await page.locator(".trace-command code").innerText()).length > 10);
  await shot("trace-unplayable");
});

spec("notes are listed, filtered, and lead to their operations", async ({ page, open, shot }) => {
  await start(open, page);
  const odd = "a 0 24\na 1 48\nf 7\nf 0\nf 0\na 2\na 3 0\n".replace("a 2\n", "a 2 16\n");
  await choose(page, "odd.trace", odd);
  await opened(page, "odd.trace");
  const count = Number(await head(page).locator("[data-notes]").getAttribute("data-notes"));
  assert.ok(count >= 6, `${count} notes`);
  await panel(page, "notes");
  assert.equal(await page.locator('#notes [role="option"]').count(), count);
  await page.locator('#notes [role="option"]', { hasText: "again" }).click();
  const { done } = await position(page);
  assert.ok(done >= 3, `operation ${done}`);
  await shot("trace-notes");
  await page.locator("#note-kind").selectOption({ index: 1 });
  const some = await page.locator('#notes [role="option"]').count();
  assert.ok(some > 0 && some < count);
});

spec("a trace is saved and opened again, compressed or not", async ({ page, open }) => {
  await open(example("splitting"));
  await settled(page);
  const { len } = await position(page);
  for (const [id, plain] of [["share-trace", (bytes) => bytes], ["share-trace-gz", gunzipSync]]) {
    await page.locator("#open-share").click();
    const [download] = await Promise.all([page.waitForEvent("download"), page.locator(`#${id}`).click()]);
    const bytes = await readFile(await download.path());
    assert.match(plain(bytes).toString(), /^# /);
    await choose(page, download.suggestedFilename(), bytes);
    await opened(page, download.suggestedFilename());
    assert.equal((await position(page)).len, len);
    await page.locator(".panel:visible [data-back-to-script]").first().click();
    await settled(page);
  }
});

spec("a file is in no link, and a reload asks for it", async ({ page, open, shot }) => {
  await start(open, page);
  await choose(page, "mine.trace", FILES.Lines);
  await opened(page, "mine.trace");
  await page.locator("#operations-1").click();
  await page.locator("#open-share").click();
  await page.locator("#share").click();
  await page.locator("#save-instead").waitFor();
  await page.waitForFunction(() => location.hash === "");
  await page.waitForFunction(() => sessionStorage.getItem("lite-alloc.tab")?.includes("\n"));
  await page.waitForTimeout(500);
  await page.reload();
  await page.locator('.lanes [data-waiting="file"]').waitFor();
  await shot("trace-waiting");
  assert.match(await page.locator(".lanes [data-waiting]").innerText(), /mine\.trace/);
  await choose(page, "mine.trace", FILES.Lines);
  await opened(page, "mine.trace");
  assert.equal((await position(page)).done, 2, "it goes on where it was");
  await page.locator(".panel:visible [data-back-to-script]").first().click();
  await settled(page);
  assert.match(await page.locator("#panel-script, #panel-example").first().evaluate(() => location.hash), /example=tour/);
});

spec("a million operations: progress, cancel, seek, stop", async ({ page, open, shot }) => {
  await start(open, page);
  const lines = [];
  for (let id = 0; id < 500_000; id += 1) lines.push(`a ${id} ${16 + (id % 9) * 8}`, `f ${id}`);
  const folder = await mkdtemp(join(tmpdir(), "traces-"));
  const million = join(folder, "million.trace");
  await writeFile(million, lines.join("\n"));
  // Reading may be over before a click from outside of the page arrives.
  await page.evaluate(() => {
    new MutationObserver((_, watch) => {
      const cancel = document.querySelector("#cancel-reading");
      if (!cancel) return;
      watch.disconnect();
      cancel.click();
      document.documentElement.dataset.cancelled = "";
    }).observe(document.body, { childList: true, subtree: true });
  });
  await page.locator("#trace-file").setInputFiles(million);
  await page.locator("[data-cancelled]").waitFor();
  assert.equal(await page.locator("#trace-reading").count(), 0);
  await page.waitForTimeout(300);
  assert.equal(await page.locator(".program-head").count(), 0, "nothing was opened");
  await page.locator("#trace-file").setInputFiles(million);
  await page.locator(".lane-underway").first().waitFor({ timeout: 60_000 });
  await page.locator("#overview[data-growing]").waitFor();
  await page.evaluate(() => {
    window.grown = { shares: [] };
    const look = () => {
      const map = document.querySelector("#overview[data-growing] [data-map=free-list]");
      const share = Number(map?.querySelector(".overview-ahead")?.style.getPropertyValue("--at") ?? 0);
      if (share > 0 && window.grown.shares.at(-1) !== share && window.grown.shares.push(share) === 2) {
        const canvas = map.querySelector("canvas");
        const { data } = canvas.getContext("2d").getImageData(0, canvas.height - 1, canvas.width, 1);
        window.grown.ends = [data[3], data.at(-1)];
      }
      if (document.querySelector('[data-state="ready"]') === null) requestAnimationFrame(look);
    };
    look();
  });
  await shot("trace-underway");
  await page.locator('[data-state="ready"]').waitFor({ timeout: 150_000 });
  const { shares, ends } = await page.evaluate(() => window.grown);
  assert.ok(shares.length > 1 && shares.every((share, at) => share > (shares[at - 1] ?? 0)), `it grows: ${shares}`);
  assert.deepEqual(ends, [255, 0], "what is still to come is empty");
  assert.equal((await position(page)).len, 1_000_000);
  assert.ok((await page.locator('[role="option"]').count()) < 200, "only rows in sight are there");
  await goTo(page, 500_000);
  await page.locator('#operations [data-row="499999"].row-here').waitFor();
  // A presentation hides the list, which keeps its place.
  await unfocus(page);
  await page.keyboard.press("p");
  await page.locator("#present-end").waitFor();
  await page.keyboard.press("Escape");
  await page.locator('#operations [data-row="499999"].row-here').waitFor();
  await shot("trace-million");
  // All operations are looked at, none is found.
  await page.locator("#find-operation").pressSequentially("#1000000");
  await page.keyboard.press("Enter");
  await page.getByText("Nothing found").waitFor();
  await page.locator("#open-share").click();
  const [download] = await Promise.all([page.waitForEvent("download"), page.locator("#share-trace-gz").click()]);
  const saved = gunzipSync(await readFile(await download.path())).toString();
  assert.equal(saved.match(/^[af] /gm).length, 1_000_000);
  await page.locator("#open-share").click();
  await page.locator("#share-csv").click();
  await page.getByText(/The file is being made: 5 % of about [\d.,]+ MiB/).waitFor({ timeout: 60_000 });
  await shot("saving");
  await page.locator("#stop-saving").click();
  assert.equal(await page.locator("[data-notice]").count(), 0, "it is stopped");
  await rm(folder, { recursive: true });
});

spec("each sample opens by its link, with as many operations as the list says", async ({ page, open }) => {
  assert.ok(SAMPLES.length > 0);
  await open("example=tour");
  await openMenu(page, "examples");
  const offered = await page.locator("[data-sample]").evaluateAll((all) => all.map(({ dataset }) => dataset.sample));
  assert.deepEqual(offered.toSorted(), SAMPLES.map(({ slug }) => slug).toSorted());
  for (const { slug, operations } of SAMPLES) {
    await open(`sample=${slug}&lanes=bump-free-list`);
    await page.locator("[data-done]").waitFor({ timeout: 60_000 });
    await settled(page);
    const shown = await page.locator(".position").textContent();
    assert.equal(Number(shown.match(/[\d,]+$/)[0].replaceAll(",", "")), operations, slug);
    assert.ok(page.url().includes(`sample=${slug}`), page.url());
  }
});

spec("the chapters of a sample are in the language of the page", { locale: "zh-CN" }, async ({ page, open }) => {
  await open("sample=json&op=100");
  await at(page, 100);
  const chapters = () => page.locator("#chapter option").allTextContents();
  const chinese = await chapters();
  assert.ok(chinese.includes("第 1 天"), chinese.join());
  await changing(page, () => page.locator("#language").click());
  assert.deepEqual((await chapters()).slice(1), [...chinese.slice(1, -1).map((_, day) => `day ${day + 1}`), "report"]);
  assert.equal((await position(page)).done, 100, "the playhead stays");
  await toEnd(page);
  await page.locator("#operations .row-here").waitFor();
  await changing(page, () => page.locator("#language").click());
  // The list has another height then, which the browser and the page take some frames to agree on.
  await page.evaluate(async () => {
    for (let frame = 0; frame < 10; frame += 1) await new Promise((resolve) => requestAnimationFrame(resolve));
  });
  await page.locator("#operations .row-here").waitFor();
});

everywhere("a sample that does not load can be tried again", async ({ page, open, shot, messages }) => {
  const file = "**/samples/image.trace.gz";
  await page.route(file, (route) => route.abort("internetdisconnected"));
  await open("sample=image&lanes=free-list");
  const failed = page.locator('#trace-failed [data-failure="unloaded"]');
  await failed.waitFor();
  await shot("sample-unloaded");
  await page.locator("#trace-failed [data-retry]").click();
  await failed.waitFor();
  await page.keyboard.press("Escape");
  await failed.waitFor({ state: "hidden" });
  const waiting = page.locator('.lanes [data-waiting="sample"]');
  assert.equal(await waiting.locator("p").first().textContent(), await failed.textContent(), "the reason stays");
  await shot("sample-waiting");
  await page.unroute(file);
  await waiting.locator("[data-retry]").click();
  await page.locator("[data-done]").waitFor();
  await settled(page);
  assert.equal(await page.locator("#trace-failed").isVisible(), false);
  assert.equal(messages.length, 4, "two requests failed");
  messages.length = 0;
});

everywhere("on a phone a file opens with its heaps in sight, and nothing of a program is cut off", { ...NARROW, touch: true }, async ({ page, open, shot }) => {
  await start(open, page);
  await panel(page, "example");
  const name = "what-the-program-of-the-second-exercise-asked-for.trace";
  await choose(page, name, "a 0 24\na 1 many\n");
  await page.locator('[data-failure="import"]').waitFor();
  await page.keyboard.press("Escape");
  assert.equal(await page.locator("#panel-example").isVisible(), true, "nothing was opened");
  await choose(page, name, "a 0 24\nf 7\na 1 48\n");
  await opened(page, name);
  assert.equal(await page.locator("#desk").isVisible(), false);
  for (const slug of LANES) assert.ok(await inSight(lane(page, slug).locator("canvas")), slug);
  assert.ok(await inSight(page.locator("[data-opens=script]")));
  await shot("phone-opened");
  await page.locator("[data-opens=notes]").click();
  await page.locator('#panel-notes [role="option"]').first().waitFor();
  await page.locator("[data-opens=script]").click();
  await page.locator('#operations [data-row="1"]').waitFor();
  for (const size of [NARROW, LYING]) {
    await page.setViewportSize(size);
    await open(`sample=json&lanes=${LANES.join(".")}`);
    await page.locator("[data-done]").waitFor();
    await settled(page);
    const fits = async (what) => {
      assert.deepEqual(await page.evaluate(cutOff), [], `${what}, ${size.width} px`);
      assert.ok(await page.evaluate(() => document.scrollingElement.scrollWidth <= innerWidth), `${what} is too wide`);
    };
    await page.locator("#overview[data-ready=true]").waitFor();
    for (const done of [76_200, 38_504, 9]) {
      await goTo(page, done);
      for (const slug of LANES) {
        await lane(page, slug).scrollIntoViewIfNeeded();
        await fits(`${slug} after ${done} operations`);
      }
    }
    await panel(page, "script");
    await fits("the operations");
    await shot(`phone-operations-${size.width}`);
    await panel(page, "numbers");
    await fits("the numbers");
    await unfocus(page);
    await page.keyboard.press("v");
    await page.locator('#verdict[data-ready="true"]').waitFor();
    for (const title of await page.locator("#verdict h3").all()) {
      await title.scrollIntoViewIfNeeded();
      await fits("the verdict");
    }
    await openMenu(page, "more");
    await fits("the menu");
  }
});
