import { type Component, checkComponents, flattenComponents } from './component-limits.ts';
import { type FieldError, invalidFormBody } from './errors.ts';
import { badLength, countChars, required } from './field-checks.ts';
import type { Modal } from './interactions.ts';
import { checkSelection, picksIds, SELECT_TYPES } from './select-values.ts';
import type { World } from './world.ts';

/** Component types by Discord's numbers (components/reference): those of forms alone. */
const TYPE = {
  row: 1,
  textInput: 4,
  fileUpload: 19,
  radioGroup: 21,
  checkboxGroup: 22,
  checkbox: 23,
} as const;
/** interactions/receiving-and-responding; the schema says 40. */
const MODAL_COMPONENTS_MAX = 5;
/** components/reference: what a text input takes when it says nothing. */
const TEXT_INPUT_MAX_CHARS = 4000;

/** What a member put into a field: a text, chosen values, or a tick. */
export type FieldValue = string | readonly string[] | boolean;

/** Checks a form against what its schema misses. @throws DiscordError 50035 */
export function checkModal({ components }: Pick<Modal, 'components'>): void {
  // Discord's schema of a modal has accepted them.
  const parts = components as readonly Component[];
  const errors: FieldError[] = checkComponents(parts, true);
  if (parts.length > MODAL_COMPONENTS_MAX) errors.push(badLength(['components'], 1, MODAL_COMPONENTS_MAX));
  for (const [index, { component }] of parts.entries()) {
    if (component?.min_values !== 0 || component.required === false) continue;
    const message = 'Select menus marked as required cannot have a min_values of 0';
    const path = ['components', index, 'component', 'min_values'];
    errors.push({ path, code: 'SELECT_COMPONENT_REQUIRED_ZERO_MIN_VALUES', message });
  }
  for (const [index, part] of parts.entries())
    for (const [place, input] of (part.components ?? []).entries())
      if (!input.label) errors.push(required(['components', index, 'components', place, 'label']));
  if (errors.length > 0)
    throw invalidFormBody(errors.map((error) => ({ ...error, path: ['data', ...error.path] })));
}

/**
 * The form's components as a submission carries them; a field without a value keeps what the bot put into it.
 * @returns also the ids chosen in its menus
 * @throws Error when Discord's client would not let the member send it, unless forged
 */
export function fillModal(
  world: World,
  channelId: string,
  modal: Modal,
  values: Readonly<Record<string, FieldValue>>,
  isForged = false,
): { components: unknown[]; pickedIds: string[] } {
  // Discord's schema of a modal has accepted them.
  const parts = modal.components as readonly Component[];
  const fields = flattenComponents(parts).filter(({ custom_id }) => custom_id);
  const ids = fields.map(({ custom_id }) => custom_id);
  const unknown = Object.keys(values).find((id) => !ids.includes(id));
  if (unknown !== undefined && !isForged)
    throw new Error(`the form has no field "${unknown}"; it has: ${ids.join(', ')}`);
  let last = 0;
  const pickedIds: string[] = [];
  const fill = (part: Component): unknown => {
    last += 1;
    const base = { type: part.type, id: part.id || last };
    if (part.component) return { ...base, component: fill(part.component) };
    if (part.type === TYPE.row) return { ...base, components: (part.components ?? []).map(fill) };
    if (!part.custom_id) return base;
    const value = values[part.custom_id] ?? presetOf(part);
    if (!isForged) checkField(world, channelId, part, value);
    if (picksIds(part)) pickedIds.push(...listValues(value));
    return { ...base, custom_id: part.custom_id, ...describeValue(part, value) };
  };
  return { components: parts.map(fill), pickedIds };
}

const isList = ({ type }: Component) =>
  SELECT_TYPES.includes(type) || type === TYPE.checkboxGroup || type === TYPE.fileUpload;

const listValues = (value: FieldValue): readonly string[] =>
  typeof value === 'string' ? (value === '' ? [] : [value]) : typeof value === 'boolean' ? [] : value;

function presetOf(field: Component): FieldValue {
  if (field.type === TYPE.textInput) return field.value ?? '';
  if (field.type === TYPE.checkbox) return field.default ?? false;
  const chosen = (field.options ?? []).filter((option) => option.default).map((option) => option.value);
  return [...chosen, ...(field.default_values ?? []).map(({ id }) => id)];
}

function describeValue(field: Component, value: FieldValue) {
  if (isList(field)) return { values: listValues(value) };
  if (field.type === TYPE.radioGroup) return { value: listValues(value)[0] ?? null };
  return { value };
}

function checkField(world: World, channelId: string, field: Component, value: FieldValue): void {
  const label = `field "${field.custom_id}"`;
  const isRequired = field.required ?? true;
  if (field.type === TYPE.checkbox) {
    if (typeof value !== 'boolean') throw new Error(`${label} wants true or false`);
    return;
  }
  if (field.type === TYPE.textInput) {
    if (typeof value !== 'string') throw new Error(`${label} wants a text`);
    const max = field.max_length ?? TEXT_INPUT_MAX_CHARS;
    if (value === '' && isRequired) throw new Error(`${label} is required`);
    if (value !== '' && countChars(value) < (field.min_length ?? 0))
      throw new Error(`${label} wants at least ${field.min_length} characters`);
    if (countChars(value) > max) throw new Error(`${label} wants at most ${max} characters`);
    return;
  }
  const chosen = listValues(value);
  if (chosen.length === 0 && !isRequired) return;
  if (chosen.length === 0) throw new Error(`${label} is required`);
  if (field.type === TYPE.fileUpload) throw new Error(`${label} wants a file: the sandbox takes none`);
  // Radio buttons and ticks are checked as a menu with the same options.
  const select = SELECT_TYPES.includes(field.type)
    ? field
    : {
        ...field,
        type: 3,
        max_values: field.type === TYPE.radioGroup ? 1 : (field.max_values ?? field.options?.length ?? 1),
      };
  checkSelection(world, channelId, select, chosen);
}
