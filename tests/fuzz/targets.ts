import type { Target } from './target.ts';
import { commandPackets, interactions, queries } from './targets/commands.ts';
import { feeds } from './targets/feeds.ts';
import { pages } from './targets/pages.ts';
import { records } from './targets/records.ts';
import { opmlFiles, sourceFiles, topicFiles } from './targets/settings.ts';
import { customIds, dates, links, texts } from './targets/values.ts';

/** Every way in. */
export const TARGETS: readonly Target[] = [
  ...[records, feeds, pages, queries, commandPackets, interactions],
  ...[customIds, texts, dates, links, topicFiles, sourceFiles, opmlFiles],
];
