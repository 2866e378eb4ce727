/** What can happen to a task in a rehearsal (演练事件), beside an ordinary course. */

interface EventDescription {
  /** As it is shown to a director. */
  readonly name: string;
  /** The visit gives findings that must be put right. */
  readonly findings: 'none' | 'at-once' | 'by-date' | 'several';
  /** Another unit or inspector must stand by. */
  readonly needs?: 'reserve-unit' | 'spare-inspector';
}

export const EVENTS = {
  'late-visit': { name: '逾期检查', findings: 'none' },
  'late-entry': { name: '逾期录入', findings: 'none' },
  'visit-extended': { name: '检查期限延长', findings: 'none' },
  'result-returned': { name: '结果被退回更正', findings: 'none' },
  unreachable: { name: '通过登记的住所无法联系', findings: 'none' },
  'unit-closed': { name: '对象已关闭，递补', findings: 'none', needs: 'reserve-unit' },
  recusal: { name: '检查人员回避', findings: 'none', needs: 'spare-inspector' },
  'inspector-leave': { name: '检查人员请假，改派', findings: 'none', needs: 'spare-inspector' },
  'publication-late': { name: '公示逾期并升级催办', findings: 'none' },
  'correct-at-once': { name: '责令当场改正', findings: 'at-once' },
  'correct-by-date': { name: '责令限期改正', findings: 'by-date' },
  'several-findings': { name: '多项问题，期限不同', findings: 'several' },
  'extension-granted': { name: '整改延期获准', findings: 'by-date' },
  'extension-refused': { name: '整改延期未获准', findings: 'by-date' },
  'rectification-late': { name: '逾期整改', findings: 'by-date' },
  'rectification-failed': { name: '整改不合格，移送', findings: 'by-date' },
} as const satisfies Record<string, EventDescription>;

export type EventKind = keyof typeof EVENTS;

export const EVENT_KINDS = Object.keys(EVENTS) as readonly EventKind[];

export const describeEvent = (kind: EventKind): EventDescription => EVENTS[kind];
