// Help with words: completion while typing, and what a word or a mistake means under the pointer.

import { autocompletion, snippetCompletion } from "@codemirror/autocomplete";
import { syntaxTree } from "@codemirror/language";
import { hoverTooltip } from "@codemirror/view";
import { errorAt } from "./marks.js";
import { ATOMS, KEYWORDS } from "./rhai.js";

const NAME = /[A-Za-z_]\w*/;
// Words offered unasked need this many characters, so that `a` and Enter stay `a` and Enter.
const UNASKED = 2;

// `alloc(size[, align])` -> `alloc(${size})${}`: the required parameters become fields to fill in.
export function template(signature) {
  const open = signature.indexOf("(");
  if (open < 0) return signature;
  const parameters = signature.slice(open).replace(/\[[^\]]*\]/g, "");
  return `${signature.slice(0, open)}${parameters.replace(/\w+/g, (name) => `\${${name}}`)}\${}`;
}

// The source of completions.
export function completions(vocabulary) {
  const words = vocabulary.map(({ name, signature, help }) =>
    snippetCompletion(template(signature), {
      label: name,
      detail: signature.startsWith(name) ? signature.slice(name.length) : signature,
      info: help || undefined,
      type: "function",
      boost: 1,
    }),
  );
  const language = [...KEYWORDS, ...ATOMS].map((label) => ({ label, type: "keyword" }));
  const taken = new Set([...words, ...language].map(({ label }) => label));

  return (context) => {
    const { state, pos, explicit } = context;
    const word = context.matchBefore(NAME);
    const from = word ? word.from : pos;
    if (!explicit && (!word || word.text.length < UNASKED)) return null;
    if (/string|comment|number/i.test(syntaxTree(state).resolveInner(pos, -1).name)) return null;
    const line = state.doc.lineAt(from);
    // A new name is the user's to choose; what stands behind a number or a dot is no word of ours.
    if (/(?:\b(?:let|const|fn)\s+|[\w.])$/.test(line.text.slice(0, from - line.from))) return null;

    const names = namesIn(state.doc.toString(), taken);
    const known = new Set([...taken, ...names]);
    if (!explicit && known.has(word.text)) return null;
    return {
      from,
      options: [...words, ...names.map((label) => ({ label, type: "variable", boost: 2 })), ...language],
      validFor: (text) => text.length >= UNASKED && /^\w*$/.test(text) && !known.has(text),
    };
  };
}

// The names that a script defines, except those in `taken`.
export function namesIn(text, taken) {
  const names = new Set();
  for (const [, name] of text.matchAll(/\b(?:let|const|fn|for)\s+\(?\s*([A-Za-z_]\w*)/g)) {
    if (!taken.has(name)) names.add(name);
  }
  return [...names];
}

function hover(vocabulary) {
  const words = new Map(vocabulary.map((word) => [word.name, word]));
  return hoverTooltip((view, position) => {
    const error = errorAt(view.state, position);
    if (error) return tip(error.from, error.to, "", error.message);
    const range = view.state.wordAt(position);
    const word = range && words.get(view.state.sliceDoc(range.from, range.to));
    return word ? tip(range.from, range.to, word.signature, word.help) : null;
  });
}

function tip(pos, end, signature, text) {
  return {
    pos,
    end,
    above: true,
    create() {
      const dom = document.createElement("div");
      dom.className = "cm-tip";
      if (signature) dom.append(Object.assign(document.createElement("code"), { textContent: signature }));
      dom.append(Object.assign(document.createElement("div"), { textContent: text }));
      return { dom };
    },
  };
}

// The extension; `vocabulary` is a list of `{name, signature, help}`.
export function wordHelp(vocabulary) {
  return [autocompletion({ override: [completions(vocabulary)], icons: false, maxRenderedOptions: 40 }), hover(vocabulary)];
}
