import { html, nothing } from 'lit';
import { icons } from './icons.ts';
import type { MenuRequest } from './message-item.ts';
import { PageElement } from './page-element.ts';
import { store } from './store.ts';

const MESSAGE_COMMAND = 3;
const EDGE_PX = 8;

/** The menu of a message: the registered message commands below *Apps*, and what one copies. */
class MessageMenu extends PageElement {
  static override properties = { request: { state: true }, showsApps: { state: true } };
  declare request: MenuRequest | undefined;
  declare showsApps: boolean;

  open(request: MenuRequest): void {
    this.request = request;
    this.showsApps = false;
  }

  #close(): void {
    this.request?.opener.focus();
    this.request = undefined;
  }

  async #openApps(): Promise<void> {
    this.showsApps = true;
    await this.updateComplete;
    this.querySelector<HTMLElement>('.submenu [role=menuitem]')?.focus();
  }

  async #run(name: string): Promise<void> {
    const { message } = this.request ?? {};
    this.#close();
    if (!message) return;
    const { channel_id: channelId, id: messageId } = message;
    await store.runCommand(name, { kind: 'message-command', channelId, messageId, name });
  }

  async #copy(text: string): Promise<void> {
    this.#close();
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      // The browser refused it: the text is offered for copying by hand.
      window.prompt('Copy it from here:', text);
    }
  }

  override updated(changed: Map<string, unknown>): void {
    if (!this.request || !changed.has('request')) return;
    const menu = this.querySelector<HTMLElement>('.menu');
    if (!menu) return;
    const { x, y } = this.request;
    const { width, height } = menu.getBoundingClientRect();
    menu.style.left = `${Math.max(EDGE_PX, Math.min(x, window.innerWidth - width - EDGE_PX))}px`;
    menu.style.top = `${Math.max(EDGE_PX, Math.min(y, window.innerHeight - height - EDGE_PX))}px`;
    menu.classList.toggle('opens-left', menu.getBoundingClientRect().right + width > window.innerWidth);
    menu.querySelector<HTMLElement>('[role=menuitem]')?.focus();
  }

  #onKeyDown(event: KeyboardEvent): void {
    const current = document.activeElement;
    const isInApps = current?.closest('.submenu') !== null;
    const items = [...this.querySelectorAll<HTMLElement>('[role=menuitem]')].filter(
      (item) => (item.closest('.submenu') !== null) === isInApps,
    );
    const index = items.findIndex((item) => item.matches(':focus'));
    const move = (target: number) => items.at(target % items.length)?.focus();
    if (event.key === 'ArrowDown') move(index + 1);
    else if (event.key === 'ArrowUp') move(index - 1);
    else if (event.key === 'Home') move(0);
    else if (event.key === 'End') move(-1);
    else if (event.key === 'ArrowRight' && current?.hasAttribute('aria-haspopup')) void this.#openApps();
    else if ((event.key === 'ArrowLeft' || event.key === 'Escape') && isInApps) {
      this.showsApps = false;
      this.querySelector<HTMLElement>('[aria-haspopup]')?.focus();
    } else if (event.key === 'Escape' || event.key === 'Tab') this.#close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  #onFocusOut(event: FocusEvent): void {
    const { relatedTarget } = event;
    if (!(relatedTarget instanceof Node) || !this.contains(relatedTarget)) this.request = undefined;
  }

  override render() {
    if (!this.request) return nothing;
    const { message } = this.request;
    const commands = store.commands.filter(({ type }) => type === MESSAGE_COMMAND);
    const link = `https://discord.com/channels/${store.findChannel(message.channel_id)?.guild_id}/${message.channel_id}/${message.id}`;
    return html`<div class="menu" role="menu" aria-label="Message actions" @keydown=${this.#onKeyDown} @focusout=${this.#onFocusOut}>
      ${
        commands.length === 0
          ? nothing
          : html`<div class="menu-group" role="none">
              <button role="menuitem" tabindex="-1" aria-haspopup="menu" aria-expanded=${this.showsApps} @click=${this.#openApps} @pointerenter=${() => {
                this.showsApps = true;
              }}>
                Apps ${icons.right}
              </button>
              ${
                this.showsApps
                  ? html`<div class="menu submenu" role="menu" aria-label="Apps">
                      ${commands.map(({ name }) => html`<button role="menuitem" tabindex="-1" @click=${() => this.#run(name)}>${name}</button>`)}
                    </div>`
                  : nothing
              }
            </div>`
      }
      <button role="menuitem" tabindex="-1" @click=${() => this.#copy(link)}>Copy message link</button>
      <button role="menuitem" tabindex="-1" @click=${() => this.#copy(message.id)}>Copy message ID</button>
    </div>`;
  }
}
customElements.define('message-menu', MessageMenu);

declare global {
  interface HTMLElementTagNameMap {
    'message-menu': MessageMenu;
  }
}
