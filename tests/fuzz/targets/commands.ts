import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { WORDS } from '../corpus.ts';
import { mutated } from '../mutations.ts';
import { packets } from '../packets.ts';
import { assertAnswer, openDispatcher, openScene } from '../scene.ts';
import type { Target } from '../target.ts';

/** What is typed into a search. */
export const queries: Target = {
  name: 'queries',
  inputs: mutated(WORDS),
  open: async () => {
    const { context, reader } = await openScene();
    const { library, clock } = context;
    return (query) => {
      for (const sort of ['hot', 'new', 'best'] as const)
        library.search({ query, sort, nowMs: clock.now(), halfLifeMs: 43_200_000, limit: 5, offset: 0 });
      library.findByLink(query);
      for (const name of ['topic', 'provider']) reader.suggest('news', { [name]: query });
      reader.suggest('related', { story: query });
    };
  },
};

/** What members type, press and fill in, and forge: each is answered, by what Discord takes, and nothing fails. */
export const commandPackets: Target = {
  name: 'commands',
  inputs: packets.map((packet) => JSON.stringify(packet)),
  isWhole: true,
  open: async () => {
    const { send, listBugs, lines } = await openDispatcher();
    return async (input) => {
      const answer = await send(JSON.parse(input));
      for (const bug of listBugs()) throw new Error(`a command failed: ${bug}`);
      assert(answer !== undefined, `there was no answer: ${JSON.stringify(lines)}`);
      assertAnswer(answer);
    };
  },
};

/** Where a packet is broken, and what stands there instead. */
const damage = fc.array(
  fc.tuple(fc.nat(1_000), fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.constant(undefined))),
  { minLength: 1, maxLength: 3 },
);

/** Packets of any shape: they end themselves, and the next one is answered. */
export const interactions: Target = {
  name: 'interactions',
  inputs: fc.tuple(packets, damage).map(([packet, damages]) => {
    const broken = structuredClone(packet);
    for (const [at, value] of damages) replaceAt(broken, at, value);
    return JSON.stringify(broken);
  }),
  open: async () => {
    const { send } = await openDispatcher();
    const help = {
      type: 2,
      id: '9',
      token: 'token',
      application_id: '5',
      locale: 'de',
      channel: { id: '3' },
      user: { id: '7' },
    };
    return async (input) => {
      await send(JSON.parse(input));
      const answer = await send({ ...help, data: { name: 'help', type: 1, options: [] } });
      assert(answer !== undefined, 'after it, /help was not answered');
      assertAnswer(answer);
    };
  },
};

/** Puts a value in the place of one of a packet's own, counted through all of its levels. */
function replaceAt(packet: object, at: number, value: unknown): void {
  const places: [object: object, key: string][] = [];
  const list = (node: object): void => {
    for (const [key, child] of Object.entries(node)) {
      places.push([node, key]);
      if (typeof child === 'object' && child !== null) list(child);
    }
  };
  list(packet);
  const [object, key] = places[at % Math.max(1, places.length)] ?? [packet, 'type'];
  Reflect.set(object, key, value);
}
