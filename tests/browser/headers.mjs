// The headers that the README says to send, read from its table, and a small web server that sends them.

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { root } from './harness.mjs';

export const readme = readFileSync(join(root, 'README.md'), 'utf8');
const section = /\n## How to serve it\n([\s\S]*?)\n## /.exec(readme)?.[1] ?? '';

/** The rows of the table: header, value, and for which paths. */
export const table = [...section.matchAll(/^\| `([^`]+)` \| `([^`]+)` \| (.*) \|$/gm)]
  .map(([, name, value, where]) => ({ name: name.toLowerCase(), value, frozen: where.includes('`v/`') }));

/** What goes with a path of the site that is there. */
export function headersOf(path) {
  const headers = {};
  for (const { name, value, frozen } of table) if (!frozen || path.startsWith('v/')) headers[name] = value;
  return headers;
}

export const policy = headersOf('index.html')['content-security-policy'];

/** The snippet of the README in a language. */
export const snippet = (language) => new RegExp(`\n\`\`\`${language}\n([\\s\\S]*?)\`\`\`\n`).exec(section)?.[1];

const types = {
  '.html': 'text/html; charset=utf-8', '.css': 'text/css; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.svg': 'image/svg+xml',
  '.csv': 'text/csv; charset=utf-8', '.json': 'application/json', '.xml': 'text/xml; charset=utf-8',
  '.xlsx': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

/** Serves a folder with these headers, and `more` beside them. */
export async function serveAsToldIn(folder, more = {}) {
  const server = createServer((request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url, 'http://x').pathname)).slice(1);
    let bytes;
    try {
      bytes = readFileSync(join(folder, path));
    } catch {
      return response.writeHead(404, headersOf('')).end();
    }
    const tag = `"${createHash('sha256').update(bytes).digest('hex').slice(0, 16)}"`;
    const headers = { ...headersOf(path), etag: tag, 'content-type': types[extname(path)] ?? 'application/octet-stream', ...more };
    if (request.headers['if-none-match'] === tag) return response.writeHead(304, headers).end();
    return response.writeHead(200, headers).end(bytes);
  });
  await new Promise((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  const close = () => new Promise((resolve) => {
    server.close(resolve);
    server.closeAllConnections();
  });
  return { address: `http://127.0.0.1:${server.address().port}/`, close };
}
