import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { Action, Choice } from '../protocol.ts';
import {
  choose,
  type Draft,
  EMPTY_DRAFT,
  editOption,
  fillFocused,
  findMissing,
  findProblem,
  listSuggestions,
  optionsOf,
  type Suggestion,
  stepBack,
  typeText,
} from './command-draft.ts';
import { icons } from './icons.ts';
import { PageElement } from './page-element.ts';
import { store } from './store.ts';
import { listTypedCommands } from './typed-commands.ts';

/** Fewer requests while one types on; well below what is felt as waiting. */
const AUTOCOMPLETE_DELAY_MS = 80;
const OPTION_ID = 'suggestion-';
/** What has a use of its own for a key that writes. */
const KEY_TAKERS = 'input, textarea, select, dialog, [role=menu], [role=combobox]';

/** The input line: a combobox over commands, their options and the values of these. */
class CommandInput extends PageElement {
  static override properties = {
    channelId: {},
    draft: { state: true },
    choices: { state: true },
    choicesError: { state: true },
    problem: { state: true },
    activeIndex: { state: true },
    isListHidden: { state: true },
  };
  declare channelId: string;
  declare draft: Draft;
  declare choices: { key: string; list: readonly Choice[] };
  declare choicesError: string;
  /** Why the text in the line cannot be sent as it stands. */
  declare problem: string | undefined;
  declare activeIndex: number;
  declare isListHidden: boolean;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    super();
    this.draft = EMPTY_DRAFT;
    this.choices = { key: '', list: [] };
    this.choicesError = '';
    this.activeIndex = 0;
    this.isListHidden = false;
    store.watch(this);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener('keydown', this.#onKeyElsewhere);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('keydown', this.#onKeyElsewhere);
  }

  override willUpdate(changed: Map<string, unknown>): void {
    if (changed.has('channelId')) this.draft = EMPTY_DRAFT;
  }

  override updated(changed: Map<string, unknown>): void {
    this.querySelector('.suggestions .is-active')?.scrollIntoView({ block: 'nearest' });
    // On a touch screen the focus would bring up the keyboard, over half of the messages.
    if (changed.has('channelId') && matchMedia('(pointer: fine)').matches) this.#focus();
  }

  #focus(): void {
    this.querySelector('input')?.focus();
  }

  /** As in Discord, what is typed where no field has the focus goes to the input line. */
  readonly #onKeyElsewhere = ({ target, key, ctrlKey, metaKey, altKey }: KeyboardEvent): void => {
    const writes = key.length === 1 && key !== ' ' && !ctrlKey && !metaKey && !altKey;
    if (writes && target instanceof Element && !target.closest(KEY_TAKERS)) this.#focus();
  };

  get #commands() {
    return listTypedCommands(store.commands, store);
  }

  get #suggestions(): Suggestion[] {
    return listSuggestions(this.draft, this.#commands, this.choices.list);
  }

  /** What the shown choices belong to; another key means that they are stale. */
  get #choicesKey(): string {
    const { command, focused, text } = this.draft;
    return focused?.autocomplete ? `${command?.title} ${focused.name}:${text}` : '';
  }

  /** The highlighted suggestion. Stale choices are shown until the new ones come, but not taken. */
  get #active(): number {
    if (this.isListHidden || (this.#choicesKey !== '' && this.choices.key !== this.#choicesKey)) return -1;
    return Math.min(this.activeIndex, this.#suggestions.length - 1);
  }

  #setDraft(draft: Draft): void {
    this.draft = draft;
    this.problem = undefined;
    this.isListHidden = false;
    // With a command and nothing typed, Enter sends: nothing may be highlighted.
    this.activeIndex = draft.command && !draft.focused && draft.text.trim() === '' ? -1 : 0;
    if (!draft.focused?.autocomplete) this.choices = { key: '', list: [] };
    else if (this.choices.key !== this.#choicesKey) this.#askForChoices(draft);
    this.requestUpdate();
  }

  #askForChoices({ command, focused, text, ...draft }: Draft): void {
    clearTimeout(this.#timer);
    if (!command || !focused) return;
    const key = this.#choicesKey;
    if (!this.choices.key.startsWith(`${command.title} ${focused.name}:`))
      this.choices = { key: '', list: [] };
    const { name, subcommand } = command;
    const options = { ...optionsOf({ command, focused, text, ...draft }), [focused.name]: text };
    const { channelId } = this;
    this.#timer = setTimeout(async () => {
      const action: Action = {
        kind: 'autocomplete',
        channelId,
        name,
        subcommand,
        options,
        focused: focused.name,
      };
      const result = await store.act(action);
      if (key !== this.#choicesKey) return;
      this.choices = { key, list: result.ok ? (result.choices ?? []) : [] };
      this.choicesError = result.ok ? '' : 'Loading options failed.';
    }, AUTOCOMPLETE_DELAY_MS);
  }

  #take(suggestion: Suggestion): void {
    this.#setDraft(choose(this.draft, suggestion));
    this.#focus();
  }

  #edit(name: string): void {
    if (this.#findProblem()) return;
    this.#setDraft(editOption(this.draft, name));
    this.#focus();
  }

  /** What is no value of its option stays there for correction: without it, another command would be sent. */
  #findProblem(): boolean {
    this.problem = findProblem(this.draft);
    return this.problem !== undefined;
  }

  #onInput(event: Event): void {
    if (!(event.target instanceof HTMLInputElement)) return;
    this.#setDraft(typeText(this.draft, event.target.value, this.#commands));
  }

  #onKeyDown(event: KeyboardEvent): void {
    if (event.isComposing) return;
    const suggestions = this.#suggestions;
    const active = suggestions[this.#active];
    const { key } = event;
    if (key === 'Enter' || (key === 'Tab' && !event.shiftKey && active)) {
      if (active) this.#take(active);
      else this.#submit();
    } else if (key === 'ArrowDown' || key === 'ArrowUp') {
      if (suggestions.length === 0) return;
      const step = key === 'ArrowDown' ? 1 : -1;
      this.isListHidden = false;
      this.activeIndex =
        (Math.max(this.#active, key === 'ArrowUp' ? 0 : -1) + step + suggestions.length) % suggestions.length;
    } else if (key === 'Backspace' && this.draft.text === '') this.#setDraft(stepBack(this.draft));
    else if (key === 'Escape') {
      if (this.isListHidden || suggestions.length === 0) this.#setDraft(EMPTY_DRAFT);
      else this.isListHidden = true;
    } else return;
    event.preventDefault();
  }

  #submit(): void {
    if (this.#findProblem()) return;
    const draft = fillFocused(this.draft);
    const { channelId } = this;
    if (!draft.command) {
      const content = draft.text.trim();
      // An unknown command is left standing for correction.
      if (content === '' || content.startsWith('/')) return;
      this.#setDraft(EMPTY_DRAFT);
      void store.act({ kind: 'say', channelId, content });
      return;
    }
    const missing = findMissing(draft);
    if (missing) {
      this.#setDraft({ ...draft, focused: missing });
      return;
    }
    const { name, subcommand, title } = draft.command;
    this.#setDraft(EMPTY_DRAFT);
    void store.runCommand(title, { kind: 'command', channelId, name, subcommand, options: optionsOf(draft) });
  }

  override render() {
    const { draft } = this;
    const channel = store.findChannel(this.channelId)?.name ?? '';
    const suggestions = this.#suggestions;
    const isOpen = !this.isListHidden && suggestions.length > 0;
    const active = this.#active;
    const label = draft.focused
      ? `${draft.command?.title} ${draft.focused.label}`
      : draft.command
        ? `Options of ${draft.command.title}`
        : `Message #${channel}`;
    return html`<form
      class="composer"
      @submit=${(event: Event) => {
        event.preventDefault();
        this.#submit();
      }}
    >
      ${this.#renderPanel(suggestions, isOpen, active)}
      <div class="composer-box" @click=${this.#focus}>
        ${draft.command ? html`<span class="chip command-chip">${draft.command.title}</span>` : nothing}
        ${draft.filled.map(
          (option) => html`<button
            type="button"
            class="chip"
            aria-label="Edit ${option.label}: ${option.text}"
            @click=${() => this.#edit(option.name)}
          >
            <b>${option.label}</b> ${option.text}
          </button>`,
        )}
        <span class="field ${draft.focused ? 'is-option' : ''} ${this.problem ? 'is-wrong' : ''}">
          ${draft.focused ? html`<b aria-hidden="true">${draft.focused.label}</b>` : nothing}
          <input
            id="message-input"
            type="text"
            role="combobox"
            autocomplete="off"
            autocapitalize="off"
            spellcheck="false"
            aria-label=${label}
            aria-invalid=${this.problem !== undefined}
            aria-autocomplete="list"
            aria-expanded=${isOpen}
            aria-controls="suggestions"
            aria-activedescendant=${isOpen && active >= 0 ? `${OPTION_ID}${active}` : nothing}
            placeholder=${draft.command ? '' : `Message #${channel}, or / for commands`}
            .value=${live(draft.text)}
            @input=${this.#onInput}
            @keydown=${this.#onKeyDown}
          />
        </span>
        <button type="submit" class="send" aria-label="Send" title="Send">${icons.send}</button>
      </div>
    </form>`;
  }

  #renderPanel(suggestions: readonly Suggestion[], isOpen: boolean, active: number): TemplateResult {
    const { command, focused } = this.draft;
    const isLoading = this.#choicesKey !== '' && this.choices.key !== this.#choicesKey;
    const note = isLoading && suggestions.length === 0 ? 'Loading options…' : this.choicesError;
    const isShown = isOpen || this.problem !== undefined || (focused !== undefined && note !== '');
    return html`<div class="suggestions" ?hidden=${!isShown}>
      <p class="suggestions-title">
        ${focused ? html`<b>${focused.label}</b> ${focused.detail}` : command ? html`<b>${command.title}</b> ${command.description}` : 'Commands'}
        ${command && !focused ? html`<span class="hint">Enter sends</span>` : nothing}
      </p>
      <ul id="suggestions" role="listbox" aria-label="Suggestions">
        ${isOpen ? suggestions.map((suggestion, index) => this.#renderSuggestion(suggestion, index, active)) : nothing}
      </ul>
      ${focused && note ? html`<p class="note" role="status">${note}</p>` : nothing}
      ${this.problem ? html`<p class="failure" role="alert">${icons.alert} ${this.problem}</p>` : nothing}
    </div>`;
  }

  #renderSuggestion(suggestion: Suggestion, index: number, active: number): TemplateResult {
    return html`<li
      id="${OPTION_ID}${index}"
      role="option"
      aria-selected=${index === active}
      class=${index === active ? 'is-active' : ''}
      @pointerdown=${(event: Event) => event.preventDefault()}
      @click=${() => this.#take(suggestion)}
    >
      <span class="suggestion-label">${suggestion.label}</span>
      ${suggestion.detail ? html`<span class="suggestion-detail">${suggestion.detail}</span>` : nothing}
    </li>`;
  }
}
customElements.define('command-input', CommandInput);
