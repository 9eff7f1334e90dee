import { cleanText } from '../story/text.ts';
import { type Topic, topicKey } from './topic.ts';

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
      const siblings = this.#children.get(topicKey(topic.parent));
      if (siblings === undefined) this.#children.set(topicKey(topic.parent), [topic]);
      else siblings.push(topic);
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
    // Not by recursion: a chain of thousands of topics has no end of stack.
    const left = [topicKey(this.find(name)?.name ?? name)];
    for (let key = left.pop(); key !== undefined; key = left.pop()) {
      // A parent loop in the file must not become an endless one here.
      if (keys.has(key)) continue;
      keys.add(key);
      // A record may name its topic by the short name, or by one that it had before.
      const { shortName, formerNames, name: current } = this.find(key) ?? { formerNames: [] };
      for (const other of [...formerNames, ...(shortName ? [shortName] : [])]) {
        if (this.find(other)?.name === current) keys.add(topicKey(other));
      }
      for (const child of this.#children.get(key) ?? []) left.push(topicKey(child.name));
    }
    return [...keys];
  }
}
