import { countEdits } from '../language/edit-distance.ts';
import { cleanText } from '../story/text.ts';
import { topicKey } from './topic.ts';

/** Letters of a name, typed or known, that are compared: the work grows with their product, and any member may type. */
const COMPARED_MAX_CHARS = 60;

/** The `limit` names nearest to what was typed, best first: those that hold it, then the fewest letters apart. */
export function findNearestNames(typed: string, names: Iterable<string>, limit: number): string[] {
  const wanted = topicKey(cleanText(typed.slice(0, COMPARED_MAX_CHARS)));
  const distanceTo = (name: string): number => {
    const key = topicKey(name.slice(0, COMPARED_MAX_CHARS));
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
