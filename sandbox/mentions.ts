import type { FieldError } from './errors.ts';
import type { MessageBody } from './message-body.ts';
import type { Channel, SandboxMessage } from './model.ts';
import type { World } from './world.ts';

type Mentions = Pick<SandboxMessage, 'mention_everyone' | 'mention_roles' | 'mentions'>;

/** resources/message, Allowed Mentions: a kind is either parsed as a whole, or its ids are listed. */
export function checkMentions({ allowed_mentions: allowed }: MessageBody): FieldError[] {
  return (['users', 'roles'] as const).flatMap((kind) =>
    allowed?.parse?.includes(kind) && allowed[kind]?.length
      ? [
          {
            path: ['allowed_mentions'],
            code: 'MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE',
            message: `parse:["${kind}"] and ${kind}: [ids...] are mutually exclusive.`,
          },
        ]
      : [],
  );
}

/**
 * Whom the message pings: those its content names and `allowed_mentions` lets through; a role, @everyone and @here
 * only when it is mentionable or the bot has MENTION_EVERYONE (resources/message, topics/permissions).
 */
export function findMentions(world: World, channel: Channel, content: string, body: MessageBody): Mentions {
  const allowed = body.allowed_mentions ?? { parse: ['everyone', 'roles', 'users'] };
  const named = (pattern: RegExp) => new Set([...content.matchAll(pattern)].map((match) => match[1] ?? ''));
  const isAllowed = (kind: 'roles' | 'users', id: string) =>
    allowed.parse?.includes(kind) || (allowed[kind]?.includes(id) ?? false);
  const mayPingAll = world.botHas(channel, 'MentionEveryone');
  const roleIds = named(/<@&(\d+)>/g);
  const userIds = named(/<@!?(\d+)>/g);
  const guild = world.guildOf(channel);
  return {
    mention_everyone:
      /@(everyone|here)/.test(content) && (allowed.parse?.includes('everyone') ?? false) && mayPingAll,
    mention_roles: (guild?.roles ?? [])
      .filter(({ id, mentionable }) => id !== guild?.id && (mentionable || mayPingAll))
      .map(({ id }) => id)
      .filter((id) => roleIds.has(id) && isAllowed('roles', id)),
    mentions: [...world.people.values()]
      .map(({ user }) => user)
      .filter(({ id }) => userIds.has(id) && isAllowed('users', id)),
  };
}
