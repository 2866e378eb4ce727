import type { CommandForm, Field, Values } from './form.ts';

const isEmpty = (value: unknown): boolean =>
  value === undefined ||
  value === null ||
  (typeof value === 'string' && value.trim() === '') ||
  (Array.isArray(value) && value.length === 0) ||
  (typeof value === 'object' && Object.keys(value).length === 0);

export const shownFields = ({ fields }: CommandForm, values: Values): readonly Field[] =>
  fields.filter(({ when }) => when === undefined || when(values));

/** What is asked for and not filled in, by field; the rules behind a field are the server's. */
export const missingOf = (form: CommandForm, values: Values): ReadonlyMap<string, string> =>
  new Map(
    shownFields(form, values)
      // An item without a checklist has nothing to answer.
      .filter(({ name, optional }) => optional !== true && name !== 'answers' && isEmpty(values[name]))
      .map(({ name, label, kind }) => [
        name,
        kind === 'choice' || kind === 'pick' ? `请选择${label}` : `请填写${label}`,
      ]),
  );

const pruned = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(pruned);
  if (value === null || typeof value !== 'object') return typeof value === 'string' ? value.trim() : value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, part]) => part !== undefined && !(typeof part === 'string' && part.trim() === ''))
      .map(([name, part]) => [name, pruned(part)]),
  );
};

/** What is sent: without what was left empty. */
export const bodyOf = ({ toBody = (values) => values }: CommandForm, values: Values): Values =>
  pruned(toBody(values)) as Values;
