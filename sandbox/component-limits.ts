import type { FieldError } from './errors.ts';
import { checkUrl, countChars, required, tooLong } from './field-checks.ts';

/** components/reference: rows of a message without components V2. */
const ACTION_ROWS_MAX = 5;
/** components/reference: components of any depth in a message with components V2. */
const COMPONENTS_MAX = 40;
/** components/reference and discord-api-docs #8562: text of all text displays together. */
const COMPONENTS_TEXT_MAX_CHARS = 4000;

/** A component as far as the checks look into it. */
export type Component = {
  type: number;
  id?: number | null;
  custom_id?: string | null;
  style?: number;
  label?: string | null;
  emoji?: object | null;
  url?: string | null;
  sku_id?: string | null;
  disabled?: boolean | null;
  placeholder?: string | null;
  content?: string;
  min_values?: number | null;
  max_values?: number | null;
  options?: { label: string; value: string; default?: boolean | null }[];
  channel_types?: number[] | null;
  default_values?: { id: string }[] | null;
  required?: boolean | null;
  min_length?: number | null;
  max_length?: number | null;
  value?: string | null;
  default?: boolean | null;
  components?: Component[];
  accessory?: Component;
  component?: Component;
};

type PlacedComponent = { component: Component; path: (string | number)[] };

function listComponents(
  components: readonly Component[],
  path: readonly (string | number)[],
): PlacedComponent[] {
  return components.flatMap((component, index) => placeComponent(component, [...path, index]));
}

function placeComponent(component: Component, path: (string | number)[]): PlacedComponent[] {
  return [
    { component, path },
    ...listComponents(component.components ?? [], [...path, 'components']),
    ...(component.accessory ? placeComponent(component.accessory, [...path, 'accessory']) : []),
    ...(component.component ? placeComponent(component.component, [...path, 'component']) : []),
  ];
}

/** Every component at any depth, in reading order. */
export function flattenComponents(components: readonly Component[]): Component[] {
  return listComponents(components, []).map(({ component }) => component);
}

/** Checks a message's components against what their schemas miss. */
export function checkComponents(components: readonly Component[], isV2: boolean): FieldError[] {
  const all = listComponents(components, ['components']);
  const seen = new Set<string>();
  const errors = all.flatMap(({ component, path }) => {
    const customId = component.custom_id;
    const isDuplicate = typeof customId === 'string' && seen.has(customId);
    if (typeof customId === 'string') seen.add(customId);
    const duplicated: FieldError = {
      path: [...path, 'custom_id'],
      code: 'COMPONENT_CUSTOM_ID_DUPLICATED',
      message: 'Component custom id cannot be duplicated',
    };
    return [...(isDuplicate ? [duplicated] : []), ...checkComponent(component, path)];
  });
  if (!isV2) {
    if (components.length > ACTION_ROWS_MAX) errors.push(tooLong(['components'], ACTION_ROWS_MAX));
    for (const [index, { type }] of components.entries()) {
      if (type !== 1)
        errors.push({
          path: ['components', index, 'type'],
          code: 'BASE_TYPE_CHOICES',
          message: 'Value must be one of {1}.',
        });
    }
    return errors;
  }
  const textChars = all.reduce(
    (sum, { component }) => sum + countChars(component.type === 10 ? (component.content ?? '') : ''),
    0,
  );
  if (all.length > COMPONENTS_MAX) errors.push(tooLong(['components'], COMPONENTS_MAX));
  if (textChars > COMPONENTS_TEXT_MAX_CHARS) {
    const message = `The total length of all text displays must be ${COMPONENTS_TEXT_MAX_CHARS} or fewer.`;
    errors.push({ path: ['components'], code: 'COMPONENT_MAX_TOTAL_TEXT_SIZE_EXCEEDED', message });
  }
  return errors;
}

/** Button styles with a meaning of their own (components/reference). */
const LINK_STYLE = 5;
const PREMIUM_STYLE = 6;

function checkComponent(component: Component, path: (string | number)[]): FieldError[] {
  if (component.type === 1) return checkRow(component, path);
  if (component.type === 2) return checkButton(component, path);
  return component.type === 3 ? checkSelect(component, path) : [];
}

function checkRow(row: Component, path: (string | number)[]): FieldError[] {
  const children = row.components ?? [];
  const hasOther = children.some((child) => child.type !== 2);
  const message = 'The specified component exceeds the maximum width';
  return hasOther && children.length > 1
    ? [{ path: [...path, 'components', 1], code: 'COMPONENT_LAYOUT_WIDTH_EXCEEDED', message }]
    : [];
}

function checkButton(button: Component, path: (string | number)[]): FieldError[] {
  const hasFace = Boolean(button.label) || Boolean(button.emoji) || button.style === PREMIUM_STYLE;
  const errors: FieldError[] = hasFace ? [] : [required([...path, 'label'])];
  if (button.style === LINK_STYLE) {
    if (button.custom_id) {
      const message = 'A custom id and url cannot both be specified';
      errors.push({
        path: [...path, 'custom_id'],
        code: 'BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE',
        message,
      });
    }
    if (!button.url)
      errors.push({
        path: [...path, 'url'],
        code: 'BUTTON_COMPONENT_URL_REQUIRED',
        message: 'A url is required',
      });
    errors.push(...checkUrl(button.url, [...path, 'url'], ['http', 'https', 'discord']));
  } else if (button.style !== PREMIUM_STYLE && !button.custom_id) {
    const message = 'A custom id is required';
    errors.push({ path: [...path, 'custom_id'], code: 'BUTTON_COMPONENT_CUSTOM_ID_REQUIRED', message });
  }
  return errors;
}

function checkSelect(select: Component, path: (string | number)[]): FieldError[] {
  const values = (select.options ?? []).map((option) => option.value);
  const message = 'The specified option value is already used';
  return values.flatMap((value, index) =>
    values.indexOf(value) < index
      ? [
          {
            path: [...path, 'options', index, 'value'],
            code: 'SELECT_COMPONENT_OPTION_VALUE_DUPLICATED',
            message,
          },
        ]
      : [],
  );
}
