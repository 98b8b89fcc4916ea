// The page's marks in the text: the mistakes (squiggles, gutter signs, a text for screen readers) and the line of the
// current step (a tint, an arrow in the gutter). Both move with the text while it is edited.

import { EditorState, StateEffect, StateField } from "@codemirror/state";
import { Decoration, EditorView, GutterMarker, gutter } from "@codemirror/view";
import { range } from "./text.js";

// Effect: the mistakes, each as `{message, line, column}`, in the order of the text.
export const setErrors = StateEffect.define();
// Effect: a position on the line of the current step, or null for none.
export const setStep = StateEffect.define();

// `errors`: each `{from, to, message}`; `step`: a position or null.
const marks = StateField.define({
  create: () => ({ errors: [], step: null, decorations: Decoration.none }),
  update(value, { changes, docChanged, effects, state }) {
    let { errors, step } = value;
    if (docChanged) {
      if (errors.length > 0) {
        errors = errors.map(({ from, to, message }) => {
          const start = changes.mapPos(from, 1);
          return { from: start, to: Math.max(start, changes.mapPos(to, -1)), message };
        });
      }
      if (step !== null) step = changes.mapPos(step, 1);
    }
    for (const effect of effects) {
      if (effect.is(setStep)) step = effect.value;
      if (effect.is(setErrors)) {
        errors = effect.value.map(({ line, column, message }) => ({ ...range(state.doc, line, column), message }));
      }
    }
    if (errors === value.errors && step === value.step) return value;
    return { errors, step, decorations: decorate(state.doc, errors, step) };
  },
  provide: (field) => [
    EditorView.decorations.from(field, ({ decorations }) => decorations),
    EditorView.contentAttributes.from(field, ({ errors }) => ({ "aria-invalid": String(errors.length > 0) })),
  ],
});

const squiggle = Decoration.mark({ class: "cm-error" });
const stepLine = Decoration.line({ class: "cm-stepLine", attributes: { "aria-current": "step" } });

function decorate(doc, errors, step) {
  const found = [];
  if (step !== null) found.push(stepLine.range(doc.lineAt(step).from));
  for (const { from, to } of errors) if (to > from) found.push(squiggle.range(from, to));
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

const stepSign = (state) => new Sign("cm-stepSign", "▶", state.phrase("current"));

const signs = gutter({
  class: "cm-signs",
  initialSpacer: ({ state }) => stepSign(state),
  lineMarker(view, line) {
    const { errors, step } = view.state.field(marks);
    const here = (position) => position >= line.from && position <= line.to;
    const wrong = errors.filter((error) => here(error.from));
    if (wrong.length > 0) return new Sign("cm-errorSign", "✕", wrong.map((error) => error.message).join("\n"));
    return step !== null && here(step) ? stepSign(view.state) : null;
  },
  lineMarkerChange: ({ startState, state }) =>
    startState.field(marks) !== state.field(marks) || startState.facet(EditorState.phrases) !== state.facet(EditorState.phrases),
});

// The first mistake whose mark covers `position`, if there is one.
export function errorAt(state, position) {
  const { errors } = state.field(marks);
  return errors.find(({ from, to }) => from <= position && position <= to) ?? null;
}

// The extension. `describe` is called with the mistakes in words whenever they change, for screen readers.
export function marking(describe) {
  return [
    marks,
    signs,
    EditorView.updateListener.of(({ startState, state }) => {
      const { errors } = state.field(marks);
      if (errors !== startState.field(marks).errors) {
        describe(errors.map(({ from, message }) => state.phrase("mistake", state.doc.lineAt(from).number, message)).join(" "));
      }
    }),
  ];
}
