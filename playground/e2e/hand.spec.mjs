// By hand: allocating in the form and freeing on the heap add a line to the script, and so become part of the run.

import assert from "node:assert/strict";

import { spec } from "./harness.mjs";
import {
  LANES,
  changing,
  goTo,
  heap,
  isSelected,
  panel,
  picture,
  pointAt,
  position,
  script,
  settled,
  tile,
  unfocus,
  write,
} from "./page.mjs";

const SCRIPT = "let a = alloc(96);\nlet b = alloc(64);\nlet c = alloc(32);\n";
const FREED = `${SCRIPT}free(a);`;

/** Opens the page with the script, and asserts that `act` frees `a` in every lane by adding a line to the script. */
async function frees({ page, open }, act) {
  await open();
  await settled(page);
  await write(page, SCRIPT);
  await goTo(page, 3);
  await unfocus(page);
  const before = await picture(page);
  await changing(page, act);
  assert.equal((await script(page)).trimEnd(), FREED);
  assert.deepEqual(await position(page), { done: 4, event: 0, len: 4 });
  const after = await picture(page);
  for (const [index, name] of LANES.entries()) {
    assert.equal(await tile(page, name, "a").count(), 0, `a is gone from ${name}`);
    assert.equal(await tile(page, name, "b").count(), 1, `b is still in ${name}`);
    assert.notEqual(after[index][1], before[index][1], `the picture of ${name} has changed`);
  }
}

for (const name of LANES) {
  spec(`a double click on a block in ${name} frees it`, async ({ page, open }) => {
    await frees({ page, open }, async () => {
      const { x, y } = await pointAt(page, name, "a");
      await page.mouse.dblclick(x, y);
    });
  });
}

spec("a click selects a block, and Delete frees it", async ({ page, open }) => {
  await frees({ page, open }, async () => {
    const { x, y } = await pointAt(page, "free-list", "a");
    await page.mouse.click(x, y);
    for (const name of LANES) {
      assert.ok(await isSelected(tile(page, name, "a")), `selected in ${name}`);
      assert.ok(!(await isSelected(tile(page, name, "b"))));
    }
    await page.keyboard.press("Delete");
  });
});

spec("a selected block has a button that frees it", async ({ page, open }) => {
  await frees({ page, open }, async () => {
    const { x, y } = await pointAt(page, "boundary-tag", "a");
    await page.mouse.click(x, y);
    await page.locator("[data-free]").click();
  });
});

spec("keys in the heap select a block and free it", async ({ page, open }) => {
  await frees({ page, open }, async () => {
    await heap(page, "bump-free-list").focus();
    await page.keyboard.press("]");
    await page.keyboard.press("Enter");
    assert.ok(await isSelected(tile(page, "bump-free-list", "a")));
    await page.keyboard.press("Delete");
  });
});

spec("the form allocates: a line of the script, in the midst of the run too", async ({ page, open }) => {
  await open();
  await settled(page);
  await write(page, SCRIPT);
  await goTo(page, 3);
  const before = await picture(page);
  await panel(page, "by-hand");
  const form = page.getByRole("form", { name: "By hand" });

  await form.getByRole("spinbutton", { name: "Size" }).fill("40");
  await form.getByRole("combobox", { name: "Alignment" }).selectOption("64");
  await changing(page, () => form.getByRole("button").click());
  assert.equal((await script(page)).trimEnd(), `${SCRIPT}let b1 = alloc(40, 64);`);
  assert.deepEqual(await position(page), { done: 4, event: 0, len: 4 });
  const after = await picture(page);
  for (const [index, name] of LANES.entries()) {
    // A boundary tag precedes the address that the program gets.
    const tag = name === "boundary-tag" ? 4 : 0;
    const start = Number(await tile(page, name, "b1").getAttribute("data-start"));
    assert.equal((start + tag) % 64, 0, `aligned in ${name}`);
    assert.notEqual(after[index][1], before[index][1], `the picture of ${name} has changed`);
  }

  await goTo(page, 1);
  await panel(page, "by-hand");
  await form.getByRole("spinbutton", { name: "Size" }).fill("24");
  await form.getByRole("combobox", { name: "Alignment" }).selectOption("32");
  await form.getByRole("spinbutton", { name: "Size" }).focus();
  await changing(page, () => page.keyboard.press("Enter"));
  const lines = (await script(page)).split("\n");
  assert.match(lines[1], /^let \w+ = alloc\(24, 32\);$/, "it happens where the playhead is");
  assert.deepEqual(await position(page), { done: 2, event: 0, len: 5 });
});

spec("inside a loop, the form adds its line after it, and says so", async ({ page, open }) => {
  await open();
  await settled(page);
  await write(page, "for i in 0..5 { let a = alloc(16); }\n");
  await goTo(page, 2);
  await panel(page, "by-hand");
  const form = page.getByRole("form", { name: "By hand" });
  await changing(page, () => form.getByRole("button").click());
  assert.deepEqual(await position(page), { done: 6, event: 0, len: 6 });
  assert.match(
    await page.locator("[data-notice]").innerText(),
    /Added as line 2, after line 1: .* It is operation 6, not operation 3\./,
  );
});

spec("a block that is freed later cannot be freed now: the page says why", async ({ page, open }) => {
  await open();
  await settled(page);
  await write(page, FREED);
  await goTo(page, 3);
  await unfocus(page);
  const { x, y } = await pointAt(page, "free-list", "a");
  await page.mouse.click(x, y);
  await page.keyboard.press("Delete");
  assert.match(await page.locator("[data-notice]").innerText(), /freed on line 4/);
  assert.equal(await script(page), FREED);
  await page.getByRole("button", { name: "Dismiss" }).click();
  await page.locator("[data-notice]").waitFor({ state: "detached" });
});

spec("a size that cannot be is not sent", async ({ page, open }) => {
  await open();
  await settled(page);
  await write(page, SCRIPT);
  await panel(page, "by-hand");
  const form = page.getByRole("form", { name: "By hand" });
  for (const size of ["", "0", "-8", "1.5"]) {
    await form.getByRole("spinbutton", { name: "Size" }).fill(size);
    await form.getByRole("button").click();
    assert.equal(await form.evaluate((form) => form.checkValidity()), false, `a size of “${size}”`);
  }
  assert.equal(await script(page), SCRIPT);
});
