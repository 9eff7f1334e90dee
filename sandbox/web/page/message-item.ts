import { html, nothing, type TemplateResult } from 'lit';
import type { Channel, SandboxMessage } from '../protocol.ts';
import heatlineUrl from './assets/heatline.svg?url';
import readerUrl from './assets/reader.svg?url';
import { renderComponents } from './component-rows.ts';
import { renderEmbed } from './embed-card.ts';
import { icons } from './icons.ts';
import { toPlainText } from './markdown.ts';
import { renderMarkdown } from './markdown-view.ts';
import { PageElement } from './page-element.ts';
import { COMMAND_INTERACTION, describeFailure, store } from './store.ts';

/** Message flags by Discord's numbers (resources/message). */
const FLAG = { crossposted: 1, suppressEmbeds: 4, ephemeral: 64, loading: 128 };

/** What was asked of the message's menu, and where to open it. */
export type MenuRequest = { message: SandboxMessage; x: number; y: number; opener: HTMLElement };

/** One message. It sends its own buttons and menus. */
class MessageItem extends PageElement {
  static override properties = {
    message: { attribute: false },
    commandTitle: { attribute: false },
    thread: { attribute: false },
    threadCount: { attribute: false },
    isPreview: { type: Boolean },
    isLast: { type: Boolean },
    busyId: { state: true },
    failure: { state: true },
  };
  declare message: SandboxMessage;
  declare commandTitle: string | undefined;
  /** The thread that was started from this message, and how many messages are in it. */
  declare thread: Channel | undefined;
  declare threadCount: number;
  declare isPreview: boolean;
  declare isLast: boolean;
  declare busyId: string | undefined;
  declare failure: string | undefined;

  async #press(customId: string): Promise<void> {
    const { channel_id: channelId, id: messageId } = this.message;
    await this.#send(customId, { kind: 'button', channelId, messageId, customId });
  }

  async #select(customId: string, values: string[]): Promise<void> {
    const { channel_id: channelId, id: messageId } = this.message;
    await this.#send(customId, { kind: 'select', channelId, messageId, customId, values });
  }

  async #send(customId: string, action: Parameters<typeof store.act>[0]): Promise<void> {
    if (this.isPreview || this.busyId !== undefined) return;
    this.busyId = customId;
    this.failure = undefined;
    const result = await store.act(action);
    this.busyId = undefined;
    if (!result.ok) this.failure = describeFailure(result);
  }

  #askForMenu(event: MouseEvent): void {
    const { target } = event;
    // On a link, the browser's own menu is the useful one.
    if (this.isPreview || (target instanceof Element && target.closest('a'))) return;
    event.preventDefault();
    const opener = this.querySelector<HTMLElement>('article') ?? this;
    const box = (
      event.type === 'click' ? (event.currentTarget as HTMLElement) : opener
    ).getBoundingClientRect();
    // The context-menu key gives no place of its own.
    const isMouse = event.type === 'contextmenu' && event.button === 2;
    const detail: MenuRequest = {
      message: this.message,
      opener,
      x: isMouse ? event.clientX : event.type === 'click' ? box.right : box.left + 72,
      y: isMouse ? event.clientY : event.type === 'click' ? box.bottom + 4 : box.top + 32,
    };
    this.dispatchEvent(new CustomEvent('message-menu', { detail, bubbles: true }));
  }

  override render() {
    const { message } = this;
    const isEphemeral = (message.flags & FLAG.ephemeral) !== 0;
    const atMs = Date.parse(message.timestamp);
    return html`<article
      class="message ${isEphemeral ? 'is-ephemeral' : ''}"
      aria-label=${describeMessage(message)}
      tabindex=${this.isLast ? 0 : -1}
      @contextmenu=${this.#askForMenu}
    >
      ${this.#renderOrigin()}
      <img class="avatar" src=${message.author.bot ? heatlineUrl : readerUrl} alt="" />
      <div class="message-body">
        <p class="byline">
          <span class="author">${message.author.global_name ?? message.author.username}</span>
          ${message.author.bot ? html`<span class="app-badge">App</span>` : nothing}
          <time-stamp .atMs=${atMs} format="message"></time-stamp>
        </p>
        ${message.flags & FLAG.loading ? renderThinking(message) : this.#renderContent()}
        ${this.failure ? html`<p class="failure" role="alert">${icons.alert} ${this.failure}</p>` : nothing}
        ${isEphemeral ? this.#renderEphemeralNote() : nothing}
      </div>
      ${
        isEphemeral || this.isPreview
          ? nothing
          : html`<button
              class="message-tools"
              aria-label="Message actions"
              aria-haspopup="menu"
              title="Message actions"
              @click=${this.#askForMenu}
            >
              ${icons.more}
            </button>`
      }
    </article>`;
  }

  /** The line above an answer: who did what. */
  #renderOrigin(): TemplateResult | typeof nothing {
    const metadata = this.message.interaction_metadata;
    if (metadata === undefined) return nothing;
    const did = this.commandTitle
      ? html`used <b>${this.commandTitle}</b>`
      : metadata.type === COMMAND_INTERACTION
        ? 'used a command'
        : 'asked for this';
    return html`<p class="origin">
      ${icons.reply}<img src=${readerUrl} alt="" /><b>${metadata.user.username}</b> ${did}
    </p>`;
  }

  #renderContent(): TemplateResult {
    const { message } = this;
    const edited = message.edited_timestamp === null ? nothing : html` <span class="edited">(edited)</span>`;
    const shownEmbeds = message.flags & FLAG.suppressEmbeds ? [] : message.embeds;
    return html`
      ${message.content === '' ? nothing : html`<div class="content">${renderMarkdown(message.content)}${edited}</div>`}
      ${shownEmbeds.map(renderEmbed)} ${message.content === '' ? edited : nothing}
      ${renderComponents(message.components, {
        busyId: this.busyId,
        press: (customId) => this.#press(customId),
        select: (customId, values) => this.#select(customId, values),
      })}
      ${message.flags & FLAG.crossposted ? html`<p class="note">Published to following servers</p>` : nothing}
      ${this.#renderThread()}
    `;
  }

  #renderThread(): TemplateResult | typeof nothing {
    const { thread, threadCount } = this;
    if (!thread) return nothing;
    return html`<button class="thread-line" @click=${() => store.openChannel(thread.id)}>
      ${icons.thread} <b>${thread.name}</b>
      <span class="thread-count">${threadCount === 1 ? '1 message' : `${threadCount} messages`} ${icons.right}</span>
    </button>`;
  }

  #renderEphemeralNote(): TemplateResult {
    return html`<p class="note">
      ${icons.eye} Only you can see this ·
      <button class="link" @click=${() => store.dismissMessage(this.message)}>Dismiss message</button>
    </p>`;
  }
}
customElements.define('message-item', MessageItem);

function renderThinking({ author }: Pick<SandboxMessage, 'author'>): TemplateResult {
  return html`<p class="thinking"><span class="dots" aria-hidden="true"><i></i><i></i><i></i></span> ${author.username} is thinking…</p>`;
}

function describeMessage({ author, embeds, content }: SandboxMessage): string {
  const subject = content || embeds[0]?.title || embeds[0]?.description || '';
  return `${author.username}: ${toPlainText(subject).slice(0, 150)}`;
}
