import type { Command, ComponentHandlers } from '../src/discord/interactions/command.ts';
import { digest, digestMoreButton, digestPageButton, digestShowButton } from './digest.ts';
import { feedForm } from './feed/change.ts';
import { feedListButton } from './feed/list.ts';
import { feedKeepButton, feedRemoveButton } from './feed/manage.ts';
import { feedAddButton, feedRepeatButton } from './feed/post.ts';
import { feedTagsButton } from './feed/tags.ts';
import { feed } from './feed.ts';
import { help } from './help.ts';
import { news, newsPageButton, newsStoryMenu } from './news.ts';
import { related, relatedButton, relatedCoverage, relatedPageButton } from './related.ts';
import { topics, topicsPageButton } from './topics.ts';
import { why, whyThisStory } from './why.ts';

/** Everything that can be typed or chosen from a menu; registered with Discord and dispatched from this list. */
export const commands: readonly Command[] = [
  news,
  related,
  why,
  topics,
  help,
  digest,
  feed,
  relatedCoverage,
  whyThisStory,
];

/** Everything that can be pressed, or filled in. */
export const components = {
  'news-page': newsPageButton,
  'news-open': newsStoryMenu,
  related: relatedButton,
  'related-page': relatedPageButton,
  'topics-page': topicsPageButton,
  'digest-more': digestMoreButton,
  'digest-page': digestPageButton,
  'digest-show': digestShowButton,
  'feed-list': feedListButton,
  'feed-form': feedForm,
  'feed-remove': feedRemoveButton,
  'feed-keep': feedKeepButton,
  'feed-tags': feedTagsButton,
  'feed-repeat': feedRepeatButton,
  'feed-add': feedAddButton,
} satisfies ComponentHandlers;
