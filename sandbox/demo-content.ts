import { join } from 'node:path';
import type { CommandIo } from '../src/cli/io.ts';
import { Library } from '../src/library/library.ts';
import { createLog } from '../src/log.ts';
import type { Story } from '../src/story/story.ts';

export const DAY_MS = 86_400_000;

export type DemoContent = {
  /** The first day of the seven in which most stories were published. */
  readonly busiestWeekMs: number;
  /** Stories that others cover too, oldest first. */
  readonly coveredStories: readonly Story[];
};

/** What the demo must know of a content folder. @throws when the folder cannot be read */
export async function surveyContent(
  contentDir: string,
  stateDir: string,
  io: CommandIo,
): Promise<DemoContent> {
  const log = createLog({ level: 'warn', stream: io.stderr, secrets: [] });
  const libraryPath = join(stateDir, 'library.sqlite');
  const library = new Library({ contentDir, libraryPath, isWatching: false, log });
  try {
    await library.whenReady();
    const stories = library
      .listPublished(Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER)
      .map(({ story }) => story)
      .sort((a, b) => a.publishedAtMs - b.publishedAtMs);
    return {
      busiestWeekMs: findBusiestWeek(stories.map(({ publishedAtMs }) => publishedAtMs)),
      coveredStories: stories.filter(
        (story) => library.coverageOf(story, story.publishedAtMs + DAY_MS).length > 0,
      ),
    };
  } finally {
    await library.close();
  }
}

/** @param instantsMs sorted */
function findBusiestWeek(instantsMs: readonly number[]): number {
  const days = instantsMs.map((atMs) => Math.floor(atMs / DAY_MS));
  let busiest = { day: days[0] ?? 0, stories: 0 };
  for (const [index, day] of days.entries()) {
    const next = days.findIndex((other) => other >= day + 7);
    const stories = (next === -1 ? days.length : next) - index;
    if (stories > busiest.stories) busiest = { day, stories };
  }
  return busiest.day * DAY_MS;
}
