import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { SandboxMessage } from '../protocol.ts';
import readerUrl from './assets/reader.svg?url';
import { formatDay } from './clock.ts';
import { icons } from './icons.ts';
import { PageElement } from './page-element.ts';
import { compareIds, type Pending, store } from './store.ts';
import './message-item.ts';

/** Nearer to the end than this counts as being there. */
const END_TOLERANCE_PX = 48;

/** A message, or a command that has no answer yet, after the message of that id. */
type Line = { id: string; message: SandboxMessage } | { id: string; sent: Pending };

/** The messages of the open channel. It stays at the newest unless the reader has scrolled up. */
class MessageList extends PageElement {
  static override properties = { channelId: {}, unseenCount: { state: true }, isAtEnd: { state: true } };
  declare channelId: string;
  declare unseenCount: number;
  declare isAtEnd: boolean;
  /** Where the list stood when it was last put to its end. */
  #endPx = 0;
  #pendingCount = 0;
  #newestId: string | undefined;
  #resize: ResizeObserver | undefined;

  constructor() {
    super();
    this.unseenCount = 0;
    this.isAtEnd = true;
    store.watch(this);
  }

  get #scroller(): HTMLElement | null {
    return this.querySelector('.scroller');
  }

  override firstUpdated(): void {
    // Pictures that load late move the end.
    this.#resize = new ResizeObserver(() => this.#stick());
    for (const part of this.querySelectorAll('.scroller, .log')) this.#resize.observe(part);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resize?.disconnect();
  }

  override willUpdate(changed: Map<string, unknown>): void {
    const messages = store.messagesIn(this.channelId);
    const sentCommand = store.pending.length > this.#pendingCount;
    this.#pendingCount = store.pending.length;
    if (changed.has('channelId') || sentCommand) {
      this.isAtEnd = true;
      this.unseenCount = 0;
    } else if (!this.isAtEnd) {
      const seen = messages.findIndex(({ id }) => id === this.#newestId);
      if (seen >= 0) this.unseenCount += messages.length - 1 - seen;
    }
    this.#newestId = messages.at(-1)?.id;
  }

  override updated(): void {
    this.#stick();
    // Messages draw themselves after the list. One as high as the dropped one leaves no change of size to observe.
    requestAnimationFrame(() => this.#stick());
  }

  #stick(): void {
    const scroller = this.#scroller;
    if (!scroller || !this.isAtEnd) return;
    scroller.scrollTop = scroller.scrollHeight;
    this.#endPx = scroller.scrollTop;
  }

  /**
   * Only the reader goes up from where the list was put: what grows below moves the end alone, what is dropped
   * above is answered by a new #endPx, and the browser's own scroll anchoring is off while the list is at its end.
   */
  #onScroll(): void {
    const scroller = this.#scroller;
    if (!scroller) return;
    const distancePx = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight;
    if (distancePx < END_TOLERANCE_PX) this.isAtEnd = true;
    else if (scroller.scrollTop < this.#endPx) this.isAtEnd = false;
    if (this.isAtEnd) this.unseenCount = 0;
  }

  #goToEnd(): void {
    this.isAtEnd = true;
    this.unseenCount = 0;
    this.#stick();
  }

  /** Up and down go from message to message. */
  #onKeyDown(event: KeyboardEvent): void {
    const { target } = event;
    if (!(target instanceof HTMLElement) || target.tagName !== 'ARTICLE') return;
    const articles = [...this.querySelectorAll<HTMLElement>('article.message')];
    const index = articles.indexOf(target);
    const steps: Readonly<Record<string, number>> = {
      ArrowUp: Math.max(0, index - 1),
      ArrowDown: Math.min(articles.length - 1, index + 1),
      Home: 0,
      End: articles.length - 1,
    };
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    articles[step]?.focus();
  }

  override render() {
    const channel = store.findChannel(this.channelId);
    // A thread begins with the message that it was started from.
    const starter = store.messagesIn(channel?.parent_id ?? '').find(({ id }) => id === this.channelId);
    const messages = [...(starter ? [starter] : []), ...store.messagesIn(this.channelId)];
    const pending = store.pending.filter(({ channelId }) => channelId === this.channelId);
    const lines: Line[] = [
      ...messages.map((message) => ({ id: message.id, message })),
      ...pending.map((sent) => ({ id: sent.afterId, sent })),
    ].sort(compareIds);
    const newestId = messages.at(-1)?.id;
    let day = '';
    return html`<div class="scroller ${this.isAtEnd ? 'is-at-end' : ''}" @scroll=${this.#onScroll} @keydown=${this.#onKeyDown}>
        <div class="log" role="log" aria-label="Messages in ${channel?.name}" aria-live="polite">
          ${lines.length === 0 ? renderEmpty(channel?.name ?? '') : nothing}
          ${repeat(
            lines,
            (line) => ('sent' in line ? line.sent.key : line.id),
            (line) => {
              if ('sent' in line) return renderPending(line.sent);
              const { message } = line;
              const messageDay = formatDay(Date.parse(message.timestamp));
              const divider =
                messageDay === day ? nothing : html`<p class="day"><span>${messageDay}</span></p>`;
              day = messageDay;
              return html`${divider}<message-item
                  data-id=${message.id}
                  .message=${message}
                  .commandTitle=${store.commandOf(message)}
                  .thread=${message.id === this.channelId ? undefined : store.findChannel(message.id)}
                  .threadCount=${store.messagesIn(message.id).length}
                  ?isLast=${message.id === newestId}
                ></message-item>`;
            },
          )}
        </div>
      </div>
      ${
        this.unseenCount > 0
          ? html`<button class="pill" @click=${this.#goToEnd}>
              ${this.unseenCount} new ${this.unseenCount === 1 ? 'message' : 'messages'} ${icons.down}
            </button>`
          : nothing
      }`;
  }
}
customElements.define('message-list', MessageList);

function renderEmpty(name: string) {
  return html`<div class="empty">
    <h2>Welcome to #${name}!</h2>
    <p>Nothing has been posted here yet. Type <code>/</code> to see the commands.</p>
  </div>`;
}

function renderPending({ key, title, error }: Pending) {
  return html`<div class="message pending is-ephemeral">
    <p class="origin">${icons.reply}<img src=${readerUrl} alt="" /><b>${store.you.name}</b> used <b>${title}</b></p>
    ${
      error === undefined
        ? html`<p class="thinking"><span class="dots" aria-hidden="true"><i></i><i></i><i></i></span> Sending command…</p>`
        : html`<p class="failure" role="alert">${icons.alert} ${error}</p>
            <p class="note">
              ${icons.eye} Only you can see this ·
              <button class="link" @click=${() => store.dismissPending(key)}>Dismiss message</button>
            </p>`
    }
  </div>`;
}
