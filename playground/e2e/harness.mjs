// What every spec is built on: the built site under a sub-path, a browser, a fresh page for each test, and the rule
// that a page logs nothing. The specs decide what to test.
//
//     import { VIEWS, spec } from "./harness.mjs";
//
//     spec("the page opens", async ({ page, open, shot }) => {
//       await open();
//       await shot("start");
//     });
//     for (const view of VIEWS) spec(`looks right, ${view.name}`, view, async ({ open }) => { ... });

import assert from "node:assert/strict";
import { existsSync, mkdirSync } from "node:fs";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";

import { chromium } from "playwright-core";

import { waitUntilDrawn } from "./drawn.mjs";
import { serve } from "./server.mjs";
import { DIST, FLAGS } from "./site.mjs";

export { DIST };
const OUT = fileURLToPath(new URL("./out/", import.meta.url));

/** Nothing in the site may depend on its base path. */
const BASE = "/some/sub/path/";

/** The language of the browser, whatever the language of the machine. */
const LOCALE = "en-US";

/** Each language of the page, as browsers request it. */
export const LOCALES = [LOCALE, "zh-CN"];

/** How many times slower than this machine the page runs, to find tests that fail on a busy one. */
const SLOWER = Number(process.env.SLOWER ?? 1);

/** So long that only a test that hangs reaches it. */
const TIME_LIMIT = 180_000 * SLOWER;

export const WIDE = { width: 1280, height: 860 };
export const NARROW = { width: 390, height: 844 };
export const LARGE = { width: 1920, height: 1080 };
export const TABLET = { width: 1024, height: 768 };
export const LYING = { width: 844, height: 390 };
export const HUGE = { width: 2560, height: 1440 };
export const THEMES = ["light", "dark"];

/** Both widths in both themes, each an argument for `spec`. */
export const VIEWS = [WIDE, NARROW].flatMap((size) =>
  THEMES.map((theme) => ({ ...size, theme, name: `${size.width} px, ${theme}` })),
);

/**
 * A test on a page of its own, with storage of its own. Console messages of the page, its errors, failed requests and
 * requests to other sites make the test fail, whatever else it finds.
 *
 * `view` may hold `width`, `height`, `theme` ("light" or "dark"), `reducedMotion` and `touch` (booleans), `scale` (pixels
 * of the screen per pixel of the page) and `locale`. Motion is reduced unless it is what a test is about: nothing has to
 * wait for its end.
 * `body` is given:
 * - `page`: playwright's page; `context`: its browser context, for the clipboard;
 * - `open(fragment)`: opens the site at this fragment, and waits until it is drawn;
 * - `shot(name)`: a screenshot, into `out/`, with size, theme and language added to its name;
 * - `messages`: the page's messages so far. A test that provokes one removes it from this list;
 * - `fresh(other)`: all of these again for another visitor: a page with its own storage, and another view if one is given.
 */
export function spec(name, ...rest) {
  const body = rest.pop();
  const view = { ...WIDE, scale: 1, theme: "light", reducedMotion: true, touch: false, locale: LOCALE, ...rest.pop() };
  test(name, { timeout: TIME_LIMIT }, async () => {
    const { browser, site } = await start();
    const visitors = [];
    const fresh = async (other = {}) => {
      const visitor = await visit(browser, site.address, { ...view, ...other });
      visitors.push(visitor);
      return visitor;
    };
    try {
      await body({ ...(await fresh()), fresh });
      for (const { page, messages } of visitors) {
        // A round trip, so that what the page said last has arrived.
        await page.evaluate(() => undefined);
        assert.deepEqual(messages, [], "the page is silent");
      }
    } catch (error) {
      for (const { messages } of visitors.filter((visitor) => visitor.messages.length > 0)) {
        console.error(`${name}: the page said\n  ${messages.join("\n  ")}`);
      }
      throw error;
    } finally {
      await Promise.all(visitors.map(({ context }) => context.close()));
    }
  });
}

/** A test in each language of the page. */
export function everywhere(name, ...rest) {
  const body = rest.pop();
  const view = rest.pop();
  for (const locale of LOCALES) spec(`${name}, ${locale}`, { ...view, locale }, body);
}

/** A page in a context of its own, with what a test needs of it. */
async function visit(browser, address, { width, height, scale, theme, reducedMotion, touch, locale }) {
  const context = await browser.newContext({
    viewport: { width, height },
    deviceScaleFactor: scale,
    hasTouch: touch,
    isMobile: touch,
    colorScheme: theme,
    reducedMotion: reducedMotion ? "reduce" : "no-preference",
    locale,
  });
  await waitUntilDrawn(context);
  const page = await context.newPage();
  if (SLOWER > 1) {
    const devtools = await context.newCDPSession(page);
    await devtools.send("Emulation.setCPUThrottlingRate", { rate: SLOWER });
  }
  return {
    page,
    context,
    messages: listen(page, address),
    open: async (fragment = "") => {
      // Through an empty page: a changed fragment alone does not load the page again.
      await page.goto("about:blank");
      await page.goto(address + (fragment && `#${fragment}`));
      await page.locator("main").first().waitFor();
    },
    shot: async (title) => {
      mkdirSync(OUT, { recursive: true });
      await page.screenshot({ path: `${OUT}${title}-${width}x${height}-${theme}-${locale}.png` });
    },
  };
}

/** Everything the page has to say, as it says it. */
function listen(page, address) {
  const messages = [];
  page.on("console", (message) => messages.push(`${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => messages.push(`uncaught: ${error}`));
  page.on("crash", () => messages.push("the page crashed"));
  page.on("requestfailed", (request) => messages.push(`failed: ${request.url()} ${request.failure()?.errorText}`));
  page.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith(address) && !/^(about|blob|data):/.test(url)) {
      messages.push(`left the site: ${url}`);
    }
  });
  return messages;
}

/** One browser and one server for all tests of a file, started when the first test asks for them. */
let started;

function start() {
  started ??= launch();
  return started;
}

async function launch() {
  const executablePath = process.env.CHROME;
  assert.ok(executablePath, "CHROME names no browser: run `cargo xtask test e2e`, which finds one, or set it");
  assert.ok(existsSync(`${DIST}/index.html`), "there is no site in dist/: run `cargo xtask build`");
  const site = await serve(DIST, BASE);
  const browser = await chromium.launch({ executablePath, args: FLAGS }).catch(async (error) => {
    await site.stop();
    throw error;
  });
  return { browser, site };
}

after(async () => {
  const running = await started?.catch(() => undefined);
  await running?.browser.close();
  await running?.site.stop();
});
