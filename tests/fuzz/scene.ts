import { strict as assert } from 'node:assert';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { APIInteractionResponse } from 'discord.js';
import { InteractionResponseType } from 'discord.js';
import { commands, components } from '../../commands/index.ts';
import { ReplayClock } from '../../src/clock.ts';
import { answerInteractions } from '../../src/discord/interactions/interactions.ts';
import type { Content } from '../../src/discord/rest/outgoing.ts';
import { guardPackets } from '../../src/discord/session/packets.ts';
import { ArticleAdder } from '../../src/ingest/round/article-adder.ts';
import { assertValidChoices, assertValidForm, showMessage } from '../support/check-answer.ts';
import { collectLog } from '../support/collect-log.ts';
import { prepareScenes } from '../support/command-scene.ts';
import type { FakeRequest } from '../support/fake-client.ts';
import { recordText } from '../support/record-text.ts';

const TITLES = [
  'Robots *fold* laundry',
  'Chip shortage ends, says Forbes',
  '人工知能が将棋を指す',
  'Court: a “parrot” [may] speak | `AI`',
  'GPT-3 writes an op-ed',
  'Ärzte prüfen KI',
  '[a](https://example.com) <@1> ||x||',
];

/** The real dispatcher and commands, over a small library and a state of their own. */
export const openScene = prepareScenes({
  'topics.yaml': JSON.stringify([
    { name: 'AI' },
    { name: 'Machine Learning', shortName: 'ML', parent: 'AI' },
    { name: 'Law' },
  ]),
  ...Object.fromEntries(
    TITLES.map((title, at) => [
      `${at}.md`,
      recordText({
        title,
        webUrl: `https://example.com/${at}`,
        topics: [['AI', 'ML', 'Law'][at % 3]],
        heat: 80 + at,
      }),
    ]),
  ),
  'other.md': recordText({ title: 'Robots fold the laundry', webUrl: 'https://other.example/robots' }),
});

/** Members type addresses by chance: none of them is asked. */
class NoArticles extends ArticleAdder {
  override preview(): ReturnType<ArticleAdder['preview']> {
    return this.add();
  }
  override add(): ReturnType<ArticleAdder['add']> {
    return Promise.resolve({ kind: 'refused', reason: 'nothing is fetched here' });
  }
}

/** So many turns of the event loop are enough for an answer that waits for nothing outside. */
const TURNS_MAX = 200;

/** Sends packets to the dispatcher as Discord would, and tells what it answered. */
export async function openDispatcher() {
  const scene = await openScene();
  const { logger, lines } = collectLog();
  const { client } = scene.discord;
  const { config, library } = scene.context;
  guardPackets(client, logger);
  answerInteractions({
    client,
    log: logger,
    commands,
    components,
    getContext: () => Promise.resolve({ ...scene.context, articles: new NoArticles(config, library) }),
    patience: new ReplayClock(0, 0),
  });
  // The list of requests is the scene's own; in an hour it would fill the memory.
  const requests = scene.discord.requests as FakeRequest[];
  return {
    ...scene,
    /** @returns the first answer; undefined when there is none */
    async send(packet: unknown): Promise<APIInteractionResponse | undefined> {
      requests.length = 0;
      lines.length = 0;
      // discord.js tells the listeners first, and then reads the packet itself.
      client.ws.emit('INTERACTION_CREATE', packet);
      scene.discord.receive('INTERACTION_CREATE', packet);
      for (let turn = 0; turn < TURNS_MAX; turn++) {
        const answer = requests.find(({ path }) => path.endsWith('/callback'));
        // What the REST client sent is what the dispatcher gave it.
        if (answer !== undefined) return answer.body as APIInteractionResponse;
        if (lines.length > 0) break;
        await nextTurn();
      }
      return undefined;
    },
    /** What went wrong within a command while the last packet was answered. */
    listBugs: () => lines.filter(({ msg }) => msg === 'a command failed').map((line) => JSON.stringify(line)),
    /** All that was logged of the last packet. */
    lines,
  };
}

/** An answer that Discord takes. */
export function assertAnswer(answer: APIInteractionResponse): void {
  switch (answer.type) {
    case InteractionResponseType.ChannelMessageWithSource:
    case InteractionResponseType.UpdateMessage:
      // A body has the parts of a content, and more.
      showMessage(answer.data as Content);
      break;
    case InteractionResponseType.ApplicationCommandAutocompleteResult:
      assertValidChoices((answer.data.choices ?? []) as Parameters<typeof assertValidChoices>[0]);
      break;
    case InteractionResponseType.Modal:
      assertValidForm(answer.data);
      break;
    default:
      assert.fail(`an answer of type ${answer.type}`);
  }
}
