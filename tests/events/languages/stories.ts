import type { ComparableStory } from '../../../src/events/same-story.ts';
import { FRENCH } from './french.ts';
import { GERMAN } from './german.ts';
import { JAPANESE } from './japanese.ts';
import { PORTUGUESE } from './portuguese.ts';
import { SPANISH } from './spanish.ts';
import type { LabelledStories, Telling } from './telling.ts';

export type Language = {
  readonly name: string;
  readonly stories: readonly ComparableStory[];
  /** The ids of each event's stories. */
  readonly truth: readonly (readonly string[])[];
  /** Every second event and single story: kept aside while anything was changed. */
  readonly keptAside: ReadonlySet<string>;
};

const LABELLED: readonly (readonly [name: string, labelled: LabelledStories])[] = [
  ['German', GERMAN],
  ['French', FRENCH],
  ['Spanish', SPANISH],
  ['Portuguese', PORTUGUESE],
  ['Japanese', JAPANESE],
];

export const LANGUAGES: readonly Language[] = LABELLED.map(([name, { events, singles }]) => {
  const groups = [...events.map(({ tellings }) => tellings), ...singles.map((telling) => [telling])].map(
    (tellings, at) => tellings.map((telling, which) => toStory(`${name} ${at}.${which}`, telling)),
  );
  const ids = groups.map((group) => group.map(({ id }) => id));
  return {
    name,
    stories: groups.flat(),
    truth: ids.filter((group) => group.length > 1),
    keptAside: new Set(ids.filter((_, at) => at % 2 === 1).flat()),
  };
});

function toStory(id: string, [publishedAt, provider, title, excerpt]: Telling): ComparableStory {
  return { id, title, excerpt, provider, publishedAtMs: Date.parse(publishedAt) };
}
