import { sql, type Transaction } from 'kysely';
import type { Database } from '../../db/connect.ts';
import { isTaskHidden } from '../../db/draw/secrecy.ts';
import { officersWithRole } from '../../db/officers.ts';
import type { UnitLink } from '../../db/unit-link/links.ts';
import { dateAt, type Instant } from '../../domain/calendar/dates.ts';
import { taskNumberOf } from '../../domain/cycle/task-number.ts';
import { receiptNumber, STATEMENT_KINDS, type StatementKind } from '../../domain/unit-link/statement.ts';
import type { House } from '../house.ts';
import type { NewNotice, Recipient } from '../outbox/new-notice.ts';

type Trx = Transaction<Database>;

export interface StatementRow extends Omit<Recipient, 'kind' | 'id'> {
  readonly authorityId: string;
  readonly statementId: string;
  readonly taskId: string;
  readonly unitId: string;
  readonly kind: StatementKind;
  readonly year: number;
  readonly number: number;
  readonly receivedAt: Instant;
}

export interface AnsweredRow extends StatementRow {
  readonly answeredAt: Instant;
}

const MOST_AT_ONCE = 200;
const COLUMNS = sql`s.authority_id, s.id as statement_id, s.task_id, s.unit_id, s.kind, s.year, s.number,
  s.business_at as received_at, u.name, u.contact_email as email, u.contact_phone as phone`;

const isUntold = (stage: 'unit.statement' | 'unit.answered') => sql`
  not exists (select from message m where (m.authority_id, m.subject_kind, m.subject_id, m.stage)
                                        = (s.authority_id, 'unit-statement', s.id::text, ${stage}))`;

/** What came in and nobody was told of. */
export const untoldStatements = async (trx: Trx): Promise<readonly StatementRow[]> => {
  const { rows } = await sql<StatementRow>`
    select ${COLUMNS} from unit_statement s join unit u on (u.authority_id, u.id) = (s.authority_id, s.unit_id)
     where s.recorded_at > clock_timestamp() - interval '7 days' and ${isUntold('unit.statement')}
     order by s.recorded_at limit ${MOST_AT_ONCE}`.execute(trx);
  return rows;
};

/** What was answered and the unit does not know of. */
export const untoldAnswers = async (trx: Trx): Promise<readonly AnsweredRow[]> => {
  const { rows } = await sql<AnsweredRow>`
    select ${COLUMNS}, a.business_at as answered_at from unit_statement_answer a
      join unit_statement s on (s.authority_id, s.id) = (a.authority_id, a.statement_id)
      join unit u on (u.authority_id, u.id) = (s.authority_id, s.unit_id)
     where a.recorded_at > clock_timestamp() - interval '7 days' and ${isUntold('unit.answered')}
     order by a.recorded_at limit ${MOST_AT_ONCE}`.execute(trx);
  return rows;
};

const about = ({ authorityId, statementId }: StatementRow) => ({
  ...{ authorityId, subjectKind: 'unit-statement', subjectId: statementId },
  ...{ dueOn: null, deadlineVersion: null },
});

const NOBODY = '';

/**
 * The team and the office: who goes there, and who has to see that it is answered. Of a visit whose list is still secret
 * only its team may know: the office finds what came in among its work once the officers were there.
 */
const officersFor = async (
  trx: Trx,
  { authorityId, taskId }: StatementRow,
  at: Instant,
): Promise<Recipient[]> => {
  const team = await trx
    .selectFrom('teamMember')
    .innerJoin('officer', (join) =>
      join
        .onRef('officer.authorityId', '=', 'teamMember.authorityId')
        .onRef('officer.id', '=', 'teamMember.officerId'),
    )
    .select(['officer.id', 'officer.name', 'officer.email', 'officer.phone'])
    .where('teamMember.authorityId', '=', authorityId)
    .where('taskId', '=', taskId)
    .where('state', '=', 'assigned')
    .execute();
  const isSecret = await isTaskHidden(trx, authorityId, NOBODY, taskId);
  const office = isSecret ? [] : await officersWithRole(trx, authorityId, 'office', dateAt(at));
  const everybody = new Map([...team, ...office].map((officer) => [officer.id, officer]));
  return [...everybody.values()].map(({ id, name, email, phone }) => ({
    ...{ kind: 'officer' as const, id, name, email, phone },
  }));
};

/** To the officers: something came in. By mail; routine work does not ring a telephone. */
export const statementNotices = async (
  trx: Trx,
  row: StatementRow,
  { authorityName, shortName, settings }: House,
  at: Instant,
): Promise<NewNotice[]> =>
  (await officersFor(trx, row, at)).map((recipient) => ({
    ...about(row),
    ...{ stage: 'unit.statement', code: 'unit.statement', channels: ['email'], recipient, at },
    params: {
      ...{ authorityName, taskId: row.taskId, unitName: row.name },
      taskNumber: taskNumberOf(settings.orderNumberPrefix, row.taskId),
      statementKind: STATEMENT_KINDS[row.kind],
      receiptNumber: receiptNumber(shortName, row.year, row.number),
    },
  }));

/** To the unit: it was answered, and where it reads that. */
export const answerNotice = (
  row: StatementRow,
  link: Pick<UnitLink, 'id' | 'expiresAt'>,
  { authorityName, shortName, settings }: House,
  at: Instant,
): NewNotice => ({
  ...about(row),
  ...{ stage: 'unit.answered', code: 'unit.answered', channels: ['email', 'sms'], at },
  params: {
    ...{ authorityName, unitName: row.name, officePhone: settings.officePhone },
    receiptNumber: receiptNumber(shortName, row.year, row.number),
    ...{ link: link.id, validUntil: dateAt(link.expiresAt) },
  },
  recipient: { kind: 'unit', id: row.unitId, name: row.name, email: row.email, phone: row.phone },
});
