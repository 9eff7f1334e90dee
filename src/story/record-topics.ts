import type { Problems } from './record-problems.ts';
import { cleanText, cutText } from './text.ts';
import type { YamlPath } from './yaml-places.ts';

const TOPICS_MAX = 50;
const ENTRIES_READ_MAX = 200;
const TOPIC_MAX_CHARS = 100;
/** Topics in a list in a list are topics all the same; deeper ones are a mistake. */
const NESTING_MAX = 3;

/** A topic as it stands in the record. */
type Entry = { readonly text: string; readonly path: YamlPath };

/** The topics of a record, each once, in whatever form they are written; what is no plain list of names is told. */
export function readRecordTopics(raw: unknown, problems: Problems): string[] {
  const topics = new Map<string, string>();
  for (const { text, path } of listEntries(raw, problems)) {
    const typed = cleanText(text);
    const topic = cutText(typed.replace(/^[#＃]\s*/u, ''), TOPIC_MAX_CHARS);
    if (topic === '') problems.notice(path, 'topics: an entry is no name; it is left out');
    else if (topic !== typed && /^[#＃]/u.test(typed))
      problems.notice(path, `topics: a topic has no # in front; it is read as ${JSON.stringify(topic)}`);
    if (topic !== '') topics.set(topic.toLowerCase(), topics.get(topic.toLowerCase()) ?? topic);
  }
  return [...topics.values()].slice(0, TOPICS_MAX);
}

function listEntries(raw: unknown, problems: Problems): Entry[] {
  const path = ['topics'];
  const value = raw ?? (raw === null ? findHashtag(path, problems) : '');
  if (value === '' || value === '~') return [];
  if (typeof value !== 'string') return flatten(value, path, problems);
  const texts = splitText(value);
  if (texts.length > 1)
    problems.notice(
      path,
      `topics: one text, not a list; it is read as [${texts.slice(0, TOPICS_MAX).join(', ')}]`,
    );
  return texts.map((text) => ({ text, path }));
}

/** The entries of a list, of the lists in it, and the name of an entry with keys. */
function flatten(value: unknown, path: YamlPath, problems: Problems): Entry[] {
  if (typeof value === 'string') return [{ text: value, path }];
  if (value === null) return [{ text: findHashtag(path, problems), path }];
  if (Array.isArray(value) && path.length <= NESTING_MAX) {
    if (path.length > 1)
      problems.notice(path, 'topics: a list in the list; its entries are read as of one list');
    return value
      .slice(0, ENTRIES_READ_MAX)
      .flatMap((entry: unknown, at) => flatten(entry, [...path, at], problems));
  }
  const name = typeof value === 'object' && 'name' in value ? value.name : null;
  if (typeof name !== 'string') return [{ text: '', path }];
  problems.notice(
    path,
    `topics: an entry is a name, not keys; it is read as ${JSON.stringify(cleanText(name))}`,
  );
  return [{ text: name, path: [...path, 'name'] }];
}

/** Of `AI, Robotics` and of `#AI #Robotics` each topic. */
function splitText(text: string): string[] {
  const isHashtags = /^\s*(?:#[^\s#,;]+[\s,;]*){2,}$/u.test(text);
  const parts = text.split(isHashtags ? /[\s,;]+/u : /[,;，、；\n]/u).map((part) => part.trim());
  return parts.filter((part) => part !== '');
}

/** `- #AI` without quotes: to YAML a comment where an entry should be. */
function findHashtag(path: YamlPath, problems: Problems): string {
  return /^#[\p{L}\p{N}].*/u.exec(problems.places.at(path)?.comment ?? '')?.[0] ?? '';
}
