import { html, nothing } from 'lit';
import { PageElement } from './page-element.ts';
import { store } from './store.ts';

/** The parts of a modal's components that are drawn: text inputs, in a row or below a label. */
type Part = {
  type: number;
  components?: Part[];
  component?: Part;
  custom_id?: string;
  label?: string;
  description?: string;
  style?: number;
  value?: string;
  placeholder?: string;
  required?: boolean;
  min_length?: number;
  max_length?: number;
};

const TEXT_INPUT = 4;
const PARAGRAPH_STYLE = 2;

/** The form that the bot opened, if any. */
class ModalDialog extends PageElement {
  constructor() {
    super();
    store.watch(this);
  }

  override updated(): void {
    const dialog = this.querySelector('dialog');
    if (dialog && !dialog.open) dialog.showModal();
  }

  #submit(event: Event): void {
    event.preventDefault();
    if (!store.openModal || !(event.target instanceof HTMLFormElement)) return;
    const { channelId, interactionId, modal } = store.openModal;
    const entries = [...new FormData(event.target)].map(([name, value]) => [name, String(value)]);
    const values: Record<string, string> = Object.fromEntries(entries);
    store.closeModal();
    void store.runCommand(modal.title, { kind: 'modal', channelId, interactionId, values });
  }

  override render() {
    const { modal } = store.openModal ?? {};
    if (!modal) return nothing;
    // Discord's schema of a modal has accepted them.
    const parts = modal.components as Part[];
    return html`<dialog class="modal" aria-labelledby="modal-title" @close=${() => store.closeModal()}>
      <form @submit=${this.#submit}>
        <h2 id="modal-title">${modal.title}</h2>
        ${parts.map((part) => renderPart(part))}
        <p class="modal-actions">
          <button type="button" class="button secondary" @click=${() => store.closeModal()}>Cancel</button>
          <button type="submit" class="button primary">Submit</button>
        </p>
      </form>
    </dialog>`;
  }
}
customElements.define('modal-dialog', ModalDialog);

function renderPart(part: Part): unknown {
  const inputs = part.component ? [part.component] : (part.components ?? []);
  return inputs.map((input) => {
    if (input.type !== TEXT_INPUT)
      return html`<p class="note">A field of type ${input.type}, which this page does not draw.</p>`;
    const required = input.required ?? true;
    return html`<label class="modal-field">
      <span>${part.label ?? input.label}${required ? ' *' : ''}</span>
      ${part.description ? html`<small>${part.description}</small>` : nothing}
      ${
        input.style === PARAGRAPH_STYLE
          ? html`<textarea
              name=${input.custom_id ?? ''}
              rows="4"
              ?required=${required}
              placeholder=${input.placeholder ?? ''}
              minlength=${input.min_length ?? nothing}
              maxlength=${input.max_length ?? nothing}
              .defaultValue=${input.value ?? ''}
            ></textarea>`
          : html`<input
              name=${input.custom_id ?? ''}
              ?required=${required}
              placeholder=${input.placeholder ?? ''}
              minlength=${input.min_length ?? nothing}
              maxlength=${input.max_length ?? nothing}
              .defaultValue=${input.value ?? ''}
            />`
      }
    </label>`;
  });
}
