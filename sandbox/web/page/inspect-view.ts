import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { RecordedRequest } from '../protocol.ts';
import { icons } from './icons.ts';
import { PageElement } from './page-element.ts';
import { describeBody, readReason } from './request-text.ts';
import { store } from './store.ts';

const STATUS_FILTERS = [
  ['all', 'All', () => true],
  ['ok', 'Answered', ({ status }) => status >= 200 && status < 300],
  ['refused', 'Refused', isRefused],
] as const satisfies readonly (readonly [string, string, (request: RecordedRequest) => boolean])[];

type StatusFilter = (typeof STATUS_FILTERS)[number][0];

/** Everything that got no 2xx; 0 means that no answer was sent. */
function isRefused({ status }: RecordedRequest): boolean {
  return status === 0 || status >= 400;
}

const clockTime = new Intl.DateTimeFormat(undefined, { dateStyle: 'short', timeStyle: 'medium' });
/** A request never changes, so its text is made once. */
const searchTexts = new WeakMap<RecordedRequest, string>();

function searchTextOf(request: RecordedRequest): string {
  const known = searchTexts.get(request);
  if (known !== undefined) return known;
  const { number, method, path, query, status, body, response } = request;
  const text =
    `#${number} ${method} ${path}${query} ${status} ${JSON.stringify([body, response])}`.toLowerCase();
  searchTexts.set(request, text);
  return text;
}

/** Every REST request that the bot made, newest first. */
class InspectView extends PageElement {
  static override properties = {
    text: { state: true },
    status: { state: true },
    chosen: { state: true },
  };
  declare text: string;
  declare status: StatusFilter;
  declare chosen: RecordedRequest | undefined;

  constructor() {
    super();
    this.text = '';
    this.status = 'all';
    store.watch(this);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    document.title = 'Requests · Heatline sandbox';
  }

  get #shown(): RecordedRequest[] {
    const words = this.text.toLowerCase().split(/\s+/).filter(Boolean);
    const accepts = STATUS_FILTERS.find(([key]) => key === this.status)?.[2] ?? (() => true);
    return store.requests
      .filter((request) => accepts(request) && words.every((word) => searchTextOf(request).includes(word)))
      .toReversed();
  }

  override render() {
    const shown = this.#shown;
    const refusedCount = store.requests.filter(isRefused).length;
    return html`<main class="inspect ${this.chosen ? 'has-details' : ''}">
      <div class="inspect-head">
        <h1>The bot’s requests</h1>
        <a href="/">Back to the channel</a>
        <input
          type="search"
          aria-label="Filter by text"
          placeholder="Filter: path, status, words of the JSON"
          @input=${({ target }: Event) => {
            if (target instanceof HTMLInputElement) this.text = target.value;
          }}
        />
        <span class="segments" role="group" aria-label="Filter by status">
          ${STATUS_FILTERS.map(
            ([key, label]) => html`<button
              aria-pressed=${this.status === key}
              @click=${() => {
                this.status = key;
              }}
            >
              ${label}${key === 'refused' && refusedCount > 0 ? html` <b>${refusedCount}</b>` : nothing}
            </button>`,
          )}
        </span>
        <span class="count" role="status">${shown.length} of ${store.requests.length}</span>
      </div>
      <div class="inspect-body">
        <div class="table-scroller">
          <table>
            <caption class="sr-only">
              Requests, newest first
            </caption>
            <thead>
              <tr>
                <th scope="col">#</th>
                <th scope="col">Time</th>
                <th scope="col">Method</th>
                <th scope="col">Path</th>
                <th scope="col">Status</th>
              </tr>
            </thead>
            <tbody>
              ${repeat(
                shown,
                ({ number }) => number,
                (request) => this.#renderRow(request),
              )}
            </tbody>
          </table>
          ${shown.length === 0 ? html`<p class="note">No request fits the filter.</p>` : nothing}
        </div>
        ${this.chosen ? this.#renderDetails(this.chosen) : nothing}
      </div>
    </main>`;
  }

  #renderRow(request: RecordedRequest): TemplateResult {
    const { number, at, method, path, query, status, body } = request;
    const about = describeBody(body);
    const classes = `${isRefused(request) ? 'is-refused' : ''} ${request === this.chosen ? 'is-chosen' : ''}`;
    const choose = () => {
      this.chosen = request;
    };
    return html`<tr class=${classes} @click=${choose}>
      <td>${number}</td>
      <td>${clockTime.format(at)}</td>
      <td>${method}</td>
      <td>
        <button class="link" aria-pressed=${request === this.chosen}>${path}${query}</button>
        ${renderTime(request)}
        ${about === '' ? nothing : html`<p class="about">${about}</p>`}
        ${isRefused(request) ? html`<p class="reason">${readReason(request).join(' · ')}</p>` : nothing}
      </td>
      <td><b>${status || '—'}</b></td>
    </tr>`;
  }

  #renderDetails(request: RecordedRequest): TemplateResult {
    const { number, method, path, query, status, body, response, ignoredFields, fault } = request;
    return html`<section class="details" aria-label="Request ${number}">
      <h2>${method} ${path}${query} → ${status || 'no answer'}</h2>
      <button
        class="close"
        aria-label="Close"
        @click=${() => {
          this.chosen = undefined;
        }}
      >
        ${icons.close}
      </button>
      ${renderTime(request)}
      ${isRefused(request) ? html`<ul class="reasons">${readReason(request).map((line) => html`<li>${line}</li>`)}</ul>` : nothing}
      ${fault === undefined ? nothing : html`<p class="note">The sandbox was told to fail here: ${JSON.stringify(fault)}</p>`}
      ${ignoredFields.length === 0 ? nothing : html`<p class="note">Fields that Discord reads over: ${ignoredFields.join(', ')}</p>`}
      <h3>Request</h3>
      ${renderJson(body, 'No body.')}
      <h3>Response</h3>
      ${renderJson(response, 'No body.')}
    </section>`;
  }
}
customElements.define('inspect-view', InspectView);

/** The sandbox's time, and what the answer really took. */
function renderTime({ at, durationMs }: RecordedRequest): TemplateResult {
  return html`<p class="when note">${clockTime.format(at)} · ${durationMs} ms</p>`;
}

function renderJson(value: unknown, instead: string): TemplateResult {
  if (value === undefined || value === null) return html`<p class="note">${instead}</p>`;
  return html`<pre tabindex="0">${JSON.stringify(value, null, 2)}</pre>`;
}
