import type { Choice, Modal } from '../interactions.ts';
import type { FieldValue } from '../modals.ts';
import type { Channel, Role, SandboxMessage, User } from '../model.ts';
import type { RegisteredCommand } from '../rest-commands.ts';
import type { RecordedRequest } from '../sandbox.ts';
import type { Change } from '../world.ts';

/** What the page and its server say to each other. The page imports types from here, nothing else. */
export type {
  Change,
  Channel,
  Choice,
  FieldValue,
  Modal,
  RecordedRequest,
  RegisteredCommand,
  Role,
  SandboxMessage,
  User,
};

/** What is wrong with a file that the page shows. */
export type FileProblem = {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly severity: 'error' | 'notice';
  readonly message: string;
};

/** The replayed clock. */
export type ReplayState = {
  nowMs: number;
  /** Replayed milliseconds per real one, as it runs now; 0: paused. */
  clockSpeed: number;
  /** The speed that was chosen: it holds when nothing is paused and no jump is under way. */
  speed: number;
  /** Hurrying to the next post; then it runs, or stands still, as before. */
  isJumping: boolean;
};

/** The card of one record, and what is wrong with the record. */
export type PreviewState = {
  file: string;
  message: Pick<SandboxMessage, 'embeds' | 'components'> | null;
  problems: readonly FileProblem[];
};

export type View = 'channel' | 'inspect' | 'preview';

/** What was done, for the line above an answer: who used `/news`. Without a title it is not told. */
export type InteractionNote = { id: string; title: string };

/** Everything a view starts with. */
export type Snapshot = {
  type: 'snapshot';
  /** `locale`: Discord's, by the browser's language. */
  you: { id: string; name: string; locale: string };
  guildName: string;
  channels: readonly Channel[];
  roles: readonly Role[];
  people: readonly User[];
  /** The latest messages of each channel, oldest first. */
  messages: Readonly<Record<string, readonly SandboxMessage[]>>;
  /** Those that Discord's client would offer the reader. */
  commands: readonly RegisteredCommand[];
  interactions: readonly InteractionNote[];
  requests: readonly RecordedRequest[];
  /** null: the clock is the real one. */
  replay: ReplayState | null;
  preview: PreviewState | null;
};

export type LiveEvent =
  | Snapshot
  | { type: 'message'; change: Change; message: SandboxMessage }
  | { type: 'channel'; change: Change; channel: Channel }
  | { type: 'role'; role: Role }
  | { type: 'commands'; commands: readonly RegisteredCommand[] }
  /** `key`: what this page itself called it. */
  | { type: 'interaction'; interaction: InteractionNote; key?: number }
  | { type: 'request'; request: RecordedRequest }
  | { type: 'replay'; replay: ReplayState }
  | { type: 'preview'; preview: PreviewState };

export type OptionValue = string | number | boolean;

/** What a reader does on the page. */
export type Action =
  | { kind: 'say'; channelId: string; content: string }
  | {
      kind: 'command';
      channelId: string;
      name: string;
      subcommand?: string | undefined;
      options: Record<string, OptionValue>;
    }
  | {
      kind: 'autocomplete';
      channelId: string;
      name: string;
      subcommand?: string | undefined;
      options: Record<string, OptionValue>;
      focused: string;
    }
  | { kind: 'button'; channelId: string; messageId: string; customId: string }
  | { kind: 'select'; channelId: string; messageId: string; customId: string; values: string[] }
  | { kind: 'message-command'; channelId: string; messageId: string; name: string }
  | { kind: 'modal'; channelId: string; interactionId: string; values: Record<string, FieldValue> }
  | { kind: 'replay-speed'; speed: number }
  | { kind: 'replay-pause' }
  | { kind: 'replay-resume' }
  | { kind: 'replay-jump' };

export type ActionResult =
  | { ok: true; choices?: readonly Choice[]; modal?: Modal; interactionId?: string }
  | { ok: false; error: string; noResponse: boolean };
