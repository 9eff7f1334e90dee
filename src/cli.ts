import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { systemClock } from './clock.ts';
import { type Config, ConfigError, parseBotConfig, parseConfig } from './config.ts';
import { isCronExpression } from './curation/schedule.ts';
import { parseDuration } from './duration.ts';
import { EXIT_FAILURE, EXIT_MISUSE, FatalError } from './fatal-error.ts';
import { FileChangedError } from './files/atomic-file.ts';
import { IndexError } from './index/database.ts';
import { ArchiveError } from './records/archive-writer.ts';
import { StateError } from './state/state-error.ts';
import { parseDate } from './story/dates.ts';
import { findSystemProblem } from './system-error.ts';
import { type CommandIo, printError } from './terminal.ts';

/** An hour in two seconds. */
const DEMO_SPEED = 1800;

/**
 * Runs one command line. Each command loads what it needs when it is asked for: the bot has no use for what writes
 * records, nor `check` for discord.js.
 * @param args what follows the program's name
 * @returns the exit code: 0 done, 1 it found or met something wrong, 2 wrong use or wrong settings
 */
export async function runCli(args: readonly string[], io: CommandIo): Promise<number> {
  let exitCode = 0;
  const readConfig = (): Config => parseConfig(io.environment, ['CONTENT_DIR']);
  const finish = async (code: number | Promise<number>): Promise<void> => {
    exitCode = await code;
  };
  // npm changes to the package's folder; a path is meant from where npm was called.
  const toPath = (text: string): string => resolve(io.environment.INIT_CWD ?? '', text);
  const program = new Command('heatline')
    .description('Posts curated AI news to Discord. Settings come from the environment: see .env.example.')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => io.stdout.write(text),
      writeErr: (text) => io.stderr.write(text),
    });
  const json = new Option('--json', 'print one JSON document');
  const now = new Option('--now <iso>', 'the instant that counts as now').argParser(parseInstant);

  program
    .command('start')
    .description('run the bot')
    .option('--once', 'run one tick of every subscription, then end')
    .addOption(now)
    .addOption(new Option('--speed <factor>', 'replayed time per real time').argParser(parseSpeed).hideHelp())
    .action(async ({ now: nowMs, ...options }) => {
      const { startBot } = await import('./cli/start.ts');
      await finish(startBot({ ...options, nowMs }, parseBotConfig(io.environment), io));
    });

  program
    .command('check')
    .description('read a content folder and say what is wrong with it')
    .argument('[dir]', 'the folder (CONTENT_DIR)', toPath)
    .addOption(now)
    .addOption(json)
    .action(async (dir, { now: nowMs = systemClock.now(), ...options }) => {
      const { checkContent } = await import('./cli/check.ts');
      await finish(checkContent(dir ?? readConfig().contentDir, { ...options, nowMs }, io));
    });

  program
    .command('search')
    .description('search the stories as /news does')
    .argument('[query]', 'words of headline, excerpt or provider', '')
    .option('--topic <name>', 'stories of a topic and of those below it')
    .option('--provider <name>', 'stories of one outlet')
    .option('--since <duration>', 'how far back, e.g. 7d', parseSpan)
    .addOption(new Option('--sort <order>', 'what comes first').choices(['hot', 'new', 'best']))
    .option('--limit <count>', 'most stories shown', parseCount, 20)
    .addOption(now)
    .addOption(json)
    .action(async (query, { since, now: nowMs = systemClock.now(), ...options }) => {
      const { searchContent } = await import('./cli/search.ts');
      await finish(searchContent(query, { ...options, sinceMs: since, nowMs }, readConfig(), io));
    });

  program
    .command('related')
    .description('the other coverage of a story, and stories on the same subject')
    .argument('<story>', "a record's file, an article's address, or a story's id", (text) =>
      existsSync(toPath(text)) ? toPath(text) : text,
    )
    .addOption(now)
    .addOption(json)
    .action(async (story, { now: nowMs = systemClock.now(), ...options }) => {
      const { relateContent } = await import('./cli/related.ts');
      await finish(relateContent(story, { ...options, nowMs }, readConfig(), io));
    });

  program
    .command('events')
    .description('the events that several stories tell, and why each belongs')
    .option('--since <duration>', 'how far back, e.g. 7d', parseSpan)
    .option('--all', 'also stories that stand alone')
    .option(
      '--explain <links...>',
      "of two articles' addresses: what makes them one event or keeps them apart",
    )
    .addOption(now)
    .addOption(json)
    .action(async ({ since, explain, now: nowMs = systemClock.now(), ...options }) => {
      const { explainPair, printEvents } = await import('./cli/events.ts');
      if (explain === undefined) {
        await finish(printEvents({ ...options, sinceMs: since, nowMs }, readConfig(), io));
        return;
      }
      const [first, second, ...more] = explain;
      if (first === undefined || second === undefined || more.length > 0)
        throw new ConfigError('--explain takes two articles: heatline events --explain LINK LINK');
      await finish(explainPair([first, second], { ...options, nowMs }, readConfig(), io));
    });

  program
    .command('plan')
    .description("what the environment's subscription would have posted")
    .requiredOption('--from <iso>', 'from this instant', parseInstant)
    .requiredOption('--to <iso>', 'to this instant', parseInstant)
    .option('--schedule <cron>', 'instead of NEWS_SCHEDULE', parseCron)
    .option('--digest', 'as digests: one message at each tick')
    .addOption(json)
    .action(async ({ from, to, ...options }) => {
      const { planContent } = await import('./cli/plan.ts');
      await finish(planContent({ ...options, fromMs: from, toMs: to }, readConfig(), io));
    });

  program
    .command('ingest')
    .description('bring in news from the sources of content/sources.yaml, on schedule until Ctrl-C')
    .option('--once', 'one round of all sources, then end')
    .option('--dry-run', 'one round that shows what it would write, and writes nothing')
    .option('--source <name>', 'one round of this source alone')
    .option('--explain <link>', "of what an article's heat is made")
    .addOption(now)
    .addOption(json)
    .action(async ({ now: nowMs, ...options }) => {
      const { ingestContent } = await import('./cli/ingest.ts');
      await finish(ingestContent({ ...options, ...(nowMs !== undefined && { nowMs }) }, readConfig(), io));
    });

  program
    .command('add')
    .description('write a record of an article, from what its own page says')
    .argument('<url>', "the article's address")
    .option('--hold', 'keep it back')
    .option('--heat <number>', `its heat, else at least 70`, parseHeat)
    .option('--topics <list>', 'its topics, separated by commas, else those that its words name', parseList)
    .option('--dry-run', 'show it, and write nothing')
    .addOption(now)
    .addOption(json)
    .action(async (url, { now: nowMs = systemClock.now(), ...options }) => {
      const { addArticle } = await import('./cli/add.ts');
      await finish(addArticle(url, { ...options, nowMs }, readConfig(), io));
    });

  const sources = program
    .command('sources')
    .description('the sources, with their last fetch, stories a week, and failures')
    .option('--check', 'ask each once: which are dead, moved, empty, quiet, no longer about AI')
    .option('--update', 'with --check: write the addresses of those that have moved for good')
    .addOption(now)
    .addOption(json)
    .action(async ({ now: nowMs = systemClock.now(), check, update, ...options }) => {
      if (update && !check)
        throw new ConfigError('--update goes with --check: heatline sources --check --update');
      if (check) {
        const { checkSources } = await import('./cli/check-sources.ts');
        await finish(checkSources({ ...options, ...(update && { update }), nowMs }, readConfig(), io));
        return;
      }
      const { listSources } = await import('./cli/sources.ts');
      await finish(listSources({ ...options, nowMs }, readConfig(), io));
    });
  sources
    .command('add')
    .description('find the feed of a page, show what it would bring, and write it to content/sources.yaml')
    .argument('<url>', "a page's address, or the feed's own")
    .addOption(json)
    // The group takes --json too: it may stand before or behind the word.
    .action(async (url, _options, command) => {
      const { addSource } = await import('./cli/sources.ts');
      await finish(addSource(url, command.optsWithGlobals(), readConfig(), io));
    });
  sources
    .command('import')
    .description('add the feeds of an OPML file to content/sources.yaml')
    .argument('<file>', 'what a feed reader exports')
    .addOption(json)
    .action(async (file, _options, command) => {
      const { importSources } = await import('./cli/opml.ts');
      await finish(importSources(file, command.optsWithGlobals(), readConfig(), io));
    });
  sources
    .command('export')
    .description('print the feeds of content/sources.yaml as OPML')
    .action(async () => {
      const { exportSources } = await import('./cli/opml.ts');
      await finish(exportSources(readConfig(), io));
    });

  program
    .command('edit')
    .description('change a record as an editor would; ingest leaves what you changed as it is')
    .argument('<story>', "an article's address, a record's file, or a story's id")
    .option('--publish', 'show it, and end its being held back')
    .option('--hold', 'hold it back until --publish')
    .option('--heat <number>', 'its heat; below 0 withdraws it', parseHeat)
    .option('--topics <list>', 'its topics, separated by commas', parseList)
    .option('--same-event-as <link>', 'it tells the same event as that article, whatever is computed')
    .option('--not-same-event-as <link>', 'it tells another event than that article')
    .addOption(json)
    .action(async (story, options) => {
      const { editRecord } = await import('./cli/edit.ts');
      await finish(editRecord(story, options, readConfig(), io));
    });

  program
    .command('archive')
    .description('move records older than CONTENT_KEEP to content/archive, which search still reads')
    .addOption(json)
    .action(async (options) => {
      const { archiveContent } = await import('./cli/archive.ts');
      await finish(archiveContent(options, readConfig(), io));
    });

  program
    .command('backup')
    .description('copy the state to a file, also while the bot runs; never copy its own files alone')
    .argument('<file>', 'the file to write; it must not be there yet', toPath)
    .addOption(json)
    .action(async (file, options) => {
      const { backUp } = await import('./cli/backup.ts');
      await finish(backUp(file, options, parseConfig(io.environment), io));
    });

  program
    .command('restore')
    .description('put a backup in the place of the state, while the bot does not run')
    .argument('<file>', 'a file that "backup" wrote', toPath)
    .option('--no-look-back', 'do not look in the channels for what was posted since')
    .addOption(json)
    .action(async (file, options) => {
      const { restore } = await import('./cli/backup.ts');
      await finish(restore(file, options, parseConfig(io.environment), io));
    });

  program
    .command('sandbox')
    .description('run the local Discord alone, for a bot that is started beside it')
    .option('--port <number>', 'the port it listens on (any free one)', parsePort)
    .option('--record <file>', 'append every request to this file, one JSON document a line', toPath)
    .action(async (options) => {
      const { runSandbox } = await import('./demo/run-sandbox.ts');
      await finish(runSandbox(options, io));
    });

  program
    .command('preview')
    .description('the card of a record in the browser, drawn anew when the file is saved')
    .argument('<file>', 'the record', toPath)
    .option('--port <number>', 'the port of the page (7777, or the next free one)', parsePort)
    .option('--no-open', 'do not open the page in the browser')
    .action(async (file, options) => {
      const { runPreview } = await import('./demo/preview.ts');
      await finish(runPreview(file, { ...options, contentDir: readConfig().contentDir }, io));
    });

  program
    .command('demo')
    .description('the local Discord in the browser, the bot, and a replayed week of news')
    .option('--content <dir>', 'the folder of records (the week that ships with Heatline)', toPath)
    .option('--from <iso>', 'begin at this instant (the day before the busiest week)', parseInstant)
    .option('--speed <factor>', 'replayed time per real time', parseCount, DEMO_SPEED)
    .option('--port <number>', 'the port of the page (7777, or the next free one)', parsePort)
    .option('--no-open', 'do not open the page in the browser')
    .addOption(new Option('--live', 'the real time instead of a replay').conflicts(['from', 'speed']))
    .option('--keep', 'keep the state in its folder at the end')
    .option('--exit', 'in the terminal alone: a few posts and questions, then end')
    .action(async ({ content: contentDir, from: fromMs, ...options }) => {
      const { runDemo } = await import('./demo/demo.ts');
      await finish(runDemo({ ...options, fromMs, contentDir }, io));
    });

  try {
    await program.parseAsync([...args], { from: 'user' });
    return exitCode;
  } catch (error) {
    return reportFailure(error, io);
  }
}

/** Says what ended a command, in a sentence where it is known. @returns the exit code */
export function reportFailure(error: unknown, io: Pick<CommandIo, 'stderr'>): number {
  // Commander has printed its message already; help and version end with code 0.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : EXIT_MISUSE;
  const { message, exitCode } = explainFailure(error);
  printError(io, message);
  return exitCode;
}

function explainFailure(error: unknown): { readonly message: string; readonly exitCode: number } {
  if (error instanceof FatalError) return error;
  if (error instanceof ConfigError) return { message: error.message, exitCode: EXIT_MISUSE };
  if (error instanceof StateError || error instanceof IndexError) {
    // A disk that is full now may have room the next time.
    const isPassing = findSystemProblem(error.cause)?.isPassing ?? false;
    return { message: error.message, exitCode: isPassing ? EXIT_FAILURE : EXIT_MISUSE };
  }
  if (error instanceof FileChangedError || error instanceof ArchiveError)
    return { message: error.message, exitCode: EXIT_FAILURE };
  const problem = findSystemProblem(error);
  if (problem !== null) return { ...problem, exitCode: problem.isPassing ? EXIT_FAILURE : EXIT_MISUSE };
  const bug = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { message: bug, exitCode: EXIT_FAILURE };
}

function parseInstant(text: string): number {
  const instant = parseDate(text);
  if (instant === null) throw new InvalidArgumentError('Expected an instant such as 2021-12-14T09:00:00Z.');
  return instant;
}

function parseSpan(text: string): number {
  const span = parseDuration(text);
  if (span === null) throw new InvalidArgumentError('Expected a duration such as 24h or 7d.');
  return span;
}

function parseCount(text: string): number {
  if (!/^[1-9]\d{0,4}$/.test(text))
    throw new InvalidArgumentError('Expected a whole number from 1 to 99999.');
  return Number(text);
}

function parseHeat(text: string): number {
  if (!/^-?\d{1,6}$/.test(text)) throw new InvalidArgumentError('Expected a whole number such as 85, or -1.');
  return Number(text);
}

function parseList(text: string): string[] {
  const names = text.split(',').flatMap((name) => name.trim() || []);
  if (names.length === 0) throw new InvalidArgumentError('Expected names such as AI,Robotics.');
  return names;
}

function parseSpeed(text: string): number {
  if (!/^\d{1,6}$/.test(text)) throw new InvalidArgumentError('Expected a whole number from 0 to 999999.');
  return Number(text);
}

function parsePort(text: string): number {
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535)
    throw new InvalidArgumentError('Expected a port, 0 to 65535.');
  return Number(text);
}

function parseCron(text: string): string {
  if (!isCronExpression(text)) throw new InvalidArgumentError('Expected a cron line of 5 or 6 fields.');
  return text;
}
