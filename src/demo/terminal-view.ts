import { stripVTControlCharacters } from 'node:util';
import { type Component, flattenComponents } from '../../sandbox/component-limits.ts';
import type { Sandbox, SandboxMessage } from '../../sandbox/sandbox.ts';

type Embed = SandboxMessage['embeds'][number];

const WIDTH_CHARS = 78;

/** A message as lines for the terminal: its embeds, its buttons, nothing of Discord's markup. */
export function formatMessage(message: SandboxMessage, nowMs: number): string {
  const lines = [
    toPlainText(message.content, nowMs),
    ...message.embeds.flatMap((embed) => describeEmbed(embed, nowMs)),
    describeComponents(message),
  ];
  return lines.flatMap((line) => (line === '' ? [] : wrap(line))).join('\n');
}

/** The name of a message's channel. */
export function nameChannel(sandbox: Sandbox, channelId: string): string {
  return `#${sandbox.channels().find(({ id }) => id === channelId)?.name ?? channelId}`;
}

function describeEmbed(
  { author, title, description, fields = [], footer, image }: Embed,
  nowMs: number,
): string[] {
  return [
    author?.name ?? '',
    toPlainText(title ?? '', nowMs),
    toPlainText(description ?? '', nowMs),
    ...fields.map(({ name, value }) => `${name}: ${toPlainText(value, nowMs).replaceAll('\n', '; ')}`),
    image === undefined ? '' : '(image)',
    footer?.text ?? '',
  ];
}

function describeComponents({ components }: SandboxMessage): string {
  // A stored component is one of Discord's; Component and this name the fields of it that are read here.
  return flattenComponents(components as Component[])
    .flatMap(({ label, placeholder }) => (label ? `[${label}]` : placeholder ? `[${placeholder} ▾]` : []))
    .join(' ');
}

/** Links become their labels, times become ages, escapes and emphasis go. */
function toPlainText(markdown: string, nowMs: number): string {
  const text = markdown
    // bounded: what Discord takes of a message
    .replace(/\[((?:\\.|[^\]\\])*)\]\([^)]*\)/g, '$1')
    .replace(/<t:(\d+)(?::\w)?>/g, (_, seconds: string) => formatAge(nowMs - Number(seconds) * 1000))
    .replace(/\*\*/g, '')
    .replace(/\\([^\w\s])/g, '$1');
  return stripVTControlCharacters(text);
}

function formatAge(ageMs: number): string {
  const hours = Math.round(ageMs / 3_600_000);
  const format = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });
  return Math.abs(hours) < 48 ? format.format(-hours, 'hour') : format.format(-Math.round(hours / 24), 'day');
}

/** Breaks at word ends, and indents, so that a post stands apart from what was typed. */
function wrap(text: string): string[] {
  return text.split('\n').flatMap((paragraph) => {
    const lines: string[] = [];
    let line = '';
    for (const word of paragraph.split(' ')) {
      if (line.length + word.length >= WIDTH_CHARS && line !== '') {
        lines.push(line);
        line = '';
      }
      line = line === '' ? word : `${line} ${word}`;
    }
    return [...lines, line].map((each) => `  ${each}`.trimEnd());
  });
}
