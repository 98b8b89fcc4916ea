// Tests look at the page only once it is drawn. Yew draws in turns of 16 ms: what it has not done by then, such as moving
// the focus, it does in a timer without delay. A busy machine needs many turns where an idle one needs one, so a test that
// looks right after its own click would pass here and fail there. That is why each action of a test waits for the last turn,
// and so does each wait: what is waited for may be drawn before the rest.

/** What acts on a page, and what waits for it. */
const LOCATOR = ["blur", "check", "click", "dblclick", "dragTo", "fill", "focus", "hover", "press", "pressSequentially", "selectOption", "setInputFiles", "tap", "uncheck", "waitFor"];
const KEYBOARD = ["down", "insertText", "press", "type", "up"];
const MOUSE = ["click", "dblclick", "down", "move", "up", "wheel"];
const PAGE = ["goBack", "goForward", "waitForFunction"];

/** Runs in each page before anything else: counts the timers without delay, and offers to wait until there is none. */
function count() {
  const [set, clear] = [window.setTimeout, window.clearTimeout];
  const turns = new Set();
  window.setTimeout = (work, delay, ...rest) => {
    if (delay || typeof work !== "function") return set(work, delay, ...rest);
    const id = set(() => {
      turns.delete(id);
      work(...rest);
    });
    turns.add(id);
    return id;
  };
  window.clearTimeout = (id) => {
    turns.delete(id);
    clear(id);
  };
  window.drawn = () =>
    new Promise((resolve) => {
      const look = () => (turns.size === 0 ? resolve() : set(look));
      look();
    });
}

/** Makes these methods of `object` wait, at their end, until the page is drawn. */
function wrap(object, names, page) {
  for (const name of names) {
    const act = object[name];
    object[name] = async function (...rest) {
      const result = await act.apply(this, rest);
      // The action may have closed the page, or left it for another one.
      await page(this).evaluate(() => window.drawn?.()).catch(() => undefined);
      return result;
    };
  }
}

let areLocatorsWrapped = false;

/** Makes the actions on the pages of this context wait until the page is drawn. */
export async function waitUntilDrawn(context) {
  await context.addInitScript(count);
  context.on("page", (page) => {
    wrap(page.keyboard, KEYBOARD, () => page);
    wrap(page.mouse, MOUSE, () => page);
    wrap(page.touchscreen, ["tap"], () => page);
    wrap(page, PAGE, () => page);
    if (areLocatorsWrapped) return;
    areLocatorsWrapped = true;
    wrap(Object.getPrototypeOf(page.locator("body")), LOCATOR, (locator) => locator.page());
  });
}
