import { html, nothing } from 'lit';
import type { Channel } from '../protocol.ts';
import { icons } from './icons.ts';
import { PageElement } from './page-element.ts';
import { store } from './store.ts';

/** Channel types by Discord's numbers (resources/channel). */
const CHANNEL_TYPE = { text: 0, category: 4, announcement: 5, forum: 15, media: 16 } as const;

export function isForum(channel: Channel | undefined): boolean {
  return channel?.type === CHANNEL_TYPE.forum || channel?.type === CHANNEL_TYPE.media;
}

export function iconOf(channel: Channel | undefined) {
  if (channel?.thread_metadata) return icons.thread;
  if (channel?.type === CHANNEL_TYPE.announcement) return icons.announcement;
  return isForum(channel) ? icons.forum : icons.text;
}

/** The guild's channels. Fires `opened` when one is chosen. */
class ChannelList extends PageElement {
  constructor() {
    super();
    store.watch(this);
  }

  #open(channelId: string): void {
    store.openChannel(channelId);
    this.dispatchEvent(new Event('opened'));
  }

  override render() {
    const shown = store.channels
      .filter(({ thread_metadata, type }) => !thread_metadata && type !== CHANNEL_TYPE.category)
      .flatMap((channel) => [channel, ...listLooseThreads(channel)]);
    const current = store.findChannel(store.channelId);
    return html`<nav aria-label="Channels">
      <h1>${store.guildName || 'Sandbox'}</h1>
      <ul>
        ${shown.map((channel) => {
          const isCurrent = channel.id === current?.id || channel.id === current?.parent_id;
          const isUnread = store.channels.some(
            ({ id, parent_id }) => store.unreadIds.has(id) && (id === channel.id || parent_id === channel.id),
          );
          return html`<li>
            <button
              class="channel ${isUnread ? 'is-unread' : ''} ${channel.thread_metadata ? 'is-thread' : ''}"
              aria-current=${isCurrent ? 'page' : nothing}
              @click=${() => this.#open(channel.id)}
            >
              ${iconOf(channel)}<span>${channel.name}</span>
              ${isUnread ? html`<span class="sr-only">(unread)</span>` : nothing}
            </button>
          </li>`;
        })}
      </ul>
      <p class="nav-foot"><a href="/inspect" target="_blank" rel="noopener">${icons.requests} The bot’s requests</a></p>
    </nav>`;
  }
}
customElements.define('channel-list', ChannelList);

/** Open threads that no message and no forum leads to. */
function listLooseThreads(parent: Channel): Channel[] {
  if (isForum(parent)) return [];
  const messageIds = new Set(store.messagesIn(parent.id).map(({ id }) => id));
  return store.channels.filter(
    ({ id, parent_id, thread_metadata }) =>
      parent_id === parent.id && thread_metadata?.archived === false && !messageIds.has(id),
  );
}
