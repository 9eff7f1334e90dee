import {
  type APIButtonComponent,
  type APIEmbed,
  type APIMessage,
  ButtonStyle,
  ComponentType,
} from 'discord.js';
import type { CoverageArticle } from '../library/coverage.ts';
import type { Story } from '../story/story.ts';
import { closeExcerpt, cutText } from '../story/text.ts';
import { buildCustomId, parseCustomId } from './custom-id.ts';
import {
  BUTTON_LABEL_MAX_CHARS,
  BUTTON_LINK_MAX_CHARS,
  EMBED_AUTHOR_MAX_CHARS,
  EMBED_FIELD_VALUE_MAX_CHARS,
  EMBED_FOOTER_MAX_CHARS,
  EMBED_TITLE_MAX_CHARS,
} from './limits.ts';
import { escapeWithin, maskLink } from './markdown.ts';
import type { Content } from './outgoing.ts';

/** An excerpt is a taste of the article: what fits a phone's screen beside the image. */
const EXCERPT_MAX_CHARS = 400;
/** A narrower image would be blown up when shown large. */
const LARGE_IMAGE_MIN_PX = 300;
const RELATED_IN_CARD_MAX = 3;
const RELATED_TITLE_MAX_CHARS = 100;
const RELATED_PROVIDER_MAX_CHARS = 40;
/** Room for the line that says how many more there are. */
const MORE_MAX_CHARS = 30;

/** From the hottest down; 70 is where the collection's editors begin to publish. */
const HEAT_BANDS = [
  { minHeat: 140, color: 0xe5383b },
  { minHeat: 100, color: 0xf3722c },
  { minHeat: 70, color: 0xf9c74f },
  { minHeat: 0, color: 0x577590 },
] as const;

/** The card of a story: the embed with its buttons. */
export function buildStoryCard(story: Story, coverage: readonly CoverageArticle[]): Content {
  const { provider, image } = story;
  const excerpt = closeExcerpt(story.excerpt);
  const isLarge = image !== null && (image.widthPx === null || image.widthPx >= LARGE_IMAGE_MIN_PX);
  const embed: APIEmbed = {
    author: {
      name: cutText(provider.name, EMBED_AUTHOR_MAX_CHARS),
      url: `https://${provider.domain}`,
      ...(provider.iconUrl !== null && { icon_url: provider.iconUrl }),
    },
    title: escapeWithin(story.title, EMBED_TITLE_MAX_CHARS),
    url: story.link,
    ...(excerpt !== '' && { description: escapeWithin(excerpt, EXCERPT_MAX_CHARS) }),
    ...(image !== null && isLarge && { image: { url: image.url } }),
    ...(image !== null && !isLarge && { thumbnail: { url: image.url } }),
    ...(coverage.length > 0 && { fields: [buildRelatedField(coverage)] }),
    footer: { text: formatFooter(story) },
    timestamp: new Date(story.publishedAtMs).toISOString(),
    color: findHeatColor(story.heat),
  };
  return { embeds: [embed], components: buildButtons(story, coverage.length) };
}

/** The story that a message of ours shows, read from its buttons or its link; null: it shows none. */
export function readStoryOfMessage(
  message: Pick<APIMessage, 'components' | 'embeds'>,
): { storyId: string } | { link: string } | null {
  for (const row of message.components ?? []) {
    if (row.type !== ComponentType.ActionRow) continue;
    for (const component of row.components) {
      const id = 'custom_id' in component ? parseCustomId(component.custom_id) : null;
      if (id?.kind === 'related') return { storyId: id.storyId };
    }
  }
  const link = message.embeds[0]?.url;
  return link === undefined ? null : { link };
}

/** The colour of a heat; a story without any has the coolest. */
function findHeatColor(heat: number | null): number {
  const band = HEAT_BANDS.find(({ minHeat }) => (heat ?? 0) >= minHeat);
  return (band ?? HEAT_BANDS[HEAT_BANDS.length - 1])?.color ?? 0;
}

function buildRelatedField(coverage: readonly CoverageArticle[]) {
  const lines: string[] = [];
  for (const { title, link, providerName } of coverage) {
    const provider = escapeWithin(providerName, RELATED_PROVIDER_MAX_CHARS);
    const line = `${maskLink(title, link, RELATED_TITLE_MAX_CHARS, BUTTON_LINK_MAX_CHARS)} · ${provider}`;
    if ([...lines, line].join('\n').length > EMBED_FIELD_VALUE_MAX_CHARS - MORE_MAX_CHARS) continue;
    lines.push(line);
    if (lines.length === RELATED_IN_CARD_MAX) break;
  }
  const more = coverage.length - lines.length;
  if (more > 0) lines.push(`… and ${more} more`);
  return { name: 'Also covered by', value: lines.join('\n') };
}

function formatFooter({ topics, heat }: Story): string {
  const parts = [topics.join(', '), heat === null ? '' : `heat ${heat}`].filter((part) => part !== '');
  return cutText(parts.join(' · ') || 'news', EMBED_FOOTER_MAX_CHARS);
}

function buildButtons(
  { id, link, provider }: Story,
  coverageCount: number,
): NonNullable<Content['components']> {
  const buttons: APIButtonComponent[] = [];
  if (link.length <= BUTTON_LINK_MAX_CHARS) {
    const label = cutText(`Read at ${provider.name}`, BUTTON_LABEL_MAX_CHARS);
    buttons.push({ type: ComponentType.Button, style: ButtonStyle.Link, label, url: link });
  }
  if (coverageCount > 0) {
    buttons.push({
      type: ComponentType.Button,
      style: ButtonStyle.Secondary,
      label: `Related (${coverageCount})`,
      custom_id: buildCustomId({ kind: 'related', storyId: id }),
    });
  }
  return buttons.length === 0 ? [] : [{ type: ComponentType.ActionRow, components: buttons }];
}
