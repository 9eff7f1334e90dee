import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox.ts';
import { createRandom } from '../../tests/faults/random.ts';
import { BotProcess } from '../bots/bot-process.ts';
import { toRecord } from '../corpus.ts';
import { type BenchFolder, removeIndex } from '../folder.ts';
import { type Measurement, percentile } from '../measurement.ts';
import { makeQueries } from '../queries.ts';

const CHANGED_AT_ONCE = 1_000;
/** Time for the watcher to see the changes and for the index to take them up; a large one takes longer. */
const CHANGES_SETTLE_MS = 5_000;
const CHANGES_MAX_MS = 60_000;
const COMMANDS_A_SECOND = 200;
/** Of fewer commands, the slowest hundredth would be those of one pause of the machine. */
const ROUNDS = 10;
const START_MAX_MS = 20_000;
/** After the load, what was only needed for it is given back; V8 does so some eight seconds later. */
const MEMORY_SETTLE_MS = 15_000;

/**
 * Subjects 4, 5 and 6: the bot as it is started, in a process of its own, and a bare one beside it, which shows what
 * the machine alone makes of memory, blocks and latency.
 */
export async function measureBot(folder: BenchFolder): Promise<Measurement[]> {
  const [sandbox, bareSandbox] = [await startSandbox(), await startSandbox()];
  const libraryPath = join(folder.dir, 'bot.sqlite');
  removeIndex(libraryPath);
  const environment = {
    CONTENT_DIR: folder.contentDir,
    LIBRARY_PATH: libraryPath,
    STATE_URL: `sqlite://${join(folder.dir, 'bot-state.sqlite')}`,
  };
  const bare = new BotProcess('bare', bareSandbox);
  await bare.ready;
  await bare.report();
  const line = { subject: 'event loop', stories: folder.stories.length, unit: 'ms' } as const;
  const measurements: Measurement[] = [];
  const measureBlock = async (bot: BotProcess, what: string): Promise<void> => {
    const [ours, machine] = [await bot.report(), await bare.report()];
    measurements.push(
      { ...line, what, value: ours.longestBlockMs, bar: { max: 50 } },
      { ...line, what: `${what}: a bare bot beside it`, value: machine.longestBlockMs },
    );
  };
  try {
    const cold = new BotProcess('heatline', sandbox, environment);
    await sandbox.waitFor(() => sandbox.connectedCount() > 0, START_MAX_MS);
    // Loading the program blocks any process, the bare one too; from here on it is the bot's own doing.
    await cold.report();
    await bare.report();
    await cold.ready;
    await measureBlock(cold, 'connected, the first index being built');
    await cold.stop();

    const bot = new BotProcess('heatline', sandbox, environment);
    await sandbox.waitFor(() => sandbox.connectedCount() > 0, START_MAX_MS);
    await bot.report();
    await bare.report();
    await bot.ready;
    await measureBlock(bot, 'connected, at a warm start');
    await wait(MEMORY_SETTLE_MS);
    const [ours, least] = [await bot.report(), await bare.report()];
    measurements.push({
      subject: 'memory',
      stories: folder.stories.length,
      what: 'after load',
      value: ours.rssBytes / 1e6,
      unit: 'MB',
      reference: { name: 'a bare client', value: least.rssBytes / 1e6 },
      bar: { max: folder.stories.length > 25_000 ? 1.8 : 1.5 },
    });
    for (const story of folder.stories.slice(0, CHANGED_AT_ONCE)) {
      writeFileSync(join(folder.contentDir, story.path), toRecord({ ...story, heat: story.heat + 7 }));
    }
    await wait(CHANGES_SETTLE_MS);
    // The seal lies there while nobody writes to the index: what follows is not measured beside that.
    await sandbox.waitFor(() => existsSync(`${libraryPath}.seal`), CHANGES_MAX_MS);
    await measureBlock(bot, `${CHANGED_AT_ONCE} files changed at once`);
    measurements.push(...(await measureCommands(folder, { sandbox, bareSandbox })));
    await measureBlock(bot, `${COMMANDS_A_SECOND} searches a second`);
    await bot.stop();
  } finally {
    await bare.stop();
    await sandbox.close();
    await bareSandbox.close();
  }
  return measurements;
}

/** A second of commands to the one, a second to the other. */
async function measureCommands(
  folder: BenchFolder,
  { sandbox, bareSandbox }: { sandbox: Sandbox; bareSandbox: Sandbox },
): Promise<Measurement[]> {
  const queries = makeQueries(folder.stories, COMMANDS_A_SECOND * (ROUNDS + 1), createRandom(5));
  const [ours, bare]: [number[], number[]] = [[], []];
  for (let round = 0; round <= ROUNDS; round++) {
    const texts = queries
      .slice(round * COMMANDS_A_SECOND, (round + 1) * COMMANDS_A_SECOND)
      .map(({ text }) => text);
    const [first, second] = [await sendCommands(sandbox, texts), await sendCommands(bareSandbox, texts)];
    // The first second warms both up.
    if (round === 0) continue;
    ours.push(...first);
    bare.push(...second);
  }
  const line = { subject: 'command', stories: folder.stories.length, unit: 'ms' } as const;
  const against = (share: number) => ({
    value: percentile(ours, share),
    reference: { name: 'a bare bot', value: percentile(bare, share) },
  });
  return [
    { ...line, what: `first answer at ${COMMANDS_A_SECOND} a second, p50`, ...against(0.5) },
    {
      ...line,
      what: `first answer at ${COMMANDS_A_SECOND} a second, p99`,
      ...against(0.99),
      bar: { max: 1.5 },
    },
  ];
}

async function sendCommands(sandbox: Sandbox, texts: readonly string[]): Promise<number[]> {
  const member = sandbox.member();
  const channelId = sandbox.channel('ai-news').id;
  const answers = texts.map(async (query, index) => {
    await wait((index * 1000) / COMMANDS_A_SECOND);
    return member.runCommand({ channelId, name: 'news', options: { query } });
  });
  return (await Promise.all(answers)).map(({ firstResponseMs }) => firstResponseMs);
}
