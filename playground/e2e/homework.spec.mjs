// Homework from its link to the table of results: the first answers count, codes that were altered are refused, and
// scores are computed from the answers.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { crc32, deflateSync } from "node:zlib";

import { everywhere, spec } from "./harness.mjs";
import { openMenu, settled } from "./page.mjs";

const LESSON = `# Holes

How many bytes are free?

\`\`\`heap page=256 pages=1 lanes=free-list
let a = alloc(24);
let b = alloc(24);
free(a);
\`\`\`

\`\`\`fresh
let a = alloc(random(1, 60));
let b = alloc(random(1, 60));
free(a);
\`\`\`

{op=2} Two blocks are live.

\`\`\`ask number what=largest op=2 id=largest
\`\`\`

\`\`\`ask number what=live op=2 id=live
\`\`\`
`;

const HOMEWORK = `2.${deflateSync(LESSON).toString("base64url")}&homework=77.3`;

/** Answers the question that is asked with a number, and returns the right one. */
async function answer(page, number) {
  await page.locator("[name=answer-number]").fill(String(number));
  await page.locator("#answer").click();
  const verdict = page.locator(".verdict");
  await verdict.waitFor();
  return (await verdict.getAttribute("data-truth")).match(/\d+/)[0];
}

/** Goes to the next question. */
async function next(page) {
  const asked = () => page.locator("#lesson-place").textContent();
  const before = await asked();
  await page.locator("#lesson-next").click();
  await page.waitForFunction((before) => document.querySelector("#lesson-place")?.textContent !== before, before);
}

/** Opens homework, and waits until its question is asked. */
async function begin({ page, open }, fragment = HOMEWORK) {
  await open(fragment);
  await asked(page);
}

/** Waits until the question is asked, or answered before. The script is not in the page then: it may tell the answer. */
const asked = (page) => page.locator(".app[data-state=ready] :is([name=answer-number], .verdict)").first().waitFor();

/** The result code, once the name is typed. */
async function code(page, name) {
  await page.locator("[name=student]").fill(name);
  const field = page.locator("[name=result-code]");
  await field.waitFor();
  return field.inputValue();
}

/** Pastes codes, and waits for the scores. */
async function paste(page, codes) {
  if (!(await page.locator("#results").isVisible())) {
    await openMenu(page, "lessons");
    await page.locator("#open-results").click();
    await page.locator("#lessons").waitFor({ state: "hidden" });
  }
  await page.locator("[name=result-codes]").fill(codes.join("\n"));
  await page.waitForFunction((count) => document.querySelectorAll("#results tbody tr").length === count, codes.length);
  await page.locator("#save-results").waitFor();
}

/** Another code with one digit changed. */
const altered = (code, at) => `${code.slice(0, at)}${code[at] === "A" ? "B" : "A"}${code.slice(at + 1)}`;

everywhere("from the link to the table", async ({ page, context, open, fresh, shot }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  // A teacher makes the link.
  await open(HOMEWORK.split("&")[0]);
  await settled(page);
  await page.locator("#give").click();
  await page.locator("[name=homework-count]").fill("3");
  await page.locator("[name=homework-seed]").fill("77");
  await shot("homework-give");
  await page.locator("#copy-homework").click();
  await page.locator("[data-notice]").waitFor();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  assert.ok(link.endsWith("homework=77.3"), link);

  // One student guesses, and learns what is right; another one gets the same data.
  const guess = await fresh();
  await begin(guess, link.split("#")[1]);
  const right = [];
  for (let question = 0; question < 3; question += 1) {
    if (question > 0) await next(guess.page);
    right.push(await answer(guess.page, 1));
  }
  assert.equal(new Set(right).size > 1, true, "not all data is the same");
  const guessed = await code(guess.page, "Guess, the first");
  await guess.shot("homework-code");
  const good = await fresh();
  await begin(good);
  assert.match(await good.page.locator(".homework").first().textContent(), /3/);
  await answer(good.page, right[0]);
  await next(good.page);
  await answer(good.page, right[1]);
  // Without the last answer, the code is there if it is wanted.
  await good.page.locator("#hand-in").click();
  const handed = await code(good.page, "王小明");

  // The teacher gets these, and others.
  const middle = handed.indexOf("-1-") + 30;
  await paste(page, [guessed, handed, altered(handed, middle), handed.slice(0, -8), "hello there", altered(guessed, guessed.length - 9)]);
  await shot("homework-results");
  const rows = await page.locator("#results tbody tr").evaluateAll((all) =>
    all.map((row) => [row.dataset.right ?? row.dataset.error, row.querySelector("th")?.textContent ?? null]),
  );
  assert.deepEqual(rows, [
    ["0", "Guess, the first"],
    ["2", "王小明"],
    ["changed", null],
    ["cut-short", null],
    ["no-code", null],
    ["changed", null],
  ]);
  const marks = await page.locator("#results tbody tr").nth(1).locator(".result-mark [aria-hidden]").allTextContents();
  assert.deepEqual(marks, ["✓", "✓", "–"]);
  const [download] = await Promise.all([page.waitForEvent("download"), page.locator("#save-results").click()]);
  const table = (await readFile(await download.path())).toString().replace("\ufeff", "").trimEnd().split("\n");
  assert.equal(table.length, 7);
  assert.ok(table[1].includes('"Guess, the first"') && table[2].includes("王小明"), table.join("\n"));
  assert.ok(table[2].endsWith("1,1,"), table[2]);
});

spec("the first answer counts, also after a reload", async ({ page, open }) => {
  await begin({ page, open });
  const right = await answer(page, 1);
  await next(page);
  await page.locator("#lesson-back").click();
  await page.locator(".verdict").waitFor();
  assert.equal(await page.locator("#answer").count(), 0, "no second answer");
  assert.equal(await page.locator(".verdict").getAttribute("data-right"), "false");
  await page.reload();
  await asked(page);
  await page.locator('.homework[data-answered="1"]').waitFor();
  // The page may go on with the next question.
  if (await page.locator("#answer").isVisible()) await page.locator("#lesson-back").click();
  await page.locator(".verdict").waitFor();
  assert.equal(await page.locator("#answer").count(), 0);
  assert.notEqual(right, "1");
});

spec("the code is the same after a reload, and answers are deleted if that is wanted", async ({ page, open }) => {
  await begin({ page, open });
  for (let question = 0; question < 3; question += 1) {
    if (question > 0) await next(page);
    await answer(page, question + 1);
  }
  const before = await code(page, "Ada");
  await page.goto("about:blank");
  await open(HOMEWORK);
  await asked(page);
  await page.locator('.homework[data-answered="3"]').waitFor();
  assert.equal(await page.locator("[name=student]").inputValue(), "Ada");
  assert.equal(await page.locator("[name=result-code]").inputValue(), before);
  await page.locator("#clear-homework").click();
  await page.locator("#clear-sure").click();
  await page.locator('.homework[data-answered="0"]').waitFor();
  await page.locator("[name=answer-number]").waitFor();
  await page.reload();
  await asked(page);
  assert.equal(await page.locator('.homework[data-answered="0"]').count(), 1);
});

spec("a code that was written again, with a checksum that is right, is worth what it says", async ({ page, open }) => {
  await begin({ page, open });
  const right = Number(await answer(page, 1));
  await page.locator("#hand-in").click();
  const own = await code(page, "Mallory");
  const [, head, body] = own.match(/^(lite-alloc-1-)(.*)$/);
  const bytes = Buffer.from(body, "base64url");
  // The first answer is a number: 6, then the number. The name is before it.
  const at = bytes.indexOf("Mallory") + "Mallory".length + 1;
  assert.deepEqual([...bytes.subarray(at, at + 4)], [6, 1, 0, 0]);
  const forged = (number) => {
    const digits = number < 128 ? [number] : [(number & 127) | 128, number >> 7];
    const result = Buffer.from([...bytes.subarray(0, at + 1), ...digits, 0, 0]);
    const sum = Buffer.alloc(4);
    sum.writeUInt32LE(crc32(result));
    const all = [...result, ...sum];
    return head + Buffer.from([...all, ...Array(3 - (all.length % 3)).fill(0)]).toString("base64url");
  };
  assert.equal(forged(1), own);
  await page.locator("#lesson-close").click();
  await open(HOMEWORK.split("&")[0]);
  await settled(page);
  await paste(page, [own, forged(right), forged(right + 8)]);
  const scores = await page.locator("#results tbody tr").evaluateAll((all) => all.map((row) => row.dataset.right));
  assert.deepEqual(scores, ["0", "1", "0"]);
});

spec("a code of a lesson that is not known is refused until that lesson is open", async ({ page, open, fresh }) => {
  await begin({ page, open });
  await answer(page, 1);
  await page.locator("#hand-in").click();
  const own = await code(page, "Eve");
  const teacher = await fresh();
  await teacher.open();
  await settled(teacher.page);
  await paste(teacher.page, [own]);
  const error = () => teacher.page.locator("#results tbody tr").getAttribute("data-error");
  assert.equal(await error(), "unknown-lesson");
  await teacher.page.keyboard.press("Escape");
  await teacher.open(HOMEWORK.split("&")[0]);
  await settled(teacher.page);
  await paste(teacher.page, [own]);
  assert.equal(await error(), null);
});
