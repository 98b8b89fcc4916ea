// What every spec stands on: the built site under a sub-path, a browser, a fresh page for each test, and the rule
// that a page is silent. What is tested is the specs' business.
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

import { serve } from "./server.mjs";

const DIST = fileURLToPath(new URL("../../dist", import.meta.url));
const OUT = fileURLToPath(new URL("./out/", import.meta.url));

/** Nothing of the site may depend on where it lies. */
const BASE = "/some/sub/path/";

/** Without these, Chromium looks up hosts of its own at every start. */
const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-quic",
  "--no-first-run",
];

/** The language of the browser, whatever that of the machine is. */
const LOCALE = "en-US";

/** Each language of the page, as browsers ask for it. */
export const LOCALES = [LOCALE, "zh-CN"];

/** So long that only a hanging test meets it. */
const TIME_LIMIT = 180_000;

export const WIDE = { width: 1280, height: 800 };
export const NARROW = { width: 390, height: 844 };
export const LARGE = { width: 1920, height: 1080 };
export const HUGE = { width: 2560, height: 1440 };
export const THEMES = ["light", "dark"];

/** Both widths in both themes, each an argument for `spec`. */
export const VIEWS = [WIDE, NARROW].flatMap((size) =>
  THEMES.map((theme) => ({ ...size, theme, name: `${size.width} px, ${theme}` })),
);

/**
 * A test on a page of its own, with storage of its own. The page's messages to the console, its errors, its failed
 * requests and those that leave the site make the test fail, whatever else it finds.
 *
 * `view` may hold `width`, `height`, `theme` ("light" or "dark"), `reducedMotion` (a boolean) and `locale`.
 * `body` is given:
 * - `page`: playwright's page; `context`: its browser context, for the clipboard;
 * - `open(fragment)`: opens the site, with what follows the `#` of its address, and waits until it is drawn;
 * - `shot(name)`: a screenshot of the whole page, into `out/`, its name completed by width and theme;
 * - `messages`: what the page has said so far. A test that provokes a message takes it out of this list;
 * - `fresh()`: all of these again for somebody else: a page with a storage of its own.
 */
export function spec(name, ...rest) {
  const body = rest.pop();
  const view = { ...WIDE, theme: "light", reducedMotion: false, locale: LOCALE, ...rest.pop() };
  test(name, { timeout: TIME_LIMIT }, async () => {
    const { browser, site } = await start();
    const visitors = [];
    const fresh = async () => {
      const visitor = await visit(browser, site.address, view);
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
async function visit(browser, address, { width, height, theme, reducedMotion, locale }) {
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: theme,
    reducedMotion: reducedMotion ? "reduce" : "no-preference",
    locale,
  });
  const page = await context.newPage();
  return {
    page,
    context,
    messages: listen(page, address),
    open: async (fragment = "") => {
      // By way of an empty page: a new fragment alone would load nothing.
      await page.goto("about:blank");
      await page.goto(address + (fragment && `#${fragment}`));
      await page.locator("main").first().waitFor();
    },
    shot: async (title) => {
      mkdirSync(OUT, { recursive: true });
      await page.screenshot({ path: `${OUT}${title}-${width}-${theme}.png`, fullPage: true });
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
