// Long runs: the page stays responsive, says how far it is, and can be stopped.

import assert from "node:assert/strict";

import { DIST, spec } from "./harness.mjs";
import { changing, example, goTo, link, position, settled, unfocus, write } from "./page.mjs";
import { host, serve } from "./server.mjs";

/** Thousands of blocks that can't merge, in one list: each further request visits all of them. */
const SLOW = `let l = [];
for i in 0..40000 { l.push(alloc(16)); }
for i in 0..20000 { free(l[2 * i]); }
for i in 0..20000 { alloc(32); }`;
const ALL = 80_000;

/** Opens an example, and then the slow script in its place. */
async function slow({ page, open }) {
  await open(example("tour"));
  await settled(page);
  await changing(page, () => page.evaluate((fragment) => void (location.hash = fragment), link(SLOW)), "running");
}

spec("a long run says how far it is, and the page stays as it was", async ({ page, open }) => {
  await slow({ page, open });
  const bar = page.locator("[data-progress]");
  await bar.waitFor();
  const before = Number(await bar.getAttribute("data-progress"));
  await page.waitForFunction((before) => Number(document.querySelector("[data-progress]")?.dataset.progress) > before, before);
  const { len } = await position(page);
  assert.ok(len < 100, "the run before is still shown");
  await goTo(page, 2);
  await page.locator('[data-state="ready"]').waitFor({ timeout: 120_000 });
  assert.equal(await bar.count(), 0);
  assert.equal((await position(page)).len, ALL);
});

spec("a run that is stopped shows what is done", async ({ page, open }) => {
  await slow({ page, open });
  await unfocus(page);
  await page.keyboard.press("o");
  await page.locator("#overview[data-growing] .overview-ahead").first().waitFor();
  await page.getByRole("button", { name: "Stop" }).click();
  await page.locator('[data-state="ready"]').waitFor();
  await page.locator("#overview[data-ready=true]").waitFor();
  assert.equal(await page.locator(".overview-ahead").count(), 0);
  assert.match(await page.locator(".overview-cut").first().innerText(), /complete up to operation/, "the part that is done stays");
  assert.equal(await page.locator("[data-progress]").count(), 0);
  const said = await page.locator("[data-notice]").innerText();
  assert.match(said, / of 80,000 /);
  assert.equal(said.match(/ did /g).length, await page.locator("[data-cut]").count(), "it names each lane that was stopped");
  assert.match(await page.locator(".position").innerText(), /of 80,000$/, "the trace is longer than what was done");
  assert.equal(await page.locator(".number-best").count(), 0, "after different operations nothing is the best");
  const { len } = await position(page);
  assert.equal(await page.getByRole("slider").getAttribute("max"), String(len));
  const cut = page.locator('[data-cut="Stopped"]');
  assert.match(await cut.first().innerText(), /^Complete up to operation /);
  await goTo(page, Math.floor(len / 2));
});

// --- The script itself, in a worker ---

/** A script that takes long, but not its lanes. */
const LONG = "for i in 0..50000 { free(alloc(16)); }";

/** Opens a page at a long script, and waits until it has run. */
async function long({ page, open }) {
  await open(link(LONG));
  await settled(page);
  assert.equal((await position(page)).len, 100_000);
}

spec("a long script is run in a worker, a short one is not", async ({ page, open }) => {
  const workers = [];
  page.on("worker", (worker) => workers.push(worker));
  await open(example("tour"));
  await settled(page);
  assert.equal(workers.length, 0);
  await long({ page, open });
  assert.equal(workers.length, 1);
  assert.deepEqual(page.workers(), [], "it has ended");
});

spec("the worker finds what ends a long script", async ({ page, open }) => {
  let workers = 0;
  page.on("worker", () => (workers += 1));
  await open(example("tour"));
  await settled(page);
  await write(page, "let x = 0;\nloop { x += 1; }", "error");
  assert.match(await page.locator("[data-error=script]").innerText(), /ever end/);
  assert.equal(workers, 1);
});

for (const [what, Broken] of Object.entries({
  "there are no workers": "undefined",
  "workers are forbidden": "class { constructor() { throw new DOMException('no', 'SecurityError'); } }",
  "a worker can't start": instead("import 'data:nothing'"),
  "a worker fails": instead("onmessage = () => { throw new Error('failed'); }"),
  "a worker answers nothing": instead("onmessage = () => postMessage(null)"),
  "a worker answers nonsense": instead("onmessage = () => postMessage(new Uint8Array([0, 9]))"),
})) {
  spec(`where ${what}, the page runs a long script itself`, async ({ page, open }) => {
    await page.addInitScript(`const Real = Worker; Worker = ${Broken};`);
    await long({ page, open });
  });
}

/** A worker that runs this code instead of its own. */
function instead(code) {
  return `class extends Real {
    constructor(_, options) { super(URL.createObjectURL(new Blob([${JSON.stringify(code)}], { type: "text/javascript" })), options); }
  }`;
}

spec("an edit ends a long run", async ({ page, open }) => {
  await page.addInitScript(`
    globalThis.ended = 0;
    Worker = class extends EventTarget { postMessage() {} terminate() { ended += 1; } };
  `);
  await open(example("tour"));
  await settled(page);
  const go = () => page.evaluate((fragment) => void (location.hash = fragment), link(LONG));
  await changing(page, go, "running");
  await write(page, "alloc(24);");
  assert.equal((await position(page)).len, 1);
  assert.equal(await page.evaluate("globalThis.ended"), 1);
});

for (const [what, sandbox] of [["a frame", ""], ["a sandboxed frame", 'sandbox="allow-scripts"']]) {
  spec(`on another site, in ${what}, a worker runs a long script`, async ({ page, messages }) => {
    const playground = await serve(DIST, "/under/", { "access-control-allow-origin": "*" });
    const lecture = await host(`<iframe title="heap" ${sandbox} src="${playground.address}#${link(LONG)}"></iframe>`);
    let workers = 0;
    page.on("worker", () => (workers += 1));
    try {
      await page.goto(lecture.address);
      const frame = page.frameLocator("iframe");
      await frame.locator("[data-state=ready]").waitFor();
      await frame.locator('[data-len="100000"]').waitFor();
      assert.equal(workers, 1);
      assert.deepEqual(messages.splice(0).filter((message) => /^(uncaught|error|page)/.test(message)), []);
    } finally {
      await playground.stop();
      await lecture.stop();
    }
  });
}
