import type { Command, ComponentHandlers } from '../src/discord/interactions/command.ts';
import { digest, digestMoreButton, digestPageButton, digestShowButton } from './digest.ts';
import { feedEditButton, feedForm } from './feed/change.ts';
import { feedListButton } from './feed/list.ts';
import { feedKeepButton, feedRemoveButton } from './feed/manage.ts';
import {
  feedAskRemoveButton,
  feedChooseMenu,
  feedPauseButton,
  feedPickMenu,
  feedPreviewButton,
  feedSetButton,
} from './feed/panel.ts';
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
  'feed-edit': feedEditButton,
  'feed-pick': feedPickMenu,
  'feed-set': feedSetButton,
  'feed-choose': feedChooseMenu,
  'feed-preview': feedPreviewButton,
  'feed-pause': feedPauseButton,
  'feed-resume': feedPauseButton,
  'feed-ask-remove': feedAskRemoveButton,
} satisfies ComponentHandlers;
