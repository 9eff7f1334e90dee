import { html, nothing, type TemplateResult } from 'lit';
import { type Inline, parseMarkdown } from './markdown.ts';
import { store } from './store.ts';
import './time-stamp.ts';

/** Draws Discord's Markdown; every text goes in as text. */
export function renderMarkdown(source: string): TemplateResult | typeof nothing {
  return source === '' ? nothing : html`${parseMarkdown(source).map(renderNode)}`;
}

function renderNode(node: Inline): unknown {
  switch (node.kind) {
    case 'text':
      return node.text;
    case 'break':
      return html`<br />`;
    case 'code':
      return html`<code>${node.text}</code>`;
    case 'strong':
      return html`<strong>${node.children.map(renderNode)}</strong>`;
    case 'em':
      return html`<em>${node.children.map(renderNode)}</em>`;
    case 'u':
      return html`<u>${node.children.map(renderNode)}</u>`;
    case 's':
      return html`<s>${node.children.map(renderNode)}</s>`;
    case 'link':
      return html`<a href=${node.href} target="_blank" rel="noopener noreferrer"
        >${node.children.map(renderNode)}</a
      >`;
    case 'time':
      return html`<time-stamp class="timestamp" .atMs=${node.atMs} format=${node.style}></time-stamp>`;
    case 'channel': {
      const channel = store.findChannel(node.id);
      if (!channel) return html`<span class="mention">#unknown</span>`;
      return html`<button class="mention" @click=${() => store.openChannel(channel.id)}>#${channel.name}</button>`;
    }
    case 'role': {
      const role = store.roles.find(({ id }) => id === node.id);
      return html`<span class="mention">@${role?.name.replace(/^@/, '') ?? 'deleted-role'}</span>`;
    }
    case 'user': {
      const person = store.people.find(({ id }) => id === node.id);
      return html`<span class="mention">@${person?.username ?? 'unknown-user'}</span>`;
    }
    case 'command':
      return html`<span class="mention">${node.name}</span>`;
  }
}
