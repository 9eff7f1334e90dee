const JSON_FEED_VERSION = 'https://jsonfeed.org/version/1.1';

/**
 * A JSON Feed as the parser knows it: with a version. Some say `1.0`, and some nothing.
 * @returns what was parsed, or null for what is no such feed
 */
export function parseJsonFeed(text: string): object | null {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof data !== 'object' || data === null || !('items' in data) || !Array.isArray(data.items))
    return null;
  const isNamed = 'version' in data && /jsonfeed\.org\/version\//.test(String(data.version));
  if (isNamed) return data;
  const hasArticles = data.items.some(
    (item: unknown) => typeof item === 'object' && item !== null && ('url' in item || 'external_url' in item),
  );
  return hasArticles ? { ...data, version: JSON_FEED_VERSION } : null;
}
