import { load, YAMLException } from 'js-yaml';
import { listFaults, type Problem } from '../story/problem.ts';
import { Topic, topicKey } from './topic.ts';

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
  const starts = text.split('\n').flatMap((line, number) => (line.startsWith('- ') ? [number + 1] : []));
  const topics = new Map<string, Topic>();
  for (const [index, entry] of entries.entries()) {
    const parsed = Topic.safeParse(entry);
    const reason = parsed.success
      ? topics.has(topicKey(parsed.data.name)) && `topic ${index + 1}: ${parsed.data.name} is there twice`
      : `topic ${index + 1}: ${listFaults(parsed.error.issues)}`;
    if (reason) problems.push({ line: starts[index] ?? 1, severity: 'error', message: reason });
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
