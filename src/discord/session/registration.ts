import type { Client, RESTPostAPIApplicationCommandsJSONBody } from 'discord.js';

/**
 * Makes Discord's list of our commands what it should be. It is written only when it differs: writes are limited
 * (200 creations a day) and make members' clients load the list anew.
 * @returns whether it was written
 */
export async function registerCommands(
  client: Client<true>,
  definitions: readonly RESTPostAPIApplicationCommandsJSONBody[],
): Promise<boolean> {
  const registered = await client.application.commands.fetch({ withLocalizations: true });
  const isSame =
    registered.size === definitions.length &&
    definitions.every((definition) =>
      registered.some(
        (command) =>
          command.name === definition.name &&
          // equals() takes what a registration takes; its type alone asks for the fields that Discord adds.
          command.equals(definition as Parameters<typeof command.equals>[0], true),
      ),
    );
  if (!isSame) await client.application.commands.set([...definitions]);
  return !isSame;
}
