import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { load } from 'js-yaml';
import { z } from 'zod';
import { createIngestScene } from './ingest-scene.ts';
import { openFeedServer } from './open-feed-server.ts';
import { SHARED_CASES } from './shared-data.ts';

/** When the cases' feeds were current. */
const CASES_NOW = Date.parse('2026-11-27T10:00:00Z');
const CASES_URL = 'http://127.0.0.1:8098';
const TYPES: Readonly<Record<string, string>> = {
  '.xml': 'application/xml',
  '.json': 'application/feed+json',
  '.html': 'text/html; charset=utf-8',
};

/** Serves a case's files, reads its sources once, and tells what came of it. */
export async function runSharedCase(name: string) {
  const folder = join(SHARED_CASES, name);
  const server = await openFeedServer();
  for (const file of readdirSync(folder)) {
    const given = readdirSync(folder).includes(`${file}.headers`)
      ? z
          .record(z.string(), z.string())
          .parse(JSON.parse(readFileSync(join(folder, `${file}.headers`), 'utf8')))
      : null;
    const headers = given ?? { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream' };
    server.set(`/${name}/${file}`, { headers, body: readFileSync(join(folder, file)) });
  }
  const text = readFileSync(join(folder, 'sources.yaml'), 'utf8').replaceAll(CASES_URL, server.url);
  const scene = createIngestScene(z.array(z.record(z.string(), z.unknown())).parse(load(text)));
  scene.clock.set(CASES_NOW);
  const report = await scene.run();
  // With those that are listed under another one's record.
  const items = (await scene.readEntries()).map(({ item }) => item);
  const dateOf = (link: string): string | undefined => {
    const found = items.find((item) => item.link === link);
    return found && new Date(found.publishedAtMs).toISOString();
  };
  return { report, items, dateOf, scene, server };
}
