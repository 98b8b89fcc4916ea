// What can be allocated in a memory with a limit, and how much the memory grows for it. `cargo xtask test limits` builds the
// module, sets $LIMITS to its path, and runs this.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

const PAGE = 65536;
const module = new WebAssembly.Module(readFileSync(process.env.LIMITS));
const allocators = ["BumpFreeList", "SegregatedBump", "FreeList", "BoundaryTag"];

/** The offset from an allocator's number to that of the same allocator on the initial memory. */
const onInitial = allocators.length;

/** The initial pages that the module asks for. */
const least = 256;

/** A fresh instance whose memory can grow by `more` pages. */
function start(more) {
  const memory = new WebAssembly.Memory({ initial: least, maximum: least + more });
  const { exports } = new WebAssembly.Instance(module, { env: { memory } });
  return { ...exports, memory, pages: () => memory.buffer.byteLength / PAGE - least };
}

/** Numbers of pages that can be one block. In BumpFreeList sizes are powers of two, which three pages are not. */
const counts = (name) => (name === "BumpFreeList" ? [1, 2, 4, 64] : [1, 2, 3, 4, 5, 17, 64]);

/** The bytes of the initial memory after the program's statics and stack. */
const free = ({ __heap_base: base }) => least * PAGE - base.value;

allocators.forEach((name, number) => {
  /** Bytes that a heap with one block uses for itself: bins and a tag before the block, a tag after it. */
  const own = name === "BoundaryTag" ? 468 : 0;

  /** The offset of the first block in a heap. */
  const lead = own && own - 4;

  // Once, a memory had 16 MiB, nearly all of it free, and could not grow: a request for one byte was refused.
  test(`${name} on initial memory: a memory that cannot grow has a heap`, () => {
    assert.equal(start(0).alloc(number, 1), 0, "the platform's memory does not use the initial pages");
    const { alloc, __heap_base: base } = start(0);
    const first = alloc(number + onInitial, 1);
    assert.equal(first, base.value + lead);
    assert.equal(alloc(number + onInitial, least * PAGE - base.value), 0, "more than there is");
    assert.notEqual(alloc(number + onInitial, 4 << 20), 0);
    assert.notEqual(alloc(number + onInitial, 4 << 20), 0);
  });

  test(`${name} on initial memory: all of it and the pages after it are one contiguous block`, () => {
    for (const n of [0, 1, 3]) {
      const instance = start(n);
      const { alloc, pages, __heap_base: base } = instance;
      const size = free(instance) + n * PAGE - own;
      assert.equal(alloc(number + onInitial, size + 1), 0);
      assert.equal(pages(), 0);
      if (name === "BumpFreeList") continue; // Its blocks are powers of two.
      assert.equal(alloc(number + onInitial, size), base.value + lead);
      assert.equal(alloc(number + onInitial, 1), 0);
      assert.equal(pages(), n);
    }
  });

  test(`${name} on initial memory: a block grows from it into new pages`, () => {
    const { alloc, realloc } = start(1000);
    const block = alloc(number + onInitial, 8 << 20);
    assert.equal(realloc(number + onInitial, block, 8 << 20, 32 << 20), block);
  });

  test(`${name} on initial memory: pages that other code took before are not used`, () => {
    const { alloc, memory } = start(3);
    memory.grow(1);
    assert.equal(alloc(number + onInitial, 100), (least + 1) * PAGE + lead);
    memory.grow(1);
    assert.equal(alloc(number + onInitial, PAGE + 1), 0);
    assert.notEqual(alloc(number + onInitial, 100), 0);
  });

  // Once, each growth asked for a granule more than was needed, so that no block reached the end of the address space. With
  // a limit of n pages, a block of n pages was refused, wherever it was.
  test(`${name}: all pages up to the limit can be one block`, () => {
    for (const n of counts(name)) {
      const { alloc, pages } = start(n);
      assert.equal(alloc(number, n * PAGE - own + 1), 0, `more than ${n} pages`);
      assert.equal(pages(), 0, "a refused request does not grow the memory");
      assert.notEqual(alloc(number, n * PAGE - own), 0, `exactly ${n} pages`);
      assert.equal(pages(), n);
      assert.equal(alloc(number, 1), 0);
    }
  });

  test(`${name}: pages can be allocated one by one up to the limit`, () => {
    const { alloc, pages } = start(40);
    for (let n = 1; n <= 40; n++) assert.notEqual(alloc(number, PAGE - own), 0, `page ${n}`);
    if (!own) assert.equal(alloc(number, 1), 0);
    assert.equal(pages(), 40);
  });

  test(`${name}: a block grows in place up to the limit`, () => {
    for (const n of counts(name)) {
      const { alloc, realloc } = start(n);
      const block = alloc(number, 100);
      assert.equal(realloc(number, block, 100, n * PAGE - own + 1), 0, `more than ${n} pages`);
      assert.equal(realloc(number, block, 100, n * PAGE - own), block, `exactly ${n} pages`);
    }
  });

  // Once, a sixteenth of the whole memory was allocated ahead: the first block of a program with 16 MiB took 17 pages.
  test(`${name}: the first block takes one page, however large the memory is`, () => {
    const { alloc, pages } = start(1000);
    assert.notEqual(alloc(number, 100), 0);
    assert.equal(pages(), 1);
  });

  // Growing is expensive, because some engines copy the whole memory: without growing ahead, n pages take n growths.
  test(`${name}: the heap grows ahead by at most 1/32, and less often as it gets larger`, () => {
    const { alloc, pages } = start(4000);
    let growths = 0;
    for (let n = 1; n <= 2000; n++) {
      const before = pages();
      assert.notEqual(alloc(number, PAGE - own), 0);
      if (pages() !== before) growths++;
      assert.ok(pages() <= n + n / 32 + 1, `${pages()} pages for ${n}`);
    }
    assert.ok(growths < 200, `${growths} growths`);
  });

  test(`${name}: a vector doubles its capacity up to the limit`, () => {
    for (const n of [1, 2, 4, 64]) {
      const { alloc, realloc, pages } = start(n);
      let size = 8;
      let block = alloc(number, size);
      for (; size < n * PAGE; size *= 2) {
        // The last capacity is smaller if the heap uses some bytes for itself.
        const more = Math.min(2 * size, n * PAGE - own);
        block = realloc(number, block, size, more);
        assert.notEqual(block, 0, `${more} bytes of ${n} pages`);
      }
      assert.equal(pages(), n);
    }
  });
});
