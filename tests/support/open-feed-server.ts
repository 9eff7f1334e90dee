import { onTestFinished } from 'vitest';
import { type FeedServer, startFeedServer } from './feed-server.ts';

/** A server that is closed when the test ends. */
export async function openFeedServer(): Promise<FeedServer> {
  const server = await startFeedServer();
  onTestFinished(() => server.close());
  return server;
}
