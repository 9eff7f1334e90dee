import { html, nothing } from 'lit';
import { type Field, listFields, readForm, renderPart } from './form-field.ts';
import { PageElement } from './page-element.ts';
import { store } from './store.ts';

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
    // Discord's schema of a modal has accepted them.
    const fields = listFields(modal.components as Field[]);
    const values = readForm(fields, new FormData(event.target));
    store.closeModal();
    void store.runCommand(modal.title, { kind: 'modal', channelId, interactionId, values });
  }

  override render() {
    const { modal } = store.openModal ?? {};
    if (!modal) return nothing;
    // Discord's schema of a modal has accepted them.
    const parts = modal.components as Field[];
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
