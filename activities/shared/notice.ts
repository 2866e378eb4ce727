import type { IsoDate } from '../../domain/calendar/dates.ts';
import type { MessageLane, NoticeCode, NoticeParams } from '../../domain/notice/catalog.ts';
import { insertNotices, type NewNotice, type Recipient } from '../../notify/outbox/insert-notices.ts';
import type { Step } from './step.ts';

export interface Telling<C extends NoticeCode> {
  readonly subject: readonly [kind: string, id: string];
  readonly code: C;
  /** All but the authority's name, which every notice has. */
  readonly params: Omit<NoticeParams<C>, 'authorityName'>;
  readonly to: readonly Recipient[];
  /** Distinguishes notices of one kind about one subject: a round, a revision. Part of the unique key. */
  readonly occasion?: string;
  readonly dueOn?: IsoDate;
  readonly lane?: MessageLane;
}

/**
 * Routine work that goes to everyone who holds a role: a mail is enough, a phone that rings for each task is switched
 * off. When time runs short the reminder ladder brings the SMS.
 */
const BY_MAIL_ALONE: ReadonlySet<NoticeCode> = new Set([
  ...(['result.to-review', 'publication.to-approve', 'publication.due'] as const),
]);

/** Tells people, by email and SMS, in the step's own transaction; each once per subject and occasion. */
export const tell = async <C extends NoticeCode>(step: Step, telling: Telling<C>): Promise<void> => {
  const { subject, code, params, to, occasion, dueOn, lane } = telling;
  await insertNotices(
    step.trx,
    to.map(
      (recipient) =>
        ({
          authorityId: step.authorityId,
          subjectKind: subject[0],
          subjectId: subject[1],
          stage: occasion === undefined ? code : `${code}/${occasion}`,
          dueOn: dueOn ?? null,
          deadlineVersion: null,
          code,
          params: { ...params, authorityName: step.authorityName },
          recipient,
          channels: BY_MAIL_ALONE.has(code) ? ['email'] : ['email', 'sms'],
          lane,
          at: step.at,
        }) as unknown as NewNotice,
    ),
    step,
  );
};
