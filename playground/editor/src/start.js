// The editor that is available at once: a plain text field, until the real one is loaded and replaces it. The page is
// usable all the while, and nothing typed is lost. If the real one cannot be loaded, is of another version, or fails
// later, the field is there with the same text, and the console says why.
//
// It loads the bundle, and is no part of it: it is written into index.html, which names everything else by its contents.

// The digest of the bundle that belongs to this file, set by build.js.
const version = VERSION;

// Puts an editor into `parent`, as `create` of editor.js does, and returns the same handle.
export function create(parent, text, vocabulary, phrases, onInput, onLine) {
  const field = Object.assign(document.createElement("textarea"), { className: "editor-plain", value: text, spellcheck: false });
  // What is marked: the values of the last call of each kind, for whichever editor is shown next.
  const marks = new Map();
  let editor = null;
  let composing = false;
  // Whether the field is here to stay, or nothing is.
  let over = false;

  const typed = (value) => {
    text = value;
    onInput(value);
  };
  const name = () => field.setAttribute("aria-label", phrases.script);
  name();
  field.addEventListener("input", () => typed(field.value));
  field.addEventListener("compositionstart", () => {
    composing = true;
  });
  field.addEventListener("compositionend", () => {
    composing = false;
  });
  // A lesson is written from its first line on; fields begin at the end.
  if (onLine) field.setSelectionRange(0, 0);
  // Once per line, as the real editor does.
  let lastLine = 1;
  const moved = () => {
    const line = field.value.slice(0, field.selectionStart).split("\n").length;
    if (line !== lastLine) onLine?.((lastLine = line));
  };
  ["keyup", "pointerup"].forEach((event) => field.addEventListener(event, moved));
  parent.append(field);

  // In the address, the version keeps a cached bundle from being taken for another one; a host may ignore it.
  const address = new URL(`editor.js?v=${version}`, document.baseURI).href;
  import(address).then((module) => {
    if (module.version !== version) throw new Error(`${address} has version ${module.version}`);
    const replace = () => {
      if (over || composing || editor !== null) return;
      const focused = document.activeElement === field;
      const { selectionStart, selectionEnd, scrollTop } = field;
      field.remove();
      try {
        editor = module.create(parent, text, vocabulary, phrases, typed, onLine);
        editor.select(selectionStart, selectionEnd, scrollTop);
        for (const [method, values] of marks) editor[method](...values);
        if (focused) editor.focus(0, 0);
      } catch (error) {
        fallBack(error, focused);
      }
    };
    // An active input method would lose the text being composed.
    field.addEventListener("compositionend", () => setTimeout(replace));
    replace();
  }).catch(report);

  function report(error) {
    console.error("The script editor does not work, so the script is edited in a plain field.", error);
  }

  // The field takes the place of an editor that failed, as far as it came.
  function fallBack(error, focused) {
    report(error);
    over = true;
    try {
      editor?.destroy();
    } catch {
      // It is removed below.
    }
    editor = null;
    field.value = text;
    parent.replaceChildren(field);
    name();
    mark();
    if (focused) field.focus();
  }

  function mark() {
    const [errors = []] = marks.get("setErrors") ?? [];
    field.setAttribute("aria-invalid", String(errors.length > 0));
  }

  // Calls the real editor, if it is there. Returns whether it did what it was asked for.
  function call(method, ...values) {
    if (editor === null) return false;
    try {
      editor[method](...values);
      return true;
    } catch (error) {
      fallBack(error, parent.contains(document.activeElement));
      return false;
    }
  }

  return {
    setText(newText) {
      text = newText;
      if (!call("setText", text) && field.value !== text) field.value = text;
    },
    setLanguage(newVocabulary, newPhrases) {
      [vocabulary, phrases] = [newVocabulary, newPhrases];
      if (!call("setLanguage", vocabulary, phrases)) name();
    },
    setErrors(errors) {
      marks.set("setErrors", [errors]);
      if (!call("setErrors", errors)) mark();
    },
    setCurrentLine(line) {
      marks.set("setCurrentLine", [line]);
      call("setCurrentLine", line);
    },
    focus(line, column) {
      if (call("focus", line, column)) return;
      field.focus();
      if (line < 1) return;
      const before = field.value.split("\n").slice(0, line - 1).join("\n");
      const start = Math.min(field.value.length, before.length + (line > 1 ? 1 : 0));
      field.setSelectionRange(start, start);
    },
    destroy() {
      over = true;
      call("destroy");
      field.remove();
    },
  };
}
