// Runs the module of this crate in Node: a program by its number, or all with -1, for each number of operations that is given.
// `cargo xtask bench lab` builds it.

import { readFile } from "node:fs/promises";

const [path, program, ...numbers] = process.argv.slice(2);
let memory;
const host = {
  // The time of this process, so that other programs on the machine don't count.
  now: () => process.cpuUsage().user / 1e3,
  print: (start, len) => console.log(new TextDecoder().decode(new Uint8Array(memory.buffer, start, len))),
};
const module = await WebAssembly.compile(await readFile(path));
for (const number of numbers) {
  const { exports } = await WebAssembly.instantiate(module, { host });
  memory = exports.memory;
  exports.measure_all(Number(number), Number(program));
  console.log(`wasm memory: ${Math.round(memory.buffer.byteLength / 1e6)} MB`);
}
