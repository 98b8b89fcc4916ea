// The text of a lesson for the editor: highlighting of headings, marks, claims and of the scripts between fences.
// The page decides what a lesson means.

import { LanguageSupport, StreamLanguage } from "@codemirror/language";
import { parser } from "./rhai.js";

const SCRIPTS = new Set(["heap", "fresh"]);

// The language; `words` are the functions that the page provides for scripts.
export function lesson(words) {
  return new LanguageSupport(StreamLanguage.define(reader(words)));
}

// How it is read.
export function reader(words) {
  const script = parser(words);
  return {
    name: "lesson",
    // The word after the fence that is open, or null; and the state of the script inside of it.
    startState: () => ({ fence: null, script: script.startState() }),
    copyState: ({ fence, script: { brackets, indents, ...rest } }) => ({
      fence,
      script: { ...rest, brackets: [...brackets], indents: [...indents] },
    }),
    token(stream, state) {
      if (stream.sol() && stream.match("```")) {
        state.fence = state.fence === null ? stream.match(/^\s*(\S*)/)[1] : null;
        state.script = script.startState();
        stream.skipToEnd();
        return "keyword";
      }
      return SCRIPTS.has(state.fence) ? script.token(stream, state.script) : prose(stream);
    },
  };
}

function prose(stream) {
  if (stream.sol()) {
    if (stream.match(/^#{1,2} .*/)) return "heading";
    if (stream.match(/^\{[^}]*\}/)) return "keyword";
    if (stream.match(/^---\s*$/)) return "keyword";
  }
  if (stream.match(/^`[^`]*`/)) return "string";
  if (stream.match(/^\*\*[^*]*\*\*/)) return "strong";
  if (stream.match(/^\*[^*]*\*/)) return "emphasis";
  // What a link leads to, and what a claim says.
  if (stream.match(/^\]\(=[^)]*\)/)) return "number";
  if (stream.match(/^\]\([^)]*\)/)) return "link";
  stream.next();
  stream.eatWhile(/[^`*\]]/);
  return null;
}
