import { html, nothing } from 'lit';
import { icons } from './icons.ts';
import { PageElement } from './page-element.ts';

type SelectOption = { label: string; value: string; description?: string; default?: boolean };

let count = 0;

/** A string select. Fires `choose` with the values. */
class SelectMenu extends PageElement {
  static override properties = {
    options: { attribute: false },
    placeholder: {},
    minValues: { attribute: false },
    maxValues: { attribute: false },
    disabled: { type: Boolean },
    busy: { type: Boolean },
    isOpen: { state: true },
    opensUp: { state: true },
    activeIndex: { state: true },
    chosen: { state: true },
  };
  declare options: readonly SelectOption[];
  declare placeholder: string;
  declare minValues: number;
  declare maxValues: number;
  declare disabled: boolean;
  declare busy: boolean;
  declare isOpen: boolean;
  declare opensUp: boolean;
  declare activeIndex: number;
  declare chosen: readonly string[];
  readonly #id: string;

  constructor() {
    super();
    count += 1;
    this.#id = `select-${count}`;
    this.chosen = [];
    this.activeIndex = 0;
  }

  #open(): void {
    this.chosen = this.options.filter((option) => option.default).map(({ value }) => value);
    this.activeIndex = 0;
    const below = window.innerHeight - this.getBoundingClientRect().bottom;
    this.opensUp = below < 320;
    this.isOpen = true;
  }

  #close(): void {
    if (!this.isOpen) return;
    this.isOpen = false;
    if (this.maxValues > 1 && this.chosen.length >= this.minValues) this.#send(this.chosen);
  }

  #pick(option: SelectOption): void {
    if (this.maxValues > 1) {
      const others = this.chosen.filter((value) => value !== option.value);
      if (others.length < this.chosen.length) this.chosen = others;
      else if (others.length < this.maxValues) this.chosen = [...others, option.value];
      return;
    }
    this.isOpen = false;
    this.#send([option.value]);
  }

  #send(values: readonly string[]): void {
    this.dispatchEvent(new CustomEvent('choose', { detail: [...values] }));
  }

  #onKeyDown(event: KeyboardEvent): void {
    const last = this.options.length - 1;
    const steps: Readonly<Record<string, number>> = {
      ArrowDown: Math.min(last, this.activeIndex + 1),
      ArrowUp: Math.max(0, this.activeIndex - 1),
      Home: 0,
      End: last,
    };
    const target = steps[event.key];
    if (target !== undefined) {
      if (this.isOpen) this.activeIndex = target;
      else this.#open();
    } else if (event.key === 'Enter' || event.key === ' ') {
      const option = this.options[this.activeIndex];
      if (!this.isOpen) this.#open();
      else if (option) this.#pick(option);
    } else if (event.key === 'Escape' && this.isOpen) this.#close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  override updated(): void {
    if (this.isOpen) this.querySelector('.is-active')?.scrollIntoView({ block: 'nearest' });
  }

  override render() {
    const listId = `${this.#id}-list`;
    return html`<button
        class="select ${this.busy ? 'is-busy' : ''}"
        role="combobox"
        aria-haspopup="listbox"
        aria-expanded=${Boolean(this.isOpen)}
        aria-controls=${listId}
        aria-label=${this.placeholder}
        aria-activedescendant=${this.isOpen ? `${this.#id}-${this.activeIndex}` : nothing}
        ?disabled=${this.disabled}
        @click=${() => (this.isOpen ? this.#close() : this.#open())}
        @keydown=${this.#onKeyDown}
        @blur=${this.#close}
      >
        <span>${this.placeholder}</span>${icons.down}
      </button>
      <ul
        class="select-list ${this.opensUp ? 'opens-up' : ''}"
        id=${listId}
        role="listbox"
        aria-label=${this.placeholder}
        aria-multiselectable=${this.maxValues > 1 ? 'true' : nothing}
        ?hidden=${!this.isOpen}
      >
        ${this.isOpen ? this.options.map((option, index) => this.#renderOption(option, index)) : nothing}
      </ul>`;
  }

  #renderOption(option: SelectOption, index: number) {
    const isChosen = this.chosen.includes(option.value);
    return html`<li
      id="${this.#id}-${index}"
      class=${index === this.activeIndex ? 'is-active' : ''}
      role="option"
      aria-selected=${this.maxValues > 1 ? isChosen : index === this.activeIndex}
      @pointerdown=${(event: Event) => event.preventDefault()}
      @pointerenter=${() => {
        this.activeIndex = index;
      }}
      @click=${() => this.#pick(option)}
    >
      <span class="select-label">${option.label}</span>
      ${option.description ? html`<span class="select-detail">${option.description}</span>` : nothing}
      ${isChosen ? icons.check : nothing}
    </li>`;
  }
}
customElements.define('select-menu', SelectMenu);
