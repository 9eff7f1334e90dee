import { ApplicationCommandOptionType, ApplicationCommandType, PermissionFlagsBits } from 'discord.js';
import {
  type CustomId,
  hashName,
  NEWS_QUERY_MAX_CHARS,
  type NewsState,
  SINCE_HOURS,
  type Since,
} from '../src/discord/cards/custom-id.ts';
import { buildNewsPage, NEWS_PAGE_SIZE } from '../src/discord/cards/list-cards.ts';
import { codeText, escapeWithin } from '../src/discord/cards/markdown.ts';
import { buildStoryCard } from '../src/discord/cards/story-card.ts';
import {
  type Asker,
  type CommandContext,
  type ComponentHandler,
  defineSlashCommand,
  UserError,
} from '../src/discord/interactions/command.ts';
import { EVERYWHERE } from '../src/discord/interactions/installation.ts';
import { choiceIn, describeIn } from '../src/discord/interactions/localized.ts';
import { CHOICE_MAX_CHARS } from '../src/discord/rest/limits.ts';
import type { Content } from '../src/discord/rest/outgoing.ts';
import { HOUR_MS } from '../src/duration.ts';
import type { Translate } from '../src/locales/translate.ts';
import type { SearchSort } from '../src/search/search.ts';
import { findNearestNames } from '../src/topics/nearest-names.ts';
import {
  findProviderName,
  findTopicName,
  listNearest,
  listProviderNames,
  listTopicNames,
  suggestProviders,
  suggestTopics,
  TYPED_NAME_MAX_CHARS,
} from './name-argument.ts';
import { getStory } from './story-argument.ts';

/** With three parts of this length and the words around them, a title keeps to Discord's 256 characters. */
const TITLE_PART_MAX_CHARS = 60;
const SINCES = ['day', 'week', 'month', 'all'] as const satisfies readonly Since[];
const SORTS = ['hot', 'new', 'best'] as const satisfies readonly SearchSort[];

/** `/news`: the hottest stories now, or those that fit a topic, words, a provider, a time. */
export const news = defineSlashCommand({
  definition: {
    type: ApplicationCommandType.ChatInput,
    ...describeIn('news'),
    ...EVERYWHERE,
    options: [
      {
        type: ApplicationCommandOptionType.String,
        ...describeIn('news.options.topic'),
        autocomplete: true,
        max_length: TYPED_NAME_MAX_CHARS,
      },
      {
        type: ApplicationCommandOptionType.String,
        ...describeIn('news.options.query'),
        max_length: NEWS_QUERY_MAX_CHARS,
      },
      {
        type: ApplicationCommandOptionType.String,
        ...describeIn('news.options.provider'),
        autocomplete: true,
        max_length: TYPED_NAME_MAX_CHARS,
      },
      {
        type: ApplicationCommandOptionType.String,
        ...describeIn('news.options.since'),
        choices: SINCES.map((value) => choiceIn(value, `choices.since.${value}`)),
      },
      {
        type: ApplicationCommandOptionType.String,
        ...describeIn('news.options.sort'),
        choices: SORTS.map((value) => choiceIn(value, `choices.sort.${value}`)),
      },
      { type: ApplicationCommandOptionType.Boolean, ...describeIn('news.options.private') },
    ],
  },
  isPrivate: (options) => options.getBoolean('private') ?? false,
  answer(options, asker, context) {
    const query = options.getString('query') ?? '';
    const topic = options.getString('topic');
    const provider = options.getString('provider');
    const state: NewsState = {
      query,
      topicHash: topic === undefined ? '' : hashName(requireTopic(topic, asker.t, context)),
      providerHash: provider === undefined ? '' : hashName(requireProvider(provider, asker.t, context)),
      since: options.getChoice('since', SINCES) ?? 'all',
      sort: options.getChoice('sort', SORTS) ?? (query === '' ? 'hot' : 'best'),
      asOfMs: Math.floor(context.clock.now() / 1000) * 1000,
    };
    return answerPage(state, 0, asker, context);
  },
  suggest(options, _asker, context) {
    const { name, text } = options.getFocused();
    return name === 'provider' ? suggestProviders(text, context) : suggestTopics(text, context);
  },
});

/** Previous and Next below a `/news` list. */
export const newsPageButton: ComponentHandler<Extract<CustomId, { kind: 'news-page' }>> = {
  mode: 'update',
  answer({ state, page }, _given, asker, context) {
    // A button can be forged: what is not out yet is not told.
    const asOfMs = Math.min(state.asOfMs, context.clock.now());
    return answerPage({ ...state, asOfMs }, page, asker, context);
  },
};

/** The menu below a `/news` list: opens the story that was chosen. */
export const newsStoryMenu: ComponentHandler<Extract<CustomId, { kind: 'news-open' }>> = {
  mode: 'reply',
  answer(_id, { choices: [storyId = ''] }, { language, t }, context) {
    const { story } = getStory(storyId, t, context);
    const coverage = context.library.coverageOf(story, context.clock.now());
    return buildStoryCard(story, coverage, { style: 'card', language, mentionRoleId: null });
  },
};

function answerPage(
  state: NewsState,
  wantedPage: number,
  { t, permissions }: Asker,
  context: CommandContext,
): Content {
  const { library, config } = context;
  const topic = findByHash(state.topicHash, t, () => listTopicNames(context));
  const provider = findByHash(state.providerHash, t, () => listProviderNames(context));
  const hours = SINCE_HOURS[state.since];
  const search = (page: number) =>
    library.search({
      query: state.query,
      ...(topic !== undefined && { topicKeys: library.taxonomy.familyKeys(topic) }),
      ...(provider !== undefined && { providerKey: provider.toLowerCase() }),
      ...(hours !== null && { sinceMs: state.asOfMs - hours * HOUR_MS }),
      nowMs: state.asOfMs,
      sort: state.sort,
      halfLifeMs: config.news.halfLifeMs,
      limit: NEWS_PAGE_SIZE,
      offset: page * NEWS_PAGE_SIZE,
    });
  const wanted = Math.max(0, wantedPage);
  // Stories may have been taken down since: a page that is no longer there falls back to the first.
  const answer = search(wanted);
  const [page, shown] = answer.hits.length > 0 || wanted === 0 ? [wanted, answer] : [0, search(0)];
  const title = describeSearch(state, t, topic, provider);
  if (shown.hits.length === 0) return { content: describeNothing(state, title, topic, t, context) };
  const hasNumbers = (permissions & PermissionFlagsBits.ManageGuild) !== 0n;
  return buildNewsPage(title, shown, { page, state, hasNumbers }, t);
}

/** What was asked for, as a title in Discord's Markdown. */
function describeSearch(
  { query, since, sort }: NewsState,
  t: Translate,
  topic?: string,
  provider?: string,
): string {
  const subject =
    topic === undefined
      ? t('news.allNews')
      : t('news.topicNews', { topic: escapeWithin(topic, TITLE_PART_MAX_CHARS) });
  const title = { hot: 'news.hottest', new: 'news.newest', best: 'news.best' } as const;
  return [
    t(title[sort], { subject }),
    ...(query === '' ? [] : [t('news.words', { query: escapeWithin(query, TITLE_PART_MAX_CHARS) })]),
    ...(provider === undefined
      ? []
      : [t('news.from', { provider: escapeWithin(provider, TITLE_PART_MAX_CHARS) })]),
    ...(since === 'all' ? [] : [t('news.last', { span: t(`choices.since.${since}`) })]),
  ].join(' · ');
}

/** Says that nothing was found, and what would find something. */
function describeNothing(
  state: NewsState,
  title: string,
  topic: string | undefined,
  t: Translate,
  context: CommandContext,
): string {
  const counts = context.library.listTopicCounts(state.asOfMs);
  if (counts.length === 0) return t('news.noStories');
  const others = counts.flatMap(({ name }) => (name === topic ? [] : [name]));
  const [nearest] = findNearestNames(state.query || (topic ?? ''), others, 1);
  const nothing = t('news.nothing', { search: title });
  if (nearest === undefined) return nothing;
  const hint = state.since === 'all' ? 'news.tryTopic' : 'news.tryTopicOrLonger';
  return `${nothing}\n${t(hint, { topic: codeText(nearest) })}`;
}

/** @throws UserError that names the nearest topics */
export function requireTopic(typed: string, t: Translate, context: CommandContext): string {
  const found = findTopicName(typed, context);
  if (found === undefined)
    throw new UserError(explainUnknown(typed, 'news.noTopic', listTopicNames(context), t));
  return found;
}

/** @throws UserError that names the nearest outlets */
function requireProvider(typed: string, t: Translate, context: CommandContext): string {
  const found = findProviderName(typed, context);
  const names = listProviderNames(context);
  if (found === undefined) throw new UserError(explainUnknown(typed, 'news.noProvider', names, t));
  return found;
}

function explainUnknown(
  typed: string,
  missing: 'news.noTopic' | 'news.noProvider',
  names: readonly string[],
  t: Translate,
): string {
  const nearest = listNearest(typed, names);
  const hint = nearest === '' ? t('news.nothingToChoose') : t('news.nearest', { names: nearest });
  return `${t(missing, { typed: escapeWithin(typed, CHOICE_MAX_CHARS) })} ${hint}`;
}

/** The name whose hash a button carries; undefined when it asks for any. */
export function findByHash(
  hash: string,
  t: Translate,
  listNames: () => readonly string[],
): string | undefined {
  if (hash === '') return undefined;
  const found = listNames().find((name) => hashName(name) === hash);
  if (found === undefined) throw new UserError(t('news.nameIsGone'));
  return found;
}
