// Finds English in the Chinese page: in texts, names, hints and titles, on the canvas and in the scripts of examples.

/** What is written in Latin letters in Chinese too. */
const LATIN = [
  // Names.
  /\b(?:lite-alloc|WebAssembly|wasm|JavaScript|HTML|SVG|PNG|CSV|Rust|Vec|Rhai|good fit)\b/g,
  /\b(?:BumpFreeList|SegregatedBump|FreeList|BoundaryTag)(?:Allocator)?\b/g,
  /\b(?:dlmalloc|talc|malloc lab|mtrace|Valgrind|ltrace|heaptrack|Linux|JSON|Markdown|TXT|GZ)\b/g,
  // Paper, and a block in the legend.
  /\b(?:A4|Letter)\b/g,
  /^a·5$/,
  // The English name of a term, after it.
  /（[a-z]+(?:[ -][a-z]+)+）/g,
  // Keys, units, costs, addresses and bytes.
  /（[a-z]）/g,
  /\b(?:Shift|Home|End|Delete|Escape|Esc|Enter|Tab|Space)\b/g,
  /\b(?:B|KiB|MiB)\b/g,
  /\bO\((?:1|n)\)/g,
  /0x[0-9a-f]+/g,
  /\b[0-9a-f]{2}(?: [0-9a-f]{2})+\b/g,
  // Code in plain-text sentences: names and hints.
  /`[^`]*`/g,
  // Fields of a header and what is in them, and words of the script language.
  /^(?:next|link)(?=：|\s*$)/g,
  /\bnull\b/g,
  /\b(?:alloc|alloc_zeroed|realloc|free|take_pages|label)\b/g,
];

/** Everything that a reader can read or hear, except code of the script; or what is new since then. Runs in the page. */
function texts(isNew) {
  const found = [];
  const page = document.documentElement.lang;
  const foreign = (element) => element.closest("[lang]").lang !== page || element.closest("script, style, noscript, code, kbd, .cm-completionLabel, .cm-completionDetail");
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const line = node.parentElement.closest(".cm-line");
    if (!foreign(node.parentElement) && !line) found.push(node.data);
  }
  const attributes = ["aria-label", "aria-valuetext", "aria-placeholder", "aria-roledescription", "title", "placeholder", "alt", "label"];
  for (const element of document.querySelectorAll(attributes.map((name) => `[${name}]`).join())) {
    if (foreign(element)) continue;
    for (const name of attributes) {
      if (element.hasAttribute(name)) found.push(element.getAttribute(name));
    }
  }
  // Of the script only its comments and strings.
  const lines = [...document.querySelectorAll(".cm-line")].map((line) => line.textContent);
  for (const line of lines) found.push(/\/\/(.*)/.exec(line)?.[1] ?? "", /"([^"]*)"/.exec(line)?.[1] ?? "");
  found.push(document.title, ...(window.written ?? []));
  const code = lines.map((line) => line.replace(/\/\/.*|"[^"]*"/g, "")).join("\n");
  // The view of the last run stays while the script has a mistake.
  const names = (window.names ??= new Set());
  // What a lesson says is read aloud without its marks.
  for (const { textContent } of document.querySelectorAll(".lesson code")) {
    for (const name of textContent.match(/[A-Za-z_]\w*/g) ?? []) names.add(name);
  }
  for (const name of code.match(/[A-Za-z_]\w*/g) ?? []) names.add(name);
  for (const { dataset } of document.querySelectorAll("[data-name]")) {
    for (const name of dataset.name.match(/[A-Za-z_]\w*/g) ?? []) names.add(name);
  }
  const told = (window.told ??= new Set());
  const all = [...new Set(found)].filter((text) => !isNew || !told.has(text));
  for (const text of all) told.add(text);
  return { found: all, names: [...names] };
}

/** Texts of the page with Latin letters that should not be there; or those that are new since it was last asked. */
export async function english(page, isNew = false) {
  const { found, names } = await page.evaluate(texts, isNew);
  // Names from the script are left as they are, even shortened on the canvas.
  const isName = (word) => (word.endsWith("…") ? names.some((name) => name.startsWith(word.slice(0, -1))) : names.includes(word));
  return found.filter((text) => {
    const rest = LATIN.reduce((rest, allowed) => rest.replace(allowed, ""), text);
    return (rest.match(/[A-Za-z_]\w*…?/g) ?? []).some((word) => !isName(word));
  });
}

/** Records the text drawn on canvases, for [`texts`]. */
export const listen = (page) =>
  page.addInitScript(() => {
    window.written = new Set();
    const write = CanvasRenderingContext2D.prototype.fillText;
    CanvasRenderingContext2D.prototype.fillText = function (text, ...rest) {
      window.written.add(text);
      return write.call(this, text, ...rest);
    };
  });
