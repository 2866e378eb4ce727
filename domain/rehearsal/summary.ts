/** What a rehearsed year (演练) comes to, as JSON for machines; {@link import('./report.ts')} words it for people. */
export interface RehearsalSummary {
  readonly year: number;
  readonly seed: number;
  readonly plan: {
    readonly rows: number;
    /** Doubts of the import without answers: so much was assumed. */
    readonly doubts: number;
  };
  readonly cycles: readonly CycleSummary[];
  /** Every message of the year that went out, reminders included, and the same stage by stage. */
  readonly messages: {
    readonly email: number;
    readonly sms: number;
    readonly stages: readonly MessageStage[];
  };
  readonly inspectors: {
    /** Inspectors in the register. */
    readonly count: number;
    /** Fewest and most visits of one inspector in the year. */
    readonly minLoad: number;
    readonly maxLoad: number;
  };
  readonly invariants: readonly InvariantSummary[];
  /** Wall clock; the only member that differs between two runs of one seed. */
  readonly wallSeconds: number;
}

/** What one notice, or one rung of a reminder's ladder, came to. */
export interface MessageStage {
  /** `task.announced`, `reminder.visit.before-3`. */
  readonly stage: string;
  /** Chinese. */
  readonly name: string;
  readonly email: number;
  readonly sms: number;
  /** Told by a digest (提醒汇总) instead of by themselves; the digest counts as a stage of its own. */
  readonly gathered: number;
}

export interface CycleSummary {
  readonly number: number;
  /** First and last day, `2021-01-01/2021-04-30`. */
  readonly window: string;
  /** Days of China, `YYYY-MM-DD`; null: has not happened. */
  readonly openedAt: string | null;
  readonly closedAt: string | null;
  /** Plan rows. */
  readonly rows: number;
  /** Units on the register that the rows could draw. */
  readonly eligible: number;
  /** Units drawn, each once however many rows drew it. */
  readonly drawn: number;
  /** Visits made, those to substitutes included. */
  readonly visited: number;
  /** Units that could not be inspected and gave way to a substitute. */
  readonly replaced: number;
  readonly withFindings: number;
  readonly published: { readonly inTime: number; readonly late: number; readonly open: number };
  readonly rectification: {
    readonly orders: number;
    readonly rectified: number;
    readonly referred: number;
    readonly open: number;
  };
  /** Reminders that a deadline caused: sent by themselves over each channel, and told by a digest (提醒汇总). */
  readonly reminders: { readonly email: number; readonly sms: number; readonly gathered: number };
}

export interface InvariantSummary {
  readonly name: InvariantName;
  readonly holds: boolean;
  /** How many facts were looked at; an invariant that looked at none does not hold. */
  readonly checked: number;
}

/** What must hold of the facts of every rehearsed year, whatever its seed. */
export const INVARIANTS = {
  'one-ending': '每个抽中对象都以唯一方式办结',
  'valid-teams': '检查组均为两人以上，证件有效、无须回避、互不重复',
  'published-in-time': '除情景安排外无逾期公示，逾期者均已升级催办',
  'reminded-once': '同一阶段对同一人只提醒一次',
  'inside-the-plan': '没有计划之外的抽查',
  'counts-follow-ratio': '抽取数量与比例和名录相符',
  'audit-chain': '审计链完整',
  'messages-accepted': '全部消息均已发出并被受理，取消的均有原因',
  'messages-add-up': '每个环节的消息与事实相符',
  'same-seed-same-draw': '按公告和种子重算，抽取结果一致',
  'scenario-played': '情景中的事件全部发生',
} as const;

export type InvariantName = keyof typeof INVARIANTS;

/** A rehearsal is good when every invariant holds and looked at something. */
export const isGood = ({ invariants }: Pick<RehearsalSummary, 'invariants'>): boolean =>
  invariants.length > 0 && invariants.every(({ holds, checked }) => holds && checked > 0);
