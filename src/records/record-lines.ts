import { join } from 'node:path';
import { readRegularFile } from '../files/read-regular-file.ts';
import { type Places, RECORD_MAX_BYTES, readFrontMatter } from '../story/front-matter.ts';
import { isOwnRecord } from './content-files.ts';

/** The line of a record's file on which a topic stands, or its link. */
export type FindLine = (file: string, what: { readonly topic: string } | 'link') => number;

/** Looks into the files of a folder; whatever cannot be found there is on line 1. */
export function createLineFinder(contentDir: string): FindLine {
  let last: { readonly file: string; readonly places: Places | null } = { file: '', places: null };
  return (file, what) => {
    if (last.file !== file) last = { file, places: readPlaces(contentDir, file) };
    const { places } = last;
    if (places === null) return 1;
    return what === 'link' ? findLinkLine(places) : findTopicLine(places, what.topic);
  };
}

function readPlaces(contentDir: string, file: string): Places | null {
  if (!isOwnRecord(file)) return null;
  try {
    const frontMatter = readFrontMatter(readRegularFile(join(contentDir, file), RECORD_MAX_BYTES));
    return frontMatter.kind === 'read' ? frontMatter.findPlaces() : null;
  } catch {
    // Gone since it was listed.
    return null;
  }
}

function findLinkLine(places: Places): number {
  const key = ['webUrl', 'originalUrl'].find((name) => places.at([name]) !== undefined);
  return key === undefined ? 1 : places.lineOf([key]);
}

function findTopicLine(places: Places, topic: string): number {
  const inTopics = places.all.filter(({ path }) => path[0] === 'topics');
  const place =
    inTopics.find(({ typed }) => typed.replace(/^["'#\s]+/, '').startsWith(topic)) ??
    inTopics.find(({ typed, comment }) => `${typed} ${comment}`.includes(topic));
  return places.lineOf(place?.path ?? ['topics']);
}
