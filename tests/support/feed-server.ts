import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

type FeedRequest = {
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
};
type FeedAnswer =
  | string
  | {
      readonly status?: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: string | Uint8Array;
    }
  | ((request: IncomingMessage, response: ServerResponse) => void);

/** A web server of feeds and pages on loopback: what each path answers may change at any time. */
export type FeedServer = {
  readonly url: string;
  readonly requests: readonly FeedRequest[];
  /** The most requests that were answered at one time. */
  mostAtOnce(): number;
  set(path: string, answer: FeedAnswer): void;
  countOf(path: string): number;
  close(): Promise<void>;
};

/** Starts a server; whoever starts it closes it. */
export async function startFeedServer(port = 0): Promise<FeedServer> {
  const answers = new Map<string, FeedAnswer>();
  const requests: FeedRequest[] = [];
  let [open, most] = [0, 0];
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    requests.push({ path, headers: request.headers });
    open++;
    most = Math.max(most, open);
    response.once('close', () => {
      open--;
    });
    const answer = answers.get(path) ?? { status: 404 };
    if (typeof answer === 'function') return answer(request, response);
    const { status = 200, headers = {}, body = '' } = typeof answer === 'string' ? { body: answer } : answer;
    response.writeHead(status, headers).end(body);
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  // A listening TCP server has such an address.
  const { port: boundPort } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${boundPort}`,
    requests,
    mostAtOnce: () => most,
    set: (path, answer) => void answers.set(path, answer),
    countOf: (path) => requests.filter((request) => request.path === path).length,
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

export type FeedEntry = {
  readonly title: string;
  readonly link: string;
  readonly date?: string;
  readonly description?: string;
  readonly id?: string;
  readonly image?: string;
};

/** An RSS 2.0 feed; texts are escaped. */
export function rss(entries: readonly FeedEntry[]): string {
  const items = entries.map(
    ({ title, link, date, description, id, image }) => `<item><title>${escapeXml(title)}</title>
<link>${escapeXml(link)}</link>${id === undefined ? '' : `<guid isPermaLink="false">${escapeXml(id)}</guid>`}
${date === undefined ? '' : `<pubDate>${date}</pubDate>`}
${description === undefined ? '' : `<description>${escapeXml(description)}</description>`}
${image === undefined ? '' : `<media:content url="${escapeXml(image)}" medium="image" width="1200" height="630"/>`}</item>`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/"><channel><title>Test feed</title>
<link>https://news.example.com/</link><description>d</description>
${items.join('\n')}
</channel></rss>`;
}

function escapeXml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
