import { join } from 'node:path';
import type { Client, REST } from 'discord.js';
import pino from 'pino';
import { onTestFinished } from 'vitest';
import type { Sandbox } from '../../sandbox/sandbox.ts';
import { type Clock, systemClock } from '../../src/clock.ts';
import { parseConfig } from '../../src/config.ts';
import { createSubscription, type Subscription } from '../../src/curation/subscription.ts';
import type { ChannelPort } from '../../src/delivery/channel-port.ts';
import { Delivery } from '../../src/delivery/delivery.ts';
import { Ledger } from '../../src/delivery/ledger.ts';
import { Pauses } from '../../src/delivery/pauses.ts';
import { RunReports } from '../../src/delivery/run-reports.ts';
import { DiscordChannels } from '../../src/discord/posting/channels.ts';
import { createDeliveryRest } from '../../src/discord/rest/delivery-rest.ts';
import { createClient } from '../../src/discord/session/client.ts';
import { login } from '../../src/discord/session/connection.ts';
import type { Library } from '../../src/library/library.ts';
import { State } from '../../src/state/state.ts';
import { Taxonomy } from '../../src/topics/taxonomy.ts';

const silent = pino({ level: 'silent' });

/** The real client, logged in to the sandbox. */
export async function connect(sandbox: Sandbox): Promise<Client<true>> {
  const client = createClient(sandbox.apiUrl, () => false);
  onTestFinished(() => client.destroy());
  return await login(client, sandbox.token, new AbortController().signal, silent);
}

/** The real port; `timeoutMs` is how long it waits for an answer. */
export function openPort(
  client: Client<true>,
  sandbox: Sandbox,
  timeoutMs?: number,
): { port: DiscordChannels; rest: REST } {
  const rest = createDeliveryRest(sandbox.apiUrl, sandbox.token, timeoutMs);
  return { port: new DiscordChannels(client, rest, { taxonomy: new Taxonomy([]) }, silent), rest };
}

export type Process = {
  readonly delivery: Delivery;
  readonly ledger: Ledger;
  readonly state: State;
  /** Closes what the process holds, without a word to delivery, as its death would. */
  die(): Promise<void>;
};

export type ProcessOptions = {
  readonly stateUrl: string;
  readonly library: Library;
  readonly port: ChannelPort;
  readonly clock?: Clock;
  readonly realClock?: Clock;
  /** In the place of the ledger itself, over the same state. */
  readonly createLedger?: (state: State) => Ledger;
};

/** What a bot's process is to delivery: everything that lives in memory, over the state on disk. */
export async function startProcess(options: ProcessOptions): Promise<Process> {
  const {
    library,
    port,
    stateUrl,
    clock = systemClock,
    realClock = systemClock,
    createLedger = (state) => new Ledger(state),
  } = options;
  const state = await State.open(stateUrl, { isLocked: true });
  const ledger = createLedger(state);
  const pauses = await Pauses.load(state.openStore('pauses'));
  const onFatal = (error: Error): void => {
    throw error;
  };
  const delivery = new Delivery({
    library,
    ledger,
    pauses,
    reports: new RunReports(state.openStore('runs')),
    port,
    clock,
    realClock,
    log: silent,
    findSubscription: () => undefined,
    ownsGuild: () => true,
    onFatal,
  });
  return {
    delivery,
    ledger,
    state,
    async die() {
      await delivery.stop();
      state.close();
    },
  };
}

export function stateUrlIn(dir: string): string {
  return `sqlite://${join(dir, 'state.sqlite')}`;
}

/** A subscription that takes whatever is due. */
export function subscribe(channelId: string): Subscription {
  return createSubscription(parseConfig({ NEWS_PER_RUN: '10', NEWS_PER_DAY: '1000' }).news, channelId);
}
