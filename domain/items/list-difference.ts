/** An item of the list (随机抽查事项清单) as an edition shows it, with its checklist. */
export interface ListedItem {
  readonly id: string;
  readonly name: string;
  readonly kind: 'general' | 'key';
  readonly unitCategory: string;
  readonly qualification: string | null;
  readonly legalBasis: string;
  readonly method: string;
  readonly sectionId: string | null;
  readonly lines: readonly { readonly part: string; readonly text: string; readonly legalBasis: string }[];
}

/** Fields by their Chinese names, in the order of the list. */
const FIELDS = {
  name: '事项名称',
  kind: '事项类别',
  unitCategory: '对象类别',
  qualification: '检查资质',
  legalBasis: '检查依据',
  method: '检查方式',
  sectionId: '责任科室',
} as const satisfies Partial<Record<keyof ListedItem, string>>;

const KIND_WORDS: Readonly<Record<ListedItem['kind'], string>> = {
  general: '一般检查事项',
  key: '重点检查事项',
};

export interface FieldChange {
  readonly field: string;
  readonly before: string;
  readonly after: string;
}

export interface ListDifference {
  readonly added: readonly { readonly id: string; readonly name: string }[];
  readonly removed: readonly { readonly id: string; readonly name: string }[];
  readonly changed: readonly {
    readonly id: string;
    readonly name: string;
    readonly changes: readonly FieldChange[];
  }[];
}

const wordsOf = (item: ListedItem, field: keyof typeof FIELDS): string =>
  field === 'kind' ? KIND_WORDS[item.kind] : (item[field] ?? '');

const linesText = ({ lines }: ListedItem): string =>
  lines.map(({ part, text, legalBasis }, at) => `${at + 1}. 〔${part}〕${text}（${legalBasis}）`).join('\n');

const changesOf = (before: ListedItem, after: ListedItem): FieldChange[] => {
  const pairs: FieldChange[] = [
    ...(Object.keys(FIELDS) as (keyof typeof FIELDS)[]).map((field) => ({
      field: FIELDS[field],
      before: wordsOf(before, field),
      after: wordsOf(after, field),
    })),
    { field: '检查表', before: linesText(before), after: linesText(after) },
  ];
  return pairs.filter((pair) => pair.before !== pair.after);
};

const named = ({ id, name }: ListedItem) => ({ id, name });

/** What the second list has that the first had not, has no more, and has otherwise (R240); by id. */
export const listDifference = (
  before: readonly ListedItem[],
  after: readonly ListedItem[],
): ListDifference => {
  const [old, now] = [before, after].map((items) => new Map(items.map((item) => [item.id, item]))) as [
    Map<string, ListedItem>,
    Map<string, ListedItem>,
  ];
  return {
    added: after.filter(({ id }) => !old.has(id)).map(named),
    removed: before.filter(({ id }) => !now.has(id)).map(named),
    changed: after.flatMap((item) => {
      const was = old.get(item.id);
      const changes = was === undefined ? [] : changesOf(was, item);
      return changes.length === 0 ? [] : [{ ...named(item), changes }];
    }),
  };
};
