import type { Kysely } from 'kysely';
import { z } from 'zod';
import { systemDoing } from '../../db/actor.ts';
import { appendAudit } from '../../db/audit/append-audit.ts';
import type { Database } from '../../db/connect.ts';
import { dateAt, type Instant } from '../../domain/calendar/dates.ts';
import { newFeedbackNumber, numberOf, readNumber } from './feedback-number.ts';
import { ABOUT, type About, type FeedbackState } from './pages/feedback-page.ts';

const LONGEST_TEXT = 2_000;
const LONGEST_CONTACT = 200;
/** Digits of a telephone number, with or without country, area and extension. */
const PHONE = /^\d{7,20}$/;
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@.]+$/;

/** Somebody can be reached by it. */
const isContact = (contact: string): boolean =>
  EMAIL.test(contact) || PHONE.test(contact.replace(/^\+|[\s()（）-]|转/gu, ''));

/** The form as a browser sends it. `website` is seen by programs alone: whoever fills it in is one. */
export const feedbackForm = z.object({
  about: z.enum(Object.keys(ABOUT) as [About, ...About[]]).catch('other'),
  /** Which one, in the citizen's words or as the page that he came from knows it. */
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
  if (contact.trim() !== '' && !isContact(contact.trim()))
    return '联系方式请填写电话号码或者电子邮箱；不愿留下的可以不填，凭受理编号同样可以查询答复。';
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
    const taken = await trx
      .insertInto('feedback')
      .values({
        authorityId,
        aboutKind: about,
        aboutId: id.trim() === '' ? null : id.trim(),
        code: newFeedbackNumber(),
        text: text.trim(),
        contact: contact.trim() === '' ? null : contact.trim(),
        businessAt: at,
      })
      .returning(['id', 'code'])
      .executeTakeFirstOrThrow();
    await appendAudit(trx, {
      ...systemDoing('portal', at),
      authorityId,
      action: 'feedback.received',
      subjectKind: 'feedback',
      subjectId: taken.id,
      data: { about },
    });
    return numberOf(taken);
  });

/** As the page of a result names it (任务编号). */
const TASK_NUMBER = /^\p{Script=Han}+检〔\d{4}〕\d{5,9}号$/u;

/** Which draw or result it is about, where the portal itself named it; never what the citizen wrote. */
const whichOf = async (
  db: Kysely<Database>,
  authorityId: string,
  { aboutKind, aboutId }: { readonly aboutKind: string; readonly aboutId: string | null },
): Promise<string | null> => {
  if (aboutId === null) return null;
  if (aboutKind === 'result') return TASK_NUMBER.test(aboutId) ? aboutId : null;
  if (aboutKind !== 'draw') return null;
  const draw = await db
    .selectFrom('draw')
    .select('id')
    .where('authorityId', '=', authorityId)
    .where('id', '=', aboutId)
    .executeTakeFirst();
  return draw?.id ?? null;
};

/** What became of it; null: nobody's number. @param typed as its owner types it */
export const feedbackState = async (
  db: Kysely<Database>,
  authorityId: string,
  typed: string,
): Promise<FeedbackState | null> => {
  const wanted = readNumber(typed);
  const row = await db
    .selectFrom('feedback')
    .leftJoin('feedbackAnswer', (join) =>
      join
        .onRef('feedbackAnswer.authorityId', '=', 'feedback.authorityId')
        .onRef('feedbackAnswer.feedbackId', '=', 'feedback.id'),
    )
    .select([
      'feedback.id',
      'code',
      'aboutKind',
      'aboutId',
      'feedback.businessAt',
      'feedbackAnswer.text as answer',
    ])
    .select('feedbackAnswer.businessAt as answeredAt')
    .where('feedback.authorityId', '=', authorityId)
    .where((row) => ('id' in wanted ? row('feedback.id', '=', wanted.id) : row('code', '=', wanted.code)))
    .executeTakeFirst();
  if (row === undefined) return null;
  return {
    number: numberOf(row),
    about: row.aboutKind as About,
    which: await whichOf(db, authorityId, row),
    receivedOn: dateAt(row.businessAt),
    answer: row.answer,
    answeredOn: row.answeredAt === null ? null : dateAt(row.answeredAt),
  };
};
