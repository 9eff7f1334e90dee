/** What a record of the tests says unless told otherwise: everything that makes it a story. */
const FIELDS = {
  category: 'news',
  title: 'Robots learn to fold laundry',
  excerpt: 'A lab taught two arms to fold shirts.',
  publishedDateTime: '2021-12-14T09:00:00Z',
  webUrl: 'https://www.example.com/robots-fold',
  type: 'article',
  heat: 90,
  quality: 80,
  published: true,
  provider: { name: 'Example', domain: 'example.com' },
  topics: ['AI'],
};

/**
 * A record's text. JSON values are YAML too, so each field stands on one line of its own, in the order given;
 * `undefined` leaves a field out.
 */
export function recordText(fields: Readonly<Record<string, unknown>> = {}): string {
  const lines = Object.entries({ ...FIELDS, ...fields }).flatMap(([key, value]) =>
    value === undefined ? [] : [`${key}: ${JSON.stringify(value)}`],
  );
  return ['---', ...lines, '---', ''].join('\n');
}
