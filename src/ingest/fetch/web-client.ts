import pLimit, { type LimitFunction } from 'p-limit';
import { Agent, fetch, type Response } from 'undici';
import type { Clock } from '../../clock.ts';
import { parseHttpUrl } from '../../story/links.ts';
import { type AddressRule, createConnector, isPublicAddress } from './address.ts';
import { describeFailure, RefusedError } from './describe-failure.ts';
import { RequestBudget } from './request-budget.ts';
import { unpackStored } from './unpack.ts';

export const REQUEST_MAX_MS = 10_000;
export const BODY_MAX_BYTES = 5 * 1024 * 1024;
const TOO_LARGE = `it is larger than ${BODY_MAX_BYTES / 1024 / 1024} MB`;
/** A timer that is later than this was held up, by a long computation or a sleeping machine, as the answer may have been. */
const LATE_MAX_MS = 1_000;
const REDIRECTS_MAX = 5;
/** As browsers once did and site owners still expect of a polite reader (RFC 2616, 8.1.4). */
const REQUESTS_PER_HOST_MAX = 2;
/** Longer than this is no rest but a mistake. */
export const RETRY_AFTER_MAX_MS = 24 * 3_600_000;
export const USER_AGENT = 'Heatline/0.1 (self-hosted news bot; reads feeds)';

const ACCEPT =
  'application/atom+xml, application/rss+xml, application/feed+json, application/json;q=0.9, */*;q=0.8';

/** What the server said of a document's version, to be sent back next time (RFC 9110, 13.1). */
export type Validators = { readonly etag: string | null; readonly lastModified: string | null };

export type WebDocument = Validators & {
  readonly kind: 'read';
  /** Where it was in the end. */
  readonly url: string;
  /** Whether every server on the way said that it has moved there for good. */
  readonly isMovedForGood: boolean;
  readonly bytes: Uint8Array;
  readonly contentType: string | null;
};
export type WebFailure = {
  readonly kind: 'failed';
  /** In plain words. */
  readonly reason: string;
  /** The server asked for rest until then. */
  readonly retryAtMs: number | null;
};
export type WebAnswer = WebDocument | { readonly kind: 'unchanged' } | WebFailure;

const NO_VALIDATORS: Validators = { etag: null, lastModified: null };

/** Where one request leads on to (RFC 9110, 15.4). */
type Redirect = { readonly kind: 'moved'; readonly target: URL; readonly isPermanent: boolean };

/** Fetches documents of other people's servers: politely, and never more than is safe. */
export class WebClient {
  readonly #clock: Clock;
  readonly #signal: AbortSignal;
  readonly #agent: Agent;
  readonly #hosts = new Map<string, LimitFunction>();

  /** @param options.isAllowed which addresses may be connected to: those of the public internet, unless told otherwise */
  constructor(options: { clock: Clock; signal: AbortSignal; isAllowed?: AddressRule }) {
    this.#clock = options.clock;
    this.#signal = options.signal;
    this.#agent = new Agent({
      connect: createConnector(REQUEST_MAX_MS, options.isAllowed ?? isPublicAddress),
      connections: REQUESTS_PER_HOST_MAX,
    });
  }

  /**
   * Gets one document. Never throws: what goes wrong comes back as `failed`, with the reason.
   * @param budget what it takes from, when several requests share one
   */
  async get(
    address: string,
    validators: Validators = NO_VALIDATORS,
    budget = new RequestBudget(),
  ): Promise<WebAnswer> {
    try {
      return await this.#follow(address, validators, budget);
    } catch (error) {
      return { kind: 'failed', reason: describeFailure(error), retryAtMs: null };
    }
  }

  close(): Promise<void> {
    return this.#agent.destroy();
  }

  async #follow(address: string, validators: Validators, budget: RequestBudget): Promise<WebAnswer> {
    let url = requireHttpUrl(address);
    let areAllPermanent = true;
    for (let redirects = 0; redirects <= REDIRECTS_MAX; redirects++) {
      const answer = await this.#request(url, validators, budget);
      if (answer.kind === 'read') return { ...answer, isMovedForGood: redirects > 0 && areAllPermanent };
      if (answer.kind !== 'moved') return answer;
      areAllPermanent &&= answer.isPermanent;
      url = answer.target;
    }
    throw new RefusedError(`it redirects more than ${REDIRECTS_MAX} times`);
  }

  #request(url: URL, validators: Validators, budget: RequestBudget): Promise<Redirect | WebAnswer> {
    const host = this.#hosts.get(url.host) ?? pLimit(REQUESTS_PER_HOST_MAX);
    this.#hosts.set(url.host, host);
    return host(async () => {
      if (budget.spent !== null) throw new RefusedError(budget.spent);
      const mostMs = Math.min(REQUEST_MAX_MS, budget.leftMs);
      const deadline = new AbortController();
      const timeout = new RefusedError(`it did not answer whole within ${mostMs / 1000} s`);
      const beganAtMs = this.#clock.now();
      const cancelTimer = this.#setDeadline(mostMs, () => deadline.abort(timeout));
      try {
        const response = await fetch(url.href, {
          dispatcher: this.#agent,
          redirect: 'manual',
          signal: AbortSignal.any([this.#signal, deadline.signal]),
          headers: {
            'user-agent': USER_AGENT,
            accept: ACCEPT,
            ...(validators.etag !== null && { 'if-none-match': validators.etag }),
            ...(validators.lastModified !== null && { 'if-modified-since': validators.lastModified }),
          },
        });
        return await this.#read(response, url, validators, budget);
      } finally {
        cancelTimer();
        budget.takeTime(this.#clock.now() - beganAtMs, mostMs);
        // Whatever of the body was not read must not keep the connection.
        deadline.abort();
      }
    });
  }

  /** @returns a function that calls it off */
  #setDeadline(mostMs: number, onOver: () => void): () => void {
    const atMs = this.#clock.now() + mostMs;
    let cancel = this.#clock.setTimer(atMs, () => {
      const nowMs = this.#clock.now();
      if (nowMs - atMs < LATE_MAX_MS) onOver();
      else cancel = this.#clock.setTimer(nowMs + mostMs, onOver);
    });
    return () => cancel();
  }

  async #read(
    response: Response,
    url: URL,
    { etag, lastModified }: Validators,
    budget: RequestBudget,
  ): Promise<Redirect | WebAnswer> {
    const { status, headers } = response;
    if (status === 304 && etag === null && lastModified === null)
      throw new RefusedError('it says that nothing has changed (HTTP 304), but has never sent us anything');
    if (status === 304) return { kind: 'unchanged' };
    if ([301, 302, 303, 307, 308].includes(status)) {
      const target = URL.parse(headers.get('location') ?? '', url.href);
      if (target === null) throw new RefusedError('it redirects to nowhere');
      return { kind: 'moved', target: requireHttpUrl(target.href), isPermanent: [301, 308].includes(status) };
    }
    if (status !== 200) {
      const retryAtMs = [429, 503].includes(status) ? this.#readRetryAfter(headers.get('retry-after')) : null;
      return { kind: 'failed', reason: describeStatus(status), retryAtMs };
    }
    return {
      kind: 'read',
      url: url.href,
      isMovedForGood: false,
      bytes: await readBody(response, budget),
      contentType: headers.get('content-type'),
      etag: headers.get('etag'),
      lastModified: headers.get('last-modified'),
    };
  }

  /** Seconds or a date (RFC 9110, 10.2.3). */
  #readRetryAfter(text: string | null): number | null {
    if (text === null) return null;
    const nowMs = this.#clock.now();
    const atMs = /^\d+$/.test(text.trim()) ? nowMs + Number(text) * 1_000 : Date.parse(text);
    return Number.isNaN(atMs) ? null : Math.min(Math.max(atMs, nowMs), nowMs + RETRY_AFTER_MAX_MS);
  }
}

function requireHttpUrl(address: string): URL {
  const url = parseHttpUrl(address);
  if (url === null) throw new RefusedError(`${address.slice(0, 200)} is no http or https address`);
  if (url.username !== '' || url.password !== '') {
    throw new RefusedError('an address with a user name or password in it is not read');
  }
  return url;
}

/** The body as it is after decompression, so that a small body that unpacks to a huge one is cut short as well. */
async function readBody(response: Response, budget: RequestBudget): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength;
    budget.takeBytes(chunk.byteLength);
    if (budget.spent !== null) throw new RefusedError(budget.spent);
    if (bytes > BODY_MAX_BYTES) throw new RefusedError(TOO_LARGE);
    chunks.push(chunk);
  }
  const unpacked = await unpackStored(Buffer.concat(chunks), BODY_MAX_BYTES);
  if (unpacked === null) throw new RefusedError(TOO_LARGE);
  return unpacked;
}

function describeStatus(status: number): string {
  const meaning: Readonly<Record<number, string>> = {
    401: 'it asks for a password',
    403: 'it refuses us',
    404: 'there is nothing at this address',
    410: 'it is gone for good',
    429: 'it is asked too often',
    503: 'it is overloaded or closed for now',
  };
  return `${meaning[status] ?? (status >= 500 ? 'the server has a fault' : 'an answer that is no document')} (HTTP ${status})`;
}
