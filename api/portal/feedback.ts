import type { Kysely } from 'kysely';
import { z } from 'zod';
import { systemDoing } from '../../db/actor.ts';
import { appendAudit } from '../../db/audit/append-audit.ts';
import type { Database } from '../../db/connect.ts';
import { dateAt, type Instant } from '../../domain/calendar/dates.ts';
import { Refusal } from '../../domain/failure/failures.ts';
import { ABOUT, type About, type FeedbackState } from './pages/feedback-page.ts';

const LONGEST_TEXT = 2_000;
const LONGEST_CONTACT = 200;

/** The form as a browser sends it. `website` is seen by programs alone: whoever fills it in is one. */
export const feedbackForm = z.object({
  about: z.enum(Object.keys(ABOUT) as [About, ...About[]]).catch('other'),
  id: z.string().max(LONGEST_CONTACT).default(''),
  text: z.string().default(''),
  contact: z.string().default(''),
  website: z.string().default(''),
});
export type FeedbackForm = z.output<typeof feedbackForm>;

/** What is wrong with a form, in Chinese; null where it can be taken. */
export const feedbackProblem = ({ text, contact, website }: FeedbackForm): string | null => {
  const length = text.trim().length;
  if (length === 0) return '请填写您的意见。';
  if (length > LONGEST_TEXT) return `意见过长（${length} 字），请缩短到 ${LONGEST_TEXT} 字以内，或分次提交。`;
  if (contact.trim().length > LONGEST_CONTACT) return `联系方式过长，请缩短到 ${LONGEST_CONTACT} 字以内。`;
  return website === '' ? null : '提交未成功，请把“请留空”一栏清空后重试。';
};

/** Takes a citizen's word down (R218); in the audit stands that it came, not what it says nor from whom. @returns its number */
export const takeFeedback = (
  db: Kysely<Database>,
  authorityId: string,
  { about, id, text, contact }: FeedbackForm,
  at: Instant,
): Promise<string> =>
  db.transaction().execute(async (trx) => {
    const kind = id.trim() === '' ? 'other' : about;
    const aboutId = kind === 'other' ? null : id.trim();
    const taken = await trx
      .insertInto('feedback')
      .values({
        authorityId,
        aboutKind: kind,
        aboutId,
        text: text.trim(),
        contact: contact.trim() === '' ? null : contact.trim(),
        businessAt: at,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    await appendAudit(trx, {
      ...systemDoing('portal', at),
      authorityId,
      action: 'feedback.received',
      subjectKind: 'feedback',
      subjectId: taken.id,
      data: { about: kind, aboutId },
    });
    return taken.id;
  });

/** What became of it. @throws Refusal NotFound */
export const feedbackState = async (
  db: Kysely<Database>,
  authorityId: string,
  id: string,
): Promise<FeedbackState> => {
  const row = await db
    .selectFrom('feedback')
    .leftJoin('feedbackAnswer', (join) =>
      join
        .onRef('feedbackAnswer.authorityId', '=', 'feedback.authorityId')
        .onRef('feedbackAnswer.feedbackId', '=', 'feedback.id'),
    )
    .select(['feedback.id', 'aboutKind', 'feedback.businessAt', 'feedbackAnswer.text as answer'])
    .select('feedbackAnswer.businessAt as answeredAt')
    .where('feedback.authorityId', '=', authorityId)
    .where('feedback.id', '=', id)
    .executeTakeFirstOrThrow(() => new Refusal('NotFound', '没有这个受理编号。'));
  return {
    id: row.id,
    about: row.aboutKind as About,
    receivedOn: dateAt(row.businessAt),
    answer: row.answer,
    answeredOn: row.answeredAt === null ? null : dateAt(row.answeredAt),
  };
};
