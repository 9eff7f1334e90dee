import { z } from 'zod';
import { cleanText } from '../story/text.ts';

const Name = z.string().transform(cleanText).pipe(z.string().min(1).max(100));

/** An entry of `topics.yaml`. */
export const Topic = z.object({
  name: Name,
  shortName: Name.nullish().transform((value) => value ?? null),
  parent: Name.nullish().transform((value) => value ?? null),
  /** Names that it had before: records and feeds that still use one are understood. */
  formerNames: z.array(Name).default([]),
  keywords: z.array(Name).default([]),
  /** Its keywords are words of a field (bank, sales): they do not make a story AI news. */
  needsAi: z.boolean().optional(),
});
export type Topic = z.output<typeof Topic>;

/** A topic's name as it is compared: case does not matter. */
export function topicKey(name: string): string {
  return name.toLowerCase();
}
