import type { Config } from '../config.ts';
import { DECIDED_POINTS, type GroupFit, PAIR_MIN_POINTS, rateGroups } from '../events/event-groups.ts';
import { compareLeads } from '../events/lead.ts';
import { COMPARED_SPAN_MS, SameStoryIndex } from '../events/same-story.ts';
import type { Library, LibraryStory } from '../library/library.ts';
import { type EventHeat, rateEvent } from '../search/coverage.ts';
import type { NewsEvent } from '../search/list-events.ts';
import { hashLink } from '../story/links.ts';
import {
  type CommandIo,
  formatCount,
  formatMinute,
  paint,
  printJson,
  printLine,
  printNotice,
  printTable,
} from '../terminal.ts';
import { withLibrary } from './open-library.ts';

export type EventsOptions = {
  readonly sinceMs: number | undefined;
  readonly nowMs: number;
  readonly all?: boolean;
  readonly json?: boolean;
};

/** Lists the events of the library with the stories that tell them. @returns the exit code */
export function printEvents(
  { sinceMs, nowMs, all, json }: EventsOptions,
  config: Config,
  io: CommandIo,
): Promise<number> {
  return withLibrary(config, io, (library) => {
    const fromMs = sinceMs === undefined ? Number.MIN_SAFE_INTEGER : nowMs - sinceMs;
    const events = library.listEvents({ fromMs, nowMs, isAll: all ?? false });
    if (json) {
      printJson(io, { events: events.map(toDocument) });
      return 0;
    }
    for (const event of events) {
      const [lead] = event.stories;
      if (lead === undefined) continue;
      const told = formatCount(event.outlets.length, 'outlet', 'outlets');
      printLine(io, `${paint(io, 'bold', lead.story.title)} · ${describeHeat(event.heat)} · ${told}`);
      printTable(
        io,
        event.stories.map(({ story }) => [
          '  ',
          formatMinute(story.publishedAtMs),
          story.heat === null ? '-' : String(story.heat),
          story.provider.name,
          explainMember(event, story.id),
          story.title,
        ]),
      );
      printLine(io);
    }
    printLine(io, paint(io, 'dim', formatCount(events.length, 'event', 'events')));
    return 0;
  });
}

function toDocument(event: NewsEvent) {
  const [lead] = event.stories;
  return {
    id: event.id,
    title: lead?.story.title ?? '',
    heat: event.heat.heat,
    outlets: event.outlets,
    publishedAt: toIso(lead?.story.publishedAtMs ?? 0),
    stories: event.stories.map(({ story, path }) => ({
      id: story.id,
      file: path,
      title: story.title,
      provider: story.provider.name,
      link: story.link,
      publishedAt: toIso(story.publishedAtMs),
      why: explainMember(event, story.id),
    })),
  };
}

/** `heat 96`, or with what other outlets add: `heat 96 (76 in its record + 10 One + 8.5 Two)`. */
function describeHeat({ heat, own, parts }: EventHeat): string {
  if (heat === null) return 'no heat';
  const added = parts.map(({ label, points }) => ` + ${Number(points.toFixed(1))} ${label}`).join('');
  return added === '' ? `heat ${heat}` : `heat ${heat} (${own} in its record${added})`;
}

/** Why a story is in its event, in a few words. */
function explainMember({ stories, pairs }: NewsEvent, id: string): string {
  if (stories.length === 1) return 'alone';
  const others = stories.filter(({ story }) => story.id !== id);
  const points = others.map(({ story: { id: other } }) => {
    const pair = pairs.find(({ a, b }) => (a === id && b === other) || (a === other && b === id));
    return pair?.points ?? PAIR_MIN_POINTS;
  });
  const role = stories[0]?.story.id === id ? 'leads, ' : '';
  if (points.some((one) => one >= DECIDED_POINTS)) return `${role}an editor says so`;
  const average = points.reduce((sum, one) => sum + one, 0) / points.length;
  return `${role}${average.toFixed(1)} points with the ${others.length === 1 ? 'other' : 'others'}`;
}

/** Says what makes two stories one event, or keeps them apart. @returns the exit code; 1: a story is not there */
export function explainPair(
  [first, second]: readonly [string, string],
  { json, nowMs }: Pick<EventsOptions, 'json' | 'nowMs'>,
  config: Config,
  io: CommandIo,
): Promise<number> {
  return withLibrary(config, io, (library) => {
    const found = [first, second].map((text) => library.getStory(text) ?? library.findByLink(text));
    const [a, b] = found;
    if (a === undefined || b === undefined) {
      printNotice(io, `no story of the library: ${JSON.stringify(a === undefined ? first : second)}`);
      return 1;
    }
    const explained = compare(a, b, library);
    const isOne = a.clusterId === b.clusterId;
    const lead = findLead(a, library).story;
    const heat = rateEvent(lead, library.coverageOf(lead, nowMs));
    const groups = [a, b].map(({ story, clusterId }) => {
      const ids = library.listClusterIds(clusterId);
      return ids.length === 0 ? [story.id] : ids;
    });
    const [groupA = [], groupB = []] = groups;
    const pairs = library.readPairs(groups.flat());
    const decided = pairs.find(
      ({ a: one, b: other, points }) =>
        Math.abs(points) >= DECIDED_POINTS &&
        [one, other].every((id) => id === a.story.id || id === b.story.id),
    );
    const group = { stories: groups.map(({ length }) => length), ...rateGroups(pairs, groupA, groupB) };
    if (json) {
      printJson(io, {
        isSameEvent: isOne,
        isDecidedByEditor: decided !== undefined,
        group,
        ...(isOne && { heat }),
        ...explained,
      });
      return 0;
    }
    printLine(io, `${a.story.title} (${a.story.provider.name}, ${formatMinute(a.story.publishedAtMs)})`);
    printLine(io, `${b.story.title} (${b.story.provider.name}, ${formatMinute(b.story.publishedAtMs)})`);
    printLine(io, paint(io, 'bold', isOne ? 'one event' : 'not one event'));
    if (isOne) printLine(io, describeHeat(heat));
    if (decided !== undefined) {
      printLine(io, `an editor says that they are ${decided.points > 0 ? 'one event' : 'not one event'}`);
    }
    if (groups.some(({ length }) => length > 1)) printLine(io, describeGroups(group, isOne));
    if (explained === undefined) return 0;
    printLine(io);
    printLine(io, `${explained.points.toFixed(1)} points as a pair; two stories alone need 0`);
    printTable(
      io,
      explained.reasons.map(({ reason, points }) => ['  ', points.toFixed(1).padStart(6), toWords(reason)]),
    );
    if (explained.sharedTerms.length > 0) {
      printLine(io, `shared: ${explained.sharedTerms.map(({ term }) => term).join(', ')}`);
    }
    return 0;
  });
}

/** How the pair's events fit, where they are more than the pair. */
function describeGroups(
  { stories: [a = 1, b = 1], average, needed }: GroupFit & { readonly stories: readonly number[] },
  isOne: boolean,
): string {
  const points = `${average.toFixed(1)} points on average, ${needed.toFixed(1)} are needed`;
  if (isOne) return `the ${a} stories of the event have ${points} of each`;
  return `their events, of ${formatCount(a, 'story', 'stories')} and ${b}, have ${points} to be one`;
}

function findLead(found: LibraryStory, library: Library): LibraryStory {
  const stories = library.listClusterIds(found.clusterId).flatMap((id) => library.getStory(id) ?? []);
  return stories.sort((a, b) => compareLeads(a.story, b.story))[0] ?? found;
}

/** Among all stories near them: how common a word is decides what it is worth. */
function compare(a: LibraryStory, b: LibraryStory, library: Library) {
  const times = [a.story.publishedAtMs, b.story.publishedAtMs];
  const index = new SameStoryIndex();
  const near = library.listPublished(
    Math.min(...times) - COMPARED_SPAN_MS,
    Math.max(...times) + COMPARED_SPAN_MS,
  );
  const ids = new Set(near.map(({ story }) => story.id));
  for (const { story } of [...near, ...[a, b].filter((one) => !ids.has(one.story.id))]) {
    const { id, title, excerpt, publishedAtMs } = story;
    const relatedIds = story.related.map(({ canonicalLink }) => hashLink(canonicalLink));
    index.add({ id, title, excerpt, publishedAtMs, provider: story.provider.name, relatedIds });
  }
  return index.explain(a.story.id, b.story.id);
}

/** `sharedTerms` as `shared terms`. */
const toWords = (name: string): string => name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

const toIso = (atMs: number): string => new Date(atMs).toISOString();
