// Not a test: what runs of about 100,000 operations cost in the browser, printed. `npm run bench` measures the site in
// `dist/` with the browser that CHROME names.
//
// - running: its time, and the tasks of the main thread meanwhile that took longer than 50 ms;
// - playing and dragging: the time that script takes in a frame. At 8 ms, half of a frame is left for the browser itself.
//
// All times but the first are those that the main thread was really at work, from a trace of the browser, so that other
// programs on the machine don't count.

import { spec } from "./harness.mjs";
import { changing, link, settled, speed, unfocus } from "./page.mjs";

const RUNS = {
  "blocks that stay": "for i in 0..100000 { alloc(16 + i % 64); }",
  "blocks that come and go": "for i in 0..49000 { let a = alloc(16 + i % 256); free(a); }",
  "30,000 free blocks":
    "let l = [];\nfor i in 0..60000 { l.push(alloc(16)); }\nfor i in 0..30000 { free(l[59999 - 2 * i]); }",
  "as much text as there can be": "let a = alloc(24); free(a);\n".repeat(2100),
  "an endless loop": "let x = 0;\nloop { x += 1; }",
  "endless calls": "fn f(a) { a + 1 }\nlet x = 0;\nloop { x = f(x); }",
};

const CATEGORIES = ["toplevel", "devtools.timeline", "disabled-by-default-devtools.timeline.frame", "disabled-by-default-devtools.timeline"];

/** What a trace calls script. */
const SCRIPT = ["FunctionCall", "EvaluateScript", "FireAnimationFrame", "EventDispatch", "RunMicrotasks", "TimerFire"];

const sorted = (numbers) => [...numbers].sort((a, b) => a - b);
const at = (all, share) => all[Math.min(all.length - 1, Math.floor(all.length * share))] ?? 0;
const ms = (number) => `${number.toFixed(1)} ms`;

for (const [name, script] of Object.entries(RUNS)) {
  spec(`bench: ${name}`, { width: 1280, height: 860 }, async ({ page, open }) => {
    const traced = async (act) => {
      const browser = page.context().browser();
      await browser.startTracing(page, { categories: CATEGORIES });
      await act();
      return JSON.parse(await browser.stopTracing()).traceEvents;
    };
    const frames = async (act) => scriptPerFrame(await traced(act));
    const print = (what, all) => {
      const times = sorted(all);
      const [half, most, worst] = [0.5, 0.95, 1].map((share) => ms(at(times, share)));
      console.log(`  ${what}: script per frame p50 ${half}, p95 ${most}, max ${worst} in ${times.length} frames`);
    };
    await open(link("alloc(16);"));
    await settled(page);
    await page.waitForTimeout(500);
    const go = () => page.evaluate((fragment) => void (location.hash = fragment), link(script));
    const started = Date.now();
    let took;
    const tasks = longTasks(await traced(async () => {
      await changing(page, go, script.includes("loop") ? "error" : "ready");
      took = Date.now() - started;
      await page.waitForTimeout(300);
    }));
    console.log(`${name}\n  running: ${took} ms, tasks over 50 ms: ${tasks.map(ms).join(", ") || "none"}`);
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

/** The thread that runs the page. */
const main = (events) => events.find(({ name }) => name === "BeginMainThreadFrame")?.tid;

/** How long it was really at work, in milliseconds. */
const work = ({ dur, tdur = dur }) => tdur / 1000;

/** The tasks that blocked the page, longest first. */
function longTasks(events) {
  const tid = main(events);
  const tasks = events.filter((event) => event.tid === tid && event.name === "RunTask").map(work);
  return sorted(tasks.filter((time) => time > 50)).reverse();
}

/** The time of script between two frames, in milliseconds, of all frames with any. */
function scriptPerFrame(events) {
  const tid = main(events);
  const starts = events.filter(({ name }) => name === "BeginMainThreadFrame").map(({ ts }) => ts);
  const calls = events.filter((event) => event.tid === tid && event.ph === "X" && SCRIPT.includes(event.name));
  const totals = new Map();
  let end = 0;
  for (const call of calls.sort((a, b) => a.ts - b.ts)) {
    // A call inside another one is counted with it.
    if (call.ts < end) continue;
    end = call.ts + call.dur;
    const frame = starts.filter((start) => start <= call.ts).length;
    totals.set(frame, (totals.get(frame) ?? 0) + work(call));
  }
  return [...totals.values()];
}
