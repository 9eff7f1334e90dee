import { html, nothing } from 'lit';
import type { Channel } from '../protocol.ts';
import { iconOf, isForum } from './channel-list.ts';
import { renderTags } from './forum-posts.ts';
import { icons } from './icons.ts';
import type { MenuRequest } from './message-item.ts';
import { PageElement } from './page-element.ts';
import { store } from './store.ts';
import './command-input.ts';
import './message-list.ts';
import './message-menu.ts';
import './modal-dialog.ts';
import './replay-bar.ts';

/** The channel page: replay bar, channel list, messages, input line. */
class ChannelView extends PageElement {
  static override properties = { showsChannels: { state: true } };
  declare showsChannels: boolean;

  constructor() {
    super();
    this.showsChannels = false;
    store.watch(this);
  }

  #openMenu(event: CustomEvent<MenuRequest>): void {
    this.querySelector('message-menu')?.open(event.detail);
  }

  async #toggleChannels(): Promise<void> {
    this.showsChannels = !this.showsChannels;
    await this.updateComplete;
    if (this.showsChannels) this.querySelector<HTMLElement>('nav .channel')?.focus();
  }

  #onKeyDown(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || !this.showsChannels) return;
    this.showsChannels = false;
    this.querySelector<HTMLElement>('.menu-toggle')?.focus();
  }

  override updated(): void {
    const { name } = store.findChannel(store.channelId) ?? {};
    document.title = name === undefined ? 'Heatline sandbox' : `#${name} · Heatline sandbox`;
  }

  override render() {
    const channel = store.findChannel(store.channelId);
    const parentId = channel?.thread_metadata ? channel.parent_id : null;
    const parent = store.findChannel(parentId ?? '');
    const backLabel = isForum(parent) ? 'Back to the posts' : `Back to #${parent?.name}`;
    return html`
      ${channel && !isForum(channel) ? html`<a class="skip" href="#message-input">Skip to the input line</a>` : nothing}
      <header class="top"><replay-bar></replay-bar></header>
      ${store.isConnected || !channel ? nothing : html`<p class="offline" role="alert">${icons.alert} The sandbox has stopped. This page continues when it runs again.</p>`}
      <div class="columns ${this.showsChannels ? 'shows-channels' : ''}" @keydown=${this.#onKeyDown}>
        <channel-list
          @opened=${() => {
            this.showsChannels = false;
          }}
        ></channel-list>
        <div class="veil" @click=${this.#toggleChannels}></div>
        <main @message-menu=${this.#openMenu}>
          <div class="channel-head">
            <button class="menu-toggle" aria-label="Channels" aria-expanded=${this.showsChannels} @click=${this.#toggleChannels}>${icons.menu}</button>
            ${parentId ? html`<button class="back" aria-label=${backLabel} @click=${() => store.openChannel(parentId)}>${icons.back}</button>` : nothing}
            ${iconOf(channel)}
            <h2>${channel?.name ?? ''}</h2>
            ${channel ? renderTags(channel) : nothing}
            ${channel?.topic ? html`<p class="topic">${channel.topic}</p>` : nothing}
          </div>
          ${channel ? renderChannel(channel) : nothing}
        </main>
      </div>
      <message-menu></message-menu>
      <modal-dialog></modal-dialog>
    `;
  }
}
customElements.define('channel-view', ChannelView);

function renderChannel(channel: Channel) {
  if (isForum(channel)) return html`<forum-posts channelId=${channel.id}></forum-posts>`;
  return html`<message-list channelId=${channel.id}></message-list>
    <command-input channelId=${channel.id}></command-input>`;
}
