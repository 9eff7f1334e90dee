import { countEdits } from '../language/edit-distance.ts';
import { cleanText } from '../story/text.ts';
import { topicKey } from './topic.ts';

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
