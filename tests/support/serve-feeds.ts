// A feed of one's own to try ingest with, by hand: node tests/support/serve-feeds.ts FOLDER
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { systemClock } from '../../src/clock.ts';
import { rss, startFeedServer } from './feed-server.ts';

const PORT = 7780;
const TOPICS = join(import.meta.dirname, '../../content/topics.yaml');

const folder = resolve(process.argv[2] ?? '');
if (process.argv[2] === undefined) {
  console.error('usage: node tests/support/serve-feeds.ts FOLDER');
  process.exit(2);
}
const contentDir = join(folder, 'content');
mkdirSync(contentDir, { recursive: true });
const outlets = ['one', 'two'];
const server = await startFeedServer(PORT);
for (const outlet of outlets) {
  const file = join(folder, `${outlet}.xml`);
  if (!existsSync(file)) {
    const entry = {
      title:
        outlet === 'one' ? 'OpenAI teaches robots to fold laundry' : 'OpenAI robots learn to fold laundry',
      link: `https://${outlet}.example/robots`,
      description:
        'The lab used machine learning to teach two arms how to fold shirts, trousers, socks and towels.',
      image: `https://picsum.photos/seed/${outlet}/1200/630`,
      date: new Date(systemClock.now()).toUTCString(),
    };
    writeFileSync(file, rss([entry]));
  }
  // Read at each request: what is added to the file is in the feed.
  server.set(`/${outlet}.xml`, (_request, response) => response.end(readFileSync(file)));
}
copyFileSync(TOPICS, join(contentDir, 'topics.yaml'));
writeFileSync(
  join(contentDir, 'sources.yaml'),
  outlets.map((name) => `- {name: ${name}, address: "${server.url}/${name}.xml", interval: 1m}\n`).join(''),
);
console.log(`${folder}/one.xml and two.xml are served at ${server.url}; Ctrl-C ends it.`);
console.log(`INGEST_ALLOW_PRIVATE=1 CONTENT_DIR=${contentDir} npm run heatline -- ingest --once --dry-run`);
console.log(
  `INGEST=on INGEST_ALLOW_PRIVATE=1 NEWS_SCHEDULE='*/10 * * * * *' npm run demo -- --live --content ${contentDir}`,
);
