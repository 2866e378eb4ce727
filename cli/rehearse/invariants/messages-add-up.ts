import { noticeName } from '../../../domain/notice/names.ts';
import { messageStages } from '../message-stages.ts';
import { expectedNotices } from './expected-notices.ts';
import { reminderFacts } from './expected-reminders.ts';
import type { CheckedFact, Invariant, RehearsedYear } from './invariant.ts';

const noticeFacts = async ({ db, authorityId }: RehearsedYear): Promise<CheckedFact[]> =>
  (await expectedNotices(authorityId).execute(db)).rows.map(
    ({ template, audience, channel, expected, told }) => ({
      fact: `${noticeName(template)}（${audience === 'unit' ? '检查对象' : '工作人员'}，${channel}）`,
      fault: told === expected ? null : `依事实应有 ${expected} 件，实有 ${told} 件`,
    }),
  );

/** The table's own sum: what it lists is all that went out. */
const tableFact = async ({ db, authorityId }: RehearsedYear): Promise<CheckedFact> => {
  const stages = await messageStages(db, authorityId);
  const listed = stages.reduce((sum, { email, sms, gathered }) => sum + email + sms + gathered, 0);
  const { all } = await db
    .selectFrom('message')
    .select((row) => row.fn.countAll<number>().as('all'))
    .where('authorityId', '=', authorityId)
    .where('state', 'in', ['sent', 'delivered'])
    .executeTakeFirstOrThrow();
  return { fact: '消息汇总表', fault: listed === all ? null : `列出 ${listed} 件，实际发出 ${all} 件` };
};

/**
 * The messages of the year add up to its facts: each notice as often as what it tells of happened, each rung of each
 * deadline's ladder reminded on its working day, over its channels, into the right hands.
 */
export const messagesAddUp: Invariant = async (year) => [
  await tableFact(year),
  ...(await noticeFacts(year)),
  ...(await reminderFacts(year)),
];
