// Not a test: what runs of about 100,000 operations cost in the browser, printed. `npm run bench` measures the site in
// `dist/` with the browser that CHROME names.
//
// - running: its time, the longest task of the main thread meanwhile, and how many took longer than 50 ms;
// - playing and dragging: the time that script takes in a frame, from a trace of the browser. At 8 ms, half of a frame is
//   left for the browser itself.

import { deflateSync } from "node:zlib";

import { spec } from "./harness.mjs";
import { ALL, changing, settled, speed, unfocus } from "./page.mjs";

const NAMES = ["BumpFreeListAllocator", "SegregatedBumpAllocator", "FreeListAllocator", "BoundaryTagAllocator"];

const RUNS = {
  "blocks that stay": "for i in 0..100000 { alloc(16 + i % 64); }",
  "blocks that come and go": "for i in 0..49000 { let a = alloc(16 + i % 256); free(a); }",
  "30,000 free blocks":
    "let l = [];\nfor i in 0..60000 { l.push(alloc(16)); }\nfor i in 0..30000 { free(l[59999 - 2 * i]); }",
  "an endless loop": "let x = 0;\nloop { x += 1; }",
  "endless calls": "fn f(a) { a + 1 }\nlet x = 0;\nloop { x = f(x); }",
};

/** The fragment of a script in the largest arenas. */
const link = (script, lanes) => {
  const work = { script, page: 65_536, pages: 1024, lanes: NAMES.filter((_, index) => lanes.includes(ALL[index])), at: [0, 0] };
  return `1.${deflateSync(JSON.stringify(work)).toString("base64url")}`;
};

const CATEGORIES = ["devtools.timeline", "disabled-by-default-devtools.timeline.frame"];

const sorted = (numbers) => [...numbers].sort((a, b) => a - b);
const at = (all, share) => all[Math.min(all.length - 1, Math.floor(all.length * share))] ?? 0;
const ms = (number) => `${number.toFixed(1)} ms`;

for (const [name, script] of Object.entries(RUNS)) {
  spec(`bench: ${name}`, { width: 1280, height: 860 }, async ({ page, open }) => {
    const frames = async (act) => {
      const browser = page.context().browser();
      await browser.startTracing(page, { categories: CATEGORIES });
      await act();
      return scriptPerFrame(JSON.parse(await browser.stopTracing()).traceEvents);
    };
    const print = (what, all) => {
      const times = sorted(all);
      const [half, most, worst] = [0.5, 0.95, 1].map((share) => ms(at(times, share)));
      console.log(`  ${what}: script per frame p50 ${half}, p95 ${most}, max ${worst} in ${times.length} frames`);
    };
    await page.addInitScript(() => {
      window.longTasks = [];
      new PerformanceObserver((list) => longTasks.push(...list.getEntries().map(({ duration }) => duration))).observe({
        type: "longtask",
        buffered: true,
      });
    });
    await open(link("alloc(16);", ALL));
    await settled(page);
    await page.waitForTimeout(500);
    await page.evaluate(() => void (longTasks.length = 0));
    const started = Date.now();
    const go = () => page.evaluate((fragment) => void (location.hash = fragment), link(script, ALL));
    await changing(page, go, script.includes("loop") ? "error" : "ready");
    const took = Date.now() - started;
    await page.waitForTimeout(300);
    const tasks = sorted(await page.evaluate(() => longTasks)).reverse();
    console.log(`${name}\n  running: ${took} ms, ${tasks.length} tasks over 50 ms: ${tasks.slice(0, 8).map(ms).join(", ")}`);
    if ((await page.locator('[data-state="error"]').count()) !== 0) return;

    await unfocus(page);
    await speed(page, "fastest");
    await unfocus(page);
    const slider = page.getByRole("slider");
    const len = Number(await slider.getAttribute("max"));
    for (const [where, share] of [["at the start", 0], ["near the end", 0.95]]) {
      await slider.fill(String(Math.floor(len * share)));
      await unfocus(page);
      print(`playing ${where}`, await frames(async () => {
        await page.keyboard.press(" ");
        await page.waitForTimeout(3000);
        await page.keyboard.press(" ");
      }));
    }
    const { x, y, width, height } = await slider.boundingBox();
    const middle = y + height / 2;
    print("dragging", await frames(async () => {
      await page.mouse.move(x + width - 10, middle);
      await page.mouse.down();
      for (let step = 0; step <= 200; step++) {
        await page.mouse.move(x + width - 10 - (width - 20) * (0.5 - 0.5 * Math.cos(step / 20)), middle);
        await page.evaluate(() => new Promise(requestAnimationFrame));
      }
      await page.mouse.up();
    }));
  });
}

/** The time of script between two frames, in milliseconds, of all frames with any. */
function scriptPerFrame(events) {
  const SCRIPT = ["FunctionCall", "EvaluateScript", "FireAnimationFrame", "EventDispatch", "RunMicrotasks", "TimerFire"];
  const frames = events.filter(({ name }) => name === "BeginMainThreadFrame");
  const main = frames[0]?.tid;
  const starts = frames.map(({ ts }) => ts).sort((a, b) => a - b);
  const calls = events.filter(({ name, tid, ph }) => tid === main && ph === "X" && SCRIPT.includes(name)).sort((a, b) => a.ts - b.ts);
  const totals = new Map();
  let end = 0;
  for (const { ts, dur } of calls) {
    // A call inside another one is counted with it.
    if (ts < end) continue;
    end = ts + dur;
    const frame = starts.findLastIndex((start) => start <= ts);
    totals.set(frame, (totals.get(frame) ?? 0) + dur / 1000);
  }
  return [...totals.values()];
}
