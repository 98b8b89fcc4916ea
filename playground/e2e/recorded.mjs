// Recorded programs from the specs' point of view: how one is opened, and everything that the page shows of one.

import { readFile } from "node:fs/promises";

import { openMenu, panel, settled, unfocus } from "./page.mjs";

const LIST = await readFile(new URL("../../heap-lab/src/samples/list.rs", import.meta.url), "utf8");

/** The samples that the page ships: from the list that is made with their files. */
export const SAMPLES = [...LIST.matchAll(/slug: "(\w+)", operations: (\d+)/g)].map(([, slug, operations]) => ({
  slug,
  operations: Number(operations),
}));

/** Chooses a file. */
export async function choose(page, name, contents) {
  await page.locator("#trace-file").setInputFiles({ name, mimeType: "text/plain", buffer: Buffer.from(contents) });
}

/** What the panel says about the program. */
export const head = (page) => page.locator(".panel:visible .program-head");

/** Waits for a recorded program of this name: the panel says it or, on a phone, the line above the lanes. */
export async function opened(page, name) {
  await page.locator(".panel:visible .program-head h2, .story-program strong:visible").getByText(name, { exact: true }).first().waitFor();
  await settled(page);
}

/** Opens a program with 30,000 notes: frees of a block that is not allocated in it. */
export async function openOdd(page) {
  await panel(page, "example");
  await choose(page, "odd.trace", `a 0 24\na 1 4800\nf 0\n${"f 7\n".repeat(30_000)}a 2 64\n`);
  await opened(page, "odd.trace");
}

/** Whether the whole element is in the window, and nothing lies over its middle. */
export const inSight = (element) =>
  element.evaluate((element) => {
    const { left, right, top, bottom } = element.getBoundingClientRect();
    const over = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
    return left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight && (element.contains(over) || over?.contains(element));
  });

/**
 * Texts in sight that are cut off at a side or below, each with its element. Runs in the page. The structure on one line
 * is a part of what its button shows in full, a chapter of the whole run has the room up to the next one, the list of
 * operations leaves out lines without room, and tables scroll.
 */
export function cutOff() {
  const aside = ".unseen, .unseen *, .heap-words *, .skip, .structure-parts *, .overview-label, .verdict-scroll *, #operations small, select, svg *, canvas";
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    const visible = element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
    if (!node.data.trim() || !visible || element.matches(aside)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const boxes = [...range.getClientRects()].filter(({ width, top, bottom }) => width > 0 && bottom > 0 && top < innerHeight);
    const frames = [{ left: 0, right: innerWidth, bottom: Infinity }];
    for (let up = element; up !== document.body; up = up.parentElement) {
      const { overflowX, overflowY, webkitLineClamp } = getComputedStyle(up);
      // What is scrolled is not cut off.
      if (overflowX === "auto" || overflowX === "scroll") break;
      const { left, right, bottom } = up.getBoundingClientRect();
      if (overflowX !== "visible") frames.push({ left, right, bottom: webkitLineClamp !== "none" && overflowY === "hidden" ? bottom : Infinity });
    }
    const isOut = (box) => frames.some(({ left, right, bottom }) => box.left < left - 1 || box.right > right + 1 || box.bottom > bottom + 4);
    if (boxes.some(isOut)) found.push(`${element.tagName}.${element.className}: ${node.data}`);
  }
  return found;
}

/**
 * Opens a program with 30,000 notes, then all that the page shows of recorded programs, one after the other, and calls
 * `check` with its name while it is open.
 */
export async function openEachOfAProgram(page, check) {
  await openOdd(page);
  await panel(page, "script");
  await page.locator("#operations-1").click();
  await page.locator("#find-operation").fill("line 99");
  await page.keyboard.press("Enter");
  await page.locator(".finder-hint").getByText(/Nothing found|没有找到/).waitFor();
  await check("the operations");
  await panel(page, "notes");
  await page.locator("#note-kind").selectOption({ index: 1 });
  await page.locator('#notes [role="option"]').nth(2).click();
  await check("the notes");
  if ((await page.locator("#overview").count()) === 0) await page.locator("#open-overview").click();
  await page.locator("#overview[data-ready=true]").waitFor();
  await check("the whole run");
  await unfocus(page);
  await page.keyboard.press("v");
  await page.locator('#verdict[data-ready="true"]').waitFor();
  await check("the verdict");
  await openMenu(page, "share-menu");
  await check("the files of the verdict");
  await page.keyboard.press("Escape");
  await page.locator("#close-verdict").click();
  await openMenu(page, "other-lanes");
  await check("the allocators of others");
  await page.keyboard.press("Escape");
  await openMenu(page, "examples");
  await page.locator("#examples [data-paste]").click();
  await check("the field for a trace");
  await page.keyboard.press("Escape");
  await openMenu(page, "examples");
  await page.locator("#open-own-heap").click();
  await page.locator("#own-heap").waitFor();
  await check("the page's own heap");
  await page.keyboard.press("Escape");
  await choose(page, "wrong.trace", "a 0 24\na 1 many\n");
  await page.locator("#trace-failed").waitFor();
  await check("a file that can't be opened");
  await page.keyboard.press("Escape");
}
