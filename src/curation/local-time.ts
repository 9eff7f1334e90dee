// What the clock on the wall says in a time zone. Building a format costs a hundred times what using it does, so
// each is kept.

const dayFormats = new Map<string, Intl.DateTimeFormat>();
const minuteFormats = new Map<string, Intl.DateTimeFormat>();

/** The day of an instant in a time zone, e.g. `2021-12-14`; daily budgets are counted by it. */
export function dayIn(timezone: string, atMs: number): string {
  const known = dayFormats.get(timezone) ?? new Intl.DateTimeFormat('en-CA', { timeZone: timezone });
  dayFormats.set(timezone, known);
  return known.format(atMs);
}

/** The minutes since midnight on the wall's clock; on a day of 23 or 25 hours some are missing, or come twice. */
export function minuteIn(timezone: string, atMs: number): number {
  const known =
    minuteFormats.get(timezone) ??
    new Intl.DateTimeFormat('en-GB', { timeZone: timezone, hour: '2-digit', minute: '2-digit' });
  minuteFormats.set(timezone, known);
  const [hour, minute] = known.format(atMs).split(':').map(Number);
  return (hour ?? 0) * 60 + (minute ?? 0);
}

/** Whether a name is a time zone of the IANA list. */
export function isTimezone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
