import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { readOpml, writeOpml } from '../../../src/ingest/sources/opml.ts';
import { appendSource, parseSources, replaceAddress } from '../../../src/ingest/sources/sources.ts';
import { parseHttpUrl } from '../../../src/story/links.ts';
import type { Problem } from '../../../src/story/problem.ts';
import { parseTaxonomy } from '../../../src/topics/parse-taxonomy.ts';
import { Taxonomy } from '../../../src/topics/taxonomy.ts';
import { TopicFinder } from '../../../src/topics/topic-finder.ts';
import { readFiles } from '../corpus.ts';
import { mutated } from '../mutations.ts';
import type { Target } from '../target.ts';

const TOPICS = [
  '- {name: AI, keywords: [ai]}\n- {name: ML, parent: AI, shortName: m, formerNames: [Learning], keywords: ["a b"]}\n',
  ...readFiles('content/topics.yaml', 1),
];
const SOURCES = [
  '- name: One\n  address: https://example.com/feed\n  provider: {name: One, domain: example.com}\n  interval: 30m\n',
  '- {name: Two, kind: git, address: "https://example.com/repo.git", branch: main, folder: news}\n# end\n',
  ...readFiles('content/sources.yaml', 1),
];
const OPML = [
  '<?xml version="1.0"?><opml version="2.0"><head><title>x</title></head><body><outline text="Folder"><outline type="rss" text="A &amp; B" xmlUrl="https://example.com/feed" htmlUrl="https://example.com"/></outline></body></opml>',
];

const assertLines = (problems: readonly Problem[]): void => {
  for (const { line } of problems) assert(Number.isInteger(line) && line >= 1, `a problem on line ${line}`);
};

/** `topics.yaml`, as an editor left it. */
export const topicFiles: Target = {
  name: 'topics',
  inputs: mutated(TOPICS),
  open: () => (text) => {
    const { topics, problems } = parseTaxonomy(text);
    assertLines(problems);
    const taxonomy = new Taxonomy(topics);
    for (const { name } of topics.slice(0, 20)) {
      taxonomy.lineKeys(name);
      taxonomy.familyKeys(name);
    }
    const finder = new TopicFinder(topics);
    finder.isAiNews(text.slice(0, 300), text.slice(-300));
    finder.find('Robots and AI', text.slice(0, 300), { always: [], never: [] });
  },
};

/** `sources.yaml`, as an operator left it. */
export const sourceFiles: Target = {
  name: 'sources',
  inputs: mutated(SOURCES),
  open: () => (text) => {
    const { sources, problems } = parseSources(text);
    assertLines(problems);
    for (const source of sources.slice(0, 20)) {
      if (source.kind !== 'git')
        assert.notEqual(parseHttpUrl(source.address), null, 'an address of another kind');
      const moved = replaceAddress(text, source.address, 'https://moved.example/feed');
      if (moved !== null)
        assert.equal(parseSources(moved).sources.length, sources.length, 'a source was lost');
    }
    if (sources.length === 0 || problems.length > 0) return;
    const added = parseSources(appendSource(text, { name: 'Zzz added', address: 'https://added.example/' }));
    // A list in one line cannot be added to; the program looks before it writes.
    if (added.problems.length === 0) assert(added.sources.length >= sources.length, 'a source was lost');
  },
};

/** Subscriptions of another feed reader. */
export const opmlFiles: Target = {
  name: 'opml',
  inputs: fc.oneof({ weight: 9, arbitrary: mutated(OPML) }, { weight: 1, arbitrary: mutated(SOURCES) }),
  open: () => (text) => {
    const [entry] = readEntries(text);
    if (entry === undefined) return;
    const { sources, problems } = parseSources(appendSource('', entry));
    assert.deepEqual(problems, [], 'what was imported is no source');
    readOpml(writeOpml(sources).text, []);
  },
};

/** What is no OPML is refused by an error, of the parser's or of ours. */
function readEntries(text: string): ReturnType<typeof readOpml>['sources'] {
  try {
    return readOpml(text, []).sources;
  } catch {
    return [];
  }
}
