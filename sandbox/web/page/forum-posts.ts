import { html, nothing } from 'lit';
import type { Channel } from '../protocol.ts';
import { iconOf } from './channel-list.ts';
import { toPlainText } from './markdown.ts';
import { PageElement } from './page-element.ts';
import { store } from './store.ts';
import './time-stamp.ts';

const DISCORD_EPOCH_MS = 1_420_070_400_000n;

/** The posts of a forum channel, newest first. */
class ForumPosts extends PageElement {
  static override properties = { channelId: {} };
  declare channelId: string;

  constructor() {
    super();
    store.watch(this);
  }

  override render() {
    const posts = store.channels
      .filter((channel) => channel.thread_metadata && channel.parent_id === this.channelId)
      .toReversed();
    if (posts.length === 0)
      return html`<div class="empty">
        <h2>No posts yet</h2>
        <p>What the bot posts to this forum is listed here.</p>
      </div>`;
    return html`<ul class="posts" aria-label="Posts">
      ${posts.map((post) => this.#renderPost(post))}
    </ul>`;
  }

  #renderPost(post: Channel) {
    const [first, ...rest] = store.messagesIn(post.id);
    const excerpt = toPlainText(first?.content || first?.embeds[0]?.description || '');
    const atMs = Number((BigInt(post.id) >> 22n) + DISCORD_EPOCH_MS);
    return html`<li>
      <button class="post" @click=${() => store.openChannel(post.id)}>
        ${renderTags(post)}
        <b>${iconOf(post)} ${post.name}</b>
        <span class="excerpt">${excerpt}</span>
        <span class="meta"
          >${rest.length} ${rest.length === 1 ? 'reply' : 'replies'} · <time-stamp .atMs=${atMs} format="R"></time-stamp
        ></span>
      </button>
    </li>`;
  }
}
customElements.define('forum-posts', ForumPosts);

/** The tags of a forum post; nothing for other channels. */
export function renderTags(post: Channel) {
  const tags = store.findChannel(post.parent_id ?? '')?.available_tags ?? [];
  const applied = tags.filter(({ id }) => post.applied_tags?.includes(id));
  if (applied.length === 0) return nothing;
  return html`<span class="tags">${applied.map(({ name, emoji_name }) => html`<i>${emoji_name} ${name}</i>`)}</span>`;
}
