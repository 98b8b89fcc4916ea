// Every way to look at the page: a large or small screen, zoomed in, colours of the reader's own, and a phone.

import assert from "node:assert/strict";

import { LYING, NARROW, everywhere, spec } from "./harness.mjs";
import { ALL, LANES, example, heap, lane, openEachOnAPhone, openMenu, pointAt, settled, tile, unfocus, write } from "./page.mjs";

/** Of each canvas the part that is in the window, and the part of that over which nothing lies. Runs in the page. */
function heapsInSight() {
  return [...document.querySelectorAll("[data-lane] canvas")].map((canvas) => {
    const { left, top, width, height } = canvas.getBoundingClientRect();
    const spots = [0.1, 0.3, 0.5, 0.7, 0.9].flatMap((x) => [0.1, 0.3, 0.5, 0.7, 0.9].map((y) => [left + x * width, top + y * height]));
    const inside = spots.filter(([x, y]) => x >= 0 && y >= 0 && x < innerWidth && y < innerHeight);
    const seen = inside.filter(([x, y]) => document.elementFromPoint(x, y) === canvas);
    return { inside: inside.length / spots.length, seen: seen.length / Math.max(inside.length, 1) };
  });
}

spec("at 200 % a heap is in sight", { width: 640, height: 430, scale: 2 }, async ({ page, open }) => {
  await open(example("tour", { op: 14 }));
  await settled(page);
  const [{ inside, seen }] = await page.evaluate(heapsInSight);
  assert.ok(inside === 1 && seen >= 0.9, `${inside} and ${seen} of the first heap`);
});

for (const letters of ["large", "huge"]) {
  spec(`with ${letters} letters the whole header is in sight`, { width: 1280, height: 720 }, async ({ page, open }) => {
    await open(example("tour"));
    await settled(page);
    await page.locator("#letters").click();
    if (letters === "huge") await page.locator("#letters[data-letters=large]").click();
    await page.locator(`#letters[data-letters=${letters}]`).waitFor();
    const right = await page.locator("header.header > *").evaluateAll((all) => Math.max(...all.map((one) => one.getBoundingClientRect().right)));
    assert.ok(right <= 1280, `${right}`);
    await openMenu(page, "help");
  });
}

for (const width of [360, 390]) {
  everywhere(`on a phone of ${width} px the header is one row, whatever the arena`, { width, height: 800, touch: true }, async ({ page, open }) => {
    await open("lesson=granules");
    await settled(page);
    const { height } = await page.locator("header.header").boundingBox();
    assert.ok(height < 60, `${height}`);
  });
}

spec("at 400 % the page scrolls, and nothing lies over its heaps", { width: 320, height: 215, scale: 4 }, async ({ page, open }) => {
  await open(example("tour", { op: 14, lanes: ALL }));
  await settled(page);
  const { scrolls, wide } = await page.evaluate(() => {
    const { scrollHeight, scrollWidth } = document.scrollingElement;
    return { scrolls: scrollHeight > innerHeight, wide: scrollWidth - innerWidth };
  });
  assert.ok(scrolls, "the page is higher than the window");
  assert.ok(wide <= 0, `${wide} px stick out to the right`);
  for (const [index, name] of ALL.entries()) {
    await lane(page, name).locator("canvas").evaluate((canvas) => canvas.scrollIntoView({ block: "center" }));
    const { inside, seen } = (await page.evaluate(heapsInSight))[index];
    assert.ok(inside > 0 && seen >= 0.9, `${name}: ${inside} in the window, ${seen} of it can be seen`);
  }
  const play = page.locator("#play");
  await play.scrollIntoViewIfNeeded();
  await play.click();
});

for (const size of [NARROW, LYING]) {
  const phone = { ...size, touch: true };
  const name = `${size.width}x${size.height}`;

  everywhere(`a phone opens with a heap in sight, ${name}`, phone, async ({ page, open }) => {
    // The first visit, beside the introduction.
    await open();
    await settled(page);
    const [first] = await page.evaluate(heapsInSight);
    assert.ok(first.inside === 1 && first.seen >= 0.4, JSON.stringify(first));
    const next = await page.locator("#next").boundingBox();
    assert.ok(next.y + next.height <= size.height);
    // A link.
    await open(example("tour"));
    await settled(page);
    const [{ inside, seen }] = await page.evaluate(heapsInSight);
    assert.ok(inside === 1 && seen >= 0.9, `${inside} and ${seen} of the first heap`);
    assert.equal(await page.locator(".panel:visible").count(), 0, "no panel covers it");
    for (const part of [".story-words", ".sentence", "#play", ".position"]) {
      const { y, height } = await page.locator(part).first().boundingBox();
      assert.ok(y >= 0 && y + height <= size.height, `${part} is in sight`);
    }
  });

  spec(`everything that can be tapped is large enough, ${name}`, phone, async ({ page, open }) => {
    await open(example("coalescing", { op: 9 }));
    await settled(page);
    const check = async (what) => assert.deepEqual(await page.evaluate(small), [], what);
    await check("the heaps");
    await page.locator(".structure-toggle").first().tap();
    await check("the structures in full");
    await page.locator(".structure-toggle").first().tap();
    await openEachOnAPhone(page, check);
  });

  everywhere(`a tap on a block opens a sheet with its facts, and frees it there, ${name}`, phone, async ({ page, open }) => {
    await open(example("bump-pointer", { op: 4 }));
    await settled(page);
    const { x, y } = await pointAt(page, LANES[0], "a");
    await page.mouse.move(0, 0);
    await page.touchscreen.tap(x, y);
    const sheet = page.locator(".inspector");
    await sheet.waitFor();
    const { x: left, width, y: top, height } = await sheet.boundingBox();
    const transport = await page.locator(".transport").boundingBox();
    assert.deepEqual([left, width], [0, size.width], "as wide as the window");
    assert.ok(top > 0 && Math.abs(top + height - transport.y) <= 1, "at the bottom, above the transport");
    assert.equal(await sheet.locator("tbody tr").count(), LANES.length, "its place in each lane");
    await sheet.locator("[data-free]").tap();
    for (const name of LANES) await tile(page, name, "a").waitFor({ state: "detached" });
  });
}

/** What can be tapped and is smaller than 24 px. Links within a sentence are as high as its lines. Runs in the page. */
function small() {
  const targets = document.querySelectorAll("button, a[href], input, select, [role=tab], [role=button]");
  return [...targets].flatMap((element) => {
    const target = element.closest("label") ?? element;
    const { width, height } = target.getBoundingClientRect();
    const isSeen = target.checkVisibility({ opacityProperty: true }) && getComputedStyle(element).clipPath === "none";
    if (!isSeen || element.closest("p") || (width >= 24 && height >= 24)) return [];
    return [`${element.outerHTML.slice(0, 90)}: ${width}x${height}`];
  });
}

/** The colours of a part of the window, as it is painted, the most frequent first. */
async function colours(page, { x, y, width, height }) {
  const clip = { x: Math.round(x), y: Math.round(y), width: Math.round(width), height: Math.round(height) };
  const png = (await page.screenshot({ clip })).toString("base64");
  return page.evaluate(async (png) => {
    const image = await createImageBitmap(await (await fetch(`data:image/png;base64,${png}`)).blob());
    const canvas = new OffscreenCanvas(image.width, image.height);
    const context = canvas.getContext("2d");
    context.drawImage(image, 0, 0);
    const count = new Map();
    const { data } = context.getImageData(0, 0, image.width, image.height);
    for (let at = 0; at < data.length; at += 4) {
      const colour = data.slice(at, at + 3).join();
      count.set(colour, (count.get(colour) ?? 0) + 1);
    }
    return [...count].sort(([, a], [, b]) => b - a).map(([colour, pixels]) => `${colour}: ${pixels}`);
  }, png);
}

for (const theme of ["light", "dark"]) {
  spec(`with the reader's own colours everything keeps a look of its own, ${theme}`, { theme }, async ({ page, open }) => {
    await page.emulateMedia({ forcedColors: "active", colorScheme: theme });
    await open();
    await settled(page);
    await write(page, "let a = alloc(64);\nlet b = alloc(64);\nfree(a);\nfree(alloc(8));\n");
    const name = "bump-free-list";
    /** The look of a part of a block: a square in its middle, where neither names nor edges differ by chance. */
    const look = async (block) => {
      const { x, y } = await pointAt(page, name, block);
      await page.mouse.move(0, 0);
      return JSON.stringify(await colours(page, { x, y, width: 24, height: 8 }));
    };
    const kinds = await heap(page, name).locator("[role=option]").evaluateAll((all) => [
      ...new Map(all.map(({ dataset }) => [dataset.kind, dataset.start])),
    ]);
    assert.deepEqual(kinds.map(([kind]) => kind), ["free", "live", "bump"]);
    const looks = new Map();
    for (const [kind, start] of kinds) looks.set(kind, await look(Number(start)));
    assert.equal(new Set(looks.values()).size, looks.size, JSON.stringify([...looks]));

    const canvas = await lane(page, name).locator("canvas").boundingBox();
    const plain = await colours(page, canvas);
    for (const [kind, start] of kinds) {
      const { x, y } = await pointAt(page, name, Number(start));
      assert.notDeepEqual(await colours(page, canvas), plain, `a ${kind} block pointed at`);
      await page.mouse.click(x, y);
      await page.mouse.move(0, 0);
      await unfocus(page);
      assert.notDeepEqual(await colours(page, canvas), plain, `a selected ${kind} block`);
      await page.keyboard.press("Escape");
    }

    await openMenu(page, "legend");
    const painted = new Map();
    for (const swatch of await page.locator("#legend .heap-swatch").all()) {
      await swatch.scrollIntoViewIfNeeded();
      const same = JSON.stringify(await colours(page, await swatch.boundingBox()));
      const key = await swatch.getAttribute("class");
      assert.equal(painted.get(same), undefined, `${key} looks like this`);
      painted.set(same, key);
    }
    assert.ok(painted.size >= 5);
    await page.keyboard.press("Escape");

    await page.keyboard.press("s");
    const bump = page.locator(".structure-bump").first();
    await bump.waitFor();
    const used = await colours(page, await bump.locator(".structure-used").boundingBox());
    const { x: left, y: top, width, height } = await bump.boundingBox();
    const unused = await colours(page, { x: left + width * 0.9, y: top + 3, width: width * 0.08, height: height - 6 });
    assert.notEqual(used[0].split(":")[0], unused[0].split(":")[0], "the used and the unused part of the bump range");
  });
}

spec("Tab leads to the skip link first, then with a few presses to Play", async ({ page, open }) => {
  await open();
  await settled(page);
  const focus = () => page.evaluate(() => document.activeElement.id || document.activeElement.className);
  await page.keyboard.press("Tab");
  assert.equal(await focus(), "skip");
  assert.ok(await page.locator(".skip").isVisible());
  let presses = 1;
  for (; (await focus()) !== "play" && presses <= 13; presses += 1) await page.keyboard.press("Tab");
  assert.ok(presses <= 13, `${presses} presses`);
  await page.locator(".skip").focus();
  await page.keyboard.press("Enter");
  assert.equal(await focus(), "play", "the skip link");
});
