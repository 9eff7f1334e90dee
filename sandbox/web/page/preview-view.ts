import { html, type TemplateResult } from 'lit';
import type { FileProblem, PreviewState, SandboxMessage } from '../protocol.ts';
import { now } from './clock.ts';
import { icons } from './icons.ts';
import { PageElement } from './page-element.ts';
import { store } from './store.ts';
import './message-item.ts';

/** The card of one record as it is now, with its problems beside it. */
class PreviewView extends PageElement {
  constructor() {
    super();
    store.watch(this);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    document.title = 'Preview · Heatline sandbox';
  }

  override render() {
    const { preview } = store;
    if (!preview) {
      return html`<main class="preview"><p class="note">${store.isConnected ? 'No record is being previewed.' : 'Connecting…'}</p></main>`;
    }
    return html`<main class="preview">
      <div class="preview-head">
        <h1>${preview.file}</h1>
        ${store.isConnected ? html`<p class="note">Redrawn when the file is saved.</p>` : html`<p class="failure" role="alert">${icons.alert} The preview has stopped.</p>`}
      </div>
      <div class="preview-body">
        <section class="preview-card" aria-label="Card">
          ${preview.message ? renderCard(preview.message) : html`<p class="empty-card">No card: the record cannot be posted as it is.</p>`}
        </section>
        <section class="problems" aria-label="Problems" aria-live="polite">${renderProblems(preview)}</section>
      </div>
    </main>`;
  }
}
customElements.define('preview-view', PreviewView);

function renderCard({ embeds, components }: NonNullable<PreviewState['message']>): TemplateResult {
  const message: SandboxMessage = {
    ...EMPTY_MESSAGE,
    timestamp: new Date(now()).toISOString(),
    embeds,
    components,
  };
  return html`<message-item .message=${message} isPreview></message-item>`;
}

const EMPTY_MESSAGE: Omit<SandboxMessage, 'timestamp' | 'embeds' | 'components'> = {
  id: '0',
  channel_id: '0',
  type: 0,
  content: '',
  author: { id: '0', username: 'Heatline', discriminator: '0', global_name: null, avatar: null, bot: true },
  edited_timestamp: null,
  tts: false,
  mention_everyone: false,
  mentions: [],
  mention_roles: [],
  attachments: [],
  pinned: false,
  flags: 0,
};

function renderProblems({ problems }: PreviewState): TemplateResult {
  if (problems.length === 0) return html`<h2>${icons.check} No problems</h2>`;
  return html`<h2>${problems.length} ${problems.length === 1 ? 'problem' : 'problems'}</h2>
    <ul>
      ${problems.map(renderProblem)}
    </ul>`;
}

function renderProblem({ file, line, severity, message }: FileProblem): TemplateResult {
  return html`<li class="is-${severity}">
    <b>${severity}</b> <span>${message}</span>
    <code>${file}:${line}</code>
  </li>`;
}
