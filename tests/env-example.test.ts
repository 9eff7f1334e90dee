import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { expect, test } from 'vitest';
import { parseConfig } from '../src/config.ts';

const example = parseEnv(readFileSync(join(import.meta.dirname, '../.env.example'), 'utf8'));

test('.env.example as it is gives the defaults', () => {
  expect(parseConfig(example)).toEqual(parseConfig({}));
});

test('.env.example names every variable that the code reads, and no other', () => {
  const source = readFileSync(join(import.meta.dirname, '../src/config.ts'), 'utf8');
  const read = new Set(source.match(/^ {2}[A-Z]+(?:_[A-Z]+)*(?=:)/gm)?.map((name) => name.trim()));
  expect(new Set(Object.keys(example))).toEqual(read);
});
