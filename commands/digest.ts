import { ApplicationCommandOptionType, ApplicationCommandType } from 'discord.js';
import { type DigestPeriod, findPeriods, PERIOD_MAX_MS, selectDigest } from '../src/curation/digest.ts';
import type { Pick as EventPick, Policy } from '../src/curation/selection.ts';
import { shareSchedule } from '../src/curation/subscription.ts';
import { selectForDigest } from '../src/delivery/digest-selection.ts';
import { digestIdOf } from '../src/delivery/digests.ts';
import { readLines } from '../src/delivery/read-post.ts';
import { type CustomId, type DigestState, hashName } from '../src/discord/cards/custom-id.ts';
import { buildDigestPage, LINES_PER_PAGE } from '../src/discord/cards/digest-page.ts';
import { escapeWithin, formatTimestamp } from '../src/discord/cards/markdown.ts';
import { mayView } from '../src/discord/interactions/channel-view.ts';
import {
  type Asker,
  type CommandContext,
  type ComponentHandler,
  defineSlashCommand,
  UserError,
} from '../src/discord/interactions/command.ts';
import { EVERYWHERE } from '../src/discord/interactions/installation.ts';
import { choiceIn, describeIn } from '../src/discord/interactions/localized.ts';
import type { Content } from '../src/discord/rest/outgoing.ts';
import { DAY_MS } from '../src/duration.ts';
import { VISIT_KEPT_MS } from '../src/state/visits.ts';
import { linkPosted } from './message-link.ts';
import { listTopicNames, suggestTopics, TYPED_NAME_MAX_CHARS } from './name-argument.ts';
import { findByHash, requireTopic } from './news.ts';

const SINCES = ['visit', 'today', 'yesterday', 'week'] as const;
type DigestSince = (typeof SINCES)[number];

/** An embed's title has 256. */
const TITLE_TOPIC_MAX_CHARS = 200;

const EACH_DAY = '0 0 * * *';
const EACH_WEEK = '0 0 * * 1';

/** `/digest`: the best of a time, for the asker alone. */
export const digest = defineSlashCommand({
  definition: {
    type: ApplicationCommandType.ChatInput,
    ...describeIn('digest'),
    ...EVERYWHERE,
    options: [
      {
        type: ApplicationCommandOptionType.String,
        ...describeIn('digest.options.since'),
        choices: SINCES.map((value) => choiceIn(value, `choices.visit.${value}`)),
      },
      {
        type: ApplicationCommandOptionType.String,
        ...describeIn('digest.options.topic'),
        autocomplete: true,
        max_length: TYPED_NAME_MAX_CHARS,
      },
    ],
  },
  isPrivate: () => true,
  async answer(options, asker, context) {
    const { visits, clock } = context;
    const topic = options.getString('topic');
    const topicHash = topic === undefined ? '' : hashName(requireTopic(topic, asker.t, context));
    const nowMs = clock.now();
    const period = findPeriod(
      options.getChoice('since', SINCES) ?? 'visit',
      await visits.last(asker),
      asker,
      context,
    );
    await visits.note(asker, nowMs);
    return answerPage({ ...period, channelId: null, topicHash }, 0, asker, context);
  },
  suggest: (options, _asker, context) => suggestTopics(options.getFocused().text, context),
});

/** *More* below a digest: what it left out, for the asker alone. */
export const digestMoreButton: ComponentHandler<Extract<CustomId, { kind: 'digest-more' }>> = {
  mode: 'reply',
  answer: ({ state, page }, _given, asker, context) => answerPage(state, page, asker, context),
};

/** Previous and Next below such a list, and below a member's digest. */
export const digestPageButton: ComponentHandler<Extract<CustomId, { kind: 'digest-page' }>> = {
  mode: 'update',
  answer: ({ state, page }, _given, asker, context) => answerPage(state, page, asker, context),
};

/** *Show to everyone*. */
export const digestShowButton: ComponentHandler<Extract<CustomId, { kind: 'digest-show' }>> = {
  mode: 'public',
  answer: ({ state, page }, _given, asker, context) => answerPage(state, page, asker, context, true),
};

/** The time that was asked for, by the clock of the channel's feed. */
function findPeriod(
  since: DigestSince,
  lastVisitMs: number | null,
  { channelId }: Asker,
  { clock, subscriptions, config }: CommandContext,
): DigestPeriod {
  const toMs = clock.now();
  const timezone = subscriptions.find(channelId)?.timezone ?? config.news.timezone;
  const periodsOf = (cron: string) => findPeriods(shareSchedule(cron, timezone, null), toMs);
  switch (since) {
    case 'visit':
      return { fromMs: Math.max(lastVisitMs ?? toMs - DAY_MS, toMs - VISIT_KEPT_MS), toMs };
    case 'today':
      return { fromMs: periodsOf(EACH_DAY)?.current.fromMs ?? toMs, toMs };
    case 'yesterday':
      return periodsOf(EACH_DAY)?.ended ?? { fromMs: toMs, toMs };
    case 'week':
      return { fromMs: periodsOf(EACH_WEEK)?.current.fromMs ?? toMs, toMs };
  }
}

function answerPage(
  state: DigestState,
  wantedPage: number,
  asker: Asker,
  context: CommandContext,
  isPublic = false,
): Content {
  const { t, guildId } = asker;
  const { channelId, topicHash, fromMs, toMs } = state;
  // A button can be forged: it opens no channel that the asker does not see, and no longer time than a digest has.
  const isHidden = channelId !== null && !mayView(channelId, asker, context.client);
  if (isHidden || toMs - fromMs > PERIOD_MAX_MS) throw new UserError(t('errors.oldButton'));
  const topic = findByHash(topicHash, t, () => listTopicNames(context));
  const picks = channelId === null ? listBest(state, topic, context) : listRest(channelId, state, context);
  const when = { from: formatTimestamp(fromMs, 'f'), to: formatTimestamp(toMs, 'f') };
  if (picks.length === 0) return { content: t('digest.nothing', when) };
  const pages = Math.ceil(picks.length / LINES_PER_PAGE);
  const page = Math.min(Math.max(0, wantedPage), pages - 1);
  const shown = picks.slice(page * LINES_PER_PAGE, (page + 1) * LINES_PER_PAGE);
  const ownTitle =
    topic === undefined
      ? t('digest.own')
      : t('digest.ofTopic', { topic: escapeWithin(topic, TITLE_TOPIC_MAX_CHARS) });
  return buildDigestPage(
    {
      title: channelId === null ? ownTitle : t('digest.rest'),
      span: t('digest.span', when),
      lines: readLines(channelId, shown, context),
      audience: isPublic ? 'everyone' : guildId !== null && channelId === null ? 'member' : 'reader',
      ...{ state, page, pages },
    },
    t,
    (place) => (channelId === null ? null : linkPosted(channelId, place, context)),
  );
}

/** All events of a time, the hottest first, whatever any channel got. */
function listBest(
  period: DigestPeriod,
  topic: string | undefined,
  context: CommandContext,
): readonly EventPick[] {
  const { library, clock } = context;
  // Nobody is told of what is not out yet, whatever time a button names.
  const nowMs = Math.min(period.toMs, clock.now());
  const policy: Policy = {
    topicKeys: topic === undefined ? null : new Set(library.taxonomy.familyKeys(topic)),
    excludedTopicKeys: new Set(),
    excludedProviderKeys: new Set(),
    ignoredStoryIds: new Set(),
    minHeat: 0,
    // Of a digest's own, see selectDigest.
    ...{ maxAgeMs: 0, halfLifeMs: 0, perProvider: 0, perRun: 0, perDay: 0 },
  };
  const { picks } = selectDigest({
    candidates: library.listPublished(period.fromMs, nowMs),
    ...{ policy, period, isAll: true },
    readHistory: () => ({
      postedStoryIds: new Set(),
      refusedStoryIds: new Set(),
      postedOf: new Map(),
      postedToday: 0,
    }),
    nowMs,
    medianHeat: library.medianHeat,
  });
  return picks;
}

/** The events of a channel's digest that have no line in it. */
function listRest(channelId: string, period: DigestPeriod, context: CommandContext): readonly EventPick[] {
  const { subscriptions, ledger, clock, delivery } = context;
  const subscription = subscriptions.find(channelId);
  // Its feed has ended since.
  if (subscription === undefined) return [];
  const { youngStories } = delivery;
  const { picks } = selectForDigest(subscription, period, {
    ...context,
    youngStories,
    nowMs: clock.now(),
    isAll: true,
  });
  const shown = ledger.digests.find(channelId, digestIdOf(period))?.shown ?? [];
  const told = new Set(shown.flatMap(({ storyId, eventId }) => [storyId, eventId]));
  return picks.filter(({ story, clusterId }) => !told.has(story.id) && !told.has(clusterId));
}
