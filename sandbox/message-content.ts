import type { APIEmbed, APIMessageTopLevelComponent } from 'discord.js';
import type { Component } from './component-limits.ts';
import { refuse } from './errors.ts';
import { checkMessage } from './limits.ts';
import { findMentions } from './mentions.ts';
import type { MessageBody } from './message-body.ts';
import type { Channel, SandboxMessage } from './model.ts';
import type { World } from './world.ts';

/**
 * The message with the body's fields in it, checked against Discord's limits.
 * @param prefix where the message stands in the request's body
 * @throws DiscordError 50035 or 50006
 */
export function applyBody(
  world: World,
  channel: Channel,
  message: SandboxMessage,
  body: MessageBody,
  prefix: readonly string[] = [],
): SandboxMessage {
  const content = body.content === undefined ? message.content : (body.content ?? '');
  const embeds = body.embeds === undefined ? message.embeds : (body.embeds ?? []).map(storeEmbed);
  const components =
    body.components === undefined ? message.components : numberComponents(body.components ?? []);
  // Component names the fields that the checks read; a stored component is one of Discord's, which have these.
  checkMessage(
    body,
    { content, embeds, components: components as Component[], flags: message.flags },
    prefix,
  );
  return {
    ...message,
    content,
    embeds,
    components,
    tts: body.tts ?? message.tts,
    ...findMentions(world, channel, content, body),
  };
}

/** An embed as Discord keeps it: no empty fields, and of type rich. */
function storeEmbed(embed: APIEmbed): APIEmbed {
  const kept = Object.entries(embed).filter(([, value]) => value !== null && value !== '');
  // Only empty fields were taken away, and `rich` is the enum's own value for what bots send.
  const stored = { ...Object.fromEntries(kept), type: 'rich' } as APIEmbed;
  if (embed.timestamp) stored.timestamp = new Date(embed.timestamp).toISOString().replace('Z', '000+00:00');
  if (embed.fields)
    stored.fields = embed.fields.map((field) => ({ ...field, inline: field.inline ?? false }));
  return stored;
}

/** Discord gives every component an id, counting in reading order, unless the bot chose one. */
function numberComponents(components: readonly Component[]): APIMessageTopLevelComponent[] {
  let last = 0;
  const number = (component: Component): Component => {
    last += 1;
    const numbered: Component = { ...component, id: component.id || last };
    if (component.components) numbered.components = component.components.map(number);
    if (component.accessory) numbered.accessory = number(component.accessory);
    return numbered;
  };
  // Discord's schema has accepted them as top-level components.
  return components.map(number) as APIMessageTopLevelComponent[];
}

/** Refuses embeds without EMBED_LINKS. Discord does so or drops them in silence (#2601); the loud way is taken. */
export function assertCanEmbed(world: World, channel: Channel, body: MessageBody): void {
  if (body.embeds?.length && !world.botHas(channel, 'EmbedLinks')) throw refuse('missingPermissions');
}
