// A minimal static web server: what works here works on any host.

import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { extname, join, normalize, sep } from "node:path";

const TYPES = {
  ".css": "text/css",
  ".html": "text/html; charset=utf-8",
  ".ico": "image/x-icon",
  ".js": "text/javascript",
  ".json": "application/json",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
};

/**
 * Serves `folder` under `base` (it starts and ends with a slash), and nothing else, on a free port of this machine, with
 * these headers. Resolves to the address of the page and a function that stops the server.
 */
export function serve(folder, base, headers = {}) {
  return listen(base, async (request, response) => {
    const body = await contents(folder, base, request.url).catch(() => undefined);
    if (body === undefined) {
      response.writeHead(404, headers).end("not found");
    } else {
      const own = { "content-type": body.type, "cache-control": "no-store" };
      response.writeHead(200, { ...own, ...headers }).end(body.bytes);
    }
  });
}

/** Serves one page of HTML, as another site: on a port of its own. Resolves to the same as `serve`. */
export function host(html) {
  return listen("/", (request, response) => {
    const found = request.url === "/";
    response.writeHead(found ? 200 : 204, { "content-type": TYPES[".html"] }).end(found ? html : undefined);
  });
}

async function listen(base, answer) {
  const server = createServer(answer);
  await new Promise((resolve, reject) => server.once("error", reject).listen(0, "127.0.0.1", resolve));
  return {
    address: `http://127.0.0.1:${server.address().port}${base}`,
    stop: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}

async function contents(folder, base, url) {
  const path = decodeURIComponent(new URL(url, "http://localhost").pathname);
  if (!path.startsWith(base)) {
    return undefined;
  }
  const name = path.slice(base.length);
  const file = normalize(join(folder, name === "" || name.endsWith("/") ? `${name}index.html` : name));
  if (!file.startsWith(folder + sep)) {
    return undefined;
  }
  return { bytes: await readFile(file), type: TYPES[extname(file)] ?? "application/octet-stream" };
}
