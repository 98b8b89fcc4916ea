import assert from "node:assert/strict";
import { test } from "node:test";
import { StringStream } from "@codemirror/language";
import { reader } from "../src/lesson.js";

// The marked parts of a text, as `[style, text]`.
function marked(text) {
  const language = reader(["alloc"]);
  let state = language.startState();
  const found = [];
  for (const line of text.split("\n")) {
    const stream = new StringStream(line, 4, 4);
    while (!stream.eol()) {
      stream.start = stream.pos;
      const style = language.token(stream, state);
      if (style) found.push([style, stream.current()]);
      state = language.copyState(state);
    }
  }
  return found;
}

test("headings, marks, links and claims of the prose are told apart", () => {
  assert.deepEqual(marked("# Title\n\n{op=3} Now [the first](#op=4) and [3](=holes#6) of `a`."), [
    ["heading", "# Title"],
    ["keyword", "{op=3}"],
    ["link", "](#op=4)"],
    ["number", "](=holes#6)"],
    ["string", "`a`"],
  ]);
});

test("a script is read as one, and prose goes on after its fence", () => {
  assert.deepEqual(marked('```heap page=256\nalloc(8); // "x\n```\nIt isn\'t `b`.\n```fresh\nalloc(9);\n```'), [
    ["keyword", "```heap page=256"],
    ["variableName.standard", "alloc"],
    ["bracket", "("],
    ["number", "8"],
    ["bracket", ")"],
    ["punctuation", ";"],
    ["lineComment", '// "x'],
    ["keyword", "```"],
    ["string", "`b`"],
    ["keyword", "```fresh"],
    ["variableName.standard", "alloc"],
    ["bracket", "("],
    ["number", "9"],
    ["bracket", ")"],
    ["punctuation", ";"],
    ["keyword", "```"],
  ]);
});

test("a question is prose", () => {
  assert.deepEqual(marked("```ask place id=a\nWhere is `d`?\n---\nThere.\n```"), [
    ["keyword", "```ask place id=a"],
    ["string", "`d`"],
    ["keyword", "---"],
    ["keyword", "```"],
  ]);
});
