import { z } from 'zod';
import { countChars } from '../field-checks.ts';
import { CONTENT_MAX_CHARS } from '../limits.ts';
import type { InteractionAnswer, RegisteredCommand, Sandbox, SandboxMessage } from '../sandbox.ts';
import type { Replay } from './controls.ts';
import type { Action, ActionResult, InteractionNote } from './protocol.ts';

const Id = z.string().min(1);
const Options = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));
const Call = { channelId: Id, name: Id, subcommand: z.string().optional(), options: Options };
const Part = { channelId: Id, messageId: Id, customId: Id };

/** The body of a POST to `/api/act`. `key`: what the page calls the interaction that comes of it. */
export const ActionBody: z.ZodType<{ page: string; key?: number | undefined; action: Action }> = z.object({
  page: Id,
  key: z.number().optional(),
  action: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('say'), channelId: Id, content: z.string().min(1) }),
    z.object({ kind: z.literal('command'), ...Call }),
    z.object({ kind: z.literal('autocomplete'), ...Call, focused: Id }),
    z.object({ kind: z.literal('button'), ...Part }),
    z.object({ kind: z.literal('select'), ...Part, values: z.array(z.string()) }),
    z.object({ kind: z.literal('message-command'), channelId: Id, messageId: Id, name: Id }),
    z.object({
      kind: z.literal('modal'),
      channelId: Id,
      interactionId: Id,
      values: z.record(z.string(), z.union([z.string(), z.array(z.string()), z.boolean()])),
    }),
    z.object({ kind: z.literal('replay-speed'), speed: z.number().positive() }),
    z.object({ kind: z.literal('replay-pause') }),
    z.object({ kind: z.literal('replay-resume') }),
    z.object({ kind: z.literal('replay-jump') }),
  ]),
});

export type Reader = ReturnType<typeof createReader>;

/** One open page: an admin of the guild, with the answers that only it sees. */
export function createReader(
  sandbox: Sandbox,
  { name, locale }: { name: string; locale: string },
  onInteraction: (note: InteractionNote, key: number | undefined) => void,
) {
  const member = sandbox.member({ name, locale, permissions: ['ManageGuild'] });
  const ephemerals = new Map<string, SandboxMessage>();
  const modals = new Map<string, InteractionAnswer>();

  function findMessage(channelId: string, messageId: string): SandboxMessage {
    const found =
      ephemerals.get(messageId) ?? sandbox.messages(channelId).find((message) => message.id === messageId);
    if (!found) throw new Error('This message is gone.');
    return found;
  }

  async function report(act: Promise<InteractionAnswer>): Promise<ActionResult> {
    const answer = await act;
    const { interactionId, modal } = answer;
    if (!modal) return { ok: true };
    modals.set(interactionId, answer);
    return { ok: true, modal, interactionId };
  }

  async function perform(
    action: Action,
    replay: Replay | undefined,
    key: number | undefined,
  ): Promise<ActionResult> {
    const noteAs = (title: string) => (id: string) => onInteraction({ id, title }, key);
    switch (action.kind) {
      case 'say':
        checkLength(action.content);
        member.say(action);
        return { ok: true };
      case 'command': {
        const title = `/${[action.name, action.subcommand].filter(Boolean).join(' ')}`;
        const onSent = noteAs(title);
        return await report(member.runCommand({ ...withoutUndefined(action), onSent }));
      }
      case 'autocomplete':
        return { ok: true, choices: await member.autocomplete(withoutUndefined(action)) };
      case 'button': {
        const message = findMessage(action.channelId, action.messageId);
        return await report(member.pressButton({ message, customId: action.customId }));
      }
      case 'select': {
        const message = findMessage(action.channelId, action.messageId);
        return await report(member.select({ message, customId: action.customId, values: action.values }));
      }
      case 'message-command': {
        const message = findMessage(action.channelId, action.messageId);
        const { name } = action;
        return await report(member.useMessageCommand({ message, name, onSent: noteAs(name) }));
      }
      case 'modal': {
        const answer = modals.get(action.interactionId);
        if (!answer) throw new Error('This form is no longer open.');
        const { channelId, values } = action;
        return await report(member.submitModal({ answer, channelId, values, onSent: noteAs('') }));
      }
      default:
        if (!replay) throw new Error('Nothing is replayed here: the clock is the real one.');
        if (action.kind === 'replay-speed') replay.setSpeed(action.speed);
        else if (action.kind === 'replay-pause') replay.pause();
        else if (action.kind === 'replay-resume') replay.resume();
        else await replay.jumpToNextPost();
        return { ok: true };
    }
  }

  return {
    you: { id: member.id, name, locale },

    /** The commands that Discord's client would offer the reader in the guild. */
    commands(): readonly RegisteredCommand[] {
      const [channel] = sandbox.channels();
      return channel ? member.offeredCommands(channel.id) : [];
    },

    /** Does what the reader did; what goes wrong comes back as text for the page. */
    async act(action: Action, replay: Replay | undefined, key?: number): Promise<ActionResult> {
      try {
        return await perform(action, replay, key);
      } catch (error) {
        const text = error instanceof Error ? error.message : String(error);
        return { ok: false, error: text, noResponse: /did not respond|did not come/.test(text) };
      }
    },

    /** Ephemeral messages are in no channel's list, so the ones shown here are kept. */
    remember(message: SandboxMessage): void {
      ephemerals.set(message.id, message);
    },
  };
}

/** @throws Error when Discord would not take the message */
function checkLength(content: string): void {
  const length = countChars(content);
  if (length <= CONTENT_MAX_CHARS) return;
  const [most, many] = [CONTENT_MAX_CHARS, length].map((count) => count.toLocaleString('en-US'));
  throw new Error(`A message has at most ${most} characters; this one has ${many}.`);
}

function withoutUndefined<T extends { subcommand?: string | undefined }>(call: T) {
  const { subcommand, ...rest } = call;
  return subcommand === undefined ? rest : { ...rest, subcommand };
}
