// Runs the module in four threads that share one memory, and checks that every block arrived intact.

import assert from "node:assert/strict";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";

const THREADS = 4; // The same as in src/lib.rs.
const STACK = 64 * 1024;

if (isMainThread) {
  await main();
} else {
  work(workerData);
}

async function main() {
  const path = new URL("target/wasm32-unknown-unknown/release/wasm_threads.wasm", import.meta.url);
  const module = await WebAssembly.compile(await readFile(path));
  // The same numbers of pages as in .cargo/config.toml.
  const memory = new WebAssembly.Memory({ initial: 32, maximum: 1024, shared: true });
  const { exports } = await WebAssembly.instantiate(module, { env: { memory } });

  const done = Array.from({ length: THREADS }, async (_, me) => {
    const stack = exports.allocate(STACK, 16) + STACK; // It grows downwards.
    const locals = exports.allocate(exports.__tls_size.value || 1, exports.__tls_align.value || 1);
    const worker = new Worker(new URL(import.meta.url), { workerData: { module, memory, me, stack, locals } });
    const [received] = await once(worker, "message"); // Rejects if the worker fails.
    return received;
  });
  const received = await Promise.all(done);

  assert.equal(received.reduce((sum, count) => sum + count), exports.blocks());
  console.log(`blocks received by each thread, all intact: ${received.join(", ")}`);
}

function work({ module, memory, me, stack, locals }) {
  // Each thread has its own instance, and all share the memory.
  const { exports } = new WebAssembly.Instance(module, { env: { memory } });
  exports.__stack_pointer.value = stack;
  exports.__wasm_init_tls(locals);
  parentPort.postMessage(exports.work(me));
}
