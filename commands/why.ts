import {
  type APIMessage,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  PermissionFlagsBits,
} from 'discord.js';
import { findPeriods } from '../src/curation/digest.ts';
import { log2Hotness } from '../src/curation/hotness.ts';
import {
  REFUSAL_REASONS,
  type RefusalReason,
  rateCandidate,
  type Selection,
} from '../src/curation/selection.ts';
import type { Subscription } from '../src/curation/subscription.ts';
import { selectForChannel } from '../src/delivery/channel-selection.ts';
import { selectForDigest } from '../src/delivery/digest-selection.ts';
import type { LedgerEntry } from '../src/delivery/ledger-entry.ts';
import type { RunReport } from '../src/delivery/run-reports.ts';
import { LIST_COLOR } from '../src/discord/cards/list-cards.ts';
import { escapeMarkdown, formatTimestamp, maskLink } from '../src/discord/cards/markdown.ts';
import {
  type Asker,
  type CommandContext,
  defineSlashCommand,
  type MessageCommand,
  UserError,
} from '../src/discord/interactions/command.ts';
import { IN_SERVERS } from '../src/discord/interactions/installation.ts';
import { describeIn, nameIn } from '../src/discord/interactions/localized.ts';
import { describeObstacleIn } from '../src/discord/posting/obstacle-text.ts';
import type { Content } from '../src/discord/rest/outgoing.ts';
import type { LibraryStory } from '../src/library/library.ts';
import type { Translate } from '../src/locales/translate.ts';
import { listOutlets } from '../src/search/coverage.ts';
import { linkPosted } from './message-link.ts';
import {
  findStoryOfMessage,
  findTold,
  findTypedStory,
  STORY_MAX_CHARS,
  suggestStories,
} from './story-argument.ts';

const HEADLINE_MAX_CHARS = 200;
const LINK_MAX_CHARS = 500;
const OUTLETS_MAX = 10;

/** `/why`: why a story was posted here, or was not; without one, what the last run here picked and refused. */
export const why = defineSlashCommand({
  definition: {
    type: ApplicationCommandType.ChatInput,
    ...describeIn('why'),
    ...IN_SERVERS,
    options: [
      {
        type: ApplicationCommandOptionType.String,
        ...describeIn('why.options.story'),
        autocomplete: true,
        max_length: STORY_MAX_CHARS,
      },
    ],
  },
  isPrivate: () => true,
  answer(options, asker, context) {
    const typed = options.getString('story');
    if (typed !== undefined) {
      return explainStory(findTypedStory(typed, asker, context), asker.channelId, asker.t, context);
    }
    if ((asker.permissions & PermissionFlagsBits.ManageGuild) === 0n)
      throw new UserError(asker.t('why.onlyAdmins'));
    return explainLastRun(asker, context);
  },
  suggest: (options, asker, context) =>
    suggestStories(options.getFocused().text, asker.channelId, asker, context),
});

/** *Why this story?* in a message's menu. */
export const whyThisStory = {
  kind: 'message',
  definition: {
    type: ApplicationCommandType.Message,
    ...nameIn('whyThisStory'),
    ...IN_SERVERS,
  },
  answer(message: APIMessage, asker, context) {
    const channelId = context.ledger.findByMessage(message.id)?.channelId ?? message.channel_id;
    return explainStory(findStoryOfMessage(message, asker, context), channelId, asker.t, context);
  },
} satisfies MessageCommand;

function explainStory(
  found: LibraryStory,
  channelId: string,
  t: Translate,
  context: CommandContext,
): Content {
  const { library, ledger, clock, config } = context;
  const { story } = found;
  const nowMs = clock.now();
  const heat = rateCandidate(found, { nowMs, medianHeat: library.medianHeat });
  const own = story.heat ?? library.medianHeat;
  const log2 = log2Hotness(heat, story.publishedAtMs, nowMs, config.news.halfLifeMs);
  const outlets = listOutlets(story, library.coverageOf(story, nowMs));
  const shown = outlets.slice(0, OUTLETS_MAX).map(escapeMarkdown).join(', ');
  const entry = ledger.find(channelId, story.id);
  const lines = [
    `**${maskLink(story.title, story.link, HEADLINE_MAX_CHARS, LINK_MAX_CHARS)}**`,
    explainVerdict(found, channelId, t, context),
    ...explainRule(entry, t),
    ...explainPause(channelId, t, context),
    t(story.heat === null ? 'why.medianHeat' : heat === own ? 'why.heat' : 'why.heatSum', {
      heat,
      own,
      added: heat - own,
      when: formatTimestamp(story.publishedAtMs, 'R'),
      hotness: formatHotness(log2, t),
    }),
    outlets.length === 1
      ? t('why.toldByOne', { outlet: shown })
      : t('why.toldByMany', { count: outlets.length, outlets: shown }),
    ...explainHistory(entry, t),
  ];
  return report(t('why.title'), lines);
}

/** The rule that decided, in a sentence. */
function explainVerdict(
  found: LibraryStory,
  channelId: string,
  t: Translate,
  context: CommandContext,
): string {
  const { story } = found;
  const entry = context.ledger.find(channelId, story.id);
  if (entry?.state === 'posted' || entry?.state === 'sending') {
    const { rank, heat, log2Hotness: log2, atMs, postedBy } = entry.reasons;
    const when = formatTimestamp(atMs, 'f');
    if (postedBy !== null) return t('why.postedBy', { when, member: `<@${postedBy}>` });
    const place = rank === 1 ? t('why.hottest') : t('why.rank', { rank });
    return t('why.picked', { when, place, heat, hotness: formatHotness(log2, t) });
  }
  if (entry?.state === 'aged') return t('why.aged', { when: formatTimestamp(entry.postedAtMs, 'f') });
  if (entry?.state === 'removed') return t('why.removed');
  if (entry?.state === 'refused') return t('why.refused', { reason: escapeMarkdown(entry.reason) });
  const told = explainDigest(story.id, channelId, t, context);
  if (told !== null) return told;
  const subscription = context.subscriptions.find(channelId);
  if (subscription === undefined) return t('why.noFeed');
  const { picks, refusals } = selectNext(subscription, found, context);
  const pick = picks.find((one) => one.story.id === story.id);
  if (pick !== undefined) return t('why.due', { rank: pick.rank });
  const refusal = refusals.find((one) => one.story.id === story.id);
  return t('why.not', { reason: t(`why.reasons.${refusal?.reason ?? 'too-old'}`) });
}

/** The digest that told it; null: none did that stands. */
function explainDigest(
  storyId: string,
  channelId: string,
  t: Translate,
  context: CommandContext,
): string | null {
  const { ledger } = context;
  const digestId = ledger.digests.findTelling(channelId, storyId);
  const entry = digestId === null ? undefined : ledger.find(channelId, digestId);
  if (entry?.state !== 'posted' && entry?.state !== 'aged') return null;
  const message = linkPosted(channelId, entry.place, context);
  return message === null ? null : t('why.inDigest', { message });
}

/** What the story met when it was picked: the feed may have been changed since. */
function explainRule(entry: LedgerEntry | undefined, t: Translate): string[] {
  const rule = entry?.state === 'posted' || entry?.state === 'sending' ? entry.reasons.rule : undefined;
  if (rule === undefined) return [];
  const { topic, minHeat } = rule;
  if (topic === null) return [t('why.ruleOfAll', { minHeat })];
  return [t('why.rule', { topic: escapeMarkdown(topic), minHeat })];
}

/** Why the channel takes nothing at the moment. */
function explainPause(channelId: string, t: Translate, { pauses, subscriptions }: CommandContext): string[] {
  const pause = pauses.get(channelId);
  const pausedBy = subscriptions.feeds.get(channelId)?.pausedBy ?? null;
  return [
    ...(pausedBy === null ? [] : [t('feed.list.pausedBy', { member: `<@${pausedBy}>` })]),
    ...(pause === undefined ? [] : [t('why.paused', { reason: describeObstacleIn(pause.obstacle, t) })]),
  ];
}

function explainHistory(entry: LedgerEntry | undefined, t: Translate): string[] {
  if (entry?.state !== 'posted') return [];
  const when = formatTimestamp(entry.postedAtMs, 'f');
  if (entry.editedAtMs === null) return [t('why.posted', { when })];
  return [t('why.postedAndEdited', { when, edited: formatTimestamp(entry.editedAtMs, 'R') })];
}

async function explainLastRun({ channelId, t }: Asker, context: CommandContext): Promise<Content> {
  const run = await context.delivery.lastReport(channelId);
  const pause = explainPause(channelId, t, context);
  if (run === null) return { content: [...pause, t('why.noRun')].join('\n\n') };
  const { picks } = run;
  const refusals = listRefusals(run);
  const when = formatTimestamp(run.atMs, 'f');
  // A story that was deleted since is only counted.
  const picked = picks.flatMap(({ storyId, rank, log2Hotness: log2 }) => {
    const story = findTold(storyId, context)?.story;
    if (story === undefined) return [];
    const headline = maskLink(story.title, story.link, HEADLINE_MAX_CHARS, LINK_MAX_CHARS);
    return t('why.pick', { rank, story: headline, hotness: formatHotness(log2, t) });
  });
  const refusedCount = refusals.reduce((sum, [, count]) => sum + count, 0);
  const refused = refusals.map(([reason, count]) => `${count}: ${t(`why.reasons.${reason}`)}`);
  return report(t('why.lastRun'), [
    ...pause,
    t('why.counts', { when, looked: picks.length + refusedCount, picked: picks.length }),
    ...picked,
    ...(refused.length === 0 ? [] : [`**${t('why.refusedTitle')}**\n${refused.join('\n')}`]),
  ]);
}

/** The reasons of a run's refusals that this version knows, the commonest first. */
function listRefusals({ refusals }: RunReport): [RefusalReason, number][] {
  return REFUSAL_REASONS.map((reason): [RefusalReason, number] => [reason, refusals[reason] ?? 0])
    .filter(([, count]) => count > 0)
    .sort(([, a], [, b]) => b - a);
}

/** What the next run would do, the story in question among its candidates whatever its age. */
function selectNext(
  subscription: Subscription,
  found: LibraryStory,
  { library, ledger, clock, delivery }: CommandContext,
): Selection {
  const { youngStories } = delivery;
  const input = { library, ledger, youngStories, nowMs: clock.now(), also: found };
  if (subscription.digest === null)
    return selectForChannel(subscription, { ...input, budget: subscription.policy.perRun });
  const periods = findPeriods(subscription.schedule, clock.now());
  if (periods === null) return { picks: [], refusals: [] };
  const { current, ended } = periods;
  const period = found.story.publishedAtMs > ended.toMs ? current : ended;
  return selectForDigest(subscription, period, input);
}

function formatHotness(log2: number, t: Translate): string {
  const hotness = 2 ** log2;
  return hotness >= 0.1 ? t('why.number', { value: hotness }) : t('why.almostZero');
}

function report(title: string, lines: readonly string[]): Content {
  return { embeds: [{ title, description: lines.join('\n\n'), color: LIST_COLOR }] };
}
