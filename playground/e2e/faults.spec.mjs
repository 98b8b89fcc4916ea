// What goes wrong outside of the page: files that are missing or of another version, programs of others in the page,
// frames without storage, other tabs. The page says what is wrong if it can't start, and works otherwise.

import assert from "node:assert/strict";

import { DIST, LOCALES, spec } from "./harness.mjs";
import { at, changing, editor, example, goTo, lanesInSight, panel, position, script, settled, step, tile, unfocus, write } from "./page.mjs";
import { host, serve } from "./server.mjs";

const fault = (page) => page.locator("#fault");
const loading = (page) => page.locator("#loading");
const NOT_FOUND = { status: 404, contentType: "text/html", body: "<p>not found</p>" };
const isProgram = (url) => /\/playground-[^/]*\.(js|wasm)$/.test(url.pathname);

/** Opens the site without waiting for it to work. */
const start = (page, address) => page.goto(address, { waitUntil: "load" });

/** The address of the site, without a fragment. */
async function site(page, open) {
  await open();
  await settled(page);
  const address = page.url().split("#")[0];
  await page.goto("about:blank");
  return address;
}

/** Asserts that the page works, and that nothing covers it. */
async function works(page) {
  await page.locator("[data-state=ready]").waitFor();
  await unfocus(page);
  await page.keyboard.press("Home");
  await at(page, 0);
  await step(page, "ArrowRight");
  assert.equal(await fault(page).isVisible(), false, "nothing covers a page that works");
}

// --- What the page can't do without ---

const BROKEN = {
  "is missing": (route) => route.fulfill(NOT_FOUND),
  "can't be reached": (route) => route.abort(),
  "is another file": (route) => route.fulfill({ status: 200, contentType: "text/html", body: "<p>hello</p>" }),
  "is damaged": (route) => route.fulfill({
    status: 200,
    contentType: route.request().url().endsWith(".js") ? "text/javascript" : "application/wasm",
    body: "let = ;",
  }),
};

for (const locale of LOCALES) {
  for (const end of [".js", "_bg.wasm"]) {
    for (const [what, answer] of Object.entries(BROKEN)) {
      spec(`the page says that it can't start: its ${end} ${what}, ${locale}`, { locale }, async ({ page, open, messages }) => {
        const address = await site(page, open);
        await page.route((url) => isProgram(url) && url.pathname.endsWith(end), answer);
        await start(page, address);
        await fault(page).waitFor();
        assert.match(await fault(page).innerText(), { "en-US": /could not start: .+\. Reloading/, "zh-CN": /无法启动：.+。请尝试/ }[locale]);
        assert.equal(await loading(page).isVisible(), false, "it is not loading any more");
        messages.splice(0);
      });
    }
  }
}

spec("a browser without modules is told so", async ({ page, open, messages }) => {
  const address = await site(page, open);
  await page.addInitScript(() => {
    delete HTMLScriptElement.prototype.noModule;
  });
  await page.route((url) => isProgram(url) && url.pathname.endsWith(".js"), () => {});
  await page.goto(address, { waitUntil: "commit" });
  await fault(page).waitFor();
  assert.match(await fault(page).innerText(), /modules/);
  messages.splice(0);
});

// --- Other programs in the page ---

const STRANGERS = {
  "an error of an extension": () => {
    dispatchEvent(new ErrorEvent("error", { message: "theirs", filename: "chrome-extension://abc/content.js", error: new Error("theirs") }));
  },
  "a script of another site": () => dispatchEvent(new ErrorEvent("error", { message: "Script error." })),
  "a notice of a ResizeObserver": () => {
    dispatchEvent(new ErrorEvent("error", { message: "ResizeObserver loop completed with undelivered notifications.", filename: location.href }));
  },
  "a promise of an extension": () => {
    const reason = new Error("theirs");
    reason.stack = "Error: theirs\n    at moz-extension://abc/content.js:1:1";
    dispatchEvent(new PromiseRejectionEvent("unhandledrejection", { promise: Promise.resolve(), reason }));
  },
  "a picture that is missing": () => {
    const picture = document.documentElement.appendChild(document.createElement("img"));
    picture.dispatchEvent(new Event("error"));
    picture.remove();
  },
  "a script that is missing, of an extension": () => {
    const element = document.documentElement.appendChild(document.createElement("script"));
    element.type = "module";
    element.src = "data:text/javascript,";
    element.dispatchEvent(new Event("error"));
    element.remove();
  },
};

/** Opens the page without its program, which it waits for until the function that is returned is called. */
async function heldUp(page, open) {
  const address = await site(page, open);
  let release;
  const held = new Promise((resolve) => {
    release = resolve;
  });
  await page.route((url) => isProgram(url) && url.pathname.endsWith(".js"), async (route) => {
    await held;
    await route.continue();
  });
  await page.goto(address, { waitUntil: "commit" });
  await loading(page).waitFor();
  return release;
}

for (const [what, act] of Object.entries(STRANGERS)) {
  spec(`${what} is no fault of the page`, async ({ page, open }) => {
    const release = await heldUp(page, open);
    await page.evaluate(act);
    assert.equal(await fault(page).isVisible(), false, "while it is loading");
    release();
    await settled(page);
    await page.evaluate(act);
    await works(page);
  });
}

spec("what looked like a fault is gone once the page has started", async ({ page, open }) => {
  const release = await heldUp(page, open);
  // An extension's script in the page itself can't be told from the page's own.
  await page.evaluate(() => dispatchEvent(new ErrorEvent("error", { message: "x", filename: location.href, error: new Error("x") })));
  assert.equal(await fault(page).isVisible(), true);
  release();
  await settled(page);
  await works(page);
});

// --- The editor ---

const EDITORS = {
  "is missing": (route) => route.fulfill(NOT_FOUND),
  "is of another version": async (route) => {
    const response = await route.fetch();
    const body = (await response.text()).replaceAll(new URL(route.request().url()).searchParams.get("v"), "0123456789abcdef");
    await route.fulfill({ response, body });
  },
  "is from before there were versions": (route) =>
    route.fulfill({ contentType: "text/javascript", body: "export const create = () => ({});" }),
  "is damaged": (route) => route.fulfill({ contentType: "text/javascript", body: "let = ;" }),
  "fails at once": (route) => editorOf(route, "create() { throw new Error('at once'); }"),
  "fails half-way": (route) =>
    editorOf(route, "create(parent) { parent.append('rest'); return { select() { throw new Error('half-way'); }, destroy() { throw 1; } }; }"),
  "fails when it is used": (route) =>
    editorOf(route, `create(parent) {
      parent.append('rest');
      const good = () => {}, bad = () => { throw new Error('used'); };
      return { select: good, focus: good, setErrors: bad, setCurrentLine: bad, setText: bad, setLanguage: bad, destroy: bad };
    }`),
};

/** An editor of the right version whose `create` is this method. */
const editorOf = (route, create) => {
  const version = new URL(route.request().url()).searchParams.get("v");
  const body = `const made = { ${create} };\nexport const create = made.create, version = "${version}";`;
  return route.fulfill({ contentType: "text/javascript", body });
};

for (const [what, answer] of Object.entries(EDITORS)) {
  spec(`without its editor the page works: it ${what}`, async ({ page, open, messages }) => {
    await page.route("**/editor.js?*", answer);
    await open(example("coalescing"));
    await works(page);
    // Whatever is asked of it.
    await changing(page, () => page.locator("[data-example=bins]").evaluate((element) => element.click()));
    await panel(page, "script");
    await page.locator("textarea.editor-plain").waitFor();
    assert.match(await editor(page).inputValue(), /^\/\/ Four bins/);
    await write(page, "let plain = ;", "error");
    assert.equal(await editor(page).getAttribute("aria-invalid"), "true");
    await write(page, "let plain = alloc(24);\n");
    assert.equal(await editor(page).getAttribute("aria-invalid"), "false");
    await tile(page, "free-list", "plain").waitFor({ state: "attached" });
    assert.equal(await page.locator(".editor-plain").count(), 1);
    assert.equal(await page.getByText("rest", { exact: true }).count(), 0, "nothing is left of the editor");
    await works(page);
    const said = messages.splice(0);
    assert.ok(said.some((message) => /script editor does not work/.test(message)), said.join("\n"));
  });
}

spec("the address of the editor is that of its contents", async ({ page, open }) => {
  const request = page.waitForRequest("**/editor.js?*");
  await open();
  const url = new URL((await request).url());
  const { version } = await page.evaluate((url) => import(url), url.href);
  assert.match(version, /^[0-9a-f]{16}$/);
  assert.equal(url.searchParams.get("v"), version);
});

// --- Frames ---

const CORS = { "access-control-allow-origin": "*" };

for (const { what, headers, sandbox, starts } of [
  { what: "a frame", headers: {}, starts: true },
  { what: "a sandboxed frame, with CORS headers", headers: CORS, sandbox: "allow-scripts", starts: true },
  { what: "a sandboxed frame without them", headers: {}, sandbox: "allow-scripts", starts: false },
]) {
  spec(`on another site, in ${what}`, async ({ page, messages }) => {
    const playground = await serve(DIST, "/under/", headers);
    const link = `${playground.address}#example=bins&op=3&embed&lang=zh`;
    const html = `<!doctype html><title>A lecture</title><iframe title="heap" width="900" height="700"
      ${sandbox ? `sandbox="${sandbox}"` : ""} src="${link.replaceAll("&", "&amp;")}"></iframe>`;
    const lecture = await host(html);
    try {
      await page.goto(lecture.address);
      const frame = page.frameLocator("iframe");
      if (starts) {
        await frame.locator("[data-state=ready]").waitFor();
        await frame.locator('[data-done="3"]').waitFor();
        assert.equal(await frame.locator("#fault").isVisible(), false);
        const inside = page.frames().at(-1);
        await inside.waitForFunction(() => document.documentElement.lang === "zh");
        // It is used without storage, too.
        await frame.locator("[data-go=OperationForward]").click();
        await frame.locator('[data-done="4"]').waitFor();
      } else {
        await frame.locator("#fault").waitFor();
        assert.match(await frame.locator("#fault").innerText(), /Access-Control-Allow-Origin/);
        assert.equal(await frame.locator("#loading").isVisible(), false);
      }
      assert.deepEqual(messages.splice(0).filter((message) => /^uncaught|crashed/.test(message)), []);
    } finally {
      await playground.stop();
      await lecture.stop();
    }
  });
}

spec("a figure in a frame neither shows nor replaces the reader's own work", async ({ page, open, messages }) => {
  await open();
  await settled(page);
  await write(page, "let mine = alloc(24);\n");
  await page.waitForFunction(() => localStorage.getItem("lite-alloc.work")?.startsWith("1."));
  const kept = () => page.evaluate(() => ({ ...localStorage }));
  const before = await kept();
  await open("embed");
  await settled(page);
  assert.equal(await tile(page, "free-list", "mine").count(), 0);
  await page.locator("[data-go=OperationForward]").click();
  await page.waitForFunction(() => /^#example=tour&.*&embed$/.test(location.hash));
  assert.deepEqual(await kept(), before);
  assert.deepEqual(messages, []);
});

for (const which of ["localStorage", "sessionStorage", "both"]) {
  spec(`without ${which} the page works, and a reload shows its work`, async ({ page, open }) => {
    await page.addInitScript((which) => {
      for (const name of ["localStorage", "sessionStorage"]) {
        if (which !== "both" && which !== name) continue;
        Object.defineProperty(window, name, {
          get() {
            throw new DOMException("forbidden", "SecurityError");
          },
        });
      }
    }, which);
    await open();
    await settled(page);
    await write(page, "let a = alloc(24);\nfree(a);\n");
    await goTo(page, 1);
    await page.waitForFunction(() => location.hash.startsWith("#1."));
    await saved(page);
    await page.reload();
    await settled(page);
    assert.equal(await script(page), "let a = alloc(24);\nfree(a);\n");
    await at(page, 1);
  });
}

// --- Tabs ---

/** Waits until the work of the tab has been saved: its address says so. */
async function saved(page) {
  let last;
  for (let same = 0; same < 5; ) {
    await page.waitForTimeout(100);
    const hash = await page.evaluate(() => location.hash);
    same = hash === last ? same + 1 : 0;
    last = hash;
  }
}

const MINE = "let mine = alloc(24);\nlet more = alloc(40);\nfree(mine);\n";

/** A second tab of the same visitor, at this fragment. */
async function tab(page, context, fragment = "") {
  const other = await context.newPage();
  await other.goto(page.url().split("#")[0] + fragment);
  await settled(other);
  return other;
}

spec("a reload shows the tab's own work, whatever other tabs did", async ({ page, context, open }) => {
  await open();
  await settled(page);
  const early = await tab(page, context);
  await write(page, MINE);
  await goTo(page, 2);
  await saved(page);
  // Another tab that only moves, and is closed at once.
  await early.keyboard.press("Home");
  await early.close({ runBeforeUnload: true });
  await page.reload();
  await settled(page);
  assert.equal(await script(page), MINE);
  await at(page, 2);

  // Another tab where somebody works.
  const busy = await tab(page, context);
  assert.equal(await script(busy), MINE, "a new tab shows what was edited last");
  await write(busy, "let other = alloc(8);\n");
  await saved(busy);
  await page.reload();
  await settled(page);
  assert.equal(await script(page), MINE);
  await busy.reload();
  await settled(busy);
  assert.equal(await script(busy), "let other = alloc(8);\n");
});

spec("a new tab shows what was edited last, and only edits replace that", async ({ page, context, open }) => {
  await open();
  await settled(page);
  const looking = await tab(page, context);
  const linked = await tab(page, context, "#example=bins&op=3");
  await write(page, MINE);
  await saved(page);
  for (const other of [looking, linked]) {
    await unfocus(other);
    await other.keyboard.press("Home");
    await at(other, 0);
    await saved(other);
  }
  await changing(looking, () => looking.locator("[data-example=coalescing]").evaluate((element) => element.click()));
  await saved(looking);
  const next = await tab(page, context);
  assert.equal(await script(next), MINE, "what is in the menu replaces no work");

  // The same work at another position is the same work.
  await unfocus(next);
  await goTo(next, 1);
  await saved(next);
  const then = await tab(page, context);
  assert.equal(await script(then), MINE);
  await at(then, 1);

  await write(linked, "let linked = alloc(8);\n");
  await saved(linked);
  assert.equal(await script(await tab(page, context)), "let linked = alloc(8);\n");
});

spec("a link that is followed is opened as it is, and reloaded where the reader was", async ({ page, open }) => {
  await open("example=bins&op=3");
  await settled(page);
  await page.keyboard.press("ArrowRight");
  await at(page, 4);
  // Left at once: the address is that of the link, still.
  await page.reload();
  await settled(page);
  await at(page, 4);
  await open("example=bins&op=3");
  await settled(page);
  await at(page, 3);
  await open("example=gone");
  await settled(page);
  assert.match(await page.locator("[data-notice]").innerText(), /gone/);
  await page.getByRole("heading", { name: "Bins are O(1)" }).waitFor();
});

// --- Links as they arrive ---

spec("a link opens whatever chat programs append or escape", async ({ page, open }) => {
  await open();
  await settled(page);
  await write(page, MINE);
  await goTo(page, 2);
  await saved(page);
  const work = (await page.evaluate(() => location.hash)).slice(1);
  const fresh = example("bins", { op: 3, lanes: ["free-list", "boundary-tag"] });
  for (const junk of [".", ")", "。", "）", ">", '"', "”…", "_", "&fbclid=IwAR0_-x&utm_source=chat", ").&x=y"]) {
    await open(work + junk);
    await settled(page);
    assert.equal(await script(page), MINE, junk);
    await at(page, 2);
    assert.equal(await page.locator("[data-notice]").count(), 0, junk);
    await open(fresh + junk);
    await settled(page);
    await at(page, 3);
    assert.deepEqual(await lanesInSight(page), ["free-list", "boundary-tag"], junk);
  }
  await open(`${fresh}&embed&speed=6e&lang=zh`.replaceAll("&", "&amp;"));
  await settled(page);
  await at(page, 3);
  assert.equal(await page.evaluate(() => document.documentElement.lang), "zh");
  assert.equal(await page.locator("#speed").inputValue(), "1");
});

// --- Translators ---

spec("the page asks translators to leave it alone, and survives one that does not", async ({ page, open }) => {
  await open(example("coalescing", { op: 3 }));
  await settled(page);
  assert.equal(await page.evaluate(() => document.documentElement.translate), false);
  assert.equal(await page.locator("meta[name=google]").getAttribute("content"), "notranslate");
  await page.evaluate(() => {
    const walker = document.createTreeWalker(document.querySelector(".app"), NodeFilter.SHOW_TEXT);
    const nodes = [];
    while (walker.nextNode()) nodes.push(walker.currentNode);
    for (const node of nodes.filter((node) => node.data.trim() && !node.parentElement.closest(".cm-editor"))) {
      const font = document.createElement("font");
      font.append(document.createElement("font"));
      font.firstChild.textContent = node.data;
      node.replaceWith(font);
    }
  });
  for (let steps = 0; steps < 4; steps += 1) await page.keyboard.press("ArrowRight");
  for (let steps = 0; steps < 4; steps += 1) await page.keyboard.press("Shift+ArrowLeft");
  await page.locator("[data-example=bins]").evaluate((element) => element.click());
  await page.locator('[data-state="ready"]').waitFor();
  await page.keyboard.press("Home");
  await page.locator('[data-done="0"]').waitFor();
  const { len } = await position(page);
  assert.ok(len > 0);
  assert.equal(await fault(page).isVisible(), false);
});
