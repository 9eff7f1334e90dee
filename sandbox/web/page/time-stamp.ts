import { html } from 'lit';
import { formatMessageTime, formatTimestamp, onTick } from './clock.ts';
import { PageElement } from './page-element.ts';

/** A time that stays true as the clock goes on. `format` is a Discord style, or `message`. */
class TimeStamp extends PageElement {
  static override properties = { atMs: { attribute: false }, format: {} };
  declare atMs: number;
  declare format: string;
  #stop: (() => void) | undefined;
  #shown = '';

  override connectedCallback(): void {
    super.connectedCallback();
    this.#stop = onTick(() => {
      if (this.#write() !== this.#shown) this.requestUpdate();
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stop?.();
  }

  #write(): string {
    return this.format === 'message' ? formatMessageTime(this.atMs) : formatTimestamp(this.atMs, this.format);
  }

  override render() {
    this.#shown = this.#write();
    const full = formatTimestamp(this.atMs, 'F');
    return html`<time datetime=${new Date(this.atMs).toISOString()} title=${full}>${this.#shown}</time>`;
  }
}
customElements.define('time-stamp', TimeStamp);
