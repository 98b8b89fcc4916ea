// What can be allocated in a memory with a limit, and how far a memory grows for it. `cargo xtask test limits` builds the
// module, names its file in $LIMITS, and runs this.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

const PAGE = 65536;
const module = new WebAssembly.Module(readFileSync(process.env.LIMITS));
const allocators = ["BumpFreeList", "SegregatedBump", "FreeList", "BoundaryTag"];

/** The numbers of the same allocators on the initial memory follow. */
const onInitial = allocators.length;

/** The pages that the module asks for. */
const least = 256;

/** A fresh instance whose memory can grow by so many pages. */
function start(more) {
  const memory = new WebAssembly.Memory({ initial: least, maximum: least + more });
  const { exports } = new WebAssembly.Instance(module, { env: { memory } });
  return { ...exports, memory, pages: () => memory.buffer.byteLength / PAGE - least };
}

/** Sizes of blocks are powers of two in BumpFreeList: three pages are not one. */
const counts = (name) => (name === "BumpFreeList" ? [1, 2, 4, 64] : [1, 2, 3, 4, 5, 17, 64]);

/** What of the initial memory is behind the program's statics and stack. */
const free = ({ __heap_base: base }) => least * PAGE - base.value;

allocators.forEach((name, number) => {
  /** Bytes that a heap with one block keeps for itself: bins and a tag in front, a tag behind. */
  const own = name === "BoundaryTag" ? 468 : 0;

  /** Where the first block starts in a heap. */
  const lead = own && own - 4;

  // The memory had 16 MiB, nearly all of them free, and could not grow: the first byte was refused.
  test(`${name} on initial memory: a memory that cannot grow has a heap`, () => {
    assert.equal(start(0).alloc(number, 1), 0, "the platform's memory leaves it alone");
    const { alloc, __heap_base: base } = start(0);
    const first = alloc(number + onInitial, 1);
    assert.equal(first, base.value + lead);
    assert.equal(alloc(number + onInitial, least * PAGE - base.value), 0, "more than there is");
    assert.notEqual(alloc(number + onInitial, 4 << 20), 0);
    assert.notEqual(alloc(number + onInitial, 4 << 20), 0);
  });

  test(`${name} on initial memory: all of it, and the pages behind it, are one piece`, () => {
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

  test(`${name} on initial memory: what others grew by before is theirs`, () => {
    const { alloc, memory } = start(3);
    memory.grow(1);
    assert.equal(alloc(number + onInitial, 100), (least + 1) * PAGE + lead);
    memory.grow(1);
    assert.equal(alloc(number + onInitial, PAGE + 1), 0);
    assert.notEqual(alloc(number + onInitial, 100), 0);
  });

  // Each growth asked for a granule more than was needed, so that no block reached the end of the address space. With a
  // limit of n pages, n pages of memory were refused, wherever they lay.
  test(`${name}: all pages up to the limit can be had in one piece`, () => {
    for (const n of counts(name)) {
      const { alloc, pages } = start(n);
      assert.equal(alloc(number, n * PAGE - own + 1), 0, `more than ${n} pages`);
      assert.equal(pages(), 0, "a refused request left the memory as it was");
      assert.notEqual(alloc(number, n * PAGE - own), 0, `exactly ${n} pages`);
      assert.equal(pages(), n);
      assert.equal(alloc(number, 1), 0);
    }
  });

  test(`${name}: one page after the other can be had, to the limit`, () => {
    const { alloc, pages } = start(40);
    for (let n = 1; n <= 40; n++) assert.notEqual(alloc(number, PAGE - own), 0, `page ${n}`);
    if (!own) assert.equal(alloc(number, 1), 0);
    assert.equal(pages(), 40);
  });

  test(`${name}: a block grows in place to the limit`, () => {
    for (const n of counts(name)) {
      const { alloc, realloc } = start(n);
      const block = alloc(number, 100);
      assert.equal(realloc(number, block, 100, n * PAGE - own + 1), 0, `more than ${n} pages`);
      assert.equal(realloc(number, block, 100, n * PAGE - own), block, `exactly ${n} pages`);
    }
  });

  // A sixteenth of the whole memory was taken ahead: the first block of a program with 16 MiB of its own took 17 pages.
  test(`${name}: the first block takes one page, however large the memory is`, () => {
    const { alloc, pages } = start(1000);
    assert.notEqual(alloc(number, 100), 0);
    assert.equal(pages(), 1);
  });

  // Growing is expensive, in some engines by a copy of the whole memory: without pages ahead, n pages take n growths.
  test(`${name}: growth is ahead by at most a thirty-second, and growths get rare`, () => {
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
        // The last time, not all of it is there for a heap that keeps something for itself.
        const more = Math.min(2 * size, n * PAGE - own);
        block = realloc(number, block, size, more);
        assert.notEqual(block, 0, `${more} bytes of ${n} pages`);
      }
      assert.equal(pages(), n);
    }
  });
});
