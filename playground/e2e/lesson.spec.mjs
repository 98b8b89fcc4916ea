// Lessons: their text drives the figure, questions of every kind are answered by keyboard alone, and until then nothing
// in the document tells the answer.

import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { deflateSync } from "node:zlib";

import { give, tabTo } from "./answers.mjs";
import { NARROW, everywhere, spec } from "./harness.mjs";
import { at, lanesInSight, openMenu, panel, picture, position, pressAtOnce, settled, showsLanes, tile, unfocus } from "./page.mjs";

const lesson = (text, step = 1) => `2.${deflateSync(text).toString("base64url")}&step=${step}`;

const HEAD = `# Every kind

One question of each kind.

\`\`\`heap page=256 pages=1 lanes=segregated-bump,free-list
let a = alloc(24);
let b = alloc(24);
let c = alloc(24);
free(a);
free(c);
let d = alloc(20);
let e = alloc(170);
\`\`\`

\`\`\`fresh
let size = 8 * random(2, 3);
let blocks = [];
for i in 0..3 { blocks.push(alloc(size)); }
free(blocks[0]);
free(blocks[2]);
let d = alloc(size - 4);
let e = alloc(170);
\`\`\`

{op=1} Block \`a\` is live. Look at [block a](#op=1&select=a), [the start](#op=0) or [one lane](#op=1&lanes=free-list).

{op=3} Three blocks are live.
`;

/** A question of each kind: the head of its fence. */
const KINDS = {
  place: "op=1 lane=free-list",
  draw: "unit=8 op=2 lane=free-list",
  list: "op=3 until=5 lane=free-list",
  probes: "op=5 lane=free-list",
  number: "what=largest op=5 lane=free-list",
  "yes-no": "what=reuses op=5 lanes=segregated-bump,free-list",
  first: "what=refused op=5 until=end lanes=segregated-bump,free-list",
};

/** An answer of each kind that is wrong. */
const WRONG = {
  place: ["refused"],
  draw: ["live"],
  list: ["0"],
  probes: ["64", "0"],
  number: ["1"],
  "yes-no": ["no", "no"],
  first: ["none"],
};

const asking = (kind, rest = "") => `${HEAD}
\`\`\`ask ${kind} id=it ${KINDS[kind]}
---
It is always so.
\`\`\`

{op=end} The end.
${rest}`;

/** Opens the question of a lesson at its step, and waits for its form. */
async function toQuestion({ page, open }, text, step = 3) {
  await open(lesson(text, step));
  await page.locator("form.answer").waitFor();
}

for (const kind of Object.keys(KINDS)) {
  everywhere(`a question is answered by keyboard, wrong and right: ${kind}`, async (visitor) => {
    const { page, fresh, shot } = visitor;
    await toQuestion(visitor, asking(kind));
    assert.equal(await page.locator("#answer").getAttribute("aria-disabled"), "true", "there is nothing to give yet");
    assert.notEqual(await page.locator("#answer-why").textContent(), "", "and it says why");
    const first = await give(page, { step: 2, kind }, WRONG[kind]);
    assert.equal(first.right, false);
    assert.ok(await page.evaluate(() => document.activeElement.matches("[data-truth]")), "the focus is where it says so");
    await shot(`lesson-${kind}-wrong`);
    const other = await fresh();
    await toQuestion(other, asking(kind));
    const second = await give(other.page, { step: 2, kind }, first.truth);
    assert.deepEqual(second, { right: true, truth: first.truth });
    assert.ok(await other.page.locator("[data-truth] .sign-right").isVisible());
    await other.shot(`lesson-${kind}-right`);
  });
}

spec("keys and clicks that come faster than the page is drawn are all taken", async (visitor) => {
  const { page } = visitor;
  await toQuestion(visitor, asking("draw"));
  await page.locator("[role=gridcell]").first().focus();
  await pressAtOnce(page, [..."1231"]);
  const cells = await page.evaluate(async () => {
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    return [...document.querySelectorAll("[data-cell]")].slice(0, 5).map(({ dataset }) => dataset.paint);
  });
  assert.deepEqual(cells, ["live", "padding", "free", "live", "free"]);
  for (const [kind, clicked] of [["list", ".answer-block"], ["yes-no", ".answer-lane [value=yes]"]]) {
    await toQuestion(visitor, asking(kind));
    const chosen = await page.evaluate(async (clicked) => {
      const all = [...document.querySelectorAll(clicked)].slice(0, 2);
      for (const one of all) one.click();
      await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
      return all.map((one) => one.checked ?? one.getAttribute("aria-pressed") === "true");
    }, clicked);
    assert.deepEqual(chosen, [true, true], kind);
    assert.equal(await page.locator("#answer").getAttribute("aria-disabled"), "false", kind);
  }
});

everywhere("axe-core finds nothing wrong in a question of any kind, and in what comes of its answer", async ({ page, open }) => {
  await page.addInitScript({ path: fileURLToPath(import.meta.resolve("axe-core/axe.min.js")) });
  const check = async (what) => {
    const found = await page.evaluate(async () => {
      const { violations } = await axe.run(document, { resultTypes: ["violations"] });
      return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(" ")}`));
    });
    // The finding of axe.spec.mjs that is none.
    assert.deepEqual(found.filter((one) => !one.includes(".cm-scroller")), [], what);
  };
  for (const kind of Object.keys(KINDS)) {
    await toQuestion({ page, open }, asking(kind));
    await check(kind);
    await give(page, { step: 2, kind }, WRONG[kind]);
    await check(`${kind}, answered`);
  }
});

spec("nothing in the document depends on what comes after a question", async (visitor) => {
  const { page, fresh } = visitor;
  const other = await fresh();
  for (const kind of Object.keys(KINDS)) {
    const seen = [];
    for (const [{ page, open }, end] of [[visitor, "let e = alloc(170);"], [other, "let e = alloc(170); let f = alloc(8); free(b); // no"]]) {
      const changed = asking(kind).replace("let e = alloc(170);", kind === "first" ? "let e = alloc(170);" : end);
      await toQuestion({ page, open }, changed);
      await picture(page);
      seen.push(await page.evaluate(() => document.body.outerHTML));
    }
    assert.equal(seen[0], seen[1], kind);
  }
});

spec("while a question is open, no control leads beyond it, and the script is not in the document", async (visitor) => {
  const { page } = visitor;
  await toQuestion(visitor, asking("place"));
  await at(page, 1);
  assert.equal((await position(page)).len, 1);
  for (const key of ["ArrowRight", "Shift+ArrowRight", "End", "PageDown"]) {
    await unfocus(page);
    await page.keyboard.press(key);
    assert.deepEqual(await position(page), { done: 1, event: 0, len: 1 }, key);
  }
  await page.keyboard.press("ArrowLeft");
  await at(page, 0);
  for (const key of ["script", "by-hand"]) {
    await panel(page, key);
    assert.ok(await page.locator(`#panel-${key} .hint`).isVisible(), "it says why it is empty");
  }
  const html = await page.evaluate(() => document.documentElement.outerHTML);
  for (const later of ["alloc(170)", "free(c)", "The end."]) assert.ok(!html.includes(later), later);
  await panel(page, "example");
  await page.locator("[name=answer-place][value=nowhere]").check();
  await page.locator("#answer").click();
  await page.locator("[data-truth]").waitFor();
  await at(page, 2);
  assert.equal((await position(page)).len > 1, true);
  await page.locator("#watch-back").click();
  await page.waitForFunction(() => document.querySelector("[data-done]").dataset.done === "1");
  await page.locator("#watch").click();
  await at(page, 2);
});

spec("the text drives the figure, and the figure shows which paragraph it belongs to", async ({ page, open }) => {
  await open(lesson(asking("number")));
  await settled(page);
  await at(page, 1);
  const here = () => page.locator("[aria-current=step][data-step]").getAttribute("data-step");
  assert.equal(await here(), "0");
  await page.locator("#step-0 .go").nth(1).click();
  await at(page, 0);
  await page.locator("#back-to-step").click();
  await at(page, 1);
  await page.locator("#step-0 .go").first().click();
  assert.equal(await tile(page, "free-list", "a").getAttribute("aria-selected"), "true");
  await page.locator("#step-0 .go").nth(2).focus();
  await page.keyboard.press("Enter");
  await showsLanes(page, ["free-list"]);
  assert.deepEqual(await lanesInSight(page), ["free-list"]);
  await page.keyboard.press("j");
  await at(page, 3);
  assert.equal(await here(), "1");
  await showsLanes(page, ["segregated-bump", "free-list"]);
  await page.keyboard.press("k");
  await at(page, 1);
  await page.locator("#step-1").click();
  await at(page, 3);
  assert.match(await page.locator("#lesson-place").textContent(), /2/);
  await page.locator("#lesson-next").click();
  await page.locator("form.answer").waitFor();
  assert.equal(await page.locator("#lesson-next").getAttribute("aria-disabled"), "true");
  assert.equal(await page.locator("#step-3").count(), 0, "what follows may tell the answer");
});

spec("a question is asked about other data, again and again", async (visitor) => {
  const { page } = visitor;
  await toQuestion(visitor, asking("number"));
  await give(page, { step: 2, kind: "number" }, ["1"]);
  for (let round = 0; round < 3; round += 1) {
    await page.locator("#other-data").click();
    await page.locator("form.answer").waitFor();
    assert.equal((await page.locator("[name=answer-number]").inputValue()), "", "the form is empty");
    await give(page, { step: 2, kind: "number" }, ["2"]);
  }
  await page.locator("#go-on").click();
  await page.locator("#step-3[aria-current=step]").waitFor();
  const end = await page.locator(".lesson-end h3").boundingBox();
  const text = await page.locator("#lesson-text").boundingBox();
  assert.ok(end.y + end.height <= text.y + text.height, "what ends the lesson is in sight");
});

spec("by keyboard the focus is on a question as soon as it is asked, also about other data", async ({ page, open }) => {
  await open(lesson(asking("number"), 2));
  await settled(page);
  await unfocus(page);
  await page.keyboard.press("j");
  await page.waitForFunction(() => document.activeElement.id === "step-2");
  await give(page, { step: 2, kind: "number" }, ["1"]);
  await tabTo(page, "#other-data");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.activeElement.id === "step-2");
});

spec("first answers to a lesson in a link are there after a reload, and in another tab", async (visitor) => {
  const { page, context } = visitor;
  await toQuestion(visitor, asking("number"));
  await give(page, { step: 2, kind: "number" }, ["1"]);
  const tab = await context.newPage();
  await tab.goto(page.url());
  for (const one of [page, tab]) {
    await one.reload();
    await one.locator("#step-2 .ask-before .sign-wrong").waitFor();
    await one.locator("#lesson-next[aria-disabled=false]").waitFor();
  }
});

spec("what the text points at is selected, and hides none of the text", { ...NARROW, touch: true }, async ({ page, open }) => {
  await open(lesson(asking("number")));
  await settled(page);
  await page.locator("#step-0 .go").first().tap();
  await page.waitForFunction(() => document.querySelector('[data-name="a"]').getAttribute("aria-selected") === "true");
  assert.equal(await page.locator(".inspector").count(), 0);
});

spec("a presentation has the text of the lesson beside the figure, until it is put away", { width: 1280, height: 720 }, async ({ page, open, shot }) => {
  await open(lesson(asking("place"), 3));
  await page.locator("form.answer").waitFor();
  await unfocus(page);
  await page.keyboard.press("p");
  await page.locator("#present-end").waitFor();
  // The text has its new width first.
  await page.waitForFunction(() => {
    const top = (selector) => document.querySelector(selector).getBoundingClientRect().top;
    return top("#step-2 h3") + 100 < top(".lesson-foot");
  });
  await shot("lesson-present");
  const [text, heap] = await Promise.all([page.locator(".lesson").boundingBox(), page.locator("[data-lane]").first().boundingBox()]);
  assert.ok(text.x + text.width <= heap.x && heap.x + heap.width <= 1280, "side by side");
  await page.locator("#lesson-place").click();
  await page.locator(".lesson").waitFor({ state: "hidden" });
  await page.locator("#lesson-place").click();
  await page.locator(".lesson").waitFor();
});

spec("what is no number or address is not given as an answer", async (visitor) => {
  const { page } = visitor;
  await toQuestion(visitor, asking("number"));
  const field = page.locator("[name=answer-number]");
  for (const wrong of ["many", "0x", "6.5"]) {
    await field.fill(wrong);
    assert.equal(await page.locator("#answer").getAttribute("aria-disabled"), "true");
    assert.notEqual(await page.locator("#answer-mistake").textContent(), "");
  }
  await field.fill("0x40");
  await page.locator("#answer[aria-disabled=false]").waitFor();
  await field.fill("0x40 bytes");
  await page.locator("#answer[aria-disabled=true]").waitFor();
});

everywhere("the menu opens a lesson, and remembers what was answered in it", async ({ page, context, open }) => {
  await open();
  const menu = await openMenu(page, "lessons");
  assert.equal(await menu.locator("[data-lesson]").count(), 15);
  await menu.locator("[data-lesson]").first().click();
  await page.locator(".lesson").waitFor();
  while ((await page.locator("form.answer").count()) === 0) {
    await page.locator("#lesson-next[aria-disabled=false]").click();
    await page.waitForFunction(() => document.querySelector("[data-state=ready]"));
  }
  await page.locator("[value=nowhere]").check();
  await page.locator("#answer").click();
  await page.locator("[data-truth]").waitFor();
  const first = (tab) => tab.locator("[data-answered]").first();
  await openMenu(page, "lessons");
  assert.equal(await first(page).getAttribute("data-answered"), "1");
  // Another tab is the next visit.
  const visit = async () => {
    const tab = await context.newPage();
    await tab.goto(page.url());
    await tab.locator("main").waitFor();
    return tab;
  };
  assert.equal(await first(await visit()).getAttribute("data-answered"), "1");
  await page.locator("#clear-progress").click();
  await page.locator("[data-answered='0']").first().waitFor();
  assert.equal(await first(await visit()).getAttribute("data-answered"), "0");
});

spec("on a phone the figure is above the text, and both are in sight", { ...NARROW, touch: true }, async (visitor) => {
  const { page } = visitor;
  await toQuestion(visitor, asking("draw"));
  const [stage, text] = await Promise.all([".stage", "#desk"].map((part) => page.locator(part).boundingBox()));
  assert.ok(stage.y + stage.height <= text.y + 1 && stage.height > 200 && text.height > 200, JSON.stringify([stage, text]));
  await page.locator("[data-cell='2']").tap();
  await page.locator("[data-cell='2'][data-paint=live]").waitFor();
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
});
