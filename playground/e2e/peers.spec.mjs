// dlmalloc and talc: loaded when one of them is first shown, stepped through both ways, and missed without harm.

import assert from "node:assert/strict";

import { LOCALES, NARROW, spec } from "./harness.mjs";
import {
  LANES,
  example,
  goTo,
  lane,
  lanesInSight,
  position,
  seen,
  settled,
  showsLanes,
  toggle,
  unfocus,
} from "./page.mjs";

const PEERS = ["dlmalloc", "talc"];
const MODULE = "**/peers/peers-*.wasm";
const SHOWN = ["free-list", ...PEERS];

/** Shows a lane of the menu of the others. */
async function showPeer(page, name) {
  if (!(await toggle(page, name).isVisible())) await page.locator("[popovertarget=other-lanes]").click();
  await toggle(page, name).click();
  await page.keyboard.press("Escape");
}

spec("dlmalloc and talc run an example, and it is stepped through both ways", async ({ page, open, shot }) => {
  await open(example("coalescing", { lanes: SHOWN, op: 0 }));
  await settled(page);
  assert.deepEqual(await lanesInSight(page), SHOWN);
  const { len } = await position(page);
  const forwards = [];
  for (let op = 0; op <= len; op++) {
    await goTo(page, op);
    forwards.push(await seen(page));
  }
  for (const name of PEERS) {
    const last = forwards.at(-1)[name];
    let end = 0;
    for (const [start, size, kind] of last.tiles) {
      assert.equal(start, end, `${name}: nothing is left out`);
      assert.match(kind, /^(live|opaque|foreign)$/);
      end = start + size;
    }
    assert.equal(last.numbers.heap, end);
    assert.equal(last.numbers.free, null, "what is free is not known");
    assert.ok(forwards.some((all) => all[name].numbers.live > 0));
    assert.match(await lane(page, name).locator(".structure").innerText(), /Its code does not report what it does/);
  }
  await goTo(page, Math.ceil(len / 2));
  await shot("peers");
  for (let op = len; op >= 0; op--) {
    await goTo(page, op);
    assert.deepEqual(await seen(page), forwards[op], `back at ${op}`);
  }
  await unfocus(page);
  await page.keyboard.press("o");
  await page.locator("#overview[data-ready=true]").waitFor();
  const lines = async () => (await page.locator(".overview-line").allTextContents()).filter((name) => PEERS.includes(name));
  assert.deepEqual(await lines(), PEERS, "their heaps have curves");
  await page.locator("#curve").selectOption("largest");
  assert.match(await page.locator("#curve-note").innerText(), /dlmalloc and talc/);
  assert.deepEqual(await lines(), [], "what is not known is no curve at 0");
  await goTo(page, Math.ceil(len / 2));
  await page.locator("#open-sizes").click();
  assert.match(await page.locator("[data-sizes=talc] h4").innerText(), /free blocks: not known/);
  assert.match(await page.locator("[data-room=dlmalloc]").innerText(), /Not known/);
});

spec("the module is loaded when a lane needs it, and once", async ({ page, open }) => {
  const requests = [];
  page.on("request", (request) => /peers-[^/]*\.wasm$/.test(request.url()) && requests.push(request.url()));
  await open(example("tour"));
  await settled(page);
  assert.deepEqual(requests, []);
  await showPeer(page, "talc");
  await showsLanes(page, [...LANES, "talc"]);
  await showPeer(page, "dlmalloc");
  await showsLanes(page, [...LANES, ...PEERS]);
  assert.equal(requests.length, 1, requests.join());
});

spec("without the module the other lanes work, and it can be tried again", async ({ page, open, messages }) => {
  await page.route(MODULE, (route) => route.abort());
  await open(example("tour", { lanes: SHOWN }));
  await showsLanes(page, ["free-list"]);
  await settled(page);
  assert.match(await page.locator("[data-notice]").innerText(), /dlmalloc and talc could not be loaded/);
  messages.splice(0);
  await page.unroute(MODULE);
  await showPeer(page, "talc");
  await showsLanes(page, ["free-list", "talc"]);
});

spec("a module of another kind is none", async ({ page, open, messages }) => {
  await page.route(MODULE, (route) => route.fulfill({ contentType: "application/wasm", body: "not a module" }));
  await open(example("tour", { lanes: PEERS }));
  await showsLanes(page, LANES);
  await settled(page);
  assert.match(await page.locator("[data-notice]").innerText(), /dlmalloc and talc could not be loaded/);
  messages.splice(0);
});

for (const [view, name] of [
  [{ theme: "dark" }, "dark"],
  [{ locale: LOCALES[1] }, "Chinese"],
  [{ ...NARROW }, "narrow"],
]) {
  spec(`dlmalloc looks right, ${name}`, view, async ({ page, open, shot }) => {
    await open(example("other-pages", { lanes: ["free-list", "dlmalloc"] }));
    await page.locator('[data-lane="dlmalloc"], [data-lane="free-list"]').first().waitFor();
    await settled(page);
    await shot("peers");
    const button = page.locator("[popovertarget=other-lanes]");
    if (await button.isVisible()) {
      await button.click();
    } else {
      await page.locator("[popovertarget=lanes]").click();
    }
    await toggle(page, "talc").waitFor();
    await shot("peers-menu");
  });
}
