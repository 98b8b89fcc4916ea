// Accessibility: names for all controls, a visible focus, announced steps, motion only if it is wanted, and a page that
// fits both widths in both themes, whatever it shows.

import assert from "node:assert/strict";

import { HUGE, LARGE, NARROW, VIEWS, everywhere, spec } from "./harness.mjs";
import {
  ALL,
  LANES,
  at,
  example,
  goTo,
  lane,
  openMenu,
  panel,
  position,
  setArena,
  settled,
  speed,
  step,
  unfocus,
  write,
} from "./page.mjs";
import { openEachOfAProgram, openOdd } from "./recorded.mjs";

/** The panels beside the heaps of a script. */
const PANELS = ["example", "script", "by-hand", "numbers"];

const WITH_NAME = ["button", "checkbox", "combobox", "dialog", "listbox", "option", "slider", "spinbutton", "textbox", "group", "heading", "link"];

everywhere("every control has a name", async ({ page, context, open }) => {
  await open("example=external-fragmentation&op=11");
  await settled(page);
  await lane(page, "free-list").locator("ol [data-address]").first().click();
  const nameless = async (what) => {
    const names = await named(context, page);
    assert.ok(names.length > 20, `${names.length} controls were found`);
    assert.deepEqual(names.filter(({ name }) => name.trim() === ""), [], what);
  };
  for (const key of PANELS) {
    await panel(page, key);
    await nameless(`the panel ${key}`);
  }
  for (const id of ["examples", "arena", "legend", "share-menu", "help"]) {
    await openMenu(page, id);
    await nameless(id);
    await page.keyboard.press("Escape");
  }
  await openEachOfAProgram(page, nameless);
});

/** Everything that must have a name, as screen readers see it. */
async function named(context, page) {
  const session = await context.newCDPSession(page);
  const { nodes } = await session.send("Accessibility.getFullAXTree");
  await session.detach();
  return nodes
    .filter(({ ignored, role }) => !ignored && WITH_NAME.includes(role?.value))
    .map(({ role, name }) => ({ role: role.value, name: name?.value ?? "" }));
}

/**
 * Elements whose focus another element shows: the frame around the editor, since the text itself fills and may outgrow
 * it; the chip around the box of a lane.
 */
const SHOWN_BY = { ".cm-content": ".editor-frame", ".lane-toggle input": ".lane-toggle" };

/** Where Tab is pressed: what is open, and the fewest stops. */
const TABBED = {
  "a script": [25, (page) => panel(page, "script")],
  "the operations of a recorded program": [25, openOdd],
  "the notes": [
    25,
    async (page) => {
      await openOdd(page);
      await panel(page, "notes");
    },
  ],
  "the verdict": [
    12,
    async (page) => {
      await openOdd(page);
      await page.locator("#open-verdict").click();
      await page.locator('#verdict[data-ready="true"]').waitFor();
    },
  ],
};

for (const [what, theme] of [["a script", "light"], ["a script", "dark"], ["the operations of a recorded program", "light"], ["the notes", "dark"], ["the verdict", "light"]]) {
  const [fewest, show] = TABBED[what];
  spec(`wherever Tab goes the focus is seen, ${what}, ${theme}`, { theme }, async ({ page, open }) => {
    await open("example=external-fragmentation&op=11");
    await settled(page);
    await show(page);
    await unfocus(page);
    assert.deepEqual(await page.evaluate(outlined), [], "what is outlined without the focus says nothing of it");
    const stops = new Set();
    // It begins behind the tab that was clicked; after the last stop comes the window, then the first one.
    for (;;) {
      await page.keyboard.press("Tab");
      const { stop, shown } = await page.evaluate(focused, SHOWN_BY);
      if (stop === "" && stops.size > 0) continue;
      if (stops.has(stop)) break;
      stops.add(stop);
      assert.deepEqual(await page.evaluate(outlined), [shown], `the focus on ${stop}`);
      if (stop.includes("textbox")) await page.keyboard.press("Escape");
    }
    assert.ok(stops.size > fewest, `${stops.size} stops`);
  });
}

/** The focused element, and the element that should show the focus. Runs in the page. */
function focused(shownBy) {
  const element = document.activeElement;
  if (!element || element === document.body) return { stop: "", shown: "" };
  const other = Object.entries(shownBy).find(([selector]) => element.matches(selector))?.[1];
  const shown = other ? element.closest(other) : element;
  const number = (element) => [...document.querySelectorAll("*")].indexOf(element);
  const label = element.getAttribute("aria-label") ?? element.textContent.slice(0, 30);
  return {
    stop: `${element.tagName} ${element.role ?? ""} ${label} #${number(element)}`,
    shown: `${shown.tagName} #${number(shown)}`,
  };
}

/** Everything with a visible outline. Runs in the page. */
function outlined() {
  const isSeen = (element) => {
    const { outlineStyle, outlineWidth, outlineColor, clipPath, opacity, visibility } = getComputedStyle(element);
    const { width, height } = element.getBoundingClientRect();
    return (
      outlineStyle !== "none" &&
      parseFloat(outlineWidth) >= 1 &&
      !/^rgba\(.*, 0\)$/.test(outlineColor) &&
      [clipPath, opacity, visibility].join() === "none,1,visible" &&
      Math.min(width, height) > 4
    );
  };
  return [...document.querySelectorAll("*")].flatMap((element, index) =>
    isSeen(element) ? [`${element.tagName} #${index}`] : [],
  );
}

spec("a step is announced: the operation, and what each lane made of it", async ({ page, open }) => {
  await open();
  await settled(page);
  await write(page, "let red = alloc(48);\nlet blue = alloc(80);\nfree(red);\n");
  const live = page.locator("#announcer");
  assert.equal(await live.getAttribute("aria-live"), "polite");
  for (const [done, about] of [[1, /alloc 48 bytes as red/], [2, /alloc 80 bytes as blue/], [3, /free red/]]) {
    await goTo(page, done);
    const text = await live.innerText();
    assert.match(text, new RegExp(`Operation ${done} of 3`));
    assert.match(text, about);
    for (const name of ["BumpFreeList", "FreeList", "BoundaryTag"]) {
      assert.match(text, new RegExp(`${name}: [^.]+`), "what the lane made of it");
    }
  }
  await page.locator("label:has([name=lane-bump-free-list])").click();
  assert.doesNotMatch(await live.innerText(), /BumpFreeList/, "a hidden lane says nothing");
});

spec("a mistake and a notice are announced", async ({ page, open }) => {
  await open("example=nothing");
  await settled(page);
  assert.match(await page.getByRole("status").filter({ has: page.locator("[data-notice]") }).innerText(), /nothing/);
  await write(page, "let a = ;", "error");
  assert.match(await page.getByRole("status").filter({ has: page.locator("[data-error]") }).innerText(), /Line 1/);
});

spec("with reduced motion nothing moves by itself", { reducedMotion: true }, async ({ page, open }) => {
  await open("example=tour&op=3");
  await settled(page);
  await page.locator("#theme").click();
  await page.locator("[popovertarget=examples]").first().click();
  const moving = await page.evaluate(() => {
    const seconds = (times) => Math.max(...times.split(",").map((time) => parseFloat(time) * (time.trim().endsWith("ms") ? 0.001 : 1)));
    return [...document.querySelectorAll("body, body *")]
      .filter((element) => {
        const style = getComputedStyle(element);
        const animated = style.animationName !== "none" && seconds(style.animationDuration) > 0.001;
        return animated || seconds(style.transitionDuration) > 0.001 || style.scrollBehavior === "smooth";
      })
      .map((element) => element.outerHTML.slice(0, 80));
  });
  assert.deepEqual(moving, []);
  await page.keyboard.press("Escape");
  const { len } = await position(page);
  await speed(page, "fastest");
  await page.locator("#play").click();
  await at(page, len);
});

for (const view of [...VIEWS, { ...LARGE, name: "1920 px" }, { ...HUGE, name: "2560 px" }]) {
  everywhere(`nothing sticks out to the right, ${view.name}`, view, async ({ page, open }) => {
    const fits = async (what) => {
      const { wide, room } = await page.evaluate(() => ({
        wide: document.scrollingElement.scrollWidth,
        room: window.innerWidth,
      }));
      assert.ok(wide <= room, `${what} is ${wide} px wide in ${room}`);
    };
    await open(example("other-pages", { op: 7, lanes: ALL }));
    await settled(page);
    await fits("an example");
    await step(page, "Shift+ArrowRight");
    await fits("an event");
    await lane(page, "free-list").locator("ol [data-address]").first().click();
    await fits("a selection");
    await lane(page, "free-list").locator("ol [data-address]").first().click();
    for (const key of PANELS) {
      await panel(page, key);
      await fits(`the panel ${key}`);
    }
    // On a phone the legend is a part of the help.
    for (const id of ["examples", "arena", ...(view.width < 640 ? [] : ["legend"]), "help"]) {
      await openMenu(page, id);
      await fits(id);
      const inside = await page.locator(`#${id}`).evaluate((element) => element.scrollWidth - element.clientWidth);
      assert.ok(inside <= 0, `${id} has to be scrolled sideways by ${inside} px`);
      await page.keyboard.press("Escape");
    }
    const long = "a_name_so_long_that_it_has_no_room_anywhere_on_a_small_page";
    await write(page, `let ${long} = alloc(24);\nfree(${long});\nlabel("${long} ${long}");\n`);
    await fits("a long name");
    await write(page, `free(${long}${long});`, "error");
    await fits("a mistake with a long name");
    await setArena(page, { size: 65536 }, "error");
    await fits("large pages");
  });
}

spec("the colours follow the system until they are chosen", async ({ page, open }) => {
  await open();
  await settled(page);
  const colours = () =>
    page.evaluate(() => [document.documentElement.dataset.theme, getComputedStyle(document.body).backgroundColor]);
  const light = await colours();
  assert.equal(light[0], "light");
  await page.emulateMedia({ colorScheme: "dark" });
  await page.waitForFunction(() => document.documentElement.dataset.theme === "dark");
  assert.notEqual((await colours())[1], light[1], "the background is another");
  await page.locator("#theme").click();
  assert.deepEqual(await colours(), light, "light by hand, though the system is dark");
});

spec("letters grow with the screen, those of the page, the script and the heap", { width: 1760 }, async ({ page, open }) => {
  // What was drawn on a canvas cannot be read back as text.
  await page.addInitScript(() => {
    const write = CanvasRenderingContext2D.prototype.fillText;
    CanvasRenderingContext2D.prototype.fillText = function (text, ...rest) {
      if (/^0x[0-9a-f]+$/.test(text)) document.documentElement.dataset.written = parseFloat(this.font.match(/[\d.]+px/)[0]);
      return write.call(this, text, ...rest);
    };
  });
  await open();
  await settled(page);
  const sizes = () =>
    page.evaluate(() => {
      const size = (selector) => parseFloat(getComputedStyle(document.querySelector(selector)).fontSize);
      const heap = Number(document.documentElement.dataset.written);
      return { page: size("body"), script: size(".cm-content"), structure: size(".structure"), heap };
    });
  let smaller = await sizes();
  assert.ok(smaller.heap >= 10, `addresses are ${smaller.heap} px high`);
  // From the first to the second width the lanes keep their width: the space beside them takes the difference.
  for (const size of [{ width: 1840, height: 1000 }, HUGE]) {
    await page.setViewportSize(size);
    await page.waitForFunction((before) => document.documentElement.dataset.written > before, smaller.heap);
    const larger = await sizes();
    for (const part of Object.keys(larger)) {
      assert.ok(larger[part] > smaller[part], `${part} at ${size.width} px: ${larger[part]}, before ${smaller[part]}`);
    }
    smaller = larger;
  }
});

everywhere("each number is explained: in a hint where it stands, and in words under the table of all", async ({ page, open }) => {
  await open();
  await settled(page);
  const table = page.locator("#panel-numbers table");
  const meanings = await page.locator("#panel-numbers dl").evaluate((list) =>
    Object.fromEntries([...list.querySelectorAll("dt")].map((term) => [term.textContent, term.nextSibling.textContent])),
  );
  assert.equal(Object.keys(meanings).length, 12);
  for (const name of LANES) {
    const numbers = lane(page, name).locator(".brief > div");
    assert.equal(await numbers.count(), 4);
    for (const number of await numbers.all()) {
      assert.equal(await number.getAttribute("title"), meanings[await number.locator("dt").textContent()]);
    }
  }
  await panel(page, "numbers");
  for (const name of await table.locator("tbody th").all()) {
    assert.equal(await name.getAttribute("title"), meanings[await name.innerText()]);
  }
  assert.equal(await table.locator("tbody td").count(), 12 * LANES.length);
  assert.ok(await page.locator("#panel-numbers dl").isVisible());
});
