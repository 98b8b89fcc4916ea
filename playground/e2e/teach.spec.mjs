// Writing a lesson in the page, and notes at positions.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";

import { NARROW, WIDE, everywhere, spec } from "./harness.mjs";
import { at, example, goTo, openMenu, position, settled, step, unfocus } from "./page.mjs";

const LESSON = `# A small lesson

One block is freed.

\`\`\`heap page=256 pages=1 lanes=free-list
let a = alloc(24);
let b = alloc(24);
free(a);
\`\`\`

{op=2} Two blocks are live.

\`\`\`ask number what=holes op=2 id=holes
\`\`\`

{op=3} Now there are [2](=holes) free blocks.
`;

const field = (page) => page.locator(".write .cm-content");

/** Opens the editor of lessons, and waits until its text is checked. */
async function writing(page) {
  await openMenu(page, "lessons");
  await page.locator("#write-lesson").click();
  await page.locator(".write .cm-editor").waitFor();
  await checked(page);
}

/** Waits until the text that is shown is checked. */
async function checked(page) {
  await page.locator('.write[data-checked="true"]').waitFor();
  // A script with a mistake has no run.
  await page.locator(".app:not([data-state=running])").waitFor();
}

/** Calls `act`, which changes the text, and waits until the new one is checked. */
async function changed(page, act) {
  // A short text may be checked again before anyone looks, so this listens from before.
  await page.evaluate(() => {
    const write = document.querySelector(".write");
    window.rewritten = new Promise((resolve) => {
      const seen = () => write.dataset.checked === "false" && resolve();
      new MutationObserver(seen).observe(write, { attributeFilter: ["data-checked"] });
    });
  });
  await act();
  await page.evaluate(() => window.rewritten);
  await checked(page);
}

/** Replaces the whole text. */
async function rewrite(page, text) {
  await changed(page, async () => {
    await field(page).focus();
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.insertText(text);
  });
}

const text = async (page) => (await field(page).locator(".cm-line").allTextContents()).join("\n");

/** The lines with mistakes. */
const mistakes = (page) =>
  page.locator(".write-mistakes [data-line]").evaluateAll((all) => all.map(({ dataset }) => Number(dataset.line)));

everywhere("the template has no mistakes, and its text, its lesson and its heaps are side by side", async ({ page, open, shot }) => {
  await open();
  await settled(page);
  await writing(page);
  await shot("write");
  assert.deepEqual(await mistakes(page), []);
  const places = await Promise.all([".write", ".preview", ".stage"].map((part) => page.locator(part).boundingBox()));
  assert.ok(places.every(({ width, height }) => width > 300 && height > 300));
  assert.ok(places[0].x < places[1].x && places[1].x < places[2].x);
  assert.ok((await page.locator(".preview [data-step]").count()) >= 4);
  assert.equal(await page.locator(".preview [data-answer]").count(), 0);
  await page.locator("[name=right-answers]").check();
  const questions = await page.locator(".preview-ask").count();
  assert.ok(questions >= 2);
  const answers = await page.locator(".preview [data-answer]").allTextContents();
  assert.equal(answers.length, questions);
  assert.ok(answers.every((answer) => /\d/.test(answer)), `${answers}`);
});

everywhere("what is wrong is said at its line while it is typed, and a click goes there", async ({ page, open, shot }) => {
  await open();
  await settled(page);
  await writing(page);
  await rewrite(page, LESSON.replace("[2](=holes)", "[5](=holes)").replace("free(a);", "free(x);"));
  assert.ok((await mistakes(page)).includes(8), "a mistake in the script is at its line in the lesson");
  await rewrite(page, LESSON.replace("[2](=holes)", "[5](=holes)").replace("A small", "A\\small"));
  await shot("write-mistakes");
  assert.deepEqual(await mistakes(page), [16]);
  assert.equal(await page.locator(".write .cm-errorSign").count(), 1, "the line is marked in the text");
  assert.equal(await field(page).getAttribute("aria-invalid"), "true");
  assert.match(await page.locator(".write-mistakes li").textContent(), /2.*5|5.*2/);
  await page.locator(".write-mistakes [data-line='16'] button").click();
  assert.match(await page.locator(".write .cm-activeLine").textContent(), /\[5\]/);
  await page.keyboard.press("Home");
  await changed(page, async () => {
    for (let key = 0; key < "{op=3} Now there are [".length; key += 1) await page.keyboard.press("ArrowRight");
    await page.keyboard.press("Delete");
    await page.keyboard.type("2");
  });
  assert.deepEqual(await mistakes(page), []);
});

spec("the lesson that is written is given as homework and printed", async ({ page, open, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.addInitScript(() => {
    window.print = () => dispatchEvent(new Event("beforeprint"));
  });
  await open();
  await settled(page);
  await writing(page);
  await rewrite(page, LESSON);
  await page.locator("#print-draft").click();
  assert.equal(await page.locator("#print h1").first().textContent(), "A small lesson");
  assert.equal(await page.locator("#print .sheet-question").count(), 1);
  await page.evaluate(() => dispatchEvent(new Event("afterprint")));
  await page.locator("#give-draft").click();
  await page.locator("[name=homework-seed]").fill("5");
  assert.equal(await page.locator("[name=homework-count]").getAttribute("max"), "1", "without fresh data it comes once");
  await page.locator("#copy-homework").click();
  await page.locator("[data-notice]").waitFor();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  assert.ok(link.endsWith("homework=5.1"), link);
  await open(link.split("#")[1]);
  await page.locator(".homework").first().waitFor();
  assert.match(await page.locator("#lesson-title").textContent(), /A small lesson/);
});

spec("the paragraph with the cursor drives the heaps, and so do links of the lesson", async ({ page, open }) => {
  await open();
  await settled(page);
  await writing(page);
  await rewrite(page, LESSON.replace("Two blocks are live.", "Two blocks are live, after [one](#op=1)."));
  const here = page.locator(".preview [aria-current=step]");
  assert.match(await here.textContent(), /free blocks/, "the cursor is in the last paragraph");
  await at(page, 3);
  await page.locator(".write .cm-line", { hasText: "Two blocks are live" }).click();
  await page.locator(".preview [aria-current=step]", { hasText: "Two blocks are live" }).waitFor();
  await at(page, 2);
  await page.locator(".preview .go").click();
  await at(page, 1);
  await page.locator(".preview-step").last().locator(".preview-line").click();
  await at(page, 3);
  assert.match(await page.locator(".write .cm-activeLine").textContent(), /Now there are/);
});

spec("what is written is kept over a reload, other work and another text", async ({ page, open }) => {
  await open();
  await settled(page);
  await writing(page);
  await rewrite(page, LESSON);
  await page.locator("#close-writing").click();
  await openMenu(page, "examples");
  await page.locator('[data-example="splitting"]').click();
  await settled(page);
  await page.reload();
  await settled(page);
  await writing(page);
  assert.equal(await text(page), LESSON);
  await changed(page, () => page.locator("#begin").selectOption("granules"));
  assert.match(await text(page), /^# Granules/);
  await page.locator("#close-writing").click();
  await page.locator(".write").waitFor({ state: "detached" });
  await page.reload();
  await settled(page);
  await writing(page);
  assert.match(await text(page), /^# Granules/);
  await changed(page, () => page.locator("#bring-back").click());
  assert.equal(await text(page), LESSON);
  // The editor can undo it, too.
  await field(page).focus();
  await changed(page, () => page.keyboard.press("ControlOrMeta+z"));
  assert.match(await text(page), /^# Granules/);
});

spec("without storage the text is kept as long as the page is open", async ({ page, open }) => {
  await page.addInitScript(() => {
    for (const name of ["localStorage", "sessionStorage"]) {
      Object.defineProperty(window, name, { get: () => { throw new DOMException("no", "SecurityError"); } });
    }
  });
  await open();
  await settled(page);
  await writing(page);
  await rewrite(page, LESSON);
  await page.locator("#close-writing").click();
  await page.locator(".write").waitFor({ state: "detached" });
  await writing(page);
  assert.equal(await text(page), LESSON);
});

spec("files are opened, dropped and saved", async ({ page, open }) => {
  await open();
  await settled(page);
  await writing(page);
  const file = (name, buffer) => ({ name, mimeType: "text/markdown", buffer: Buffer.from(buffer) });
  const choose = (content) => page.locator("[name=lesson-file]").setInputFiles(file("lesson.md", content));
  await changed(page, () => choose(LESSON.replaceAll("\n", "\r\n")));
  assert.equal(await text(page), LESSON);

  const [download] = await Promise.all([page.waitForEvent("download"), page.locator("#save-lesson").click()]);
  assert.equal(download.suggestedFilename(), "a-small-lesson.md");
  assert.equal((await readFile(await download.path())).toString(), LESSON);

  const data = await page.evaluateHandle((text) => {
    const data = new DataTransfer();
    data.items.add(new File([text], "other.md", { type: "text/markdown" }));
    return data;
  }, LESSON.replace("small", "dropped"));
  await changed(page, () => field(page).dispatchEvent("drop", { dataTransfer: data }));
  assert.match(await text(page), /^# A dropped lesson\n/, "the file takes the place of the text");
  assert.equal(await text(page), LESSON.replace("small", "dropped"));

  await choose(Uint8Array.from([0x89, 0x50, 0, 0xff]));
  await page.locator(".notice-warning").waitFor();
  assert.match(await text(page), /^# A dropped lesson\n/);
});

spec("a link carries the whole lesson, and says so if it can't", async ({ page, context, open, fresh }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await open();
  await settled(page);
  await writing(page);
  await rewrite(page, LESSON);
  await page.locator("#copy-lesson").click();
  const notice = await page.locator("[data-notice]").textContent();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  assert.ok(notice.includes(String(link.length)), notice);
  const other = await fresh();
  await other.open(link.split("#")[1]);
  await settled(other.page);
  assert.equal(await other.page.locator("#lesson-title").textContent(), "A small lesson");
  assert.equal(await other.page.locator(".lesson [data-step]").count(), 2, "the last step tells the answer");
  await other.page.locator("#edit-lesson").click();
  await checked(other.page);
  assert.equal(await text(other.page), LESSON);

  const noise = Array.from({ length: 9000 }, () => Math.random().toString(36).slice(2)).join(" ");
  await page.locator("[data-notice] button").click();
  await rewrite(page, `${LESSON}\n${noise}\n`.repeat(3));
  await page.locator("#copy-lesson").click();
  await page.locator(".notice-warning").waitFor();
});

spec("the lesson is read as a student reads it, and its versions are one entry of the history", async ({ page, open }) => {
  await open(example("tour", { op: 3 }));
  await settled(page);
  await writing(page);
  await rewrite(page, LESSON);
  await rewrite(page, LESSON.replace("Two blocks", "Both blocks"));
  await page.locator("#read-lesson").click();
  await page.locator("#lesson-title").waitFor();
  assert.equal(await page.locator(".lesson [data-step]").count(), 2, "up to the question");
  await page.goBack();
  await at(page, 3);
  assert.equal(await page.locator("#lesson-title").count(), 0);
});

spec("on a phone one part is shown at a time", NARROW, async ({ page, open, shot }) => {
  await open();
  await settled(page);
  await writing(page);
  for (const [pane, part, others] of [
    ["lesson", ".preview", [".write .cm-editor", ".stage"]],
    ["figure", ".stage", [".write .cm-editor", ".preview"]],
    ["text", ".write .cm-editor", [".preview", ".stage"]],
  ]) {
    await page.locator(`#pane-${pane}`).click();
    await page.locator(part).waitFor();
    for (const other of others) assert.equal(await page.locator(other).isVisible(), false, `${other} in ${pane}`);
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth > innerWidth), false);
    await shot(`write-${pane}`);
  }
});

// --- Notes ---

/** Writes a note at the position that is shown. */
async function note(page, words) {
  await page.locator("#open-note").click();
  await page.locator("[name=note]:focus").fill(words);
  await page.locator("#keep-note").click();
  await page.locator("#note-form").waitFor({ state: "hidden" });
}

everywhere("a note is shown at its position, wherever the link is opened", WIDE, async ({ page, context, open, fresh, shot }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await open(example("splitting", { op: 2 }));
  await settled(page);
  assert.equal(await page.locator(".note").count(), 0, "no room is taken before there is a note");
  await note(page, "Look here.\n看这里。");
  const shown = page.locator("[data-note]");
  assert.equal(await shown.innerText(), "Look here.\n看这里。");
  await shot("note");
  const heap = await page.locator("[data-lane] canvas").first().boundingBox();
  await unfocus(page);
  await step(page, "ArrowRight");
  assert.equal(await shown.count(), 0);
  assert.deepEqual(await page.locator("[data-lane] canvas").first().boundingBox(), heap, "nothing moves");
  await note(page, "Another.");
  await page.locator("[data-pin]").nth(1).waitFor();
  await page.locator("[data-pin='2.0']").click();
  await at(page, 2);
  assert.match(await shown.innerText(), /^Look here/);

  await openMenu(page, "share-menu");
  await page.locator("#share").click();
  await page.locator("[data-notice]").waitFor();
  const link = (await page.evaluate(() => navigator.clipboard.readText())).split("#")[1];
  for (const view of ["", "&embed"]) {
    const other = await fresh();
    await other.open(link + view);
    await settled(other.page);
    assert.equal((await position(other.page)).done, 2);
    assert.match(await other.page.locator("[data-note]").innerText(), /^Look here/);
    assert.equal(await other.page.locator("#open-note").count(), view ? 0 : 1);
    if (!view) {
      await other.page.keyboard.press("p");
      await other.page.locator("#present-end").waitFor();
      assert.ok(await other.page.locator("[data-note]").isVisible(), "also while presenting");
    }
  }
});

spec("a note is changed and removed", async ({ page, open }) => {
  await open(example("splitting", { op: 2 }));
  await settled(page);
  await note(page, "First.");
  await page.locator("#open-note").click();
  assert.equal(await page.locator("[name=note]").inputValue(), "First.");
  await page.keyboard.press("Escape");
  await note(page, "Second.");
  assert.equal(await page.locator("[data-note]").innerText(), "Second.");
  await page.reload();
  await settled(page);
  await page.locator("[data-note]", { hasText: "Second." }).waitFor();
  await page.locator("#open-note").click();
  await page.locator("#remove-note").click();
  await page.locator(".note").waitFor({ state: "detached" });
});
