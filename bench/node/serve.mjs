// Runs exported functions of wasm modules, one at a time. Each line of JSON on stdin is a request; its answer is a line on
// stdout.
//
// A request: { module: path, call: name, arguments: [...], limit: milliseconds }
// An answer, one of:
//   { outcome: "done", milliseconds, value, heap, peak }   heap: bytes from the start of the heap to the end of the memory
//   { outcome: "slow" }                                    it wasn't finished within the limit, and was stopped
//   { outcome: "trap", message, memory }                   it trapped; memory: the bytes of memory at that time
//
// The functions run in a worker, which can be terminated while wasm runs.

import { readFile } from "node:fs/promises";
import { createInterface } from "node:readline";
import { Worker } from "node:worker_threads";

const modules = new Map();
let worker;

async function compiled(path) {
  if (!modules.has(path)) modules.set(path, await WebAssembly.compile(await readFile(path)));
  return modules.get(path);
}

/** Receives the worker's answer; set during a request. */
let settle;

function start() {
  const made = new Worker(new URL("worker.mjs", import.meta.url));
  made.on("message", (message) => settle?.(message));
  made.on("error", (error) => {
    throw error;
  });
  return made;
}

/** The worker's answer to a request, or `undefined` after the limit. */
async function answer(request, limit) {
  worker ??= start();
  const { promise, resolve } = withResolvers();
  settle = resolve;
  const timer = setTimeout(resolve, limit);
  worker.postMessage(request);
  const message = await promise;
  clearTimeout(timer);
  settle = undefined;
  return message;
}

function withResolvers() {
  let resolve;
  const promise = new Promise((done) => {
    resolve = done;
  });
  return { promise, resolve };
}

async function serve({ module, call, arguments: given, limit }) {
  const reply = await answer({ module: await compiled(module), call, given }, limit);
  if (reply) return reply;
  await worker.terminate();
  worker = undefined;
  return { outcome: "slow" };
}

for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(`${JSON.stringify(await serve(JSON.parse(line)))}\n`);
}
await worker?.terminate();
