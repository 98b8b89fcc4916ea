import assert from "node:assert/strict";
import { test } from "node:test";
import { CompletionContext } from "@codemirror/autocomplete";
import { EditorState } from "@codemirror/state";
import { rhai } from "../src/rhai.js";
import { completions, namesIn, template } from "../src/words.js";

const vocabulary = [
  { name: "alloc", about: "A new block.", forms: ["alloc(size)", "alloc(size, align)"] },
  { name: "free", about: "Gives a block back.", forms: ["free(block)"] },
  { name: "push", about: "Puts a value at the end.", forms: ["list.push(value)"] },
];

// The completions at the `|` in `text`, in no order; null if there are none.
function offered(text, explicit = false) {
  const pos = text.indexOf("|");
  const state = EditorState.create({ doc: text.replace("|", ""), extensions: [rhai(["alloc", "free"])] });
  const result = completions(vocabulary)(new CompletionContext(state, pos, explicit));
  return result && result.options.map(({ label }) => label);
}

test("a form becomes a call with fields to fill in", () => {
  assert.equal(template("alloc(size, align)"), "alloc(${size}, ${align})${}");
  assert.equal(template("list.push(value)"), "push(${value})${}");
  assert.equal(template('block("name")'), 'block("${name}")${}');
  assert.equal(template("list.map(|x| …)"), "map(|${x}| ${…})${}");
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

test("methods, and only these, are offered behind a dot", () => {
  assert.deepEqual(offered("list.|"), ["push"]);
  assert.deepEqual(offered("list[0].pu|"), ["push"]);
  assert.ok(!offered("pu|").includes("push"));
});

test("nothing is offered where it would be in the way", () => {
  assert.equal(offered("a|"), null, "one character");
  assert.equal(offered("alloc|"), null, "a word that is complete");
  assert.equal(offered('"all|"'), null, "in a string");
  assert.equal(offered("// all|"), null, "in a comment");
  assert.equal(offered("let all|"), null, "a new name");
  assert.equal(offered("12al|"), null, "in a number");
  assert.equal(offered("0..al|"), null, "in a range");
});
