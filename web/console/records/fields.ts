/** A field of a form by which an entry is entered or changed. */
export interface Field {
  readonly name: string;
  readonly label: string;
  readonly kind: 'text' | 'long' | 'date' | 'number' | 'choice' | 'words' | 'yes-no';
  /** Of a choice. */
  readonly options?: Readonly<Record<string, string>>;
  readonly needed?: boolean;
  readonly hint?: string;
}

export type Entry = Readonly<Record<string, unknown>>;

/** As it is shown to people: words for codes, a dash for nothing. */
export const fieldText = ({ kind, options }: Pick<Field, 'kind' | 'options'>, value: unknown): string => {
  if (value === null || value === undefined || value === '') return '—';
  if (kind === 'yes-no') return value === true ? '是' : '否';
  if (Array.isArray(value)) return value.length === 0 ? '—' : value.join('、');
  return options?.[String(value)] ?? String(value);
};

/** An emptied text is no text. */
const stored = (value: unknown): unknown => (value === '' || value === undefined ? null : value);

/** Only what differs, so that two who change different fields do not undo each other. */
export const changedFields = (
  fields: readonly Field[],
  before: Entry,
  after: Entry,
): Record<string, unknown> =>
  Object.fromEntries(
    fields
      .map(({ name }) => [name, stored(after[name])] as const)
      .filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(stored(before[name]))),
  );
