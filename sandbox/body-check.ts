import type { ZodMiniType } from 'zod/mini';
import { type FieldError, invalidFormBody } from './errors.ts';

type Path = readonly PropertyKey[];
type Issue = {
  code: string;
  path: PropertyKey[];
  origin?: string;
  expected?: string;
  format?: string;
  maximum?: number | bigint;
  minimum?: number | bigint;
  values?: readonly unknown[];
  errors?: Issue[][];
};

/**
 * Checks a body against one of Discord's own schemas.
 * @param prefix where the body stands in the request's
 * @returns the body, typed by the caller to match the schema, and the paths of fields that Discord ignores
 * @throws DiscordError 50035 with the path of every refused field
 */
export function checkBody<T>(
  schema: ZodMiniType,
  body: unknown,
  prefix: readonly (string | number)[] = [],
): { body: T; ignoredFields: string[] } {
  const measured = toMeasured(body);
  const result = schema.safeParse(measured);
  if (!result.success) {
    const issues = result.error.issues as Issue[]; // zod's issue union, read by the fields its codes share
    const errors = issues.flatMap((issue) => toFieldErrors(issue, [], body));
    throw invalidFormBody(errors.map((error) => ({ ...error, path: [...prefix, ...error.path] })));
  }
  // The schema has just accepted it; T names the same shape.
  return {
    body: trimTexts(body) as T,
    ignoredFields: findIgnoredFields(measured, result.data, prefix.join('.')),
  };
}

/** What Discord keeps of a message: its content and its embeds' texts lose the white space at both ends. */
function trimTexts(body: unknown): unknown {
  return mapLeaves(body, (leaf, key, inEmbed) =>
    typeof leaf === 'string' && isTrimmed(key, inEmbed) ? leaf.trim() : leaf,
  );
}

/**
 * The body as the schemas must see it to agree with Discord: permission sets come as strings (they want numbers),
 * times may carry an offset (they want Z), channel types may be 16, GUILD_MEDIA (they end at 15). Lengths need no
 * help: zod counts code points, as Discord does.
 */
function toMeasured(body: unknown): unknown {
  return mapLeaves(body, (leaf, key, inEmbed) => {
    if (typeof leaf === 'number')
      return key === 'channel_types' && leaf === MEDIA_CHANNEL ? FORUM_CHANNEL : leaf;
    if (key === 'default_member_permissions' && /^\d+$/.test(leaf)) return 0;
    if (key === 'timestamp' && !Number.isNaN(Date.parse(leaf))) return new Date(leaf).toISOString();
    return isTrimmed(key, inEmbed) ? leaf.trim() : leaf;
  });
}

/** Channel types by Discord's numbers (resources/channel). */
const FORUM_CHANNEL = 15;
const MEDIA_CHANNEL = 16;

function isTrimmed(key: string, inEmbed: boolean): boolean {
  return key === 'content' || (inEmbed && !key.endsWith('url'));
}

function mapLeaves(
  value: unknown,
  map: (leaf: string | number, key: string, inEmbed: boolean) => unknown,
  key = '',
  inEmbed = false,
): unknown {
  if (typeof value === 'string' || typeof value === 'number') return map(value, key, inEmbed);
  if (Array.isArray(value))
    return value.map((child) => mapLeaves(child, map, key, inEmbed || key === 'embeds'));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  return Object.fromEntries(entries.map(([name, child]) => [name, mapLeaves(child, map, name, inEmbed)]));
}

function findIgnoredFields(sent: unknown, kept: unknown, path: string): string[] {
  if (typeof sent !== 'object' || sent === null || typeof kept !== 'object' || kept === null) return [];
  return Object.entries(sent).flatMap(([key, value]) => {
    const here = path === '' ? key : `${path}.${key}`;
    if (!(key in kept)) return [here];
    return findIgnoredFields(value, Reflect.get(kept, key), here);
  });
}

function toFieldErrors(issue: Issue, parents: Path, body: unknown): FieldError[] {
  const path = [...parents, ...issue.path];
  if (issue.code === 'invalid_union') {
    const branch = pickBranch(issue.errors ?? []);
    if (branch) return branch.flatMap((inner) => toFieldErrors(inner, path, body));
  }
  const value = path.reduce<unknown>(
    (node, key) => (node instanceof Object ? Reflect.get(node, key) : undefined),
    body,
  );
  const [code, message] = describeIssue(issue, value);
  return [{ path: path.map((key) => (typeof key === 'symbol' ? String(key) : key)), code, message }];
}

/** Discord tells which alternative was meant by `type`: the alternative that did not stumble over it. */
function pickBranch(branches: Issue[][]): Issue[] | undefined {
  const ofThisType = branches.filter(
    (issues) => !issues.some((issue) => issue.path.length <= 1 && issue.path[0] === 'type'),
  );
  const candidates = ofThisType.length > 0 ? ofThisType : branches;
  return candidates.toSorted((a, b) => a.length - b.length)[0];
}

const WRONG_TYPE: Record<string, readonly [string, string]> = {
  string: ['STRING_TYPE_CONVERT', 'Could not interpret value as string.'],
  number: ['NUMBER_TYPE_COERCE', 'Value is not a number.'],
  int: ['NUMBER_TYPE_COERCE', 'Value is not int.'],
  boolean: ['BOOLEAN_TYPE_CONVERT', 'Must be either true or false.'],
  array: ['LIST_TYPE_CONVERT', 'Only iterables may be used in a ListType'],
  object: ['MODEL_TYPE_CONVERT', 'Only dictionaries may be used in a ModelType'],
  record: ['DICT_TYPE_CONVERT', 'Only dictionaries may be used in a DictType'],
};

function describeIssue(issue: Issue, value: unknown): readonly [code: string, message: string] {
  if (value === undefined) return ['BASE_TYPE_REQUIRED', 'This field is required'];
  const isNumber = issue.origin === 'number' || issue.origin === 'int';
  switch (issue.code) {
    case 'too_big':
      return isNumber
        ? ['NUMBER_TYPE_MAX', `int value should be less than or equal to ${issue.maximum}.`]
        : ['BASE_TYPE_MAX_LENGTH', `Must be ${issue.maximum} or fewer in length.`];
    case 'too_small':
      if (isNumber)
        return ['NUMBER_TYPE_MIN', `int value should be greater than or equal to ${issue.minimum}.`];
      return value === ''
        ? ['BASE_TYPE_REQUIRED', 'This field is required']
        : ['BASE_TYPE_MIN_LENGTH', `Must be ${issue.minimum} or more in length.`];
    case 'invalid_value':
      return ['BASE_TYPE_CHOICES', `Value must be one of {${issue.values?.join(', ')}}.`];
    case 'invalid_format':
      if (issue.format === 'url') return describeBadUrl(String(value), ['http', 'https']);
      if (issue.format === 'datetime')
        return ['DATE_TIME_TYPE_PARSE', `Could not parse ${value}. Should be ISO8601.`];
      return ['STRING_TYPE_REGEX', 'String value did not match validation regex.'];
    case 'invalid_type':
      return WRONG_TYPE[issue.expected ?? ''] ?? ['BASE_TYPE_BAD_TYPE', `Must be ${issue.expected}.`];
    default:
      return ['BASE_TYPE_BAD_VALUE', `Invalid value (${issue.code}).`];
  }
}

/** The code and sentence for a URL with a scheme Discord does not take, or one that is no URL at all. */
export function describeBadUrl(
  url: string,
  schemes: readonly string[],
): readonly [code: string, message: string] {
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(url)?.[1] ?? '';
  if (schemes.includes(scheme.toLowerCase())) return ['URL_TYPE_INVALID_URL', 'Not a well formed URL.'];
  const list = schemes.map((name) => `'${name}'`).join(', ');
  return ['URL_TYPE_INVALID_SCHEME', `Scheme "${scheme}" is not supported. Scheme must be one of (${list}).`];
}
