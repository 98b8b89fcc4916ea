// Help with words: completion while typing, and tooltips for words and mistakes.

import { autocompletion, snippetCompletion } from "@codemirror/autocomplete";
import { syntaxTree } from "@codemirror/language";
import { hoverTooltip } from "@codemirror/view";
import { errorAt } from "./marks.js";
import { ATOMS, KEYWORDS } from "./rhai.js";

const NAME = /[A-Za-z_]\w*/;
// Completions that were not requested need this many characters, so that `a` and Enter stay `a` and Enter.
const UNASKED = 2;

// Whether a word is a method: `list.push(value)`.
export function isMethod({ forms }) {
  return /^\w+\./.test(forms[0]);
}

// `alloc(size)` -> `alloc(${size})${}`, `list.push(value)` -> `push(${value})${}`: parameters are fields to fill in.
export function template(form) {
  const [, name, parameters] = /^(?:\w+\.)?(\w+)(.*)$/.exec(form);
  return `${name}${parameters.replace(/[\w…]+/g, (field) => `\${${field}}`)}${parameters && "${}"}`;
}

// The source of completions.
export function completions(vocabulary) {
  const offer = (words) =>
    words.map((word) =>
      snippetCompletion(template(word.forms[0]), {
        label: word.name,
        detail: word.forms[0].slice(word.forms[0].indexOf("(")),
        info: () => explained(word.forms.slice(1), word.about),
        type: "function",
        boost: 1,
      }),
    );
  const methods = offer(vocabulary.filter(isMethod));
  const functions = offer(vocabulary.filter((word) => !isMethod(word)));
  const language = [...KEYWORDS, ...ATOMS].map((label) => ({ label, type: "keyword" }));
  const taken = new Set([...functions, ...language].map(({ label }) => label));

  return (context) => {
    const { state, pos, explicit } = context;
    const word = context.matchBefore(NAME);
    const from = word ? word.from : pos;
    const line = state.doc.lineAt(from);
    const before = line.text.slice(0, from - line.from);
    const method = /[\w)\]]\.$/.test(before);
    const typed = word ? word.text : "";
    // After a dot, list the methods at once.
    if (!explicit && !method && typed.length < UNASKED) return null;
    if (/string|comment|number/i.test(syntaxTree(state).resolveInner(pos, -1).name)) return null;
    // A new name is the user's to choose; after a number there is no word to complete.
    if (/(?:\b(?:let|const|fn)\s+|\w|\.\.)$/.test(before)) return null;

    if (method) return { from, options: methods, validFor: /^\w*$/ };
    const names = namesIn(state.doc.toString(), taken);
    const known = new Set([...taken, ...names]);
    if (!explicit && known.has(typed)) return null;
    return {
      from,
      options: [...functions, ...names.map((label) => ({ label, type: "variable", boost: 2 })), ...language],
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
    if (error) return tip(error.from, error.to, [], error.message);
    const range = view.state.wordAt(position);
    const word = range && words.get(view.state.sliceDoc(range.from, range.to));
    return word ? tip(range.from, range.to, word.forms, word.about) : null;
  });
}

function tip(pos, end, forms, about) {
  return { pos, end, above: true, create: () => ({ dom: explained(forms, about) }) };
}

// The forms of a call, one per line, and a text with code in backticks.
function explained(forms, about) {
  const dom = document.createElement("div");
  dom.className = "cm-tip";
  for (const form of forms) dom.append(code(form), document.createElement("br"));
  about.split("`").forEach((part, index) => dom.append(index % 2 === 1 ? code(part) : part));
  return dom;
}

function code(text) {
  return Object.assign(document.createElement("code"), { textContent: text });
}

// The extension; `vocabulary` is a list of `{name, about, forms}`.
export function wordHelp(vocabulary) {
  return [autocompletion({ override: [completions(vocabulary)], icons: false, maxRenderedOptions: 40 }), hover(vocabulary)];
}
