// Uses the module from Node.js, and checks that its results are correct and its memory stays small.

import assert from "node:assert/strict";
import { pages, Words } from "./pkg/wasm_example.js";

const text = `It was the best of times, it was the worst of times, it was the age of wisdom, it was the age of foolishness,
  it was the epoch of belief, it was the epoch of incredulity, it was the season of Light`;

/** The expected result, computed in JavaScript. */
function expected(texts, length) {
  const counts = new Map();
  for (const [word] of texts.join(" ").toLowerCase().matchAll(/\p{Alphabetic}+/gu)) {
    counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  const sorted = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  return sorted.slice(0, length).map(([word, count]) => `${word}: ${count}`);
}

for (let round = 0; round < 1000; round++) {
  // A different length each time, so that freed blocks do not simply fit again.
  const texts = [text, text.slice(round % text.length)];
  const words = new Words();
  texts.forEach((text) => words.add(text));
  assert.deepEqual(words.most_frequent(8), expected(texts, 8));
  words.free(); // Otherwise JavaScript's garbage collector frees it eventually.
}

assert.ok(pages() < 64, `${pages()} pages for texts of 200 letters`);
console.log(`a thousand texts, ${pages()} pages of memory`);
