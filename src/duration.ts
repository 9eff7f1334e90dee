const UNITS_MS = {
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 7 * 86_400_000,
  y: 365 * 86_400_000,
} as const;

/** `90m` → 5,400,000; null when the text is no duration. */
export function parseDuration(text: string): number | null {
  const match = /^(\d+(?:\.\d+)?)\s*([smhdwy])$/i.exec(text.trim());
  const unit = match?.[2]?.toLowerCase();
  if (match === null || unit === undefined) return null;
  // The expression admits no other letters.
  return Math.round(Number(match[1]) * UNITS_MS[unit as keyof typeof UNITS_MS]);
}
