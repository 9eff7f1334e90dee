import { html, nothing, type TemplateResult } from 'lit';
import type { SandboxMessage } from '../protocol.ts';
import { isSelect, listOptions } from './form-field.ts';
import { icons } from './icons.ts';
import './select-menu.ts';

type Row = SandboxMessage['components'][number];
type Cell = Extract<Row, { type: 1 }>['components'][number];

/** Component types and button styles by Discord's numbers (components/reference). */
const TYPE = { row: 1, button: 2 } as const;
const STYLE_NAMES: Readonly<Record<number, string>> = {
  1: 'primary',
  2: 'secondary',
  3: 'success',
  4: 'danger',
};
const LINK_STYLE = 5;

export type ComponentActions = {
  /** The component whose answer is awaited. */
  busyId: string | undefined;
  press(customId: string): void;
  select(customId: string, values: string[]): void;
};

/** Buttons and menus below a message. */
export function renderComponents(
  rows: SandboxMessage['components'],
  actions: ComponentActions,
): TemplateResult | typeof nothing {
  if (rows.length === 0) return nothing;
  return html`<div class="components">
    ${rows.map((row) => {
      if (row.type !== TYPE.row) return renderUnknown(row.type);
      return html`<div class="component-row">${row.components.map((cell) => renderCell(cell, actions))}</div>`;
    })}
  </div>`;
}

function renderCell(cell: Cell, actions: ComponentActions): TemplateResult {
  if (cell.type !== TYPE.button) {
    if (!isSelect(cell.type)) return renderUnknown(cell.type);
    return html`<select-menu
      .options=${listOptions(cell)}
      placeholder=${cell.placeholder ?? 'Make a selection'}
      .minValues=${cell.min_values ?? 1}
      .maxValues=${cell.max_values ?? 1}
      ?disabled=${cell.disabled ?? false}
      ?busy=${actions.busyId === cell.custom_id}
      @choose=${(event: CustomEvent<string[]>) => actions.select(cell.custom_id, event.detail)}
    ></select-menu>`;
  }
  const emoji = cell.style === 6 || !cell.emoji?.name ? nothing : html`<span>${cell.emoji.name}</span>`;
  if (cell.style === LINK_STYLE) {
    return html`<a class="button secondary" href=${cell.url} target="_blank" rel="noopener noreferrer"
      >${emoji}<span class="button-label">${cell.label}</span>${icons.external}</a
    >`;
  }
  if (cell.style === 6) return renderUnknown(cell.type); // premium: nothing is sold here
  const isBusy = actions.busyId === cell.custom_id;
  return html`<button
    class="button ${STYLE_NAMES[cell.style] ?? 'secondary'} ${isBusy ? 'is-busy' : ''}"
    ?disabled=${cell.disabled ?? false}
    aria-busy=${isBusy}
    @click=${() => actions.press(cell.custom_id)}
  >
    ${emoji}<span class="button-label">${cell.label}</span>
  </button>`;
}

function renderUnknown(type: number): TemplateResult {
  return html`<p class="note">A component of type ${type}, which this page does not draw.</p>`;
}
