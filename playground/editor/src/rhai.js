// The script language for the editor: highlighting of keywords, strings and calls, and indentation.
// The page decides what a script means.

import { LanguageSupport, StreamLanguage } from "@codemirror/language";

export const KEYWORDS = [
  "let", "const", "if", "else", "while", "loop", "do", "until", "for", "in", "break", "continue", "return", "fn",
  "private", "throw", "try", "catch", "switch",
];
export const ATOMS = ["true", "false", "this"];

const keywords = new Set(KEYWORDS);
const atoms = new Set(ATOMS);
const opening = { "(": ")", "[": "]", "{": "}" };
const NUMBER = /^(?:0x[\da-f_]+|0o[0-7_]+|0b[01_]+|\d[\d_]*(?:\.\d[\d_]*)?(?:e[+-]?\d+)?)/i;

// The language; `words` are the functions that the page provides.
export function rhai(words) {
  return new LanguageSupport(StreamLanguage.define(parser(words)));
}

// How it is read, also inside of another language.
export function parser(words) {
  const builtins = new Set(words);
  return {
    name: "rhai",
    startState: () => ({
      // The context of the next character: "code", "comment", "string", "raw" or "template".
      mode: "code",
      // Nesting depth of open comments.
      comments: 0,
      // Number of # that the raw string began with.
      hashes: 0,
      // Open brackets, outermost first: "$" for the brace of an interpolation. `indents` is the indentation of the
      // lines inside.
      brackets: [],
      indents: [],
      // How the last token affects a name: "let" and "fn" define it, "." makes it a property.
      before: "",
    }),
    token(stream, state) {
      switch (state.mode) {
        case "comment":
          return comment(stream, state);
        case "string":
          return string(stream, state);
        case "raw":
          return raw(stream, state);
        case "template":
          return template(stream, state);
        default:
          return stream.eatSpace() ? null : code(stream, state, builtins);
      }
    },
    indent(state, textAfter, context) {
      if (state.mode !== "code") return null;
      const depth = state.indents.length;
      if (depth === 0) return 0;
      const inside = state.indents[depth - 1];
      return /^\s*[)\]}]/.test(textAfter) ? Math.max(0, inside - context.unit) : inside;
    },
    languageData: {
      commentTokens: { line: "//", block: { open: "/*", close: "*/" } },
      closeBrackets: { brackets: ["(", "[", "{", '"', "`"] },
      indentOnInput: /^\s*[)\]}]$/,
    },
  };
}

function code(stream, state, builtins) {
  const before = state.before;
  state.before = "";

  if (stream.match("//")) {
    stream.skipToEnd();
    state.before = before;
    return "lineComment";
  }
  if (stream.match("/*")) {
    state.mode = "comment";
    state.comments = 1;
    state.before = before;
    return comment(stream, state);
  }
  if (stream.match('"')) {
    state.mode = "string";
    return string(stream, state);
  }
  if (stream.match("`")) {
    state.mode = "template";
    return template(stream, state);
  }
  const fence = stream.match(/^(#+)"/);
  if (fence) {
    state.mode = "raw";
    state.hashes = fence[1].length;
    return raw(stream, state);
  }
  if (stream.match(/^'(?:\\(?:x..|u.{4}|U.{8}|.)|[^'\\])'/u)) return "character";
  if (stream.match(NUMBER)) return "number";

  const name = stream.match(/^[A-Za-z_]\w*/);
  if (name) return classify(name[0], before, stream, state, builtins);

  const char = stream.next();
  if (char in opening) {
    state.brackets.push(char);
    state.indents.push(stream.indentation() + stream.indentUnit);
    return "bracket";
  }
  if (")]}".includes(char)) {
    const open = state.brackets.pop();
    state.indents.pop();
    if (open === "$" && char === "}") {
      state.mode = "template";
      return "string.special";
    }
    return "bracket";
  }
  if (char === "." && stream.peek() !== ".") {
    state.before = ".";
    return "punctuation";
  }
  if (",;:".includes(char)) return "punctuation";
  stream.eatWhile(/[-+*/%=<>!&|^~?.]/);
  return "operator";
}

function classify(word, before, stream, state, builtins) {
  // First, since no property has such a name: typing above a loop does not change its colour.
  if (keywords.has(word)) {
    state.before = word;
    return "keyword";
  }
  if (before === ".") return stream.match(/^\s*\(/, false) ? "propertyName.function" : "propertyName";
  if (atoms.has(word)) return "atom";
  if (before === "let" || before === "const") return "variableName.definition";
  if (before === "fn") return "variableName.function.definition";
  if (builtins.has(word)) return "variableName.standard";
  return stream.match(/^\s*\(/, false) ? "variableName.function" : "variableName";
}

function comment(stream, state) {
  while (!stream.eol()) {
    if (stream.match("/*")) {
      state.comments += 1;
    } else if (stream.match("*/")) {
      state.comments -= 1;
      if (state.comments === 0) {
        state.mode = "code";
        break;
      }
    } else {
      stream.next();
    }
  }
  return "blockComment";
}

// A plain string ends with its line, unless the line ends with a backslash.
function string(stream, state) {
  while (!stream.eol()) {
    const char = stream.next();
    if (char === "\\") {
      if (stream.eol()) return "string";
      stream.next();
    } else if (char === '"') {
      break;
    }
  }
  state.mode = "code";
  return "string";
}

function raw(stream, state) {
  const end = `"${"#".repeat(state.hashes)}`;
  while (!stream.eol()) {
    if (stream.match(end)) {
      state.mode = "code";
      break;
    }
    stream.next();
  }
  return "string";
}

function template(stream, state) {
  if (stream.match("${")) {
    state.mode = "code";
    state.brackets.push("$");
    state.indents.push(stream.indentation() + stream.indentUnit);
    return "string.special";
  }
  while (!stream.eol()) {
    if (stream.match("${", false)) break;
    if (stream.next() === "`") {
      state.mode = "code";
      break;
    }
  }
  return "string";
}
