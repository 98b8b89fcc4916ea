// The page's marks in the script: the mistake (a squiggle, a gutter sign, a text for screen readers) and the
// line of the current step (a tint, an arrow in the gutter). Both move with the text while it is edited.

import { EditorState, StateEffect, StateField } from "@codemirror/state";
import { Decoration, EditorView, GutterMarker, gutter } from "@codemirror/view";
import { range } from "./text.js";

// Effect: the mistake as `{message, line, column}`, or null for none.
export const setError = StateEffect.define();
// Effect: a position on the line of the current step, or null for none.
export const setStep = StateEffect.define();

// `error`: `{from, to, message}` or null; `step`: a position or null.
const marks = StateField.define({
  create: () => ({ error: null, step: null, decorations: Decoration.none }),
  update(value, { changes, docChanged, effects, state }) {
    let { error, step } = value;
    if (docChanged) {
      if (error) {
        const from = changes.mapPos(error.from, 1);
        error = { from, to: Math.max(from, changes.mapPos(error.to, -1)), message: error.message };
      }
      if (step !== null) step = changes.mapPos(step, 1);
    }
    for (const effect of effects) {
      if (effect.is(setStep)) step = effect.value;
      if (effect.is(setError)) {
        const found = effect.value;
        error = found && { ...range(state.doc, found.line, found.column), message: found.message };
      }
    }
    if (error === value.error && step === value.step) return value;
    return { error, step, decorations: decorate(state.doc, error, step) };
  },
  provide: (field) => [
    EditorView.decorations.from(field, ({ decorations }) => decorations),
    EditorView.contentAttributes.from(field, ({ error }) => ({ "aria-invalid": String(error !== null) })),
  ],
});

const squiggle = Decoration.mark({ class: "cm-error" });
const stepLine = Decoration.line({ class: "cm-stepLine", attributes: { "aria-current": "step" } });

function decorate(doc, error, step) {
  const found = [];
  if (step !== null) found.push(stepLine.range(doc.lineAt(step).from));
  if (error && error.to > error.from) found.push(squiggle.range(error.from, error.to));
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
    const { error, step } = view.state.field(marks);
    const here = (position) => position >= line.from && position <= line.to;
    if (error && here(error.from)) return new Sign("cm-errorSign", "✕", error.message);
    return step !== null && here(step) ? stepSign(view.state) : null;
  },
  lineMarkerChange: ({ startState, state }) =>
    startState.field(marks) !== state.field(marks) || startState.facet(EditorState.phrases) !== state.facet(EditorState.phrases),
});

// The mistake, if its mark covers `position`.
export function errorAt(state, position) {
  const { error } = state.field(marks);
  return error && error.from <= position && position <= error.to ? error : null;
}

// The extension. `describe` is called with the mistake in words whenever it changes, for screen readers.
export function marking(describe) {
  return [
    marks,
    signs,
    EditorView.updateListener.of(({ startState, state }) => {
      const { error } = state.field(marks);
      if (error !== startState.field(marks).error) {
        describe(error ? state.phrase("mistake", state.doc.lineAt(error.from).number, error.message) : "");
      }
    }),
  ];
}
