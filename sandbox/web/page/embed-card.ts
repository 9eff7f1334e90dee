import { DiscordEmbed } from '@skyra/discord-components-core/discord-embed.js';
import { DiscordEmbedField } from '@skyra/discord-components-core/discord-embed-field.js';
import { DiscordEmbedFooter } from '@skyra/discord-components-core/discord-embed-footer.js';
import { css, html, nothing, type TemplateResult } from 'lit';
import '@skyra/discord-components-core/discord-embed-description.js';
import '@skyra/discord-components-core/discord-embed-fields.js';
import type { SandboxMessage } from '../protocol.ts';
import missingIconUrl from './assets/missing-icon.svg?url';
import missingPictureUrl from './assets/missing-picture.svg?url';
import { toPlainText } from './markdown.ts';
import { renderMarkdown } from './markdown-view.ts';

type Embed = SandboxMessage['embeds'][number];

const ICONS = '.discord-author-image, .discord-footer-image';

/** The library's embed in this page's colours, with readable contrast, and whole when a picture is missing. */
class CardEmbed extends DiscordEmbed {
  static override styles = css`
      ${DiscordEmbed.styles}
      :host {
        color: var(--text);
        margin: 4px 0;
        font-size: 0.875rem;
      }
      :host .discord-embed-root {
        flex: 0 1 auto;
      }
      :host .discord-embed-wrapper {
        background: var(--embed);
        border: 1px solid var(--embed-border);
        border-left: 0;
        max-width: 432px;
      }
      :host .discord-left-border {
        background-color: var(--embed-border);
      }
      /* Else a footer, which spans both columns, takes width from the first where there is no thumbnail. */
      :host .discord-embed-wrapper .discord-embed-grid {
        grid-template-columns: minmax(0, 1fr) auto;
      }
      :host .discord-embed-author,
      :host .discord-embed-author a,
      :host .discord-embed-title {
        color: var(--heading);
      }
      :host .discord-embed-title {
        overflow-wrap: anywhere;
        line-height: 1.375;
      }
      :host .discord-embed-title a {
        color: var(--link);
      }
      :host a:focus-visible {
        outline: 2px solid var(--focus);
        border-radius: 2px;
      }
      :host .discord-embed-media {
        margin-top: 12px;
      }
      :host .discord-embed-image {
        display: block;
        max-width: 100%;
        max-height: 300px;
        min-height: 60px;
        background: var(--hover);
      }
      :host .discord-embed-root:has(.discord-embed-image.is-missing) {
        flex-basis: 432px;
      }
      :host .discord-embed-wrapper:has(.discord-embed-image.is-missing) {
        justify-self: stretch;
      }
      :host .discord-embed-image.is-missing {
        width: 100%;
        height: 120px;
        object-fit: cover;
      }
      :host .discord-embed-thumbnail.is-missing {
        width: 80px;
        height: 80px;
        object-fit: cover;
      }
      :host .discord-author-image {
        object-fit: cover;
        flex-shrink: 0;
      }
    `;

  override firstUpdated(): void {
    watchPictures(this.renderRoot);
  }

  override updated(): void {
    const picture = this.renderRoot.querySelector('.discord-embed-image');
    picture?.setAttribute('alt', `Picture: ${this.embedTitle ?? ''}`);
  }
}

/** Puts placeholders where pictures do not load. Neither event bubbles, so they are caught on their way down. */
function watchPictures(root: EventTarget): void {
  root.addEventListener('error', ({ target }) => replacePicture(target), true);
  root.addEventListener('load', ({ target }) => releasePicture(target), true);
}

function replacePicture(image: EventTarget | null): void {
  if (!(image instanceof HTMLImageElement) || image.classList.contains('is-missing')) return;
  image.classList.add('is-missing');
  image.src = image.matches(ICONS) ? missingIconUrl : missingPictureUrl;
}

/** An edited message may bring a picture that loads. */
function releasePicture(image: EventTarget | null): void {
  if (!(image instanceof HTMLImageElement)) return;
  const isPlaceholder = [missingIconUrl, missingPictureUrl].includes(image.getAttribute('src') ?? '');
  if (!isPlaceholder) image.classList.remove('is-missing');
}

class CardField extends DiscordEmbedField {
  static override styles = css`
      ${DiscordEmbedField.styles}
      :host {
        line-height: 1.375;
      }
      :host .discord-field-title {
        color: var(--heading);
      }
    `;
}

class CardFooter extends DiscordEmbedFooter {
  static override styles = css`
      ${DiscordEmbedFooter.styles}
      :host,
      :host .discord-footer-separator {
        color: var(--muted);
      }
      :host {
        display: block;
      }
      :host .discord-footer-image {
        object-fit: cover;
        vertical-align: middle;
      }
    `;

  override firstUpdated(): void {
    watchPictures(this.renderRoot);
  }
}

customElements.define('card-embed', CardEmbed);
customElements.define('card-field', CardField);
customElements.define('card-footer', CardFooter);

/** Draws one embed of a message. */
export function renderEmbed(embed: Embed): TemplateResult {
  const color = embed.color ? `#${embed.color.toString(16).padStart(6, '0')}` : undefined;
  return html`<card-embed
    .color=${color}
    .authorName=${embed.author?.name}
    .authorImage=${embed.author?.icon_url}
    .authorUrl=${embed.author?.url}
    .embedTitle=${embed.title === undefined ? undefined : toPlainText(embed.title)}
    .url=${embed.url}
    .image=${embed.image?.url}
    .thumbnail=${embed.thumbnail?.url}
  >
    ${
      embed.description
        ? html`<discord-embed-description slot="description"
            >${renderMarkdown(embed.description)}</discord-embed-description
          >`
        : nothing
    }
    ${embed.fields?.length ? renderFields(embed.fields) : nothing} ${renderFooter(embed)}
  </card-embed>`;
}

/** Inline fields stand up to three in a row. */
function renderFields(fields: NonNullable<Embed['fields']>): TemplateResult {
  let column = 0;
  return html`<discord-embed-fields slot="fields">
    ${fields.map(({ name, value, inline }) => {
      column = inline ? (column % 3) + 1 : 0;
      return html`<card-field
        .fieldTitle=${toPlainText(name)}
        .inline=${inline ?? false}
        inline-index=${column || nothing}
        >${renderMarkdown(value)}</card-field
      >`;
    })}
  </discord-embed-fields>`;
}

function renderFooter({ footer, timestamp }: Embed): TemplateResult | typeof nothing {
  if (!footer && !timestamp) return nothing;
  const atMs = timestamp === undefined ? undefined : Date.parse(timestamp);
  return html`<card-footer slot="footer" .footerImage=${footer?.icon_url} footer-image-alt=""
    >${footer?.text}${footer && atMs !== undefined ? ' • ' : nothing}${
      atMs === undefined ? nothing : html`<time-stamp .atMs=${atMs} format="message"></time-stamp>`
    }</card-footer
  >`;
}
