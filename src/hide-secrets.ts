/** In the place of what is hidden. */
const HIDDEN = '[secret]';

/** Name and password of an address: all before the last @ of its authority (url.spec.whatwg.org, "authority state"). */
const USER_INFO = /:\/\/[^\s"\\/?#]*@/g;
/** A value with its name, in an address's query or fragment. */
const QUERY_VALUE = /([?&;#])([^\s"\\=&;#?]*)=([^\s"\\&;#]*)/g;
/** Names of values that let somebody in: `key`, `apiKey`, `access_token`, `X-Amz-Signature`. */
const SECRET_NAME =
  /(?:token|passw(?:or)?d|passphrase|pwd|secret|key|auth|credentials?|signature)$|^(?:sig|pass|code|jwt|session)$/i;

/** Hides what addresses in a text hold that lets somebody in: names and passwords, and values named like a token. */
export function hideSecretsOfUrls(text: string): string {
  return text
    .replace(USER_INFO, `://${HIDDEN}@`)
    .replace(QUERY_VALUE, (found, mark: string, name: string) =>
      SECRET_NAME.test(name) ? `${mark}${name}=${HIDDEN}` : found,
    );
}

/**
 * Whether a setting may hold a password, written as an address or as one that is misspelt: passwords have `@`, `/`
 * and blanks in them, so that nothing can be told of where one ends.
 */
export function mayHoldSecret(value: string): boolean {
  const colonAt = value.indexOf(':');
  const hasUserInfo = colonAt !== -1 && value.lastIndexOf('@') > colonAt;
  const names = value.split(/[?&;#\s]/).flatMap((part) => (part.includes('=') ? part.split('=', 1) : []));
  return hasUserInfo || names.some((name) => SECRET_NAME.test(name));
}
