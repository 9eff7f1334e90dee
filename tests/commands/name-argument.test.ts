import { expect, test } from 'vitest';
import { prepareScenes } from '../support/command-scene.ts';
import { recordText } from '../support/record-text.ts';

// How a member names a topic or an outlet, shown by /news and /feed add.

const MANY = Array.from({ length: 26 }, (_, index) => `Topic ${String(index).padStart(2, '0')}`);
const record = (name: string, topics: readonly string[], provider: string) =>
  recordText({
    title: `${name} learns to fly`,
    excerpt: '',
    webUrl: `https://example.com/${name}`,
    topics,
    provider: { name: provider, domain: 'example.com' },
  });

const openScene = prepareScenes({
  'topics.yaml': JSON.stringify([
    { name: 'Machine Learning', shortName: 'ML' },
    { name: 'MLOps' },
    { name: 'Law' },
  ]),
  'a.md': record('owl', [...MANY.slice(0, 13), 'MLOps'], 'Example'),
  'b.md': record('bee', [...MANY.slice(13), 'MLOps', 'Machine Learning'], 'EXAMPLE'),
  'c.md': record('elk', ['untold'], '*'.repeat(100)),
});

test('given nothing typed, the twenty-five with most stories; what has none is not suggested', async () => {
  const { reader } = await openScene();
  const choices = reader.suggest('news', { topic: '' });
  expect(choices).toHaveLength(25);
  expect(choices[0]).toEqual({ name: 'MLOps (2)', value: 'MLOps' });
  expect(reader.suggest('news', { topic: 'law' })).toEqual([]);
});

test('given a short name, its topic comes before those that hold the letters, and once', async () => {
  const { reader } = await openScene();
  expect(reader.suggest('news', { topic: 'mL' })).toEqual([
    { name: 'Machine Learning (1)', value: 'Machine Learning' },
    { name: 'MLOps (2)', value: 'MLOps' },
  ]);
});

test('given an outlet that is written in two ways, it is one; a long name keeps to 100 characters', async () => {
  const { reader } = await openScene();
  expect(reader.suggest('news', { provider: '' })).toEqual([
    { name: 'EXAMPLE (2)', value: 'EXAMPLE' },
    { name: `${'*'.repeat(95)}… (1)`, value: '*'.repeat(100) },
  ]);
});

test('given a topic, it is found with stories or without, in the taxonomy or not, in any case', async () => {
  const { admin, feeds, home } = await openScene();
  await admin.run('feed', 'add', { channel: home, topics: 'UNTOLD, law, ml, topic 25' });
  expect(feeds.get(home)?.topics).toEqual(['untold', 'Law', 'Machine Learning', 'Topic 25']);
});

test('given names near to what was typed, the three nearest are told, with their markup made harmless', async () => {
  const { admin, home } = await openScene();
  expect(await admin.refused('feed', 'add', { channel: home, exclude_providers: '**' })).toBe(
    `\`exclude_providers\`: there is no outlet “\\*\\*”. The nearest: **${'\\*'.repeat(100)}**, **EXAMPLE**.`,
  );
  expect(await admin.refused('feed', 'add', { channel: home, topics: 'Topic 1' })).toBe(
    '`topics`: there is no topic “Topic 1”. The nearest: **Topic 10**, **Topic 11**, **Topic 12**.',
  );
});
