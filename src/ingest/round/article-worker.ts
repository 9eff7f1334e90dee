import { parentPort, workerData } from 'node:worker_threads';
import { systemClock } from '../../clock.ts';
import { writeRecordText } from '../../records/record-text.ts';
import { WebClient } from '../fetch/web-client.ts';
import type { ArticleRequest, ReadArticle } from './article-adder.ts';
import { chooseArticlePath, composeArticle, readArticle } from './article-record.ts';

// Only article-adder.ts starts this file, with this data.
const { url, contentDir, isPrivateAllowed } = workerData as ArticleRequest;
const { signal } = new AbortController();
const client = new WebClient({
  clock: systemClock,
  signal,
  ...(isPrivateAllowed && { isAllowed: () => true }),
});
const found = await readArticle(url, { client, contentDir, nowMs: systemClock.now() });
const answer: ReadArticle =
  typeof found === 'string'
    ? { kind: 'refused', reason: found }
    : {
        kind: 'read',
        text: writeRecordText(composeArticle(found)),
        path: chooseArticlePath(found, contentDir),
      };
parentPort?.postMessage(answer);
await client.close();
