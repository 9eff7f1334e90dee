import type { ReplayState } from '../protocol.ts';

let baseMs = Date.now();
let baseRealMs = performance.now();
let speed = 1;
const listeners = new Set<() => void>();

const DAY_MS = 86_400_000;
const TICK_MS = 1000;
setInterval(() => {
  for (const listener of listeners) listener();
}, TICK_MS);

/** The sandbox's time: replayed or real. */
export function now(): number {
  return baseMs + (performance.now() - baseRealMs) * speed;
}

/** null: the clock is the real one. */
export function setClock(replay: ReplayState | null): void {
  baseMs = replay?.nowMs ?? Date.now();
  baseRealMs = performance.now();
  speed = replay?.clockSpeed ?? 1;
  for (const listener of listeners) listener();
}

/** Calls back every second and when the clock is set. @returns ends it */
export function onTick(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

const clockTime = new Intl.DateTimeFormat(undefined, { timeStyle: 'short' });
const dayAndTime = new Intl.DateTimeFormat(undefined, { dateStyle: 'short', timeStyle: 'short' });
const longDay = new Intl.DateTimeFormat(undefined, { dateStyle: 'long' });

export const formatDay = (atMs: number): string => longDay.format(atMs);

/** As Discord dates messages: "Today at 14:00", "Yesterday at 14:00", else the date. */
export function formatMessageTime(atMs: number): string {
  const day = longDay.format(atMs);
  if (day === longDay.format(now())) return `Today at ${clockTime.format(atMs)}`;
  if (day === longDay.format(now() - DAY_MS)) return `Yesterday at ${clockTime.format(atMs)}`;
  return dayAndTime.format(atMs);
}

/** The styles of `<t:…:style>` (discord-api-docs reference, Message Formatting). */
export function formatTimestamp(atMs: number, style: string): string {
  if (style === 'R') return formatRelative(atMs);
  return new Intl.DateTimeFormat(undefined, TIMESTAMP_STYLES[style] ?? TIMESTAMP_STYLES.f).format(atMs);
}

const TIMESTAMP_STYLES: Readonly<Record<string, Intl.DateTimeFormatOptions>> = {
  t: { timeStyle: 'short' },
  T: { timeStyle: 'medium' },
  d: { dateStyle: 'short' },
  D: { dateStyle: 'long' },
  f: { dateStyle: 'long', timeStyle: 'short' },
  F: { dateStyle: 'full', timeStyle: 'short' },
};

const UNITS_MS = [
  ['year', 365 * DAY_MS],
  ['month', 30 * DAY_MS],
  ['day', DAY_MS],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1000],
] as const;
const relative = new Intl.RelativeTimeFormat(undefined, { numeric: 'auto' });

function formatRelative(atMs: number): string {
  const differenceMs = atMs - now();
  const found = UNITS_MS.find(([, unitMs]) => Math.abs(differenceMs) >= unitMs);
  const [unit, unitMs] = found ?? ['second', 1000];
  return relative.format(Math.round(differenceMs / unitMs), unit);
}
