import type { ReactiveControllerHost } from 'lit';
import type { Action, Choice } from '../protocol.ts';
import { type Draft, optionsOf } from './command-draft.ts';
import { store } from './store.ts';

/** Fewer requests while one types on; well below what is felt as waiting. */
const AUTOCOMPLETE_DELAY_MS = 80;

/** The bot's own choices for the option that is typed. */
export class LiveChoices {
  list: readonly Choice[] = [];
  /** Why there are none. */
  error: string | undefined;
  /** What the list was given for, and what stands in the line now. */
  #listKey = '';
  #key = '';
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #host: ReactiveControllerHost;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
  }

  /** Whether those for what stands in the line are still to come; the list is an older one meanwhile. */
  get isLoading(): boolean {
    return this.#listKey !== this.#key;
  }

  /** Asks the bot, once nothing more is typed for a moment. */
  follow(channelId: string, draft: Draft): void {
    clearTimeout(this.#timer);
    const { command, focused, text } = draft;
    const option = command && focused?.autocomplete ? `${command.title} ${focused.name}:` : '';
    // What was given for another option is of no use for this one.
    if (option === '' || !this.#listKey.startsWith(option)) {
      this.#listKey = '';
      this.list = [];
      this.error = undefined;
    }
    this.#key = option === '' ? '' : option + text;
    if (!command || !focused || !this.isLoading) return;
    const { name, subcommand } = command;
    const options = { ...optionsOf(draft), [focused.name]: text };
    const action: Action = {
      kind: 'autocomplete',
      channelId,
      name,
      subcommand,
      options,
      focused: focused.name,
    };
    this.#timer = setTimeout(() => this.#load(this.#key, action), AUTOCOMPLETE_DELAY_MS);
  }

  async #load(key: string, action: Action): Promise<void> {
    const result = await store.act(action);
    if (key !== this.#key) return;
    this.#listKey = key;
    this.list = result.ok ? (result.choices ?? []) : [];
    this.error = result.ok ? undefined : 'Loading options failed.';
    this.#host.requestUpdate();
  }
}
