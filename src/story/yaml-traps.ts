import type { Problems } from './record-problems.ts';
import { advise } from './yaml-hints.ts';
import type { YamlPath, YamlPlace } from './yaml-places.ts';

// Texts that YAML reads as something else without a word: cut off at a #, or without their first characters.

/** What a record must hold for any of them to be looked for. */
const MAY_BE_CUT = /(?:^|\s)#|[:-][ \t]+[&!]/;

/** Tells of each text of a record of which YAML has left out a part. */
export function noticeLostText(yaml: string, problems: Problems): void {
  if (!MAY_BE_CUT.test(yaml)) return;
  for (const place of problems.places.all) {
    if (!isText(place.path)) continue;
    const name = nameOf(place.path);
    const key = place.path.findLast((part) => typeof part === 'string') ?? name;
    const isEntry = typeof place.path.at(-1) === 'number';
    // Behind a topic, a # and a blank is what somebody noted about it.
    if (place.comment !== '' && (place.path[0] !== 'topics' || /^#\S/.test(place.comment))) {
      const whole = place.typed === '' ? place.comment : place.typed;
      problems.notice(
        place.path,
        `${name}: what stands behind the # is a comment, and not read; if it belongs to the text, ${advise(isEntry ? null : key, whole)}`,
      );
    } else if (/^(?:&|!(?!!))/.test(place.mark)) {
      problems.notice(
        place.path,
        `${name}: ${place.mark} at the beginning is a mark of YAML, and not read; ${advise(isEntry ? null : key, withMark(place))}`,
      );
    }
  }
}

function withMark({ mark, typed }: YamlPlace): string {
  return `${mark} ${typed}`;
}

function isText(path: YamlPath): boolean {
  const [first, second, third, ...deeper] = path;
  if (first === 'topics') return true;
  if (deeper.length > 0) return false;
  if (first === 'title' || first === 'excerpt') return second === undefined;
  if (first === 'provider') return second === undefined || (second === 'name' && third === undefined);
  return first === 'related' && third === 'title';
}

/** `related.2.title`: lists are counted from 1, as people do. */
function nameOf(path: YamlPath): string {
  return path.map((part) => (typeof part === 'number' ? part + 1 : part)).join('.');
}
