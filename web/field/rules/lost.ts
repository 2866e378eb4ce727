import type { ChecklistLine, Common, Draft, Lost, Visit } from '../store/types.ts';

const WHY: Readonly<Record<Lost['why'], string>> = {
  cancelled: '任务已取消',
  replaced: '检查对象已更换',
  reassigned: '任务已改派',
  over: '任务已办理完毕',
};

/** Why what is on the phone cannot be sent; said in general until the server was asked. */
export const whyLost = ({ lost }: Pick<Draft, 'lost'>): string =>
  lost === undefined ? '任务已不在您的名下' : WHY[lost.why];

/** What it takes to read a draft whose visit is not on the phone any more. */
export interface Readable {
  readonly visit: Pick<Visit, 'team'> & { readonly unit: Pick<Visit['unit'], 'name' | 'code'> };
  readonly lines: readonly ChecklistLine[];
}

const lineOf = (key: string): ChecklistLine => {
  const at = key.lastIndexOf('#');
  return {
    ...{ itemId: key.slice(0, at), lineNo: Number(key.slice(at + 1)) },
    ...{ part: '', text: '', legalBasis: '' },
  };
};

const isSame = (one: ChecklistLine, other: ChecklistLine): boolean =>
  one.itemId === other.itemId && one.lineNo === other.lineNo;

/** The server's words where it said them; else what the phone still knows, so that no answer goes unread. */
export const readable = (
  { lost, unitName, answers }: Draft,
  { checklist }: Pick<Common, 'checklist'>,
): Readable => {
  const known = lost?.lines ?? [];
  const rest = Object.keys(answers)
    .map(lineOf)
    .filter((line) => !known.some((one) => isSame(one, line)))
    .map((line) => checklist.find((one) => isSame(one, line)) ?? line)
    .sort((one, other) => one.itemId.localeCompare(other.itemId) || one.lineNo - other.lineNo);
  return {
    visit: {
      unit: lost?.unit ?? { name: unitName ?? '检查对象', code: '代码不在本机' },
      team: lost?.team ?? [],
    },
    lines: [...known, ...rest],
  };
};
