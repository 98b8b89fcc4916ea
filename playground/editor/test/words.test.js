import assert from "node:assert/strict";
import { test } from "node:test";
import { CompletionContext } from "@codemirror/autocomplete";
import { EditorState } from "@codemirror/state";
import { rhai } from "../src/rhai.js";
import { completions, namesIn, template } from "../src/words.js";

const vocabulary = [
  { name: "alloc", signature: "alloc(size[, align])", help: "Allocates." },
  { name: "free", signature: "free(block)", help: "Frees." },
];

// What is offered at the `|` in `text`, in no order; null where nothing is.
function offered(text, explicit = false) {
  const pos = text.indexOf("|");
  const state = EditorState.create({ doc: text.replace("|", ""), extensions: [rhai(["alloc", "free"])] });
  const result = completions(vocabulary)(new CompletionContext(state, pos, explicit));
  return result && result.options.map(({ label }) => label);
}

test("a signature becomes a call with fields to fill in", () => {
  assert.equal(template("alloc(size[, align])"), "alloc(${size})${}");
  assert.equal(template("realloc(block, size)"), "realloc(${block}, ${size})${}");
  assert.equal(template('label("text")'), 'label("${text}")${}');
  assert.equal(template("PAGE"), "PAGE");
});

test("the names of a script are found once each", () => {
  assert.deepEqual(namesIn("let a = 1; let a = 2; fn grow() {} for (x, i) in a {} let free = 3;", new Set(["free"])), ["a", "grow", "x"]);
});

test("words, keywords and the script's own names are offered", () => {
  const all = offered("let buffer = 1;\nbu|");
  for (const word of ["alloc", "free", "while", "buffer"]) assert.ok(all.includes(word), word);
  assert.ok(offered("|", true).includes("alloc"), "asked for by key");
});

test("nothing is offered where it would be in the way", () => {
  assert.equal(offered("a|"), null, "one character");
  assert.equal(offered("alloc|"), null, "a word that is complete");
  assert.equal(offered('"all|"'), null, "in a string");
  assert.equal(offered("// all|"), null, "in a comment");
  assert.equal(offered("let all|"), null, "a new name");
  assert.equal(offered("list.all|"), null, "behind a dot");
});
