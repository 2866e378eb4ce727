import type { Recurrence } from '../cycle/recurrence.ts';
import type { DeadlineKind } from '../deadline/kinds.ts';
import { DEFAULT_LADDERS, type LadderStep } from '../deadline/ladder.ts';
import type { DrawAlgorithm } from '../draw/profile.ts';
import { EVERYDAY_RESULT_CODES, type ResultCode } from '../result/result-codes.ts';
import { completeMessageSettings, DEFAULT_MESSAGE_SETTINGS, type MessageSettings } from './messages.ts';
import type { PublicationApprover } from './publication-approver.ts';
import type { RandomnessSettings } from './randomness.ts';

/** A place outside this system where results must be shown (公示渠道). Our own portal counts as none. */
export interface PublicationChannel {
  readonly id: string;
  readonly name: string;
}

/** What differs from authority to authority (R279). Stored with a version; every change keeps who, when and what before. */
export interface AuthoritySettings {
  readonly recurrence: Recurrence;
  readonly draw: {
    /** The draw takes place so many working days after the cycle opens. */
    readonly workingDaysAfterOpening: number;
    /** Past this many working days after the opening the cycle ends as 未抽取. */
    readonly latestWorkingDaysAfterOpening: number;
    /** Time of day in China Standard Time, HH:mm. */
    readonly timeOfDay: string;
    /** Further units kept in order behind the drawn ones, for substitution. */
    readonly reserveDepth: number;
    /** The published cap on visits to one unit in a year (年度频次上限); null where there is none. */
    readonly visitsPerYear: number | null;
    /** Which hash function a draw uses (SHA-256, or SM3 国密): the tag of a DR-1 profile. */
    readonly algorithm: DrawAlgorithm;
    /**
     * Operator and supervisor sign a drafted announcement within so many hours; a beacon's round is chosen so late
     * that its notice begins only after them.
     */
    readonly signingHours: number;
    /** They sign the receipt within so many working days of the draw. */
    readonly receiptWorkingDays: number;
    /** Whether a witness (见证人) must sign off or object, and within how many working days. */
    readonly witness: { readonly required: boolean; readonly signOffWorkingDays: number };
    /**
     * One-time-code mode: which plan rows' lists stay secret until the visits (one of them keeps the whole draw
     * secret), and after how many working days the list is revealed whatever happens.
     */
    readonly secrecy: {
      readonly rows: 'none' | 'all' | readonly string[];
      readonly revealWorkingDays: number;
    };
    /** Where a live draw gets its randomness; null until it is configured: a live draw then waits. */
    readonly randomness: RandomnessSettings | null;
  };
  readonly task: {
    readonly visitWorkingDays: number;
    readonly entryWorkingDays: number;
    readonly reviewWorkingDays: number;
    /** A unit's request for recusal (回避申请) is decided within so many working days, and before the visit. */
    readonly recusalWorkingDays: number;
    /** What else a unit says through its link is answered within so many. */
    readonly answerWorkingDays: number;
    readonly teamSize: number;
  };
  readonly publication: {
    /** R269 counts from the end of the row's work, R217 from the end of each inspection. */
    readonly startEvent: 'inspection-ended' | 'row-work-ended';
    readonly workingDays: number;
    /** Who must approve a result before a channel may be confirmed (R217). */
    readonly approver: PublicationApprover;
    readonly channels: readonly PublicationChannel[];
  };
  readonly rectification: {
    /** Re-inspection is due so many working days after the deadline or the unit's report. */
    readonly reinspectionWorkingDays: number;
    /** A finding that failed them all is to be referred within so many working days. */
    readonly referralWorkingDays: number;
    /** Re-inspections that may fail before the order must be referred. */
    readonly maximumRounds: number;
  };
  readonly ladders: Readonly<Record<DeadlineKind, readonly LadderStep[]>>;
  /** When reminders go out on their day, HH:mm in China Standard Time. */
  readonly reminderTimeOfDay: string;
  readonly messages: MessageSettings;
  /** What citizens see on our own pages, which count as no channel. */
  readonly portal: {
    /** A result leaves them so many years after it was first shown; null: it stays. */
    readonly displayYears: number | null;
    /** Whether inspectors are listed by name and certificate, or only counted. */
    readonly inspectorNames: boolean;
  };
  readonly officePhone: string;
  readonly resultCodes: readonly ResultCode[];
  /** Stands before 〔year〕number on an order to correct, e.g. 平交责改. */
  readonly orderNumberPrefix: string;
}

/** The settings of the bureau of the 2021 plan: three windows, seven working days, two channels (R263, R269). */
export const DEFAULT_SETTINGS: AuthoritySettings = {
  recurrence: { kind: 'three-windows' },
  draw: {
    workingDaysAfterOpening: 3,
    latestWorkingDaysAfterOpening: 20,
    timeOfDay: '10:00',
    reserveDepth: 10,
    visitsPerYear: null,
    algorithm: 'hkdf-sha256-min-v1',
    signingHours: 24,
    receiptWorkingDays: 2,
    witness: { required: true, signOffWorkingDays: 5 },
    secrecy: { rows: 'none', revealWorkingDays: 30 },
    randomness: null,
  },
  task: {
    visitWorkingDays: 30,
    entryWorkingDays: 3,
    reviewWorkingDays: 3,
    recusalWorkingDays: 1,
    answerWorkingDays: 15,
    teamSize: 2,
  },
  publication: {
    startEvent: 'row-work-ended',
    workingDays: 7,
    approver: 'none',
    channels: [
      { id: 'provincial-platform', name: '山西省双随机监管工作平台' },
      { id: 'government-site', name: '政府政务公开平台' },
    ],
  },
  rectification: { reinspectionWorkingDays: 5, referralWorkingDays: 5, maximumRounds: 2 },
  ladders: DEFAULT_LADDERS,
  reminderTimeOfDay: '09:00',
  messages: DEFAULT_MESSAGE_SETTINGS,
  portal: { displayYears: null, inspectorNames: false },
  officePhone: '0349-0000000',
  resultCodes: EVERYDAY_RESULT_CODES,
  orderNumberPrefix: '平交责改',
};

/**
 * Settings as an older release stored them, with the defaults of what has come since: a new rule begins with its
 * default everywhere, and no authority is left without it.
 */
export const completeSettings = (stored: Partial<AuthoritySettings>): AuthoritySettings => ({
  ...DEFAULT_SETTINGS,
  ...stored,
  draw: { ...DEFAULT_SETTINGS.draw, ...stored.draw },
  task: { ...DEFAULT_SETTINGS.task, ...stored.task },
  publication: { ...DEFAULT_SETTINGS.publication, ...stored.publication },
  rectification: { ...DEFAULT_SETTINGS.rectification, ...stored.rectification },
  ladders: { ...DEFAULT_SETTINGS.ladders, ...stored.ladders },
  messages: completeMessageSettings(stored.messages),
});
