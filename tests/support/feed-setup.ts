import { systemClock } from '../../src/clock.ts';
import { setUpContent } from './content-setup.ts';
import { rss } from './feed-server.ts';
import { openFeedServer } from './open-feed-server.ts';

const HOUR_MS = 3_600_000;
/** An article that is AI news, an hour old. */
export const ROBOTS = {
  title: 'OpenAI teaches robots to fold laundry',
  link: 'https://www.example.com/robots-fold',
  description:
    'The lab used machine learning to teach two arms how to fold shirts, trousers and socks, and gives the models away.',
  image: 'https://cdn.example.com/robots.jpg',
  date: new Date(systemClock.now() - HOUR_MS).toUTCString(),
};

/** A content folder whose one source lists that article. */
export async function setUpFeed() {
  const server = await openFeedServer();
  server.set('/feed', rss([ROBOTS]));
  const sources = `- name: Robot news\n  address: ${server.url}/feed\n  provider: {name: Example, domain: example.com}\n`;
  return { server, ...setUpContent(sources) };
}
