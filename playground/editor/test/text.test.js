import assert from "node:assert/strict";
import { test } from "node:test";
import { Text } from "@codemirror/state";
import { change, range } from "../src/text.js";

const apply = (text, { from, to, insert }) => text.slice(0, from) + insert + text.slice(to);

test("a change touches only what differs", () => {
  assert.equal(change("same", "same"), null);
  assert.deepEqual(change("let a;\nfree(a);\n", "let a;\nlabel(1);\nfree(a);\n"), { from: 7, to: 7, insert: "label(1);\n" });
  assert.deepEqual(change("aaa", "aa"), { from: 2, to: 3, insert: "" });
  assert.deepEqual(change("", "new"), { from: 0, to: 0, insert: "new" });
});

test("a change always gives the new text and never cuts a character in two", () => {
  const pieces = ["a", "b", "\n", "😀", "😁", "🀀"];
  let seed = 7;
  const random = (n) => (seed = (seed * 48271) % 2147483647) % n;
  const text = () => Array.from({ length: random(6) }, () => pieces[random(pieces.length)]).join("");
  for (let round = 0; round < 5000; round += 1) {
    const [before, after] = [text(), text()];
    const made = change(before, after);
    if (before === after) {
      assert.equal(made, null);
      continue;
    }
    assert.equal(apply(before, made), after);
    for (const part of [before.slice(0, made.from), before.slice(made.to), made.insert]) assert.ok(part.isWellFormed());
  }
});

function marked(text, line, column) {
  const doc = Text.of(text.split("\n"));
  const { from, to } = range(doc, line, column);
  return doc.sliceString(from, to);
}

test("a mistake is marked where it is", () => {
  assert.equal(marked("let a = alloc(24)\nfree(b);", 2, 6), "b");
  assert.equal(marked("let a = alloc(24);", 1, 9), "alloc");
  assert.equal(marked("let a = alloc(24);", 1, 14), "(", "one sign that is no word");
  assert.equal(marked("  free(b);  ", 1, 0), "free(b);", "the whole line where only that is known");
  assert.equal(marked("let a = alloc", 1, 14), "alloc", "behind the last character");
  assert.equal(marked("😀 bad", 1, 3), "bad", "columns count characters");
  assert.equal(marked("a\n\nb", 2, 1), "");
  assert.equal(marked("a\nlast", 9, 1), "last", "a line that is not there");
});
