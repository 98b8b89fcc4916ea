// Makes a fresh instance for every request, and takes the time of one call.

import { parentPort } from "node:worker_threads";

function run({ module, call, given }) {
  // Instances that are no longer used hold their memory until they are collected: not while time is taken.
  globalThis.gc?.();
  const { exports } = new WebAssembly.Instance(module);
  const bytes = () => exports.memory.buffer.byteLength;
  try {
    const start = performance.now();
    const value = exports[call](...given);
    const milliseconds = performance.now() - start;
    const heap = bytes() - exports.__heap_base.value;
    return { outcome: "done", milliseconds, value: value >>> 0, heap, peak: (exports.peak?.() ?? 0) >>> 0 };
  } catch (error) {
    // A stack that ran over is an error of JavaScript's, not a trap.
    return { outcome: "trap", message: String(error.message), memory: bytes() };
  }
}

parentPort.on("message", (request) => parentPort.postMessage(run(request)));
