// Creates a new instance for every request, and measures the time of one call.

import { parentPort } from "node:worker_threads";

function run({ module, call, given }) {
  // Unused instances keep their memory until they are collected. Collect them now, and not while time is measured.
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
    // A stack overflow is a JavaScript error and not a trap.
    return { outcome: "trap", message: String(error.message), memory: bytes() };
  }
}

parentPort.on("message", (request) => parentPort.postMessage(run(request)));
