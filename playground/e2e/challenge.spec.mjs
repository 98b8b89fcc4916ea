// Challenges: opened from the lessons menu, graded while the script is edited, and the best solutions, which are kept.

import assert from "node:assert/strict";

import { NARROW, everywhere, spec } from "./harness.mjs";
import { lane, panel, position, script, settled, write } from "./page.mjs";

/** Opens a challenge from the menu. */
async function challenge(page, key) {
  await page.locator("#open-lessons").click();
  await page.locator("#to-challenges").click();
  await page.locator("#lessons [data-challenge]:focus").waitFor();
  await page.locator(`#lessons [data-challenge=${key}]`).click();
  await page.locator(`.challenge[data-challenge=${key}]`).waitFor();
  await settled(page);
}

/** The verdict in the panel. */
const verdict = (page) => page.locator("#panel-example .challenge-status");

/** Waits until the panel says whether the goal is reached. */
const met = (page, is) => page.locator(`#panel-example .challenge-status[data-met=${is}]`).waitFor({ state: "attached" });

/** A script that makes six holes in 18 operations, or fewer. */
const holes = (frees) =>
  `let b = [];\nfor i in 0..11 { b.push(alloc(16)); }\nlet last = alloc(80);\nfor i in 0..${frees} { free(b[2 * i]); }`;

everywhere("a heap is fragmented: the verdict follows the script, and the best is kept", {}, async ({ page, open, shot }) => {
  await open();
  await settled(page);
  await challenge(page, "fragment");
  await met(page, "false");
  await shot("challenge-fragment");
  await page.locator("#challenge-edit").click();
  await write(page, holes(5));
  assert.match(await verdict(page).textContent(), /80 ?%/);
  await met(page, "false");
  assert.match(await page.locator("#panel-script .challenge-status").textContent(), /80 ?%/, "also below the script");
  await write(page, holes(6));
  await met(page, "true");
  await shot("challenge-script");
  await panel(page, "example");
  await shot("challenge-solved");
  assert.match(await page.locator(".challenge-best").textContent(), /18/);

  assert.equal(await page.locator("#challenge-next").count(), 1, "another one is offered");

  // A worse script is not kept, and the best one comes back.
  await write(page, "let a = alloc(16);");
  await met(page, "false");
  await panel(page, "example");
  await page.locator(".challenge-best [data-open-best]").click();
  await met(page, "true");
  assert.equal(await script(page), holes(6));
  await page.reload();
  await settled(page);
  await page.locator("#open-lessons").click();
  assert.equal(await page.locator("#lessons [data-challenge=fragment] .challenge-solved").count(), 1, "it was kept");
  assert.equal(await page.locator("#lessons [data-challenge=outlive] .challenge-solved").count(), 0);
  await page.locator("#clear-progress").click();
  await page.locator("#lessons .challenge-solved").waitFor({ state: "detached" });
});

spec("a mistake in the script waits, and so does the verdict", async ({ page, open }) => {
  await open();
  await settled(page);
  await challenge(page, "outlive");
  await write(page, "let a = alloc(", "error");
  await met(page, "false");
  await write(page, "let b = [];\nfor i in 0..16 { b.push(alloc(16)); }\nfree(b);\nalloc(128);");
  await met(page, "true");
  await panel(page, "example");
  await page.locator("#challenge-next").click();
  await page.locator(".challenge[data-challenge=break]").waitFor();
});

everywhere("each lane is broken for itself", {}, async ({ page, open, shot }) => {
  await open();
  await settled(page);
  await challenge(page, "break");
  await write(page, "let a = alloc(1800);\nlet s = alloc(1);\nfree(a);\nalloc(2000);");
  await panel(page, "example");
  const row = (lane) => page.locator(`.challenge-lanes [data-of=${lane}]`);
  await page.locator('.challenge-lanes [data-of=boundary-tag][data-met=true]').waitFor();
  assert.equal(await row("free-list").getAttribute("data-met"), "false");
  assert.equal(await row("boundary-tag").locator("[data-best]").getAttribute("data-best"), "4");
  await shot("challenge-break");
  // Requests that are too large do not count.
  await write(page, "alloc(5000);");
  await panel(page, "example");
  await met(page, "false");
  assert.match(await row("free-list").textContent(), /5,000/);
  assert.equal(await row("boundary-tag").locator("[data-best]").getAttribute("data-best"), "4", "the best stays");
});

everywhere("the round game: first predictions, then the rounds", {}, async ({ page, open, shot }) => {
  await open();
  await settled(page);
  await challenge(page, "rounds");
  assert.equal(await page.locator(".challenge-lanes").count(), 0, "nothing is told before");
  const { done, len } = await position(page);
  assert.equal(done, len, "the heaps show the first round");
  await shot("challenge-rounds");
  for (const field of await page.locator(".challenge-game input").all()) await field.fill("1");
  await page.locator("#challenge-play").click();
  await page.locator(".challenge-lanes [data-round]").first().waitFor();
  await met(page, "false");
  const rounds = await page
    .locator(".challenge-lanes [data-of]")
    .evaluateAll((all) => all.map(({ dataset }) => [dataset.of, Number(dataset.round)]));
  assert.equal(rounds.length, 4);
  assert.ok(rounds.every(([, round]) => round > 1), `${rounds}`);
  await shot("challenge-rounds-over");
  const refused = page.locator(".challenge-lanes [data-of=boundary-tag] [data-refused]");
  const op = Number(await refused.getAttribute("data-refused"));
  await refused.click();
  await lane(page, "boundary-tag").locator("[data-why]").waitFor();
  assert.ok(op > 0 && (await position(page)).done < (await position(page)).len, "to the request that was refused");
  // The same data again, now with what was learnt.
  await page.locator("#challenge-again").click();
  for (const [lane, round] of rounds) await page.locator(`.challenge-game [name=${lane}]`).fill(String(round));
  await page.locator("#challenge-play").click();
  await met(page, "true");
  await page.locator("#challenge-other").click();
  await page.locator(".challenge-game").waitFor();
  const before = await script(page);
  await page.locator("#challenge-other").click();
  await page.waitForFunction((before) => {
    const lines = [...document.querySelectorAll(".cm-line")].map((line) => line.textContent).join("\n");
    return lines !== before;
  }, before);
});

spec("what was open before comes back", async ({ page, open }) => {
  await open("example=coalescing&lanes=free-list&op=3");
  await settled(page);
  const before = await script(page);
  await challenge(page, "break");
  assert.notEqual(await script(page), before);
  await challenge(page, "outlive");
  await page.locator("#challenge-leave").click();
  await page.locator(".challenge").waitFor({ state: "detached" });
  await settled(page);
  assert.equal(await script(page), before);
  assert.equal(await page.locator("[data-done]").first().getAttribute("data-done"), "3");
});

spec("a challenge on a phone", { ...NARROW, touch: true }, async ({ page, open, shot }) => {
  await open();
  await settled(page);
  await challenge(page, "break");
  await shot("challenge-phone");
  const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
  assert.equal(wide, false, "nothing is wider than the screen");
});
