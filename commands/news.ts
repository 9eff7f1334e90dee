import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
} from 'discord.js';
import {
  type Choice,
  type CommandContext,
  type ComponentHandler,
  type SlashCommand,
  UserError,
} from '../src/discord/command.ts';
import {
  type CustomId,
  hashName,
  NEWS_QUERY_MAX_CHARS,
  type NewsState,
  SINCE_HOURS,
  type Since,
} from '../src/discord/custom-id.ts';
import { CHOICE_MAX_CHARS, CHOICES_MAX } from '../src/discord/limits.ts';
import { buildNewsPage, NEWS_PAGE_SIZE } from '../src/discord/list-cards.ts';
import { escapeMarkdown, escapeWithin } from '../src/discord/markdown.ts';
import type { Content } from '../src/discord/outgoing.ts';
import { buildStoryCard } from '../src/discord/story-card.ts';
import type { NameCount } from '../src/library/library.ts';
import type { SearchSort } from '../src/library/search.ts';
import { findNearestNames } from '../src/library/taxonomy.ts';
import { cutText } from '../src/story/text.ts';

const HOUR_MS = 3_600_000;
const NEAREST_MAX = 3;

const SINCE_NAMES = {
  day: '24 hours',
  week: '7 days',
  month: '30 days',
  all: 'all',
} as const satisfies Record<Since, string>;
const SORT_NAMES = { hot: 'hot', new: 'new', best: 'best match' } as const satisfies Record<
  SearchSort,
  string
>;
const SINCES = ['day', 'week', 'month', 'all'] as const satisfies readonly Since[];
const SORTS = ['hot', 'new', 'best'] as const satisfies readonly SearchSort[];

/** `/news`: the hottest stories now, or those that fit a topic, words, a provider, a time. */
export const news = {
  kind: 'slash',
  definition: {
    type: ApplicationCommandType.ChatInput,
    name: 'news',
    description: 'The hottest AI news, or a search in all of it',
    integration_types: [ApplicationIntegrationType.GuildInstall],
    contexts: [InteractionContextType.Guild, InteractionContextType.BotDM],
    options: [
      {
        type: ApplicationCommandOptionType.String,
        name: 'topic',
        description: 'Stories of one topic and of those below it',
        autocomplete: true,
      },
      {
        type: ApplicationCommandOptionType.String,
        name: 'query',
        description: 'Words of the headline, the excerpt or the provider',
        max_length: NEWS_QUERY_MAX_CHARS,
      },
      {
        type: ApplicationCommandOptionType.String,
        name: 'provider',
        description: 'Stories of one outlet',
        autocomplete: true,
      },
      {
        type: ApplicationCommandOptionType.String,
        name: 'since',
        description: 'How far back (all)',
        choices: SINCES.map((value) => ({ name: SINCE_NAMES[value], value })),
      },
      {
        type: ApplicationCommandOptionType.String,
        name: 'sort',
        description: 'Which stories come first (hot; with a query: best match)',
        choices: SORTS.map((value) => ({ name: SORT_NAMES[value], value })),
      },
      {
        type: ApplicationCommandOptionType.Boolean,
        name: 'private',
        description: 'Show the answer to me alone',
      },
    ],
  },
  isPrivate: (options) => options.getBoolean('private'),
  answer(options, _place, context) {
    const query = options.getString('query') ?? '';
    const topic = options.getString('topic');
    const provider = options.getString('provider');
    const state: NewsState = {
      query,
      topicHash: topic === undefined ? '' : hashName(findTopic(topic, context)),
      providerHash: provider === undefined ? '' : hashName(findProvider(provider, context)),
      since: options.getChoice('since', SINCES) ?? 'all',
      sort: options.getChoice('sort', SORTS) ?? (query === '' ? 'hot' : 'best'),
      asOfMs: Math.floor(context.clock.now() / 1000) * 1000,
    };
    return answerPage(state, 0, context);
  },
  suggest(options, _place, { library, clock }) {
    const { name, text } = options.getFocused();
    if (name === 'provider') return toChoices(library.listProviderCounts(clock.now()), text);
    const counts = library.listTopicCounts(clock.now());
    const byShortName = library.taxonomy.find(text)?.name;
    const first = counts.filter((count) => count.name === byShortName);
    return [
      ...toChoices(first, ''),
      ...toChoices(
        counts.filter((count) => count.name !== byShortName),
        text,
      ),
    ];
  },
} satisfies SlashCommand;

/** Previous and Next below a `/news` list. */
export const newsPageButton: ComponentHandler<Extract<CustomId, { kind: 'news-page' }>> = {
  mode: 'update',
  answer: ({ state, page }, _values, context) => answerPage(state, page, context),
};

/** The menu below a `/news` list: opens the story that was chosen. */
export const newsStoryMenu: ComponentHandler<Extract<CustomId, { kind: 'news-open' }>> = {
  mode: 'reply',
  answer(_id, [storyId = ''], { library, clock }) {
    const found = library.getStory(storyId);
    if (found === undefined) throw new UserError('That story has been taken down.');
    return buildStoryCard(found.story, library.coverageOf(found.story, clock.now()));
  },
};

function answerPage(state: NewsState, wantedPage: number, context: CommandContext): Content {
  const { library, halfLifeMs } = context;
  const topic = findByHash(state.topicHash, () => listTopicNames(context));
  const provider = findByHash(state.providerHash, () =>
    library.listProviderCounts(state.asOfMs).map(({ name }) => name),
  );
  const hours = SINCE_HOURS[state.since];
  const search = (page: number) =>
    library.search({
      query: state.query,
      ...(topic !== undefined && { topicKeys: library.taxonomy.familyKeys(topic) }),
      ...(provider !== undefined && { providerKey: provider.toLowerCase() }),
      ...(hours !== null && { sinceMs: state.asOfMs - hours * HOUR_MS }),
      nowMs: state.asOfMs,
      sort: state.sort,
      halfLifeMs,
      limit: NEWS_PAGE_SIZE,
      offset: page * NEWS_PAGE_SIZE,
    });
  const wanted = Math.max(0, wantedPage);
  // Stories may have been taken down since: a page that is no longer there falls back to the first.
  const answer = search(wanted);
  const [page, shown] = answer.hits.length > 0 || wanted === 0 ? [wanted, answer] : [0, search(0)];
  const title = describeSearch(state, topic, provider);
  if (shown.hits.length === 0) return { content: describeNothing(state, title, topic, context) };
  return buildNewsPage(title, shown, { page, state });
}

function describeSearch({ query, since, sort }: NewsState, topic?: string, provider?: string): string {
  const subject = topic === undefined ? 'AI news' : `${topic} news`;
  const order = sort === 'hot' ? 'Hottest' : sort === 'new' ? 'Newest' : 'Best matching';
  return [
    `${order} ${subject}`,
    ...(query === '' ? [] : [`“${query}”`]),
    ...(provider === undefined ? [] : [`from ${provider}`]),
    ...(since === 'all' ? [] : [`last ${SINCE_NAMES[since]}`]),
  ].join(' · ');
}

/** Says that nothing was found, and what would find something. */
function describeNothing(
  state: NewsState,
  title: string,
  topic: string | undefined,
  context: CommandContext,
): string {
  const counts = context.library.listTopicCounts(state.asOfMs);
  if (counts.length === 0)
    return 'There are no stories yet. They appear here as soon as an editor adds the first.';
  const others = counts.flatMap(({ name }) => (name === topic ? [] : [name]));
  const [nearest] = findNearestNames(state.query || (topic ?? ''), others, 1);
  const wider = state.since === 'all' ? '' : ', or a longer time with `since: all`';
  const hint = nearest === undefined ? '' : `\nTry \`/news topic:${nearest}\`${wider}.`;
  return `Nothing found for **${escapeMarkdown(title)}**.${hint}`;
}

/** The topic's full name from what was typed: name or short name, in any case. */
function findTopic(typed: string, context: CommandContext): string {
  return context.library.taxonomy.find(typed)?.name ?? findName(typed, listTopicNames(context), 'topic');
}

function findProvider(typed: string, { library, clock }: CommandContext): string {
  const names = library.listProviderCounts(clock.now()).map(({ name }) => name);
  return findName(typed, names, 'provider');
}

/** The topics that have stories, most stories first, then those of the taxonomy that have none. */
function listTopicNames({ library, clock }: CommandContext): string[] {
  const used = library.listTopicCounts(clock.now()).map(({ name }) => name);
  return [...new Set([...used, ...library.taxonomy.topics.map(({ name }) => name)])];
}

function findName(typed: string, names: readonly string[], what: 'topic' | 'provider'): string {
  const found = names.find((name) => name.toLowerCase() === typed.toLowerCase());
  if (found !== undefined) return found;
  const nearest = findNearestNames(typed, names, NEAREST_MAX).map((name) => `**${escapeMarkdown(name)}**`);
  const hint = nearest.length === 0 ? 'There are no stories yet.' : `The nearest: ${nearest.join(', ')}.`;
  throw new UserError(`There is no ${what} “${escapeWithin(typed, CHOICE_MAX_CHARS)}”. ${hint}`);
}

/** The name that a button's hash stands for; undefined when it asks for any. */
function findByHash(hash: string, listNames: () => readonly string[]): string | undefined {
  if (hash === '') return undefined;
  const found = listNames().find((name) => hashName(name) === hash);
  if (found === undefined)
    throw new UserError('Its topic or provider is no longer there. Ask again with `/news`.');
  return found;
}

/** Names that hold what was typed, with their counts; all of them while nothing is typed. */
function toChoices(counts: readonly NameCount[], typed: string): Choice[] {
  return counts
    .filter(({ name }) => name.toLowerCase().includes(typed.toLowerCase()))
    .slice(0, CHOICES_MAX)
    .map(({ name, count }) => {
      const suffix = ` (${count})`;
      return {
        name: `${cutText(name, CHOICE_MAX_CHARS - suffix.length)}${suffix}`,
        value: cutText(name, CHOICE_MAX_CHARS),
      };
    });
}
