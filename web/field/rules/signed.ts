import type { ChecklistLine, Draft, Signed, Visit } from '../store/types.ts';

export const lineKey = ({ itemId, lineNo }: Pick<ChecklistLine, 'itemId' | 'lineNo'>): string =>
  `${itemId}#${lineNo}`;

/** Lines of a visit in the order of its items. */
export const linesOf = ({ items }: Visit, checklist: readonly ChecklistLine[]): ChecklistLine[] => {
  const itemIds = [...new Set(items.map(({ itemId }) => itemId))];
  return itemIds.flatMap((itemId) => checklist.filter((line) => line.itemId === itemId));
};

/** What was found; the first form of the record had its signatures under this alone. */
const foundOf = (draft: Draft, lines: readonly ChecklistLine[]): Signed => ({
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

/** When and where it was, who showed his certificate, who went along; unit and team follow from the task's number. */
const visitOf = ({ taskId, startedAt, endedAt, place, certificates, companion }: Draft) => ({
  ...{ taskId, startedAt, endedAt, place: place.trim() },
  certificates: Object.entries(certificates)
    .map(([officerId, { shown }]) => ({ officerId, shown }))
    .sort((one, other) => (one.officerId < other.officerId ? -1 : 1)),
  companion: { name: companion.name.trim(), position: companion.position.trim() },
});

/**
 * What both sides put their names to: what was found, and since the record's second form the visit itself. A draft that
 * was signed in the first form stays in it, for its signatures hold over nothing else.
 */
export const signedOf = (draft: Draft, lines: readonly ChecklistLine[]): Signed => {
  const found = foundOf(draft, lines);
  return draft.signedText === canonical(found) ? found : { ...found, visit: visitOf(draft) };
};

/** JSON with its names in order and no blanks (RFC 8785): the same content has the same hash everywhere. */
export const canonical = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value)
    .filter(([, inner]) => inner !== undefined)
    .sort(([one], [other]) => (one < other ? -1 : 1));
  return `{${entries.map(([name, inner]) => `${JSON.stringify(name)}:${canonical(inner)}`).join(',')}}`;
};

export const isSigned = ({ inspectorSignatures, unitSignature, refusal }: Draft): boolean =>
  Object.keys(inspectorSignatures).length > 0 || unitSignature !== null || refusal !== null;

/** Whether the signatures stand under what the draft says now. */
export const signaturesHold = (draft: Draft, lines: readonly ChecklistLine[]): boolean =>
  draft.signedText !== null && draft.signedText === canonical(signedOf(draft, lines));
