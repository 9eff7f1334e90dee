import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const PAGE_FOLDER = fileURLToPath(new URL('page/', import.meta.url));

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

export type PageFile = { contentType: string; body: string | Uint8Array };

/** Builds the page in memory. @returns its files by address, `/index.html` among them */
export async function buildPage(): Promise<ReadonlyMap<string, PageFile>> {
  const result = await build({
    configFile: false,
    root: PAGE_FOLDER,
    logLevel: 'error',
    // The page's Content-Security-Policy takes no data: addresses.
    build: { write: false, assetsInlineLimit: 0, modulePreload: { polyfill: false }, target: 'es2022' },
  });
  // Without `watch` and with one output, Vite returns one output.
  if (Array.isArray(result) || !('output' in result)) throw new Error('Vite returned no single output');
  return new Map(
    result.output.map((file) => [
      `/${file.fileName}`,
      {
        contentType: CONTENT_TYPES[extname(file.fileName)] ?? 'application/octet-stream',
        body: file.type === 'chunk' ? file.code : file.source,
      },
    ]),
  );
}
