import {
  type APIMessage,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
  PermissionFlagsBits,
} from 'discord.js';
import { log2Hotness } from '../src/curation/hotness.ts';
import type { RefusalReason, Selection } from '../src/curation/selection.ts';
import type { Subscription } from '../src/curation/subscription.ts';
import { selectForChannel } from '../src/delivery/channel-selection.ts';
import type { LedgerEntry } from '../src/delivery/ledger.ts';
import {
  type CommandContext,
  type MessageCommand,
  type Place,
  type SlashCommand,
  UserError,
} from '../src/discord/command.ts';
import { escapeMarkdown, formatTimestamp, maskLink } from '../src/discord/markdown.ts';
import type { Content } from '../src/discord/outgoing.ts';
import type { LibraryStory } from '../src/library/library.ts';
import { findStoryOfMessage, findTypedStory, suggestStories } from './story-argument.ts';

const HEADLINE_MAX_CHARS = 200;
const LINK_MAX_CHARS = 500;
const OUTLETS_MAX = 10;
const REPORT_COLOR = 0x577590;

/** What each refusal means, for the person who asks. */
const REASONS = {
  'already-posted': 'it has been posted here',
  'refused-by-discord': 'Discord does not take its message',
  'not-yet-published': 'its publication lies in the future',
  'too-old': 'it is older than this channel takes',
  'too-cold': 'its heat is below what this channel takes',
  'off-topic': 'none of its topics is one of this channel',
  'event-already-posted': 'another outlet’s story of the same event was posted here',
  'hotter-story-of-event-picked': 'a hotter story of the same event goes first',
  'provider-limit': 'other stories of its outlet go first',
  'run-limit': 'hotter stories go first; it stays eligible',
  'day-limit': 'the day’s budget is used up; it stays eligible',
} as const satisfies Record<RefusalReason, string>;

/** `/why`: why a story was posted here, or was not; without one, what the last run here picked and refused. */
export const why = {
  kind: 'slash',
  definition: {
    type: ApplicationCommandType.ChatInput,
    name: 'why',
    description: 'Why a story was posted here, or was not',
    integration_types: [ApplicationIntegrationType.GuildInstall],
    contexts: [InteractionContextType.Guild],
    options: [
      {
        type: ApplicationCommandOptionType.String,
        name: 'story',
        description: 'A headline, or a link. Empty: the last run here (for those who manage the server)',
        autocomplete: true,
      },
    ],
  },
  isPrivate: () => true,
  answer(options, place, context) {
    const typed = options.getString('story');
    if (typed !== undefined) return explainStory(findTypedStory(typed, context), place.channelId, context);
    if ((place.permissions & PermissionFlagsBits.ManageGuild) === 0n) {
      throw new UserError(
        'Name a story: `/why story:`. What a whole run picked is for those who manage the server.',
      );
    }
    return explainLastRun(place, context);
  },
  suggest: (options, place, context) => suggestStories(options.getFocused().text, place.channelId, context),
} satisfies SlashCommand;

/** *Why this story?* in a message's menu. */
export const whyThisStory = {
  kind: 'message',
  definition: {
    type: ApplicationCommandType.Message,
    name: 'Why this story?',
    integration_types: [ApplicationIntegrationType.GuildInstall],
    contexts: [InteractionContextType.Guild],
  },
  answer(message: APIMessage, context) {
    const channelId = context.ledger.findByMessage(message.id)?.channelId ?? message.channel_id;
    return explainStory(findStoryOfMessage(message, context), channelId, context);
  },
} satisfies MessageCommand;

function explainStory(found: LibraryStory, channelId: string, context: CommandContext): Content {
  const { library, ledger, clock, halfLifeMs } = context;
  const { story, clusterId } = found;
  const nowMs = clock.now();
  const heat = story.heat ?? library.medianHeat;
  const hotness = 2 ** log2Hotness(heat, story.publishedAtMs, nowMs, halfLifeMs);
  const outlets = library
    .listClusterIds(clusterId)
    .flatMap((id) => library.getStory(id)?.story.provider.name ?? [])
    .slice(0, OUTLETS_MAX)
    .map(escapeMarkdown);
  const lines = [
    `**${maskLink(story.title, story.link, HEADLINE_MAX_CHARS, LINK_MAX_CHARS)}**`,
    explainVerdict(story.id, found, channelId, context),
    `Heat ${heat}${story.heat === null ? ' (its record has none: the collection’s median)' : ''}, published ${formatTimestamp(story.publishedAtMs, 'R')}; hotness now ${formatHotness(hotness)}.`,
    `Told by ${outlets.length === 1 ? outlets[0] : `${outlets.length} outlets: ${outlets.join(', ')}`}.`,
    ...explainHistory(ledger.find(channelId, story.id)),
  ];
  return report('Why this story', lines);
}

/** The rule that decided, in a sentence. */
function explainVerdict(
  storyId: string,
  found: LibraryStory,
  channelId: string,
  context: CommandContext,
): string {
  const entry = context.ledger.find(channelId, storyId);
  if (entry?.state === 'posted' || entry?.state === 'sending') {
    const { rank, heat, log2Hotness: log2, atMs } = entry.reasons;
    const place = rank === 1 ? 'the hottest' : `number ${rank} by hotness`;
    return `Picked ${formatTimestamp(atMs, 'f')} as ${place} of the eligible stories: heat ${heat}, hotness ${formatHotness(2 ** log2)}.`;
  }
  if (entry?.state === 'removed')
    return 'Posted here, and its message was deleted in Discord; it is not posted again.';
  if (entry?.state === 'refused')
    return `Not posted here: Discord refused its message (${escapeMarkdown(entry.reason)}).`;
  const subscription = findSubscription(channelId, context);
  if (subscription === undefined) return 'Not posted here: this channel gets no posts by itself.';
  const { picks, refusals } = select(subscription, found, context);
  const pick = picks.find(({ story }) => story.id === storyId);
  if (pick !== undefined) return `Not posted yet: it is number ${pick.rank}, and due at the next run.`;
  const reason = refusals.find(({ story }) => story.id === storyId)?.reason ?? 'too-old';
  return `Not posted here: ${REASONS[reason]}.`;
}

function explainHistory(entry: LedgerEntry | undefined): string[] {
  if (entry?.state !== 'posted') return [];
  const edited = entry.editedAtMs === null ? '' : `, edited ${formatTimestamp(entry.editedAtMs, 'R')}`;
  return [`Posted ${formatTimestamp(entry.postedAtMs, 'f')}${edited}.`];
}

function explainLastRun(place: Place, context: CommandContext): Content {
  const run = context.delivery.lastSelection(place.channelId);
  if (run === null) return { content: 'No run has looked for stories in this channel since I started.' };
  const { picks, refusals } = run.selection;
  const counts = new Map<RefusalReason, number>();
  for (const { reason } of refusals) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  const picked = picks.map(
    ({ story, rank, log2Hotness: log2 }) =>
      `${rank}. ${maskLink(story.title, story.link, HEADLINE_MAX_CHARS, LINK_MAX_CHARS)} · hotness ${formatHotness(2 ** log2)}`,
  );
  const refused = [...counts]
    .sort(([, a], [, b]) => b - a)
    .map(([reason, count]) => `${count}: ${REASONS[reason].replace('its', 'their')}`);
  return report('The last run here', [
    `${formatTimestamp(run.atMs, 'f')}: stories looked at: ${picks.length + refusals.length}, picked: ${picks.length}.`,
    ...picked,
    ...(refused.length === 0 ? [] : [`**Refused**\n${refused.join('\n')}`]),
  ]);
}

/** What the next run would do, the story in question among its candidates whatever its age. */
function select(
  subscription: Subscription,
  found: LibraryStory,
  { library, ledger, clock }: CommandContext,
): Selection {
  const budget = subscription.policy.perRun;
  return selectForChannel(subscription, { library, ledger, nowMs: clock.now(), budget, also: found });
}

function findSubscription(channelId: string, { subscriptions }: CommandContext): Subscription | undefined {
  return subscriptions.find((subscription) => subscription.channelId === channelId);
}

function formatHotness(hotness: number): string {
  return hotness >= 0.1 ? hotness.toFixed(1) : 'almost 0';
}

function report(title: string, lines: readonly string[]): Content {
  return { embeds: [{ title, description: lines.join('\n\n'), color: REPORT_COLOR }] };
}
