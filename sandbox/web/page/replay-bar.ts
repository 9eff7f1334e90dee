import { html, nothing } from 'lit';
import type { Action, ReplayState } from '../protocol.ts';
import { now, onTick } from './clock.ts';
import { icons } from './icons.ts';
import { PageElement } from './page-element.ts';
import { store } from './store.ts';

/** From real time to a day in three seconds. */
const SPEED_MIN = 1;
const SPEED_MAX = 28_800;
const UNITS = [
  ['h', 3600],
  ['min', 60],
  ['s', 1],
] as const;

const replayedTime = new Intl.DateTimeFormat(undefined, {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
});

/** The replayed date and time, and the handles of the replay. */
class ReplayBar extends PageElement {
  #stop: (() => void) | undefined;

  constructor() {
    super();
    store.watch(this);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#stop = onTick(() => this.requestUpdate());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stop?.();
  }

  override render() {
    const { replay } = store;
    if (!replay) return nothing;
    const { speed, clockSpeed, isJumping } = replay;
    // A button that is really disabled would lose the keyboard's focus.
    const button = (label: string, icon: unknown, action: Action, isOff = false) =>
      html`<button aria-label=${label} title=${label} aria-disabled=${isOff} @click=${() => isOff || store.act(action)}>${icon}</button>`;
    const setSpeed = (to: number): Action => ({
      kind: 'replay-speed',
      speed: Math.min(SPEED_MAX, Math.max(SPEED_MIN, to)),
    });
    return html`<div class="replay">
      <span class="replay-label">Replay</span>
      <time class="replay-time" datetime=${new Date(now()).toISOString()}>${replayedTime.format(now())}</time>
      <span class="replay-buttons" role="group" aria-label="Replay">
        ${button('Slower', icons.slower, setSpeed(speed / 2), speed <= SPEED_MIN)}
        ${clockSpeed === 0 ? button('Resume', icons.play, { kind: 'replay-resume' }) : button('Pause', icons.pause, { kind: 'replay-pause' })}
        ${button('Faster', icons.faster, setSpeed(speed * 2), speed >= SPEED_MAX)}
        ${button('Jump to the next post', icons.next, { kind: 'replay-jump' }, isJumping)}
      </span>
      <span class="replay-speed" role="status">${describeSpeed(replay)}</span>
    </div>`;
  }
}
customElements.define('replay-bar', ReplayBar);

function describeSpeed({ speed, clockSpeed, isJumping }: ReplayState): string {
  if (isJumping) return 'to the next post…';
  const [unit, seconds] = UNITS.find(([, size]) => speed >= size) ?? ['s', 1];
  const text = `${Number((speed / seconds).toPrecision(3))} ${unit} a second`;
  return clockSpeed === 0 ? `paused · ${text}` : text;
}
