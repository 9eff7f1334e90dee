import { ButtonStyle, ComponentType } from 'discord.js';
import { buildCustomId } from '../../src/discord/cards/custom-id.ts';
import { escapeMarkdown } from '../../src/discord/cards/markdown.ts';
import { buildStoryCard } from '../../src/discord/cards/story-card.ts';
import { type CommandContext, UserError } from '../../src/discord/interactions/command.ts';
import type { Content } from '../../src/discord/rest/outgoing.ts';
import { mayEditLibrary } from '../../src/discord/session/library-editors.ts';
import type { ArticlePreview } from '../../src/ingest/round/article-adder.ts';
import type { LibraryStory } from '../../src/library/library.ts';
import type { Story } from '../../src/story/story.ts';
import type { Admin } from './access.ts';

/** What an article's page says, or the story that it is already. @throws UserError */
export async function previewArticle(
  url: string,
  { t }: Admin,
  { articles }: CommandContext,
): Promise<Exclude<ArticlePreview, { kind: 'refused' }>> {
  const preview = await articles.preview(url);
  if (preview.kind === 'refused')
    throw new UserError(t('feed.errors.articleUnread', { reason: escapeMarkdown(preview.reason) }));
  return preview;
}

/** An article that nobody has a record of, with a button that adds it. */
export function offerArticle(story: Story, channelId: string, { t, language }: Admin): Content {
  // As a card whatever the feed's style is: the button reads the article's address from it.
  const { embeds = [] } = buildStoryCard(story, [], { style: 'card', language, mentionRoleId: null });
  return {
    content: t('feed.offerArticle', { channel: `<#${channelId}>` }),
    embeds,
    components: [
      {
        type: ComponentType.ActionRow,
        components: [
          {
            type: ComponentType.Button,
            style: ButtonStyle.Primary,
            label: t('feed.addArticle'),
            custom_id: buildCustomId({ kind: 'feed-add', channelId }),
          },
        ],
      },
    ],
  };
}

/** Adds the article that was offered. @throws UserError */
export async function addOffered(
  link: string | undefined,
  { t, userId }: Admin,
  { articles, client }: CommandContext,
): Promise<LibraryStory> {
  if (link === undefined || !(await mayEditLibrary(client, userId)))
    throw new UserError(t('story.unknownLink'));
  const added = await articles.add(link);
  if (added.kind === 'refused')
    throw new UserError(t('feed.errors.articleUnread', { reason: escapeMarkdown(added.reason) }));
  return added.found;
}
