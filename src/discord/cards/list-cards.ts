import {
  type APIActionRowComponent,
  type APIComponentInMessageActionRow,
  ButtonStyle,
  ComponentType,
} from 'discord.js';
import type { Translate } from '../../locales/translate.ts';
import { type CoverageArticle, listOutlets } from '../../search/coverage.ts';
import { buildTimeline, type EventTimeline, type TimelineEntry } from '../../search/event-timeline.ts';
import type { SearchAnswer } from '../../search/search.ts';
import type { Story } from '../../story/story.ts';
import { countChars, cutText } from '../../story/text.ts';
import { EMBED_DESCRIPTION_MAX_CHARS, EMBED_TITLE_MAX_CHARS, SELECT_TEXT_MAX_CHARS } from '../rest/limits.ts';
import type { Content } from '../rest/outgoing.ts';
import { buildCustomId, type CustomId, type NewsState } from './custom-id.ts';
import { findHeatBand, showHeat } from './heat-words.ts';
import { escapeWithin, formatTimestamp, maskLink } from './markdown.ts';

/** Five headlines are read at a glance, and with longest titles and links they still fit one embed. */
export const NEWS_PAGE_SIZE = 5;
const RELATED_PAGE_SIZE = 8;

/** From so many outlets on, how an event was told is worth reading in order. */
const TIMELINE_MIN_OUTLETS = 3;

const HEADLINE_MAX_CHARS = 200;
const PROVIDER_MAX_CHARS = 60;
/** A longer address would take the room of the other lines; the headline is then shown without its link. */
const LINK_MAX_CHARS = 500;
/** A page of what is related with the longest texts and links of this length fits one embed. */
const SHORT_LINK_MAX_CHARS = 150;
/** Of all lists and reports. */
export const LIST_COLOR = 0x577590;

type Row = APIActionRowComponent<APIComponentInMessageActionRow>;

/**
 * One page of `/news`: numbered headlines, a menu that opens one, and the way to the other pages.
 * @param options.hasNumbers whether the footer tells the heats as numbers, for those who set them
 */
export function buildNewsPage(
  title: string,
  { hits, total }: SearchAnswer,
  { page, state, hasNumbers }: { page: number; state: NewsState; hasNumbers: boolean },
  t: Translate,
): Content {
  const pages = Math.max(1, Math.ceil(total / NEWS_PAGE_SIZE));
  const lines = hits.map(({ story, heat, outlets }, index) => {
    const number = page * NEWS_PAGE_SIZE + index + 1;
    const details = [
      escapeWithin(story.provider.name, PROVIDER_MAX_CHARS),
      ...(outlets.length === 1 ? [] : [t('list.outlets', { count: outlets.length })]),
      formatTimestamp(story.publishedAtMs, 'R'),
      showHeat(heat, t),
    ];
    return `**${number}.** ${maskLink(story.title, story.link, HEADLINE_MAX_CHARS, LINK_MAX_CHARS)}\n${details.join(' · ')}`;
  });
  const footer = [
    formatPage(page, pages, t),
    t('list.stories', { count: total }),
    ...(hasNumbers ? [t('list.heats', { heats: hits.map(({ heat }) => heat ?? '–').join(', ') })] : []),
  ];
  const rows: Row[] = [
    buildStoryMenu(
      hits.map(({ story }) => story),
      t('list.openStory'),
    ),
  ];
  if (pages > 1)
    rows.push(buildPageButtons(page, pages, t, (target) => ({ kind: 'news-page', page: target, state })));
  return {
    embeds: [
      {
        title: cutText(title, EMBED_TITLE_MAX_CHARS),
        description: lines.join('\n\n'),
        color: LIST_COLOR,
        footer: { text: footer.join(' · ') },
      },
    ],
    components: rows,
  };
}

/**
 * One page of what is related to a story: its other coverage, and after it, under a heading of their own, stories on
 * the same subject. Of an event that three outlets or more tell, the coverage is how it was told: each outlet's first
 * article in order of time, the story's own among them, and how the heat grew.
 */
export function buildRelatedList(
  story: Story,
  articles: readonly CoverageArticle[],
  wantedPage: number,
  t: Translate,
): Content {
  const coverage = articles.filter(({ kind }) => kind !== 'similar');
  const similar = articles.filter(({ kind }) => kind === 'similar');
  const isTimeline = listOutlets(story, coverage).length >= TIMELINE_MIN_OUTLETS;
  const timeline = buildTimeline(story, coverage);
  const told: readonly ListedArticle[] = isTimeline ? timeline.entries : coverage;
  const all = [...told, ...similar];
  const pages = Math.max(1, Math.ceil(all.length / RELATED_PAGE_SIZE));
  const page = Math.min(Math.max(0, wantedPage), pages - 1);
  const start = page * RELATED_PAGE_SIZE;
  const shown = all.slice(start, start + RELATED_PAGE_SIZE);
  const buttons = buildPageButtons(page, pages, t, (target) => ({
    kind: 'related-page',
    storyId: story.id,
    page: target,
  }));
  return {
    embeds: [
      {
        title: t('related.title', { count: coverage.length }),
        description: joinWithinEmbed((linkMaxChars) => {
          const lines = shown.map((article) => formatArticle(article, linkMaxChars, t));
          const shownCoverage = Math.max(0, told.length - start);
          if (shownCoverage < lines.length) lines.splice(shownCoverage, 0, `**${t('related.similar')}**`);
          const headline = describeStory(story, linkMaxChars);
          if (coverage.length === 0) return [t('related.none', { story: headline }), ...lines];
          const heading = isTimeline && page === 0 ? [describeTimeline(timeline, t)] : [];
          return [shownCoverage > 0 ? t('related.of', { story: headline }) : headline, ...heading, ...lines];
        }),
        color: LIST_COLOR,
        ...(pages > 1 && { footer: { text: formatPage(page, pages, t) } }),
      },
    ],
    components: pages > 1 ? [buttons] : [],
  };
}

/** The heading of a timeline, and below it when the event became hotter, in words. */
function describeTimeline({ heats: all }: EventTimeline, t: Translate): string {
  const heading = `**${t('related.timeline')}**`;
  const heats = all.filter(({ heat }, index) => {
    const before = all[index - 1];
    return before === undefined || findHeatBand(before.heat) !== findHeatBand(heat);
  });
  if (heats.length < 2) return heading;
  const steps = heats.map(({ heat, atMs }) => `${showHeat(heat, t)} ${formatTimestamp(atMs, 'R')}`);
  return `${heading}\n${t('related.heatOverTime', { steps: steps.join(' → ') })}`;
}

/** Lines as an embed's description. When they are too long for one, the longest addresses are left out. */
function joinWithinEmbed(buildLines: (linkMaxChars: number) => readonly string[]): string {
  const description = buildLines(LINK_MAX_CHARS).join('\n\n');
  return countChars(description) <= EMBED_DESCRIPTION_MAX_CHARS
    ? description
    : buildLines(SHORT_LINK_MAX_CHARS).join('\n\n');
}

function describeStory({ title, link, provider }: Story, linkMaxChars: number): string {
  return `${maskLink(title, link, HEADLINE_MAX_CHARS, linkMaxChars)} (${escapeWithin(provider.name, PROVIDER_MAX_CHARS)})`;
}

type ListedArticle = CoverageArticle & Partial<Pick<TimelineEntry, 'moreCount'>>;

function formatArticle(
  { title, link, providerName, publishedAtMs, moreCount = 0 }: ListedArticle,
  linkMaxChars: number,
  t: Translate,
): string {
  const age = publishedAtMs === null ? [] : [formatTimestamp(publishedAtMs, 'R')];
  const more = moreCount === 0 ? [] : [t('card.more', { count: moreCount })];
  const details = [escapeWithin(providerName, PROVIDER_MAX_CHARS), ...age, ...more].join(' · ');
  return `${maskLink(title, link, HEADLINE_MAX_CHARS, linkMaxChars)}\n${details}`;
}

/** The menu that shows the card of a story to whoever chooses it. */
export function buildStoryMenu(stories: readonly Story[], placeholder: string): Row {
  return {
    type: ComponentType.ActionRow,
    components: [
      {
        type: ComponentType.StringSelect,
        custom_id: buildCustomId({ kind: 'news-open' }),
        placeholder,
        options: stories.map(({ id, title, provider }) => ({
          label: cutText(title, SELECT_TEXT_MAX_CHARS),
          description: cutText(provider.name, SELECT_TEXT_MAX_CHARS),
          value: id,
        })),
      },
    ],
  };
}

/** `Page 2 of 7`; pages are counted from 0. */
export function formatPage(page: number, pages: number, t: Translate): string {
  return t('list.page', { page: page + 1, pages });
}

/** Their ids differ also on a list's only page, as Discord demands: each names the page it leads to. */
export function buildPageButtons(
  page: number,
  pages: number,
  t: Translate,
  idOf: (target: number) => CustomId,
): Row {
  const button = (label: string, target: number) => ({
    type: ComponentType.Button as const,
    style: ButtonStyle.Secondary as const,
    label,
    custom_id: buildCustomId(idOf(target)),
    disabled: target < 0 || target >= pages,
  });
  return {
    type: ComponentType.ActionRow,
    components: [button(t('list.previous'), page - 1), button(t('list.next'), page + 1)],
  };
}
