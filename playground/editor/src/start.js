// The editor that is there at once: a plain field for text, until the real one has been loaded and takes its place. The
// page is usable all the while, and nothing that is typed is lost. Where the real one can't be loaded the field stays.
//
// It loads the bundle, and is no part of it.

// Puts an editor into `parent`, as `create` of editor.js does, and returns the same handle.
export function create(parent, text, vocabulary, phrases, onInput) {
  const field = Object.assign(document.createElement("textarea"), { className: "editor-plain", value: text, spellcheck: false });
  // What the editor has to do once it is there: for each kind of call, the last.
  const wanted = new Map();
  let editor = null;
  let composing = false;
  let gone = false;

  const name = () => field.setAttribute("aria-label", phrases.script);
  name();
  field.addEventListener("input", () => onInput(field.value));
  parent.append(field);

  const module = import(new URL("editor.js", document.baseURI).href);
  // Rejects where the file can't be had: the browser says so by itself.
  module.then(({ create }) => {
    const replace = () => {
      if (gone || composing) return;
      const focused = document.activeElement === field;
      const { value, selectionStart, selectionEnd, scrollTop } = field;
      field.remove();
      editor = create(parent, value, vocabulary, phrases, onInput);
      editor.select(selectionStart, selectionEnd, scrollTop);
      for (const [method, values] of wanted) editor[method](...values);
      if (focused) editor.focus(0, 0);
    };
    // An input method that is at work would lose what it is composing.
    field.addEventListener("compositionend", () => {
      composing = false;
      setTimeout(replace);
    });
    replace();
  }, () => {});
  field.addEventListener("compositionstart", () => {
    composing = true;
  });
  field.addEventListener("compositionend", () => {
    composing = false;
  });

  const later = (method, ...values) => {
    if (editor) editor[method](...values);
    else wanted.set(method, values);
    return editor !== null;
  };
  return {
    setText(text) {
      if (editor) editor.setText(text);
      else if (field.value !== text) field.value = text;
    },
    setLanguage(newVocabulary, newPhrases) {
      [vocabulary, phrases] = [newVocabulary, newPhrases];
      if (editor) editor.setLanguage(vocabulary, phrases);
      else name();
    },
    setError(message, line, column) {
      if (!later("setError", message, line, column)) field.setAttribute("aria-invalid", String(line >= 1));
    },
    setCurrentLine(line) {
      later("setCurrentLine", line);
    },
    focus(line, column) {
      if (editor) {
        editor.focus(line, column);
        return;
      }
      field.focus();
      if (line < 1) return;
      const before = field.value.split("\n").slice(0, line - 1).join("\n");
      const start = Math.min(field.value.length, before.length + (line > 1 ? 1 : 0));
      field.setSelectionRange(start, start);
    },
    destroy() {
      gone = true;
      field.remove();
      editor?.destroy();
    },
  };
}
