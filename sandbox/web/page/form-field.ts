import { html, nothing, type TemplateResult } from 'lit';
import type { FieldValue } from '../protocol.ts';
import { renderMarkdown } from './markdown-view.ts';
import { store } from './store.ts';
import { pickChannels, pickPeople, pickRoles } from './typed-commands.ts';

/** A modal's component as far as it is drawn: a field, alone or below a label, or a text. */
export type Field = {
  type: number;
  components?: Field[];
  component?: Field;
  custom_id?: string;
  label?: string;
  description?: string;
  content?: string;
  style?: number;
  value?: string;
  default?: boolean;
  placeholder?: string;
  required?: boolean;
  min_length?: number;
  max_length?: number;
  max_values?: number;
  options?: { label: string; value: string; description?: string; default?: boolean }[];
  channel_types?: number[];
  default_values?: { id: string }[];
};

/** Component types by Discord's numbers (components/reference). */
const TYPE = {
  stringSelect: 3,
  textInput: 4,
  userSelect: 5,
  roleSelect: 6,
  mentionableSelect: 7,
  channelSelect: 8,
  text: 10,
  radioGroup: 21,
  checkboxGroup: 22,
  checkbox: 23,
} as const;
const PARAGRAPH_STYLE = 2;

type PickedOption = { label: string; value: string; description?: string; default?: boolean };

/** What a menu offers: its own options, or the roles, channels or people there are. */
export function listOptions(
  menu: Pick<Field, 'type' | 'options' | 'channel_types' | 'default_values'>,
): PickedOption[] {
  const people = [TYPE.userSelect, TYPE.mentionableSelect] as number[];
  const roles = [TYPE.roleSelect, TYPE.mentionableSelect] as number[];
  if (menu.type === TYPE.stringSelect) return menu.options ?? [];
  return [
    ...(people.includes(menu.type) ? pickPeople(store.people) : []),
    ...(roles.includes(menu.type) ? pickRoles(store.roles) : []),
    ...(menu.type === TYPE.channelSelect ? pickChannels(store.channels, menu.channel_types ?? []) : []),
  ].map(({ name, value }) => ({
    label: name,
    value,
    default: menu.default_values?.some(({ id }) => id === value) ?? false,
  }));
}

export const isSelect = (type: number): boolean =>
  (type >= TYPE.userSelect && type <= TYPE.channelSelect) || type === TYPE.stringSelect;

/** The fields of a form, at any depth. */
export function listFields(parts: readonly Field[]): Field[] {
  return parts.flatMap((part) =>
    part.component ? listFields([part.component]) : part.components ? listFields(part.components) : [part],
  );
}

/** What was filled in, by custom id. */
export function readForm(fields: readonly Field[], form: FormData): Record<string, FieldValue> {
  const read = ({ type, custom_id = '' }: Field): FieldValue => {
    if (type === TYPE.checkbox) return form.has(custom_id);
    if (isSelect(type) || type === TYPE.checkboxGroup)
      return form.getAll(custom_id).map(String).filter(Boolean);
    return String(form.get(custom_id) ?? '');
  };
  const named = fields.filter(({ custom_id }) => custom_id !== undefined);
  return Object.fromEntries(named.map((field) => [field.custom_id ?? '', read(field)]));
}

export function renderPart(part: Field): unknown {
  if (part.type === TYPE.text) return html`<p class="modal-text">${renderMarkdown(part.content ?? '')}</p>`;
  return listFields([part]).map((field) =>
    renderField(field, part.label ?? field.label ?? '', part.description),
  );
}

function renderField(field: Field, label: string, description: string | undefined): TemplateResult {
  const isRequired = field.type !== TYPE.checkbox && (field.required ?? true);
  const name = html`<span>${label}${isRequired ? ' *' : ''}</span>`;
  const detail = description ? html`<small>${description}</small>` : nothing;
  if (field.type === TYPE.checkbox)
    return html`<label class="modal-field is-row">${renderTick('checkbox', field, 'true', field.default)}${name}${detail}</label>`;
  if (field.type === TYPE.radioGroup || field.type === TYPE.checkboxGroup) {
    const kind = field.type === TYPE.radioGroup ? 'radio' : 'checkbox';
    return html`<fieldset class="modal-field">
      <legend>${name}</legend>
      ${detail}
      ${field.options?.map((option) => html`<label class="is-row">${renderTick(kind, field, option.value, option.default)} ${option.label}</label>`)}
    </fieldset>`;
  }
  return html`<label class="modal-field">${name}${detail}${renderInput(field, isRequired)}</label>`;
}

function renderTick(kind: 'radio' | 'checkbox', field: Field, value: string, isOn = false): TemplateResult {
  const isRequired = kind === 'radio' && (field.required ?? true);
  return html`<input type=${kind} name=${field.custom_id ?? ''} value=${value} .defaultChecked=${isOn} ?required=${isRequired} />`;
}

function renderInput(field: Field, isRequired: boolean): TemplateResult {
  const name = field.custom_id ?? '';
  if (isSelect(field.type)) {
    const isMultiple = (field.max_values ?? 1) > 1;
    const options = listOptions(field);
    return html`<select name=${name} ?required=${isRequired} ?multiple=${isMultiple}>
      ${isMultiple ? nothing : html`<option value="">${field.placeholder ?? 'Select…'}</option>`}
      ${options.map((option) => html`<option value=${option.value} ?selected=${option.default ?? false}>${option.label}</option>`)}
    </select>`;
  }
  if (field.type !== TYPE.textInput)
    return html`<small class="note">A field of type ${field.type}, which this page does not draw.</small>`;
  const { placeholder = '', min_length = nothing, max_length = nothing, value = '' } = field;
  return field.style === PARAGRAPH_STYLE
    ? html`<textarea
        name=${name}
        rows="4"
        ?required=${isRequired}
        placeholder=${placeholder}
        minlength=${min_length}
        maxlength=${max_length}
        .defaultValue=${value}
      ></textarea>`
    : html`<input
        name=${name}
        ?required=${isRequired}
        placeholder=${placeholder}
        minlength=${min_length}
        maxlength=${max_length}
        .defaultValue=${value}
      />`;
}
