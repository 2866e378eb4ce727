import type { ChecklistLine, Draft, Signed, Visit } from '../store/types.ts';

export const lineKey = ({ itemId, lineNo }: Pick<ChecklistLine, 'itemId' | 'lineNo'>): string =>
  `${itemId}#${lineNo}`;

/** Lines of a visit in the order of its items. */
export const linesOf = ({ items }: Visit, checklist: readonly ChecklistLine[]): ChecklistLine[] => {
  const itemIds = [...new Set(items.map(({ itemId }) => itemId))];
  return itemIds.flatMap((itemId) => checklist.filter((line) => line.itemId === itemId));
};

/** What both sides put their names to. */
export const signedOf = (draft: Draft, lines: readonly ChecklistLine[]): Signed => ({
  codes: [...draft.codes],
  answers: lines.flatMap((line) => {
    const given = draft.answers[lineKey(line)];
    if (given === undefined) return [];
    const note = given.note.trim();
    return [
      { itemId: line.itemId, lineNo: line.lineNo, answer: given.answer, note: note === '' ? null : note },
    ];
  }),
  findings: draft.findings.map(({ itemId, text, article, measure, dueOn }) => ({
    ...{ itemId, text: text.trim(), article: article.trim(), measure: measure ?? 'none' },
    dueOn: measure === 'correct-by-date' ? dueOn : null,
  })),
  remark: draft.remark.trim(),
});

/** JSON with its names in order and no blanks (RFC 8785): the same content has the same hash everywhere. */
export const canonical = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value)
    .filter(([, inner]) => inner !== undefined)
    .sort(([one], [other]) => (one < other ? -1 : 1));
  return `{${entries.map(([name, inner]) => `${JSON.stringify(name)}:${canonical(inner)}`).join(',')}}`;
};

/** Whether the signatures stand under what the draft says now. */
export const signaturesHold = (draft: Draft, lines: readonly ChecklistLine[]): boolean =>
  draft.signedText !== null && draft.signedText === canonical(signedOf(draft, lines));
