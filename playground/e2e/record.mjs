// Has the page record itself, for `cargo xtask record page`, and writes the recording: node record.mjs FILE

import { writeFile } from "node:fs/promises";

import { chromium } from "playwright-core";

import { DIST, FLAGS } from "./site.mjs";
import { serve } from "./server.mjs";

/** What the page opens is a blob that it makes of its recording. This keeps the last one. */
function keepBlobs() {
  globalThis.Blob = class extends Blob {
    constructor(...rest) {
      super(...rest);
      globalThis.lastBlob = this;
    }
  };
}

const site = await serve(DIST, "/");
const browser = await chromium.launch({ executablePath: process.env.CHROME, args: FLAGS });
try {
  const page = await browser.newPage({ viewport: { width: 1280, height: 860 }, locale: "en-US", reducedMotion: "reduce" });
  await page.addInitScript(keepBlobs);
  await page.goto(`${site.address}#example=tour`);
  await page.locator("[data-lane]").first().waitFor();
  await page.locator('[popovertarget="examples"]').first().click();
  await page.locator("#open-own-heap").click();
  await page.locator("#record-own-heap").click();
  await page.locator('[popovertarget="examples"]').first().click();
  await page.locator('[data-example="bins"]').click();
  for (let step = 0; step < 8; step += 1) await page.keyboard.press("ArrowRight");
  await page.locator("#stop-own-heap").click();
  await page.locator(".program-head").first().waitFor({ state: "attached" });
  await writeFile(process.argv[2], await page.evaluate(() => globalThis.lastBlob.text()));
} finally {
  await browser.close();
  await site.stop();
}
