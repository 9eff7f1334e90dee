import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type {
  Action,
  ActionResult,
  Change,
  Channel,
  InteractionNote,
  LiveEvent,
  Modal,
  PreviewState,
  RecordedRequest,
  RegisteredCommand,
  ReplayState,
  Role,
  SandboxMessage,
  Snapshot,
  User,
} from '../protocol.ts';
import { setClock } from './clock.ts';

/** More are not drawn: the page stays quick through a replayed year. */
const KEPT_MESSAGES_PER_CHANNEL = 300;
const KEPT_REQUESTS = 1000;
const EPHEMERAL = 1 << 6;
/** interactions/receiving-and-responding: the type of a slash or message command. */
export const COMMAND_INTERACTION = 2;

/** A command on its way, or one that failed: drawn where it was sent. */
export type Pending = {
  key: number;
  channelId: string;
  /** The newest message when it was sent; the empty text before all messages. */
  afterId: string;
  title: string;
  /** undefined until it is with the bot. */
  interactionId: string | undefined;
  error: string | undefined;
};

const STOPPED: ActionResult = { ok: false, error: 'The sandbox has stopped.', noResponse: false };

type OpenModal = { channelId: string; interactionId: string; modal: Modal };

/** All that the page knows: filled by the server's events, read by the elements. */
class Store {
  isConnected = false;
  you: Snapshot['you'] = { id: '', name: '', locale: 'en-US' };
  guildName = '';
  channels: readonly Channel[] = [];
  roles: readonly Role[] = [];
  people: readonly User[] = [];
  channelId = '';
  unreadIds: ReadonlySet<string> = new Set();
  commands: readonly RegisteredCommand[] = [];
  requests: readonly RecordedRequest[] = [];
  replay: ReplayState | null = null;
  preview: PreviewState | null = null;
  pending: readonly Pending[] = [];
  openModal: OpenModal | undefined;
  readonly #pageId = crypto.randomUUID();
  readonly #messages = new Map<string, readonly SandboxMessage[]>();
  readonly #titles = new Map<string, string>();
  readonly #listeners = new Set<() => void>();
  #pendingCount = 0;

  connect(view: string): void {
    const query = new URLSearchParams({ page: this.#pageId, view, language: navigator.language });
    const source = new EventSource(`/api/live?${query}`);
    // The server is this page's own; both sides share the type.
    source.onmessage = ({ data }: MessageEvent<string>) => this.#take(JSON.parse(data) as LiveEvent);
    source.onopen = () => this.#set({ isConnected: true });
    source.onerror = () => this.#set({ isConnected: false });
  }

  /** Redraws the host at every change. */
  watch(host: ReactiveControllerHost): void {
    const listener = () => host.requestUpdate();
    const controller: ReactiveController = {
      hostConnected: () => this.#listeners.add(listener),
      hostDisconnected: () => this.#listeners.delete(listener),
    };
    host.addController(controller);
  }

  messagesIn(channelId: string): readonly SandboxMessage[] {
    return this.#messages.get(channelId) ?? [];
  }

  findChannel(id: string): Channel | undefined {
    return this.channels.find((channel) => channel.id === id);
  }

  /** Which command brought the message, e.g. `/news`; undefined while unknown. */
  commandOf(message: SandboxMessage): string | undefined {
    return this.#titles.get(message.interaction_metadata?.id ?? '');
  }

  openChannel(channelId: string): void {
    const unreadIds = new Set(this.unreadIds);
    unreadIds.delete(channelId);
    this.#set({ channelId, unreadIds });
  }

  dismissMessage(message: SandboxMessage): void {
    this.#messages.set(
      message.channel_id,
      this.messagesIn(message.channel_id).filter(({ id }) => id !== message.id),
    );
    this.#changed();
  }

  dismissPending(key: number): void {
    this.#set({ pending: this.pending.filter((pending) => pending.key !== key) });
  }

  closeModal(): void {
    this.#set({ openModal: undefined });
  }

  /** Sends what the reader did. A modal in the answer is opened. */
  async act(action: Action, key?: number): Promise<ActionResult> {
    const result = await this.#post(action, key);
    if (result.ok && result.modal && result.interactionId && 'channelId' in action) {
      const { modal, interactionId } = result;
      this.#set({ openModal: { channelId: action.channelId, interactionId, modal } });
    }
    return result;
  }

  /** Runs a command; until it is answered, and when it fails, that is drawn below the newest message of now. */
  async runCommand(title: string, action: Action & { channelId: string }): Promise<void> {
    this.#pendingCount += 1;
    const key = this.#pendingCount;
    const { channelId } = action;
    const afterId = this.messagesIn(channelId).at(-1)?.id ?? '';
    const pending: Pending = { key, channelId, afterId, title, interactionId: undefined, error: undefined };
    this.#set({ pending: [...this.pending, pending] });
    const result = await this.act(action, key);
    const others = this.pending.filter((other) => other.key !== key);
    this.#set({ pending: result.ok ? others : [...others, { ...pending, error: describeFailure(result) }] });
  }

  async #post(action: Action, key: number | undefined): Promise<ActionResult> {
    if (!this.isConnected) return STOPPED;
    try {
      const response = await fetch('/api/act', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ page: this.#pageId, key, action }),
      });
      if (!response.ok) return { ok: false, error: await response.text(), noResponse: false };
      return (await response.json()) as ActionResult; // the server's own type
    } catch {
      return STOPPED;
    }
  }

  #take(event: LiveEvent): void {
    switch (event.type) {
      case 'snapshot':
        this.#takeSnapshot(event);
        break;
      case 'message':
        this.#takeMessage(event.change, event.message);
        break;
      case 'channel':
        this.#takeChannel(event.change, event.channel);
        break;
      case 'role':
        this.#set({ roles: [...this.roles, event.role] });
        break;
      case 'interaction':
        this.#takeInteraction(event.interaction, event.key);
        break;
      case 'request':
        this.#set({ requests: [...this.requests, event.request].slice(-KEPT_REQUESTS) });
        break;
      case 'replay':
        setClock(event.replay);
        this.#set({ replay: event.replay });
        break;
      case 'commands':
        this.#set({ commands: event.commands });
        break;
      case 'preview':
        this.#set({ preview: event.preview });
        break;
    }
  }

  #takeChannel(change: Change, channel: Channel): void {
    const others = this.channels.filter(({ id }) => id !== channel.id);
    if (change === 'delete') this.#set({ channels: others });
    else if (change === 'create') this.#set({ channels: [...others, channel] });
    else this.#set({ channels: this.channels.map((old) => (old.id === channel.id ? channel : old)) });
  }

  #takeSnapshot(snapshot: Snapshot): void {
    setClock(snapshot.replay);
    for (const { id } of snapshot.channels) {
      // What only this page sees outlives a broken connection.
      const own = this.messagesIn(id).filter(({ flags }) => flags & EPHEMERAL);
      this.#messages.set(id, [...(snapshot.messages[id] ?? []), ...own].sort(compareIds));
    }
    for (const { id, title } of snapshot.interactions) this.#titles.set(id, title);
    const { you, guildName, channels, roles, people, commands, requests, replay, preview } = snapshot;
    // After a restart the sandbox has other channels.
    const isStillThere = channels.some(({ id }) => id === this.channelId);
    const channelId = isStillThere ? this.channelId : (channels[0]?.id ?? '');
    const known = { you, guildName, channels, roles, people, commands, requests, replay, preview };
    this.#set({ ...known, channelId });
  }

  #takeMessage(change: Change, message: SandboxMessage): void {
    const { channel_id: channelId } = message;
    const list = this.messagesIn(channelId);
    if (change === 'create') {
      this.#messages.set(channelId, [...list, message].slice(-KEPT_MESSAGES_PER_CHANNEL));
      this.#settlePending(message);
      if (channelId !== this.channelId) this.unreadIds = new Set([...this.unreadIds, channelId]);
    } else if (change === 'update') {
      this.#messages.set(
        channelId,
        list.map((old) => (old.id === message.id ? message : old)),
      );
    } else {
      this.#messages.set(
        channelId,
        list.filter(({ id }) => id !== message.id),
      );
    }
    this.#changed();
  }

  #takeInteraction({ id, title }: InteractionNote, key: number | undefined): void {
    const own = this.pending.find((one) => one.key === key);
    // What the reader typed is in the reader's language.
    this.#titles.set(id, own?.title ?? title);
    this.#set({ pending: this.pending.map((one) => (one === own ? { ...one, interactionId: id } : one)) });
  }

  /** The answer to our command or form has come, if only as "is thinking…": its line goes. */
  #settlePending({ interaction_metadata: metadata }: SandboxMessage): void {
    this.pending = this.pending.filter(({ interactionId }) => !metadata || interactionId !== metadata.id);
  }

  #set(change: Partial<Store>): void {
    Object.assign(this, change);
    this.#changed();
  }

  #changed(): void {
    for (const listener of this.#listeners) listener();
  }
}

export const store = new Store();

/** What Discord's client says, else what the sandbox says. */
export function describeFailure(result: Extract<ActionResult, { ok: false }>): string {
  return result.noResponse ? 'The application did not respond' : result.error;
}

/** Snowflakes in the order of time. */
export function compareIds(a: { id: string }, b: { id: string }): number {
  if (a.id === b.id) return 0;
  return a.id.length - b.id.length || (a.id < b.id ? -1 : 1);
}
