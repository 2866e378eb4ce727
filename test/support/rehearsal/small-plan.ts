import { join } from 'node:path';
import { importPlan } from '../../../domain/plan/import/import-plan.ts';
import { planRowsOf } from '../../../domain/plan/import/plan-rows.ts';
import { readSource } from '../../../files/source/read-source.ts';
import type { Guest } from './room.ts';

/** Two rows of the first window, with one doubt; a handful of tasks. */
export const SMALL_PLAN = join(import.meta.dirname, 'small-plan.txt');

const DOUBTFUL = '定向或不定向抽查';

/** The plan as a draft, its doubt settled in the text. */
const settledDraft = async (): Promise<object> => {
  const lines = (await readSource(SMALL_PLAN)).map((line) =>
    JSON.parse(JSON.stringify(line).replaceAll(DOUBTFUL, '不定向抽查')),
  );
  const imported = importPlan(lines);
  return {
    document: imported.document,
    rows: planRowsOf(imported),
    reason: '2021年度计划',
    assumed: false,
  };
};

/** Officers of the synthetic bureau by what they do in these tests. */
export const PEOPLE = {
  office: 'o04',
  drafter: 'o05',
  chief: 'o10',
  reviewer: 'o11',
  approver: 'o02',
  publisher: 'o08',
} as const;

/** Drafts, reviews, approves and publishes the plan, each as another person. */
export const putPlanInForce = async (guest: Guest): Promise<void> => {
  const steps = [
    [PEOPLE.drafter, 'drafts', await settledDraft()],
    [PEOPLE.reviewer, 'versions/1/review', {}],
    [PEOPLE.approver, 'versions/1/approve', { decision: '经局党组同意' }],
    [PEOPLE.publisher, 'versions/1/publish', {}],
  ] as const;
  for (const [officerId, path, body] of steps) {
    await guest.actAs(officerId);
    const { status, body: answer } = await guest.post(`/api/plans/2021/${path}`, body);
    if (status !== 200) throw new Error(`${path}: ${JSON.stringify(answer)}`);
  }
};
