import type { IsoDate } from '../../calendar/dates.ts';
import type { PlanDocument } from '../plan.ts';
import type { PlanAnswer, PlanAnswers } from './answers.ts';
import type { Doubt } from './doubt.ts';
import { importPlan } from './import-plan.ts';
import type { ImportedRow } from './imported-row.ts';
import type { SourceLine } from './source.ts';

/** What a person said to one doubt, as it is kept. */
export interface GivenAnswer {
  readonly key: string;
  readonly value: string | number;
  readonly assumed: boolean;
  readonly reason: string | null;
  readonly answeredBy: string;
  readonly answeredOn: IsoDate;
}

export interface ReviewedDoubt extends Doubt {
  /** `settled`: answered, and the answer could be taken; `refused`: it could not, `problem` says why. */
  readonly state: 'open' | 'settled' | 'refused';
  readonly answer: GivenAnswer | null;
  readonly problem: string | null;
}

interface ImportReview {
  readonly year: number;
  readonly document: PlanDocument;
  /** With the answers in them; null is what is still to be said. */
  readonly rows: readonly ImportedRow[];
  /** Every doubt of the file in its order, whether answered or not: none disappears when it is answered. */
  readonly doubts: readonly ReviewedDoubt[];
  /** What the answers together give rise to: they go away when those answers are put right. */
  readonly raised: readonly Doubt[];
  /** Answers in the draft that nobody of the authority stands behind. */
  readonly assumed: number;
}

const ANSWERED: readonly Doubt['kind'][] = ['bad-answer', 'stale-answer'];

const planAnswerOf = (asked: ReadonlyMap<string, Doubt>, given: GivenAnswer): PlanAnswer => {
  const doubt = asked.get(given.key);
  return {
    ...given,
    row: doubt?.row ?? null,
    field: doubt?.field ?? 'document',
    text: doubt?.text ?? '',
    question: doubt?.question ?? '',
  };
};

/** Why the answer to this very doubt could not be taken. */
const refusalOf = (doubt: Doubt, { value }: GivenAnswer, open: readonly Doubt[]): string | null =>
  open.find(
    ({ kind, field, place, text }) =>
      kind === 'bad-answer' && field === doubt.field && place === doubt.place && text === String(value),
  )?.question ?? null;

/** The answers that fit a doubt of the file, in the form that the importer takes [R278]. */
export const answersFor = (
  doubts: readonly Doubt[],
  given: readonly GivenAnswer[],
): PlanAnswers & { readonly answers: readonly PlanAnswer[] } => {
  const asked = new Map(doubts.map((doubt) => [doubt.key, doubt]));
  return { note: null, answers: given.map((answer) => planAnswerOf(asked, answer)) };
};

/**
 * A plan file with the answers given so far: what was asked, what was said, what that leaves open [R278].
 * @param asked the doubts of the file without any answer, for whoever has them already
 * @throws UnreadablePlan where there is no plan table at all
 */
export const reviewImport = (
  lines: readonly SourceLine[],
  given: readonly GivenAnswer[],
  asked: readonly Doubt[] = importPlan(lines).doubts,
): ImportReview => {
  const { year, document, rows, doubts: open } = importPlan(lines, answersFor(asked, given));
  const openKeys = new Set(open.map(({ key }) => key));
  const byKey = new Map(given.map((answer) => [answer.key, answer]));
  const doubts = asked.map((doubt): ReviewedDoubt => {
    const answer = byKey.get(doubt.key) ?? null;
    if (answer === null) return { ...doubt, state: 'open', answer, problem: null };
    const problem = refusalOf(doubt, answer, open);
    const state = problem === null && !openKeys.has(doubt.key) ? 'settled' : 'refused';
    return { ...doubt, state, answer, problem };
  });
  const askedKeys = new Set(asked.map(({ key }) => key));
  const raised = open.filter(({ key, kind }) => !askedKeys.has(key) && !ANSWERED.includes(kind));
  return { year, document, rows, doubts, raised, assumed: given.filter((one) => one.assumed).length };
};

/** How many questions still keep the file from becoming a draft. */
export const openQuestions = ({ doubts, raised }: ImportReview): number =>
  doubts.filter(({ state }) => state !== 'settled').length + raised.length;
