// What happens at the exact limit of a memory: all of it is handed out, one byte more is refused, and nothing traps.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";

const PAGE = 65_536;
const INITIAL = 3 * PAGE; // As in build.rs, and so is what it can grow by.
const LEFT = 2 * PAGE;

const path = new URL("target/wasm32-unknown-unknown/release/exact_limit.wasm", import.meta.url);
const module = await WebAssembly.compile(await readFile(path));

/** Each case gets a memory of its own. */
const cases = {
  "all that is left is one block, and again after it was freed"({ allocate, free, memory }) {
    const block = allocate(LEFT);
    assert.notEqual(block, 0);
    assert.equal(memory.buffer.byteLength, INITIAL + LEFT);
    assert.equal(allocate(1), 0);
    free(block, LEFT);
    assert.equal(allocate(LEFT), block);
  },

  "one byte more is refused, and nothing has changed"({ allocate, memory }) {
    assert.equal(allocate(LEFT + 1), 0);
    assert.equal(memory.buffer.byteLength, INITIAL);
    assert.notEqual(allocate(LEFT), 0);
  },

  "page by page"({ allocate }) {
    assert.notEqual(allocate(PAGE), 0);
    assert.notEqual(allocate(PAGE), 0);
    assert.equal(allocate(1), 0);
  },

  "in the smallest blocks, each where no other is"({ allocate, memory }) {
    const blocks = new Set();
    for (let block = allocate(16); block !== 0; block = allocate(16)) {
      blocks.add(block);
    }
    assert.equal(blocks.size, LEFT / 16);
    assert.equal(Math.max(...blocks) + 16, memory.buffer.byteLength);
  },

  "a block grows up to the end, keeps what it holds, and no further"({ allocate, reallocate, memory }) {
    const block = allocate(256);
    new Uint8Array(memory.buffer, block, 256).fill(7);
    assert.equal(reallocate(block, 256, LEFT + 1), 0);
    const grown = reallocate(block, 256, LEFT);
    assert.equal(grown, block);
    assert.ok(new Uint8Array(memory.buffer, grown, 256).every((byte) => byte === 7));
    assert.equal(reallocate(grown, LEFT, LEFT + 1), 0);
    assert.equal(allocate(1), 0);
  },

  "a vector grows up to the end"({ fill_vector }) {
    assert.equal(fill_vector(256), LEFT);
  },
};

for (const [name, run] of Object.entries(cases)) {
  const { exports } = await WebAssembly.instantiate(module);
  assert.equal(exports.memory.buffer.byteLength, INITIAL);
  try {
    run(exports);
  } catch (error) {
    console.error(`${name}: ${error.message}`);
    process.exitCode = 1;
  }
}
