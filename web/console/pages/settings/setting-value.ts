import type { SettingColumn, SettingForm } from './setting.ts';

export type Branch = Readonly<Record<string, unknown>>;

export interface EditorProps {
  readonly form: SettingForm;
  readonly label: string;
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
}

export const options = (words: Readonly<Record<string, string>>) =>
  Object.entries(words).map(([value, label]) => ({ value, label }));

/** What an empty value starts with. */
export const blank = (form: SettingForm): unknown => {
  if (form.kind === 'number') return form.min;
  if (form.kind === 'words' || form.kind === 'rows') return [];
  if (form.kind === 'time') return '09:00';
  if (form.kind === 'choice') return Object.keys(form.options)[0] ?? '';
  if (form.kind === 'record') return blankRecord(form.fields);
  return form.kind === 'yes-no' ? false : '';
};
export const blankRecord = (fields: readonly SettingColumn[]): Branch =>
  Object.fromEntries(fields.map(({ name, form }) => [name, blank(form)]));
