// Links and reloads: all of the work is in the fragment of the address and in storage, and is restored from both.

import assert from "node:assert/strict";
import { inflateSync } from "node:zlib";

import { everywhere, spec } from "./harness.mjs";
import {
  LANES,
  UNNAMED,
  at,
  example,
  goTo,
  lane,
  lanesInSight,
  picture,
  position,
  script,
  setArena,
  settled,
  toggle,
  unfocus,
  write,
} from "./page.mjs";

const SCRIPT = "let a = alloc(100);\nlet b = alloc(30, 64);\n// ein Kommentar für alle — with “quotes” & signs #?=%\nfree(a);\nlet c = alloc(50);\n";

/** Work that differs from the default in every respect: script, arena, lanes and position. */
async function work(page) {
  await settled(page);
  await write(page, SCRIPT);
  await setArena(page, { size: 128, pages: 9 });
  await toggle(page, "free-list").click();
  await goTo(page, 2);
  await unfocus(page);
  await page.keyboard.press("Shift+ArrowRight");
  await at(page, 2, 1);
  await page.mouse.move(0, 0);
}

/** Waits until the address holds the work at this position: it is saved some time after the last change. */
async function saved(page, done, event) {
  for (;;) {
    const hash = await page.evaluate(() => location.hash);
    if (hash.startsWith("#1.")) {
      const { at } = JSON.parse(inflateSync(Buffer.from(hash.slice(3), "base64url")));
      if (at?.[0] === done && at[1] === event) return;
    }
    await page.waitForFunction((old) => location.hash !== old, hash);
  }
}

/** Asserts that the page shows that work. */
async function isWork(page, where, wanted) {
  await settled(page);
  assert.equal(await script(page), SCRIPT);
  assert.equal(await page.locator("[name=page-size]").inputValue(), "128");
  assert.equal(await page.locator("[name=max-pages]").inputValue(), "9");
  assert.deepEqual(await lanesInSight(page), ["bump-free-list", "boundary-tag"]);
  await at(page, where.done, where.event);
  assert.deepEqual(await picture(page), wanted);
}

everywhere("a shared link restores script, arena, lanes and step elsewhere", async ({ page, context, open, fresh }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await open();
  await work(page);
  const [where, wanted] = [await position(page), await picture(page)];
  await page.locator("#open-share").click();
  await page.locator("#share").click();
  await page.locator("[data-notice]").waitFor();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  assert.equal(link, page.url(), "the link is also the address");

  const other = await fresh();
  await other.open(new URL(link).hash.slice(1));
  await isWork(other.page, where, wanted);
  assert.equal(await other.page.locator("[data-notice]").count(), 0);
});

spec("an example at a step has a short link that reads itself", async ({ page, open, fresh }) => {
  await open("example=coalescing");
  await settled(page);
  await goTo(page, 9);
  await page.waitForFunction(() => location.hash === "#example=coalescing&op=9");
  const wanted = await picture(page);
  const other = await fresh();
  await other.open("example=coalescing&op=9");
  await settled(other.page);
  await at(other.page, 9);
  assert.deepEqual(await picture(other.page), wanted);
});

spec("a link put into the address of the open page is opened", async ({ page, open }) => {
  await open();
  await settled(page);
  await page.evaluate(() => {
    location.hash = "example=bins&op=3";
  });
  await page.getByRole("heading", { name: "Bins are O(1)" }).waitFor();
  await settled(page);
  await at(page, 3);
});

spec("a damaged link says so and opens the default", async ({ page, open, fresh }) => {
  await open();
  await work(page);
  await saved(page, 2, 1);
  const good = new URL(page.url()).hash.slice(1);
  const middle = good.length >> 1;
  const other = good[middle] === "A" ? "B" : "A";
  const damaged = {
    "cut off": good.slice(0, -9),
    "one letter changed": good.slice(0, middle) + other + good.slice(middle + 1),
    "nothing behind the version": "1.",
    "not base64": "1.@@@@",
    "a lesson that is none": `2${good.slice(1)}`,
    "a later version": `3${good.slice(1)}`,
    "no such example": "example=nothing",
    "something else": "%00%ff=&&&",
  };
  const visitor = await fresh();
  for (const [what, fragment] of Object.entries(damaged)) {
    await visitor.open(fragment);
    await settled(visitor.page);
    const notice = await visitor.page.locator("[data-notice]").innerText();
    assert.match(notice, /first example was opened instead/, what);
    await visitor.page.getByRole("heading", { name: "A tour" }).waitFor();
    assert.deepEqual(await lanesInSight(visitor.page), LANES, what);
    const { done, len } = await position(visitor.page);
    assert.ok(len > 0 && done === 0, what);
  }
});

everywhere("work survives a reload, and is there when the site is opened again", async ({ page, open }) => {
  await open();
  await work(page);
  const [where, wanted] = [await position(page), await picture(page)];
  await saved(page, 2, 1);
  await page.reload();
  await isWork(page, where, wanted);
  await open();
  await isWork(page, where, wanted);
});

spec("the chosen colours survive a reload", async ({ page, open }) => {
  await open();
  await settled(page);
  const theme = () => page.evaluate(() => document.documentElement.dataset.theme);
  const button = page.locator("#theme");
  const seen = [await theme()];
  for (let click = 0; click < 2; click += 1) {
    await button.click();
    seen.push(await theme());
  }
  assert.deepEqual(seen, ["light", "light", "dark"], "as the system, light, dark");
  await page.reload();
  await settled(page);
  assert.equal(await theme(), "dark");
  await lane(page, "free-list").waitFor();
});

/** Made by the page when it had three lanes. */
const OLD = {
  all: "1.eNo9yEEKgCAQBdCryF8ZtFBzZXSTNpNMEUiJuovuHkPg7vEe1FjO3BCQuClSi6KU7qidH-b1ktv6WWMk98KsSYQRmQ5GsMb53xVhej-GRhnk",
  one: "1.eNo9jTsKgDAQRK8SplJIsX6qiIWNlTdQi1WiCEElSSfeXRfB7vEY5l0Is9_OCANno2JVK3bumJO8TKthFzf9LiMSuXhrExaCxsmrhckoLz8OMIWG412oR_tuuy3ERg44Hh6jBr-5njSN9wPCuicf",
};

spec("links from the time of three lanes open the same script, arena, lanes and step", async ({ page, open }) => {
  for (const [fragment, lanes, done] of [
    [OLD.all, UNNAMED, 3],
    [OLD.one, ["free-list"], 0],
  ]) {
    await open(fragment);
    await settled(page);
    assert.equal(await script(page), "let a = alloc(24);\nlet b = alloc(100);\nfree(a);\n");
    assert.equal(await page.locator("[name=page-size]").inputValue(), "1024");
    assert.equal(await page.locator("[name=max-pages]").inputValue(), "3");
    assert.deepEqual(await lanesInSight(page), lanes);
    await at(page, done);
  }
  await open("example=coalescing&op=10&event=1");
  await settled(page);
  assert.deepEqual(await lanesInSight(page), UNNAMED);
  await at(page, 10, 1);
});

spec("a link to an example carries the lanes", async ({ page, open, fresh }) => {
  await open(example("splitting", { op: 5, lanes: ["free-list", "boundary-tag"] }));
  await settled(page);
  await toggle(page, "free-list").click();
  await page.waitForFunction(() => location.hash === "#example=splitting&lanes=boundary-tag&op=5");
  const other = await fresh();
  await other.open("example=splitting&lanes=boundary-tag&op=5");
  await settled(other.page);
  await at(other.page, 5);
  assert.deepEqual(await lanesInSight(other.page), ["boundary-tag"]);
});
