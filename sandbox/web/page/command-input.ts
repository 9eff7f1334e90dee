import { html, nothing } from 'lit';
import { live } from 'lit/directives/live.js';
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
import { LiveChoices } from './live-choices.ts';
import { PageElement } from './page-element.ts';
import { describeFailure, store } from './store.ts';
import { activeIdOf, isListOpen, isPanelOpen, type Panel, renderPanel } from './suggestion-panel.ts';
import { listTypedCommands } from './typed-commands.ts';

/** What has a use of its own for a key that writes. */
const KEY_TAKERS = 'input, textarea, select, dialog, [role=menu], [role=combobox]';

/** The input line: a combobox over commands, their options and the values of these. */
class CommandInput extends PageElement {
  static override properties = {
    channelId: {},
    draft: { state: true },
    problem: { state: true },
    activeIndex: { state: true },
    isListHidden: { state: true },
  };
  declare channelId: string;
  declare draft: Draft;
  /** Why the text in the line cannot be sent as it stands. */
  declare problem: string | undefined;
  declare activeIndex: number;
  declare isListHidden: boolean;
  readonly #choices = new LiveChoices(this);
  #isSaying = false;

  constructor() {
    super();
    this.draft = EMPTY_DRAFT;
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
    if (!changed.has('channelId')) return;
    this.draft = EMPTY_DRAFT;
    this.problem = undefined;
    this.#choices.follow(this.channelId, EMPTY_DRAFT);
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
    // What is no value narrows nothing down: all that is one is shown.
    const draft = this.problem ? { ...this.draft, text: '' } : this.draft;
    return listSuggestions(draft, this.#commands, this.#choices.list);
  }

  /** The highlighted suggestion. Stale choices are shown until the new ones come, but not taken. */
  get #active(): number {
    if (this.isListHidden || this.#choices.isLoading) return -1;
    return Math.min(this.activeIndex, this.#suggestions.length - 1);
  }

  get #panel(): Panel {
    return {
      draft: this.draft,
      suggestions: this.#suggestions,
      active: this.#active,
      isLoading: this.#choices.isLoading,
      choicesError: this.#choices.error,
      problem: this.problem,
      isHidden: this.isListHidden,
      take: (suggestion) => this.#take(suggestion),
    };
  }

  #setDraft(draft: Draft): void {
    this.draft = draft;
    this.problem = undefined;
    this.isListHidden = false;
    // With a command and nothing typed, Enter sends: nothing may be highlighted.
    this.activeIndex = draft.command && !draft.focused && draft.text.trim() === '' ? -1 : 0;
    this.#choices.follow(this.channelId, draft);
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
    // Enter again must not choose what nobody has pointed at.
    if (this.problem) this.activeIndex = -1;
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
      if (this.isListHidden || !isPanelOpen(this.#panel)) this.#setDraft(EMPTY_DRAFT);
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
      if (content === '') return;
      if (content.startsWith('/')) {
        this.problem = 'There is no such command.';
        return;
      }
      void this.#say(content);
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

  /** The line is emptied when the message is there: what cannot be sent stays. */
  async #say(content: string): Promise<void> {
    if (this.#isSaying) return;
    const { channelId } = this;
    this.#isSaying = true;
    const result = await store.act({ kind: 'say', channelId, content });
    this.#isSaying = false;
    if (this.channelId !== channelId) return;
    if (!result.ok) this.problem = describeFailure(result);
    else if (this.draft.text.trim() === content) this.#setDraft(EMPTY_DRAFT);
  }

  override render() {
    const { draft } = this;
    const channel = store.findChannel(this.channelId)?.name ?? '';
    const panel = this.#panel;
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
      ${renderPanel(panel)}
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
            aria-expanded=${isListOpen(panel)}
            aria-controls="suggestions"
            aria-activedescendant=${activeIdOf(panel) ?? nothing}
            aria-describedby=${isPanelOpen(panel) ? 'suggestions-title' : nothing}
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
}
customElements.define('command-input', CommandInput);
