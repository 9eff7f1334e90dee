import {
  type APIActionRowComponent,
  type APIComponentInMessageActionRow,
  ButtonStyle,
  ComponentType,
} from 'discord.js';
import { DIGEST_LINES_MAX, type DigestPeriod } from '../../curation/digest.ts';
import { DAY_MAX_MS } from '../../curation/history.ts';
import type { DigestLine, DigestPost, ShownDigest } from '../../delivery/channel-port.ts';
import type { MessagePlace } from '../../delivery/ledger-entry.ts';
import { isLanguage, type Language, type Translate, translatorFor } from '../../locales/translate.ts';
import { countChars, cutText } from '../../story/text.ts';
import { EMBED_DESCRIPTION_MAX_CHARS, EMBED_TITLE_MAX_CHARS } from '../rest/limits.ts';
import type { Content } from '../rest/outgoing.ts';
import { buildCustomId } from './custom-id.ts';
import { findHeatColor, showHeat } from './heat-words.ts';
import { buildStoryMenu, LIST_COLOR } from './list-cards.ts';
import { escapeWithin, formatTimestamp, maskLink } from './markdown.ts';

/** From so many lines on, they stand under their topics. */
const GROUPED_MIN_LINES = 8;
/** A topic has a heading of its own from so many lines on. */
const GROUP_MIN_LINES = 2;
const TOPIC_MAX_CHARS = 40;
const PROVIDER_MAX_CHARS = 30;

/**
 * How long headlines and their addresses may be, tried in turn until all lines fit one embed. With the last of them,
 * fifteen lines under fifteen headings fit in every language.
 */
const LINE_SIZES = [
  { headlineMaxChars: 150, linkMaxChars: 500 },
  { headlineMaxChars: 120, linkMaxChars: 200 },
  { headlineMaxChars: 100, linkMaxChars: 100 },
  { headlineMaxChars: 60, linkMaxChars: 0 },
] as const;
type LineSize = (typeof LINE_SIZES)[number];

/** The address of a message; null where its server is not known. */
export type LinkOf = (place: MessagePlace) => string | null;

/** The message of a digest: a line for each event, a menu that opens one, and the way to what it does not tell. */
export function buildDigestCard({ digest, look }: DigestPost, linkOf: LinkOf): Content {
  const language = isLanguage(look.language) ? look.language : 'en';
  const t = translatorFor(language);
  const { lines, channelId, fromMs, toMs, isOpen } = digest;
  const { mentionRoleId } = look;
  const [hottest] = lines;
  const until = isOpen ? t('digest.grows', { when: formatTimestamp(toMs, 'f') }) : '';
  const mention = mentionRoleId === null ? [] : [`<@&${mentionRoleId}>`];
  const headline = hottest === undefined ? [] : [escapeWithin(hottest.story.title, EMBED_TITLE_MAX_CHARS)];
  return {
    content: mention.length === 0 ? '' : [...mention, ...headline].join(' '),
    embeds: [
      {
        title: formatDigestName(digest, language),
        description: describeDigest(digest, until, t, linkOf),
        color:
          hottest === undefined ? LIST_COLOR : findHeatColor(Math.max(...lines.map(({ heat }) => heat ?? 0))),
      },
    ],
    components: [
      ...buildDigestMenu(lines, t),
      buildMoreButton(
        buildCustomId({ kind: 'digest-more', state: { channelId, topicHash: '', fromMs, toMs }, page: 0 }),
        t,
      ),
    ],
    mentionRoleId,
  };
}

/** The menu that opens one of the events; none where there is none. */
export function buildDigestMenu(
  lines: readonly DigestLine[],
  t: Translate,
): APIActionRowComponent<APIComponentInMessageActionRow>[] {
  const stories = lines.map(({ story }) => story).slice(0, DIGEST_LINES_MAX);
  return stories.length === 0 ? [] : [buildStoryMenu(stories, t('digest.open'))];
}

/** *More*: what is not told here, for whoever asks. */
export function buildMoreButton(
  customId: string,
  t: Translate,
): APIActionRowComponent<APIComponentInMessageActionRow> {
  return {
    type: ComponentType.ActionRow,
    components: [
      {
        type: ComponentType.Button,
        style: ButtonStyle.Secondary,
        label: t('digest.more'),
        custom_id: customId,
      },
    ],
  };
}

/** The day of a digest, or the days from its first to its last, by the clock of its feed. */
export function formatDigestName(
  { fromMs, toMs, timezone }: DigestPeriod & Pick<ShownDigest, 'timezone'>,
  language: Language,
): string {
  const day = { month: 'long', day: 'numeric', timeZone: timezone } as const;
  // A day's digest is named by the day that most of it lies in.
  const when =
    toMs - fromMs <= DAY_MAX_MS
      ? new Intl.DateTimeFormat(language, { weekday: 'long', ...day }).format((fromMs + toMs) / 2)
      : new Intl.DateTimeFormat(language, day).formatRange(fromMs, toMs);
  return translatorFor(language)('digest.title', { when });
}

function describeDigest(
  { lines, isEmptied }: ShownDigest,
  until: string,
  t: Translate,
  linkOf: LinkOf,
): string {
  const end = until === '' ? [] : ['', until];
  if (isEmptied) return [t('digest.emptied'), ...end].join('\n');
  if (lines.length === 0) return [t('digest.quiet'), ...end].join('\n');
  return [
    describeLines(lines, t, linkOf, EMBED_DESCRIPTION_MAX_CHARS - countChars(end.join('\n')) - 1),
    ...end,
  ].join('\n');
}

/** Lines of events, under their topics where there are many, as long as the room allows. */
export function describeLines(
  lines: readonly DigestLine[],
  t: Translate,
  linkOf: LinkOf,
  maxChars = EMBED_DESCRIPTION_MAX_CHARS,
): string {
  let text = '';
  for (const size of LINE_SIZES) {
    text = joinLines(lines, size, t, linkOf);
    if (countChars(text) <= maxChars) break;
  }
  return cutText(text, maxChars);
}

function joinLines(lines: readonly DigestLine[], size: LineSize, t: Translate, linkOf: LinkOf): string {
  const format = (line: DigestLine): string => formatLine(line, size, t, linkOf);
  const { groups, others } = groupByTopic(lines);
  const parts = groups.map(({ topic, lines: ofTopic }) =>
    [`**${escapeWithin(topic, TOPIC_MAX_CHARS)}**`, ...ofTopic.map(format)].join('\n'),
  );
  const rest = others.map(format);
  if (groups.length > 0 && rest.length > 0) rest.unshift(`**${t('digest.others')}**`);
  return [...parts, ...(rest.length > 0 ? [rest.join('\n')] : [])].join('\n\n');
}

type TopicGroup = { readonly topic: string; readonly lines: readonly DigestLine[] };

/** Lines by the first topic of their stories, the topic of the hottest first; those of rarer topics by themselves. */
export function groupByTopic(lines: readonly DigestLine[]): {
  readonly groups: readonly TopicGroup[];
  readonly others: readonly DigestLine[];
} {
  if (lines.length < GROUPED_MIN_LINES) return { groups: [], others: lines };
  const byTopic = Map.groupBy(lines, ({ story }) => story.topics[0] ?? '');
  const groups = [...byTopic].flatMap(([topic, ofTopic]) =>
    topic === '' || ofTopic.length < GROUP_MIN_LINES ? [] : [{ topic, lines: ofTopic }],
  );
  const grouped = new Set(groups.flatMap((group) => group.lines));
  return { groups, others: lines.filter((line) => !grouped.has(line)) };
}

function formatLine(
  { story, outlets, heat, place }: DigestLine,
  { headlineMaxChars, linkMaxChars }: LineSize,
  t: Translate,
  linkOf: LinkOf,
): string {
  const link = place === null ? null : linkOf(place);
  return [
    `• ${maskLink(story.title, story.link, headlineMaxChars, linkMaxChars)}`,
    outlets > 1
      ? t('list.outlets', { count: outlets })
      : escapeWithin(story.provider.name, PROVIDER_MAX_CHARS),
    showHeat(heat, t),
    ...(link === null ? [] : [`[${t('digest.single')}](${link})`]),
  ].join(' · ');
}
