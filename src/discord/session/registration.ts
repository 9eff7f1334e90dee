import type { Client, RESTPostAPIApplicationCommandsJSONBody } from 'discord.js';
import type { Logger } from 'pino';
import { EXIT_MISUSE, FatalError } from '../../fatal-error.ts';
import { classifyError } from '../rest/errors.ts';

type Definition = RESTPostAPIApplicationCommandsJSONBody;

/**
 * Makes Discord's list of our commands what it should be. A failure is logged: the next start tries again.
 * @throws FatalError when the token is refused
 */
export async function registerCommands(
  client: Client<true>,
  definitions: readonly Definition[],
  log: Logger,
): Promise<void> {
  try {
    if (await isRegistered(client, definitions)) {
      log.info('commands are registered already');
      return;
    }
    await client.application.commands.set([...definitions]);
    log.info('commands registered');
  } catch (error) {
    const { kind, reason } = classifyError(error);
    if (kind === 'stop') throw new FatalError(`Discord refused the token: ${reason}`, EXIT_MISUSE);
    log.error(`commands could not be registered (tried again at the next start): ${reason}`);
  }
}

/**
 * Whether the list is written already. Writes are limited (200 creations a day) and make members' clients load the
 * list anew.
 */
async function isRegistered(client: Client<true>, definitions: readonly Definition[]): Promise<boolean> {
  const registered = await client.application.commands.fetch({ withLocalizations: true });
  return (
    registered.size === definitions.length &&
    definitions.every((definition) =>
      registered.some(
        (command) =>
          command.name === definition.name &&
          // equals() takes what a registration takes; its type alone asks for the fields that Discord adds.
          command.equals(definition as Parameters<typeof command.equals>[0], true),
      ),
    )
  );
}
