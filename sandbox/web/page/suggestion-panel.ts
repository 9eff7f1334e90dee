import { html, nothing, type TemplateResult } from 'lit';
import type { Draft, Suggestion } from './command-draft.ts';
import { icons } from './icons.ts';

const OPTION_ID = 'suggestion-';

export type Panel = {
  draft: Draft;
  suggestions: readonly Suggestion[];
  /** The index of the highlighted suggestion; -1: none. */
  active: number;
  /** Whether the bot's own choices are awaited. */
  isLoading: boolean;
  /** Why there are no choices. */
  choicesError: string | undefined;
  /** Why the text in the line cannot be sent as it stands. */
  problem: string | undefined;
  /** Closed by the reader: only a problem opens it then. */
  isHidden: boolean;
  take(suggestion: Suggestion): void;
};

/** The id of the highlighted suggestion's element. */
export const activeIdOf = ({ active }: Panel) => (active >= 0 ? `${OPTION_ID}${active}` : undefined);

export const isListOpen = ({ suggestions, isHidden }: Panel): boolean => !isHidden && suggestions.length > 0;

export function isPanelOpen(panel: Panel): boolean {
  const { draft, problem, isHidden } = panel;
  return problem !== undefined || isListOpen(panel) || (!isHidden && draft.focused !== undefined);
}

/** What stands above the input line: what is typed there, what can be chosen for it, what is wrong with it. */
export function renderPanel(panel: Panel): TemplateResult {
  const { suggestions, problem } = panel;
  const note = describeChoices(panel);
  return html`<div class="suggestions" ?hidden=${!isPanelOpen(panel)}>
    ${renderTitle(panel)}
    <ul id="suggestions" role="listbox" aria-label="Suggestions">
      ${isListOpen(panel) ? suggestions.map((suggestion, index) => renderSuggestion(suggestion, index, panel)) : nothing}
    </ul>
    ${note ? html`<p class="note" role="status">${note}</p>` : nothing}
    ${problem ? html`<p class="failure" role="alert">${icons.alert} ${problem}</p>` : nothing}
  </div>`;
}

function renderTitle(panel: Panel): TemplateResult | typeof nothing {
  const { command, focused } = panel.draft;
  if (!command && !isListOpen(panel)) return nothing;
  const sends = command && (!focused || (!describeChoices(panel) && !isListOpen(panel)));
  return html`<p class="suggestions-title" id="suggestions-title">
    ${focused ? html`<b>${focused.label}</b> ${focused.detail}` : command ? html`<b>${command.title}</b> ${command.description}` : 'Commands'}
    ${sends ? html`<span class="hint">Enter sends</span>` : nothing}
  </p>`;
}

/** Why the focused option has nothing to choose from; undefined where any text will do. */
function describeChoices({ draft, suggestions, isLoading, choicesError }: Panel): string | undefined {
  const { focused } = draft;
  if (!focused || suggestions.length > 0) return undefined;
  if (isLoading) return 'Loading options…';
  if (choicesError) return choicesError;
  return focused.autocomplete || focused.choices ? 'No options match.' : undefined;
}

function renderSuggestion(suggestion: Suggestion, index: number, { active, take }: Panel): TemplateResult {
  return html`<li
    id="${OPTION_ID}${index}"
    role="option"
    aria-selected=${index === active}
    class=${index === active ? 'is-active' : ''}
    @pointerdown=${(event: Event) => event.preventDefault()}
    @click=${() => take(suggestion)}
  >
    <span class="suggestion-label">${suggestion.label}</span>
    ${suggestion.detail ? html`<span class="suggestion-detail">${suggestion.detail}</span>` : nothing}
  </li>`;
}
