// The editor of scripts and lessons: CodeMirror 6 put together for this page. The page controls it through `create` and
// the handle that it returns, and is told of edits through callbacks; nothing here knows what a text means.

import { closeBrackets, closeBracketsKeymap, completionKeymap, acceptCompletion } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, indentWithTab, isolateHistory } from "@codemirror/commands";
import { bracketMatching, indentOnInput, indentUnit } from "@codemirror/language";
import { Annotation, Compartment, EditorState, Transaction } from "@codemirror/state";
import { EditorView, highlightActiveLine, keymap, lineNumbers } from "@codemirror/view";
import { lesson } from "./lesson.js";
import { marking, setErrors, setStep } from "./marks.js";
import { rhai } from "./rhai.js";
import { change, range } from "./text.js";
import { theme } from "./theme.js";
import { isMethod, wordHelp } from "./words.js";

// The digest of this bundle, set by build.js: start.js uses no other.
export const version = VERSION;

const A_LONG_TIME = 3_600_000;

// Marks a change made by the page, which is not reported back to it.
const external = Annotation.define();

let created = 0;

// Puts an editor into `parent`, which stays empty otherwise.
// - `vocabulary`: the words of the page, each as `[name, about, ...forms]`; a form reads `alloc(size, align)`, or
//   `list.push(value)` for a method; in `about`, code is in backticks.
// - `phrases`: the editor's texts in the language of the page: `script` (its name), `leaving`, `current`, `mistake`
//   (with `$1` for the line and `$2` for the mistake), and CodeMirror's own by their English.
// - `onInput(text)`: people changed the text (typing, paste, undo).
// - `onLine(line)`, in the editor of a lesson only: the cursor is now in another line, counted from 1.
export function create(parent, text, vocabulary, phrases, onInput, onLine) {
  const id = `editor-${(created += 1)}`;
  const help = hidden(`${id}-help`, phrases.leaving);
  const error = hidden(`${id}-error`, "");

  // Everything that depends on the language.
  const spoken = (vocabulary, phrases) => {
    const words = vocabulary.map(([name, about, ...forms]) => ({ name, about, forms }));
    const names = words.filter((word) => !isMethod(word)).map(({ name }) => name);
    return [
      EditorState.phrases.of(phrases),
      onLine ? lesson(names) : rhai(names),
      wordHelp(onLine ? [] : words),
      EditorView.contentAttributes.of({
        "aria-label": phrases.script,
        "aria-describedby": `${error.id} ${help.id}`,
      }),
    ];
  };
  const language = new Compartment();

  const view = new EditorView({
    parent,
    doc: text,
    extensions: [
      lineNumbers(),
      marking((words) => {
        error.textContent = words;
      }),
      history(),
      EditorView.lineWrapping,
      highlightActiveLine(),
      EditorState.tabSize.of(4),
      indentUnit.of("    "),
      indentOnInput(),
      onLine ? [] : [bracketMatching(), closeBrackets()],
      language.of(spoken(vocabulary, phrases)),
      keymap.of([
        ...closeBracketsKeymap,
        ...completionKeymap,
        { key: "Tab", run: acceptCompletion },
        indentWithTab,
        ...historyKeymap,
        ...defaultKeymap,
      ]),
      leavingByTab,
      theme,
      EditorView.updateListener.of(({ docChanged, state, transactions }) => {
        if (docChanged && transactions.some((made) => made.docChanged && !made.annotation(external))) {
          onInput(state.doc.toString());
        }
      }),
      EditorView.updateListener.of(({ startState, state, selectionSet }) => {
        const line = ({ doc, selection }) => doc.lineAt(selection.main.head).number;
        if (onLine && selectionSet && line(startState) !== line(state)) onLine(line(state));
      }),
    ],
  });
  view.dom.append(help, error);

  return {
    // Sets the text in one step that can be undone. The cursor stays where it was in unchanged text; a text that shares
    // little with the old one is shown from its start.
    setText(text) {
      const { state } = view;
      const before = state.doc.toString();
      const made = change(before, state.toText(text).toString());
      if (!made) return;
      const anew = (made.to - made.from) * 2 > before.length;
      view.dispatch({
        changes: made,
        selection: anew ? { anchor: 0 } : undefined,
        annotations: [external.of(true), isolateHistory.of("full"), Transaction.userEvent.of("input.page")],
      });
      if (anew) view.scrollDOM.scrollTop = 0;
      else reveal(view, made.from + made.insert.length);
    },

    // Switches to another language.
    setLanguage(vocabulary, phrases) {
      help.textContent = phrases.leaving;
      view.dispatch({ effects: language.reconfigure(spoken(vocabulary, phrases)) });
    },

    // Marks the mistakes, and no others: each as `[message, line, column]`, counted from 1 (column 0: the whole line).
    setErrors(errors) {
      view.dispatch({ effects: setErrors.of(errors.map(([message, line, column]) => ({ message, line, column }))) });
    },

    // Marks a line as that of the current step, counted from 1; 0 for none.
    setCurrentLine(line) {
      const { doc } = view.state;
      const there = line >= 1 && line <= doc.lines;
      const at = there ? doc.line(line).from : null;
      view.dispatch({ effects: setStep.of(at) });
      if (there) reveal(view, at);
    },

    // Focuses the editor; with a line, puts the cursor there.
    focus(line, column) {
      view.focus();
      if (line < 1) return;
      const { from } = range(view.state.doc, line, column);
      view.dispatch({ selection: { anchor: from }, scrollIntoView: true });
    },

    // Selects from one position to another, scrolled down by this many pixels.
    select(anchor, head, scrollTop) {
      view.dispatch({ selection: { anchor, head } });
      view.scrollDOM.scrollTop = scrollTop;
    },

    destroy() {
      view.destroy();
    },
  };
}

// Escape lets Tab move the focus until the next other key: without a time limit, unlike CodeMirror's own command.
const leavingByTab = EditorView.domEventHandlers({
  keyup(event, view) {
    if (event.key === "Escape") view.setTabFocusMode(A_LONG_TIME);
  },
  blur(event, view) {
    view.setTabFocusMode(-1);
  },
});

// Scrolls the editor, and nothing around it, to make `position` visible; not while the user is working in it.
function reveal(view, position) {
  if (view.hasFocus) return;
  view.requestMeasure({
    key: reveal,
    read() {
      const { top, bottom } = view.lineBlockAt(Math.min(position, view.state.doc.length));
      const { scrollTop, clientHeight } = view.scrollDOM;
      const margin = Math.min(view.defaultLineHeight * 2, clientHeight / 4);
      if (top - margin < scrollTop) return Math.max(0, top - margin);
      if (bottom + margin > scrollTop + clientHeight) return bottom + margin - clientHeight;
      return scrollTop;
    },
    write(scrollTop) {
      if (scrollTop !== view.scrollDOM.scrollTop) view.scrollDOM.scrollTop = scrollTop;
    },
  });
}

// Text for screen readers only.
function hidden(id, textContent) {
  return Object.assign(document.createElement("div"), { id, textContent, hidden: true });
}
