// What the page marks in the script: mistakes (a squiggle, a sign in the gutter, a text for screen readers) and the
// line of the current step (a tint, an arrow in the gutter). Both move with the text while it is edited.

import { StateEffect, StateField } from "@codemirror/state";
import { Decoration, EditorView, GutterMarker, gutter } from "@codemirror/view";
import { range } from "./text.js";

// Effect: mistakes as `{message, line, column}`, replacing those there were.
export const setErrors = StateEffect.define();
// Effect: the 1-based line of the current step, or 0 for none.
export const setStep = StateEffect.define();

// `errors`: `{from, to, message}`; `step`: a position on the line, or -1.
const marks = StateField.define({
  create: () => ({ errors: [], step: -1, decorations: Decoration.none }),
  update(value, transaction) {
    let { errors, step } = value;
    if (transaction.docChanged) {
      const { changes } = transaction;
      errors = errors.map(({ from, to, message }) => {
        const start = changes.mapPos(from, 1);
        return { from: start, to: Math.max(start, changes.mapPos(to, -1)), message };
      });
      if (step >= 0) step = changes.mapPos(step, 1);
    }
    const { doc } = transaction.state;
    for (const effect of transaction.effects) {
      if (effect.is(setErrors)) {
        errors = effect.value.map(({ message, line, column }) => ({ ...range(doc, line, column), message }));
      } else if (effect.is(setStep)) {
        step = effect.value >= 1 && effect.value <= doc.lines ? doc.line(effect.value).from : -1;
      }
    }
    if (errors === value.errors && step === value.step) return value;
    return { errors, step, decorations: decorate(doc, errors, step) };
  },
  provide: (field) => [
    EditorView.decorations.from(field, ({ decorations }) => decorations),
    EditorView.contentAttributes.from(field, ({ errors }) => ({ "aria-invalid": String(errors.length > 0) })),
  ],
});

const squiggle = Decoration.mark({ class: "cm-error" });
const errorLine = Decoration.line({ class: "cm-errorLine" });
const stepLine = Decoration.line({ class: "cm-stepLine", attributes: { "aria-current": "step" } });

function decorate(doc, errors, step) {
  const found = [];
  if (step >= 0) found.push(stepLine.range(doc.lineAt(step).from));
  for (const { from, to } of errors) {
    found.push(errorLine.range(doc.lineAt(from).from));
    if (to > from) found.push(squiggle.range(from, to));
  }
  return Decoration.set(found, true);
}

class Sign extends GutterMarker {
  constructor(name, sign, title) {
    super();
    this.elementClass = name;
    this.sign = sign;
    this.title = title;
  }

  eq(other) {
    return this.sign === other.sign && this.title === other.title;
  }

  toDOM() {
    const dom = document.createElement("span");
    dom.textContent = this.sign;
    dom.title = this.title;
    return dom;
  }
}

const stepSign = new Sign("cm-stepSign", "▶", "The operation shown comes from this line");

const signs = gutter({
  class: "cm-signs",
  initialSpacer: () => stepSign,
  lineMarker(view, line) {
    const { errors, step } = view.state.field(marks);
    const error = errors.find(({ from }) => from >= line.from && from <= line.to);
    if (error) return new Sign("cm-errorSign", "✕", error.message);
    return step >= line.from && step <= line.to ? stepSign : null;
  },
  lineMarkerChange: ({ startState, state }) => startState.field(marks) !== state.field(marks),
});

// The message of the mistake marked at `position`, if any.
export function errorAt(state, position) {
  return state.field(marks).errors.find(({ from, to }) => from <= position && position <= to) ?? null;
}

// All mistakes in words, as read by screen readers when the editor has the focus.
function spoken(state) {
  return state.field(marks).errors.map(({ from, message }) => `Line ${state.doc.lineAt(from).number}: ${message}`).join(" ");
}

// The extension. `describe` is given the mistakes in words whenever they change.
export function marking(describe) {
  return [
    marks,
    signs,
    EditorView.updateListener.of(({ startState, state }) => {
      if (startState.field(marks).errors !== state.field(marks).errors) describe(spoken(state));
    }),
  ];
}
