// Runs exported functions of wasm modules, one at a time: a line of JSON on stdin asks, a line on stdout answers.
//
// What is asked:  { module: path, call: name, arguments: [...], limit: milliseconds }
// What is answered, one of:
//   { outcome: "done", milliseconds, value, heap, peak }   heap: bytes from the heap's start to the memory's end
//   { outcome: "slow" }                                    it wasn't done within the limit, and was cut off
//   { outcome: "trap", message, memory }                   it trapped, with so many bytes of memory
//
// The work is done in a worker, which can be ended while wasm runs.

import { readFile } from "node:fs/promises";
import { createInterface } from "node:readline";
import { Worker } from "node:worker_threads";

const modules = new Map();
let worker;

async function compiled(path) {
  if (!modules.has(path)) modules.set(path, await WebAssembly.compile(await readFile(path)));
  return modules.get(path);
}

/** Set while a request is being worked on: takes the worker's answer. */
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
