/**
 * A date of ISO 8601 or a YAML timestamp: date alone, or date and time with `T` or a space between, with any
 * offset. Without an offset it is UTC.
 */
const DATE =
  /^(\d{4})-(\d{2})-(\d{2})(?:(?:[Tt]|\s+)(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s*(?:([Zz])|([+-])(\d{1,2})(?::?(\d{2}))?)?)?$/;

/**
 * Reads a publication date.
 * @returns milliseconds since the epoch, or null when the text is no date that exists (2023-02-30 does not)
 */
export function parseDate(text: string): number | null {
  const match = DATE.exec(text.trim());
  if (match === null) return null;
  const [
    ,
    year,
    month,
    day,
    hour = 0,
    minute = 0,
    second = 0,
    fraction = '',
    ,
    sign,
    offsetHours = 0,
    offsetMinutes = 0,
  ] = match;
  const fields = [
    Number(year),
    Number(month) - 1,
    Number(day),
    Number(hour),
    Number(minute),
    Number(second),
  ] as const;
  const local = new Date(0);
  local.setUTCFullYear(fields[0], fields[1], fields[2]);
  local.setUTCHours(fields[3], fields[4], fields[5], Number(fraction.slice(0, 3).padEnd(3, '0')));

  const isReal =
    local.getUTCMonth() === fields[1] &&
    local.getUTCDate() === fields[2] &&
    fields[3] < 24 &&
    fields[4] < 60 &&
    fields[5] < 60 &&
    Number(offsetHours) < 24 &&
    Number(offsetMinutes) < 60;
  if (!isReal) return null;
  const offset = (Number(offsetHours) * 60 + Number(offsetMinutes)) * 60_000;
  return local.getTime() - (sign === '-' ? -offset : offset);
}
