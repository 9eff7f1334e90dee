import { load, YAMLException } from 'js-yaml';
import { z } from 'zod';
import type { Problem } from '../story/problem.ts';
import { cleanText } from '../story/text.ts';
import { countEdits } from './edit-distance.ts';

const Name = z.string().transform(cleanText).pipe(z.string().min(1).max(100));

const Topic = z.object({
  name: Name,
  shortName: Name.nullish().transform((value) => value ?? null),
  parent: Name.nullish().transform((value) => value ?? null),
  /** Names that it had before: records and feeds that still use one are understood. */
  formerNames: z.array(Name).default([]),
  keywords: z.array(Name).default([]),
  /** Its keywords are words of a field (bank, sales): they do not make a story AI news. */
  needsAi: z.boolean().optional(),
});
export type Topic = z.output<typeof Topic>;

/** A topic's name as it is compared: case does not matter. */
export function topicKey(name: string): string {
  return name.toLowerCase();
}

/** The topics of `topics.yaml`, with short names, parents and keywords. */
export class Taxonomy {
  readonly topics: readonly Topic[];
  readonly #byKey = new Map<string, Topic>();
  readonly #children = new Map<string, Topic[]>();

  constructor(topics: readonly Topic[]) {
    this.topics = topics;
    // Names win over short names: a short name that is another topic's name must not hide that topic.
    for (const topic of topics) {
      for (const name of topic.formerNames) this.#byKey.set(topicKey(name), topic);
    }
    for (const topic of topics)
      if (topic.shortName !== null) this.#byKey.set(topicKey(topic.shortName), topic);
    for (const topic of topics) {
      this.#byKey.set(topicKey(topic.name), topic);
      if (topic.parent === null) continue;
      const siblings = this.#children.get(topicKey(topic.parent)) ?? [];
      this.#children.set(topicKey(topic.parent), [...siblings, topic]);
    }
  }

  /** The topic of that name or short name, in any case. */
  find(name: string): Topic | undefined {
    return this.#byKey.get(topicKey(cleanText(name)));
  }

  /** The keys of a topic and of everything above it: a story of it counts for each. */
  lineKeys(name: string): string[] {
    const keys = new Set<string>();
    let above: string | null = name;
    while (above !== null) {
      const topic = this.find(above);
      const key: string = topicKey(topic?.name ?? above);
      // A parent loop in the file must not become an endless one here.
      if (keys.has(key)) break;
      keys.add(key);
      above = topic?.parent ?? null;
    }
    return [...keys];
  }

  /** The keys of a topic and of everything below it; a topic that the taxonomy does not know is alone. */
  familyKeys(name: string): string[] {
    const keys = new Set<string>();
    const visit = (key: string): void => {
      // A parent loop in the file must not become an endless one here.
      if (keys.has(key)) return;
      keys.add(key);
      // A record may name its topic by the short name, or by one that it had before.
      const { shortName, formerNames, name: current } = this.find(key) ?? { formerNames: [] };
      for (const other of [...formerNames, ...(shortName ? [shortName] : [])]) {
        if (this.find(other)?.name === current) keys.add(topicKey(other));
      }
      for (const child of this.#children.get(key) ?? []) visit(topicKey(child.name));
    };
    visit(topicKey(this.find(name)?.name ?? name));
    return [...keys];
  }
}

/** The `limit` names nearest to what was typed, best first: those that hold it, then the fewest letters apart. */
export function findNearestNames(typed: string, names: Iterable<string>, limit: number): string[] {
  const wanted = topicKey(cleanText(typed));
  const distanceTo = (name: string): number => {
    const key = topicKey(name);
    if (key.includes(wanted) || wanted.includes(key)) return Math.abs(key.length - wanted.length) / 100;
    const words = key.split(/[^\p{L}\p{N}]+/u);
    return Math.min(countEdits(key, wanted), ...words.map((word) => countEdits(word, wanted) + 0.5));
  };
  return [...names]
    .map((name) => ({ name, distance: distanceTo(name) }))
    .sort((a, b) => a.distance - b.distance || (a.name < b.name ? -1 : 1))
    .slice(0, limit)
    .map(({ name }) => name);
}

/** Reads `topics.yaml`. An entry that cannot be used is left out with a problem; the others stay. */
export function parseTaxonomy(text: string): { topics: Topic[]; problems: Problem[] } {
  const problems: Problem[] = [];
  let entries: unknown;
  try {
    entries = load(text, { maxAliases: 0 });
  } catch (error) {
    const line = error instanceof YAMLException ? (error.mark?.line ?? 0) + 1 : 1;
    const message = error instanceof YAMLException ? `YAML: ${error.reason}` : String(error);
    return { topics: [], problems: [{ line, severity: 'error', message }] };
  }
  if (!Array.isArray(entries)) {
    const message = 'expected a list of topics, each with a name';
    return { topics: [], problems: [{ line: 1, severity: 'error', message }] };
  }
  const topics = new Map<string, Topic>();
  for (const [index, entry] of entries.entries()) {
    const parsed = Topic.safeParse(entry);
    const reason = parsed.success
      ? topics.has(topicKey(parsed.data.name)) && `topic ${index + 1}: ${parsed.data.name} is there twice`
      : `topic ${index + 1}: ${parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ')}`;
    if (reason) problems.push({ line: findEntryLine(text, index), severity: 'error', message: reason });
    else if (parsed.success) topics.set(topicKey(parsed.data.name), parsed.data);
  }
  for (const topic of topics.values()) {
    if (topic.parent !== null && !topics.has(topicKey(topic.parent))) {
      const message = `${topic.name}: its parent ${topic.parent} is not in the file`;
      problems.push({ line: 1, severity: 'notice', message });
    }
  }
  return { topics: [...topics.values()], problems };
}

function findEntryLine(text: string, index: number): number {
  const starts = text.split('\n').flatMap((line, number) => (line.startsWith('- ') ? [number + 1] : []));
  return starts[index] ?? 1;
}
