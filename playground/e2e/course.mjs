// The course as its texts have it, and a reader who goes through a lesson from its first step to its last.

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";

import { give } from "./answers.mjs";
import { english, listen } from "./english.mjs";
import { spec } from "./harness.mjs";
import { ALL, openMenu, position } from "./page.mjs";

const FOLDER = new URL("../../heap-lab/lessons/", import.meta.url);

/** The names of the lessons of the course. */
export const LESSONS = readdirSync(FOLDER)
  .filter((name) => name.endsWith(".en.md") && !name.startsWith("template"))
  .map((name) => name.replace(".en.md", ""));

/** What is written of a place: `op=3 event=1 lanes=free-list select=b`. */
function place(text, separator) {
  const { op, event, lanes, select } = Object.fromEntries(text.split(separator).map((part) => part.split("=")));
  return { op, event, lanes: lanes?.split(","), select };
}

/** The steps of a lesson: paragraphs with the places of their links, and questions. */
export function steps(slug, language) {
  const text = readFileSync(new URL(`${slug}.${language}.md`, FOLDER), "utf8");
  const all = [];
  let lanes;
  for (const [, fence, body, block] of text.matchAll(/^```(.*)\n([^]*?)^```$|((?:^(?!```).+\n?)+)/gm)) {
    if (fence?.startsWith("heap")) {
      lanes = place(fence, " ").lanes ?? ALL;
    } else if (fence?.startsWith("ask")) {
      const { id, kind, op, until, lane, lanes } = Object.fromEntries(fence.replace("ask ", "kind=").split(" ").map((part) => part.split("=")));
      const after = body.split(/^---$/m)[1]?.trim().split(/[\n`*]/)[0];
      all.push({ id, kind, lanes: (lanes ?? lane).split(","), place: { op, lanes: undefined }, until: until ?? String(Number(op) + 1), after, links: [] });
    } else if (block && !block.startsWith("#") && lanes) {
      const links = [...block.matchAll(/\]\(#([^)]*)\)/g)].map(([, link]) => place(link, "&"));
      // A list belongs to the paragraph above it.
      if (/^(?:[-*]|\d+\.) /.test(block)) {
        all.at(-1).links.push(...links);
        continue;
      }
      const at = /^\{(.*?)\}/.exec(block);
      const own = at ? place(at[1], " ") : {};
      all.push({ lanes: own.lanes ?? lanes, place: own, links });
    }
  }
  return all;
}

/** Waits until the figure is at a place, as far as it is written, and shows these lanes. */
async function showsPlace(page, place, lanes, where) {
  const there = page.waitForFunction(
    ({ op, event, select, lanes }) => {
      const { done, event: now, len } = document.querySelector("[data-done]").dataset;
      const shown = [...document.querySelectorAll("[data-lane]")].map(({ dataset }) => dataset.lane).join();
      const at = op === undefined || (done === (op === "end" ? len : op) && now === (event ?? "0"));
      const { selected } = document.querySelector(".app").dataset;
      return at && shown === lanes && (select === undefined || selected === select);
    },
    { ...place, lanes: ALL.filter((lane) => lanes.includes(lane)).join() },
    { timeout: 20_000 },
  );
  await there.catch(async () => {
    const found = await page.evaluate(() => [
      { ...document.querySelector("[data-done]").dataset },
      [...document.querySelectorAll("[data-lane]")].map(({ dataset }) => dataset.lane).join(),
      document.querySelector(".app").dataset.selected,
    ]);
    assert.fail(`${where}: ${JSON.stringify({ ...place, lanes })} is not shown but ${JSON.stringify(found)}`);
  });
}

/** An answer that differs from the right one. */
export async function wrong(page, { kind, lanes }, truth) {
  const options = (selector, name) => page.locator(selector).evaluateAll((all, name) => all.map((one) => one.dataset[name] ?? one.value), name);
  switch (kind) {
    case "place": {
      const places = (await options("[name=answer-place]", "none")).filter((place) => place !== "nowhere" && place !== truth[0]);
      return [places.at(-1) ?? "refused"];
    }
    case "list":
    case "probes":
      return truth.length > 1 ? truth.toReversed() : (await options(".answer-block", "choice")).filter((block) => block !== truth[0]).slice(-1);
    case "draw":
      return truth.with(0, truth[0] === "live" ? "free" : "live");
    case "number":
      return [String(Number(truth[0]) + 1)];
    case "yes-no":
      return truth.with(0, truth[0] === "yes" ? "no" : "yes");
    case "first":
      return [truth[0] === "none" ? lanes[0] : "none"];
  }
}

/** A guess by someone who knows nothing. */
export async function guess(page, { kind, lanes }) {
  const blocks = () => page.locator(".answer-block").evaluateAll((all) => all.map(({ dataset }) => dataset.choice));
  switch (kind) {
    case "place":
      return ["refused"];
    case "list":
      return (await blocks()).slice(0, 1);
    case "probes":
      return (await blocks()).toReversed();
    case "draw":
      return (await page.locator("[data-cell]").all()).map(() => "other");
    case "number":
      return ["7"];
    case "yes-no":
      return lanes.map(() => "no");
    case "first":
      return ["none"];
  }
}

/** The words of the document. */
const words = (page) => page.evaluate(() => document.body.textContent);

/** What came of an answer, in sentences; the one that says where it went wrong last. */
const sentences = (page, step) =>
  page.locator(`#step-${step} .verdict`).evaluate((verdict) => ({
    all: [...verdict.querySelectorAll("p:not(.verdict-word)")].map((sentence) => sentence.textContent),
    fault: [...verdict.querySelectorAll(":scope > p:not([class])")].at(-1)?.textContent,
  }));

/**
 * Reads a lesson from its first step to its last. `truths` are the right answers by the ids of the questions, and are
 * completed; `modes` says how the questions are answered, in turn: "guess", "wrong" or "right"; `look` is called at every
 * step. Returns the number of right answers.
 */
export async function read({ page, open }, slug, { language, truths, modes, byKeyboard, look = () => {} }) {
  const all = steps(slug, language);
  await open(`lesson=${slug}`);
  let [right, asked] = [0, 0];
  for (const [step, content] of all.entries()) {
    const where = `${slug}, ${language}, step ${step + 1}`;
    await page.locator(`[data-state=ready] #step-${step}[aria-current=step]`).waitFor();
    await showsPlace(page, content.place, content.lanes, where);
    await look();
    if (content.kind) {
      const mode = modes[asked++ % modes.length];
      right += await answered({ page, open }, slug, step, content, { truths, mode, byKeyboard, where: `${where}, ${mode}` });
      await look();
      await watched(page, step, content, where);
    } else {
      await followed(page, step, content, where);
    }
    if (step + 1 < all.length) await goOn(page, content.kind, byKeyboard);
  }
  await page.locator(".lesson-end").waitFor();
  await look();
  const questions = all.filter(({ kind }) => kind).length;
  assert.equal(await page.locator(".lesson-end li").count(), questions, `${slug}: the end names all questions`);
  assert.equal(await page.locator(".lesson-end .sign-right").count(), right, `${slug}: the end counts right answers`);
  const facts = (await openMenu(page, "lessons")).locator(`[data-lesson="${slug}"] [data-answered]`);
  const { answered: count, right: counted } = await facts.evaluate(({ dataset }) => ({ ...dataset }));
  assert.deepEqual([Number(count), Number(counted)], [questions, right], `${slug}: the menu counts answers`);
  return { right, questions };
}

/** Goes on to the next step: by key, or by a button. */
async function goOn(page, kind, byKeyboard) {
  if (byKeyboard) return page.keyboard.press("j");
  await page.locator(kind ? "#go-on" : "#lesson-next").click();
}

/** Follows each link of a paragraph. */
async function followed(page, step, { links, lanes }, where) {
  const shown = page.locator(`#step-${step} .go`);
  assert.equal(await shown.count(), links.length, `${where}: its links`);
  for (const [index, link] of links.entries()) {
    if (index % 2) await shown.nth(index).press("Enter");
    else await shown.nth(index).click();
    await showsPlace(page, link, link.lanes ?? lanes, `${where}, link ${index + 1}`);
  }
}

/** Answers a question. Returns 1 if the first answer is right, or else 0. */
async function answered({ page, open }, slug, step, content, { truths, mode, byKeyboard, where }) {
  await page.locator(`#step-${step} form.answer`).waitFor();
  assert.equal(await page.locator("[data-truth]").count(), 0, `${where}: the answer is not told`);
  assert.equal(await page.locator(".step").count(), step + 1, `${where}: nothing that follows is in the document`);
  const { done, len } = await position(page);
  assert.equal(len, done, `${where}: the run ends at the question`);
  const before = await words(page);
  if (content.after) assert.ok(!before.includes(content.after), `${where}: what is said after an answer is not in the document`);

  const question = { ...content, step };
  const known = truths.get(content.id);
  const parts = mode === "guess" ? await guess(page, question) : mode === "wrong" ? await wrong(page, question, known) : known;
  const first = await give(page, question, parts, byKeyboard);
  if (known) assert.deepEqual(first.truth, known, `${where}: the right answer is always the same`);
  truths.set(content.id, first.truth);
  assert.equal(first.right, parts.join() === first.truth.join(), `${where}: ${parts} when ${first.truth} is right`);
  if (mode === "right") assert.ok(first.right, where);
  if (mode === "wrong") assert.ok(!first.right, where);
  const told = await sentences(page, step);
  for (const sentence of told.all) assert.ok(!before.includes(sentence), `${where}: was in the document before: ${sentence}`);
  if (mode === "guess" && first.right) {
    // After a reload it can be answered again, and the first answer counts.
    await open(`lesson=${slug}&step=${step + 1}`);
    await page.locator(`#step-${step} form.answer`).waitFor();
    const second = await give(page, question, await wrong(page, question, first.truth), byKeyboard);
    assert.deepEqual(second, { right: false, truth: first.truth }, where);
    assert.ok((await sentences(page, step)).fault, `${where}: it says where the answer went wrong`);
  } else if (!first.right) {
    assert.ok(told.fault, `${where}: it says where the answer went wrong`);
  }
  return Number(first.right);
}

/** What really happens is played, here quickly, and stops where the answer is seen. */
async function watched(page, step, { place: { op }, until }, where) {
  await page.locator("#speed").evaluate((speed) => {
    speed.selectedIndex = speed.options.length - 1;
    speed.dispatchEvent(new Event("change", { bubbles: true }));
  });
  const stops = page.waitForFunction(
    ({ op, until }) => {
      const { done, event, len } = document.querySelector("[data-done]").dataset;
      return event === "0" && (until === "end" ? done === len && done !== op : done === until);
    },
    { op, until },
    { timeout: 20_000 },
  );
  await stops.catch(async () => assert.fail(`${where}: plays from ${op} to ${until}, not to ${JSON.stringify(await position(page))}`));
}

/**
 * The test of a lesson: read in English with guesses and by keyboard, and then in Chinese with right and wrong answers in
 * turn and by pointer. There no English is left at any of its steps.
 */
export function lesson(slug) {
  spec(`the lesson ${slug}, in both languages, with wrong and with right answers`, async (visitor) => {
    const truths = new Map();
    await read(visitor, slug, { language: "en", truths, modes: ["guess"], byKeyboard: true });
    const other = await visitor.fresh({ locale: "zh-CN" });
    await listen(other.page);
    const found = [];
    const look = async () => found.push(...(await english(other.page, true)));
    // Half of the lessons begin with a right answer.
    const modes = LESSONS.indexOf(slug) % 2 ? ["right", "wrong"] : ["wrong", "right"];
    const { right, questions } = await read(other, slug, { language: "zh", truths, modes, byKeyboard: false, look });
    assert.equal(right, Array.from({ length: questions }, (_, index) => modes[index % 2]).filter((mode) => mode === "right").length);
    assert.deepEqual(found, [], `${slug}: no English is left`);
  });
}
