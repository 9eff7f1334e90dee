import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { CLEAR_OPTION, SETTING_OPTIONS } from '../../../commands/feed/settings/settings.ts';
import en from '../../../src/locales/en.json' with { type: 'json' };

const DOCS = join(import.meta.dirname, '../../../docs/feeds.md');

describe('given the table of settings', () => {
  test('docs/feeds.md lists each of its options, and no other', () => {
    const rows = readFileSync(DOCS, 'utf8')
      .split('\n')
      .flatMap((line) => (line.startsWith('| `') ? [line.split('|')[1] ?? ''] : []));
    const listed = rows.flatMap((cell) => [...cell.matchAll(/`(\w+)`/g)].map(([, name]) => name));
    // `cron` is told beside the schedule that it is for.
    const names = [...SETTING_OPTIONS.map(({ name }) => name), 'clear'].filter((name) => name !== 'cron');
    expect(listed.toSorted()).toEqual(names.toSorted());
  });

  test('what can be taken away has a text for it, and no other text is there', () => {
    const choices = 'choices' in CLEAR_OPTION ? (CLEAR_OPTION.choices ?? []) : [];
    expect(choices.map(({ value }) => value)).toEqual(Object.keys(en.choices.clear));
    expect(choices.map(({ name }) => name)).toEqual(Object.values(en.choices.clear));
  });

  test('each option has the name that its texts are under', () => {
    for (const { name } of SETTING_OPTIONS) expect(en.commands.feed.options[name].name).toBe(name);
  });
});
