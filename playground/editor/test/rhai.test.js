import assert from "node:assert/strict";
import { test } from "node:test";
import { getIndentation, syntaxTree } from "@codemirror/language";
import { EditorState } from "@codemirror/state";
import { rhai } from "../src/rhai.js";

const state = (doc) => EditorState.create({ doc, extensions: [rhai(["alloc", "free"])] });

// Every token but brackets, operators and punctuation, as `kind:text`.
function tokens(doc) {
  const found = [];
  syntaxTree(state(doc)).iterate({
    enter({ name, from, to }) {
      if (!/Document|bracket|operator|punctuation/.test(name)) found.push(`${name}:${doc.slice(from, to)}`);
    },
  });
  return found.map((token) => token.replace(/^(\w+)[^:]*/, "$1"));
}

const has = (doc, ...expected) => {
  const all = tokens(doc);
  for (const token of expected) assert.ok(all.includes(token), `${token} in ${JSON.stringify(all)}`);
};

test("names, numbers and keywords", () => {
  has("let a = alloc(0x40);", "keyword:let", "variableName:a", "variableName:alloc", "number:0x40");
  has("for i in 0..10 { free(i) }", "keyword:for", "keyword:in", "number:0", "number:10");
  has("list.push(1)", "propertyName:push");
});

test("what looks like code in a string or a comment is none", () => {
  assert.deepEqual(tokens('"let \\" a"'), ['string:"let \\" a"']);
  assert.deepEqual(tokens("// let a"), ["lineComment:// let a"]);
  has("/* a /* b */ let */ if", "keyword:if");
  assert.ok(!tokens("/* a /* b */ let */ if").includes("keyword:let"));
  has('#"a " let"# if', 'string:#"a " let"#', "keyword:if");
});

test("an interpolation is code, also with braces in it", () => {
  has("`a ${ if x { 1 } else { 2 } } let` fn", "keyword:if", "keyword:else", "keyword:fn");
  assert.ok(!tokens("`a ${ 1 } let`").includes("keyword:let"));
  has("`one\nlet two` if", "keyword:if");
  assert.ok(!tokens("`one\nlet two` if").includes("keyword:let"));
});

test("a string that is not closed ends with its line", () => {
  has('"open\nlet a', "keyword:let");
});

test("lines inside brackets are indented, their closing line is not", () => {
  const indented = state("for i in 0..3 {\nfree(i);\n}\nx");
  const at = (line) => getIndentation(indented, indented.doc.line(line).from);
  assert.deepEqual([1, 2, 3, 4].map(at), [0, 2, 0, 0]);
});

test("any text is read to its end", () => {
  const pieces = ['"', "`", "${", "}", "{", "/*", "*/", "//", '#"', "'", "\\", "a", "1", ".", "\n", "let ", "é", "😀"];
  let seed = 3;
  const random = (n) => (seed = (seed * 48271) % 2147483647) % n;
  for (let round = 0; round < 500; round += 1) {
    const text = Array.from({ length: random(30) }, () => pieces[random(pieces.length)]).join("");
    assert.equal(syntaxTree(state(text)).length, text.length, JSON.stringify(text));
  }
});
