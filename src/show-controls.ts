/** Control characters, line ends, and what turns the direction of a text round. */
const CONTROLS = /[\p{Cc}\u2028\u2029\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu;
const NAMED: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/**
 * A text for a screen, its control characters as escapes (`\n`, `\u001b`): a name can neither begin a line of its own,
 * nor colour or hide others, nor move the cursor.
 */
export function showControls(text: string): string {
  return text.replace(
    CONTROLS,
    (sign) => NAMED[sign] ?? `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
