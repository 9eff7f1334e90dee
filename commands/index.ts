import type { Command, ComponentHandlers } from '../src/discord/command.ts';
import { news, newsPageButton, newsStoryMenu } from './news.ts';
import { related, relatedButton, relatedCoverage, relatedPageButton } from './related.ts';
import { why, whyThisStory } from './why.ts';

/** Everything that can be typed or chosen from a menu; registered with Discord and dispatched from this list. */
export const commands: readonly Command[] = [news, related, why, relatedCoverage, whyThisStory];

/** Everything that can be pressed. */
export const components = {
  'news-page': newsPageButton,
  'news-open': newsStoryMenu,
  related: relatedButton,
  'related-page': relatedPageButton,
} satisfies ComponentHandlers;
