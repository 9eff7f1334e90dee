import { ApplicationCommandType } from 'discord.js';
import type { CustomId } from '../src/discord/cards/custom-id.ts';
import { buildPageButtons, formatPage, LIST_COLOR } from '../src/discord/cards/list-cards.ts';
import { escapeMarkdown } from '../src/discord/cards/markdown.ts';
import { mayView } from '../src/discord/interactions/channel-view.ts';
import {
  type Asker,
  type CommandContext,
  type ComponentHandler,
  defineSlashCommand,
} from '../src/discord/interactions/command.ts';
import { EVERYWHERE } from '../src/discord/interactions/installation.ts';
import { describeIn } from '../src/discord/interactions/localized.ts';
import type { Content } from '../src/discord/rest/outgoing.ts';
import { WEEK_MS } from '../src/duration.ts';
import type { Topic } from '../src/topics/topic.ts';

const TOPICS_PER_PAGE = 25;
const CHANNELS_SHOWN_MAX = 3;

/** `/topics`: the taxonomy as a tree, with the stories of a week and the channels of this server that get them. */
export const topics = defineSlashCommand({
  definition: {
    type: ApplicationCommandType.ChatInput,
    ...describeIn('topics'),
    ...EVERYWHERE,
  },
  isPrivate: () => true,
  answer: (_options, asker, context) => listTopics(0, asker, context),
});

/** Previous and Next below a large taxonomy. */
export const topicsPageButton: ComponentHandler<Extract<CustomId, { kind: 'topics-page' }>> = {
  mode: 'update',
  answer: ({ page }, _given, asker, context) => listTopics(page, asker, context),
};

type Branch = { readonly topic: Topic; readonly depth: number };

function listTopics(wantedPage: number, asker: Asker, context: CommandContext): Content {
  const { t } = asker;
  const { library, clock } = context;
  const branches = walkTree(library.taxonomy.topics);
  if (branches.length === 0) return { content: t('topics.none') };
  const nowMs = clock.now();
  const counts = new Map(
    library.listTopicCounts(nowMs, nowMs - WEEK_MS).map(({ name, count }) => [name, count]),
  );
  const pages = Math.ceil(branches.length / TOPICS_PER_PAGE);
  const page = Math.min(Math.max(0, wantedPage), pages - 1);
  const lines = branches
    .slice(page * TOPICS_PER_PAGE, (page + 1) * TOPICS_PER_PAGE)
    .map(({ topic: { name }, depth }) => {
      const channels = listChannels(name, asker, context);
      const shown = channels.slice(0, CHANNELS_SHOWN_MAX).map((id) => `<#${id}>`);
      const more = channels.length - shown.length;
      const places = [...shown, ...(more > 0 ? [`+${more}`] : [])].join(' ');
      const carried = places === '' ? '' : ` → ${places}`;
      return `${'  '.repeat(depth)}- **${escapeMarkdown(name)}** ${counts.get(name) ?? 0}${carried}`;
    });
  const buttons = buildPageButtons(page, pages, t, (target) => ({ kind: 'topics-page', page: target }));
  return {
    embeds: [
      {
        title: t('topics.title'),
        description: `${t('topics.explain')}\n\n${lines.join('\n')}`,
        color: LIST_COLOR,
        ...(pages > 1 && { footer: { text: formatPage(page, pages, t) } }),
      },
    ],
    components: pages > 1 ? [buttons] : [],
  };
}

/** Every topic once, each below its parent; a topic whose parents form a circle is at the top. */
function walkTree(all: readonly Topic[]): Branch[] {
  const branches: Branch[] = [];
  const seen = new Set<Topic>();
  const visit = (topic: Topic, depth: number): void => {
    if (seen.has(topic)) return;
    seen.add(topic);
    branches.push({ topic, depth });
    for (const child of all) if (child.parent === topic.name) visit(child, depth + 1);
  };
  const names = new Set(all.map(({ name }) => name));
  for (const topic of all) if (topic.parent === null || !names.has(topic.parent)) visit(topic, 0);
  for (const topic of all) visit(topic, 0);
  return branches;
}

/** The channels that a topic's stories are posted in, of those that the asker sees. */
function listChannels(
  name: string,
  asker: Asker,
  { library, subscriptions, client }: CommandContext,
): string[] {
  if (asker.guildId === null) return [];
  const key = name.toLowerCase();
  return subscriptions.feeds
    .listOfGuild(asker.guildId)
    .filter(({ channelId, topics: wanted, excludedTopics, pausedBy }) => {
      const takes = (list: readonly string[]) =>
        list.some((topic) => library.taxonomy.familyKeys(topic).includes(key));
      const isCarried = pausedBy === null && (wanted.length === 0 || takes(wanted)) && !takes(excludedTopics);
      return isCarried && mayView(channelId, asker, client);
    })
    .map(({ channelId }) => channelId);
}
