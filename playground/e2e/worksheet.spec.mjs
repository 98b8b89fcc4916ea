// A lesson on paper: its text, a figure and blanks for each question, and the answers on another page.

import assert from "node:assert/strict";
import { deflateSync } from "node:zlib";

import { everywhere, spec } from "./harness.mjs";
import { settled } from "./page.mjs";

const LESSON = `# Paper

All kinds of questions.

\`\`\`heap page=256 pages=1 lanes=segregated-bump,free-list
let a = alloc(24);
let b = alloc(24);
let c = alloc(24);
free(a);
free(c);
let d = alloc(24);
let e = alloc(170);
\`\`\`

{op=3} Three blocks are live.

\`\`\`ask list id=list op=3 until=5 lane=free-list
\`\`\`

\`\`\`ask probes id=probes op=5 lane=free-list
\`\`\`

\`\`\`ask place id=place op=5 lane=free-list
---
Always.
\`\`\`

\`\`\`ask yes-no what=reuses id=lanes op=5 lanes=segregated-bump,free-list
\`\`\`

\`\`\`ask draw id=draw unit=8 op=5 lane=free-list
\`\`\`

{op=6} This tells the answer.

\`\`\`ask number id=number what=largest op=6 lane=free-list
\`\`\`

\`\`\`ask first id=first what=refused op=6 until=end lanes=segregated-bump,free-list
\`\`\`
`;

const fragment = `2.${deflateSync(LESSON).toString("base64url")}`;

/** Opens what is printed, as the browser does before it prints, on A4. */
async function printed(page) {
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  await page.emulateMedia({ media: "print" });
  await page.setViewportSize({ width: 688, height: 1000 });
  return page.locator("#print");
}

everywhere("a lesson is a worksheet with a figure and blanks for each question, and an answer sheet", { theme: "dark" }, async ({ page, open, shot }) => {
  await open(fragment);
  await settled(page);
  const sheet = await printed(page);
  const facts = await sheet.evaluate((sheet) => {
    const questions = [...sheet.querySelectorAll(".sheet-question")];
    const answers = sheet.querySelector(".sheet-answers");
    const all = [...sheet.querySelectorAll("*")].filter((element) => !element.closest("svg svg, pattern, defs"));
    return {
      title: sheet.querySelector("h1").textContent,
      names: sheet.querySelectorAll(".sheet-names span").length,
      script: [...sheet.querySelectorAll(".sheet-script span")].map((line) => line.textContent),
      lanes: questions.map((question) => question.querySelectorAll("svg desc").length),
      blanks: questions.map((question) => [".sheet-order", ".sheet-line", ".sheet-choices", ".sheet-cells"].filter((blank) => question.querySelector(blank)).join()),
      cells: questions[4].querySelectorAll("td").length,
      rows: [3, 6].map((index) => questions[index].querySelectorAll("tr").length),
      answers: answers.querySelectorAll("h3").length,
      numbers: [...answers.querySelectorAll("p")].filter((line) => line.querySelector("b")).map((line) => line.textContent),
      before: questions.every((question) => question.compareDocumentPosition(answers) & Node.DOCUMENT_POSITION_FOLLOWING),
      turns: sheet.querySelectorAll(".sheet-turn").length,
      inside: all.every((element) => element.getBoundingClientRect().right <= innerWidth + 1),
      ids: new Set([...sheet.querySelectorAll("pattern")].map(({ id }) => id)).size === sheet.querySelectorAll("pattern").length,
      ground: getComputedStyle(sheet.querySelector("svg > rect")).fill,
      ink: getComputedStyle(sheet).color,
    };
  });
  await shot("worksheet");
  assert.equal(facts.title, "Paper");
  assert.equal(facts.names, 2);
  assert.equal(facts.script.length, 7);
  assert.equal(facts.script[1], "let b = alloc(24);");
  assert.deepEqual(facts.blanks, [".sheet-order", ".sheet-order", ".sheet-line", ".sheet-choices", ".sheet-cells", ".sheet-line", ".sheet-choices"]);
  assert.ok(facts.lanes.every((lanes) => lanes >= 1) && facts.lanes[3] >= 2, `${facts.lanes}`);
  assert.equal(facts.cells, 32, "256 bytes in cells of 8");
  assert.deepEqual(facts.rows, [2, 3], "a row for each lane, and one for none of them");
  assert.equal(facts.answers, 7);
  assert.ok(facts.numbers.length === 7 && facts.numbers.every((line) => line.length > 5), `${facts.numbers}`);
  assert.ok(facts.before);
  // Before the question at a later position, and before the paragraph that tells.
  assert.equal(facts.turns, 2);
  assert.ok(facts.inside, "nothing is cut off");
  assert.ok(facts.ids, "patterns have ids of their own");
  assert.equal(facts.ground, "rgb(255, 255, 255)");
  assert.match(facts.ink, /rgb\((\d{1,2}), /, "dark letters");
  await page.evaluate(() => dispatchEvent(new Event("afterprint")));
  await page.emulateMedia({ media: null });
  const pages = (await page.pdf({ format: "A4" })).toString("latin1").match(/\/Type\s*\/Page\b/g).length;
  assert.ok(pages >= 4, `${pages} pages`);
});

spec("the paper of homework has no answers", async ({ page, open }) => {
  await open(`${fragment}&homework=5.2`);
  await page.locator("#answer").waitFor();
  const sheet = await printed(page);
  assert.equal(await sheet.locator(".sheet-question").count(), 7);
  assert.equal(await sheet.locator(".sheet-answers").count(), 0);
});

spec("a lesson of the course is printed by its button", async ({ page, open }) => {
  await page.addInitScript(() => {
    window.print = () => dispatchEvent(new Event("beforeprint"));
  });
  await open("lesson=splitting");
  await settled(page);
  await page.locator("#print-worksheet").click();
  const sheet = page.locator("#print");
  assert.equal(await sheet.locator(".sheet-question").count(), await sheet.locator(".sheet-answers h3").count());
  assert.ok((await sheet.locator(".sheet-question svg").count()) >= 2);
});
