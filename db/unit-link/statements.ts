import { randomUUID } from 'node:crypto';
import { sql, type Transaction } from 'kysely';
import { dateAt, type IsoDate, yearOf } from '../../domain/calendar/dates.ts';
import { Refusal } from '../../domain/failure/failures.ts';
import { answerDue } from '../../domain/unit-link/answer-due.ts';
import type { StatementKind } from '../../domain/unit-link/statement.ts';
import type { Doing, Reader } from '../actor.ts';
import { saveAttachment } from '../attachments/save-attachment.ts';
import { appendAudit } from '../audit/append-audit.ts';
import { loadSettings } from '../authority.ts';
import type { Database } from '../connect.ts';
import { tellsOfHiddenTask } from '../draw/secrecy.ts';
import { loadCalendar } from '../holidays.ts';
import { nextNumber } from '../sequence.ts';
import type { UnitSession } from './unit-sessions.ts';

type Trx = Transaction<Database>;

export interface NewStatement {
  readonly kind: StatementKind;
  /** Whom or what it is about, in the unit's words: an inspector, an item. */
  readonly about: string | null;
  readonly text: string;
  /** Who wrote it for the unit. */
  readonly person: string;
  readonly files: readonly { readonly name: string; readonly bytes: Uint8Array }[];
}

/** By when it is answered, as the calendar and the visit's deadline stand now. */
const dueOnOf = async (
  trx: Trx,
  { authorityId, taskId }: UnitSession,
  kind: StatementKind,
  at: string,
): Promise<IsoDate> => {
  const visit = await trx
    .selectFrom('deadline')
    .select('dueOn')
    .where('authorityId', '=', authorityId)
    .where('subjectKind', '=', 'task')
    .where('subjectId', '=', taskId)
    .where('kind', '=', 'visit')
    .executeTakeFirst();
  const { settings } = await loadSettings(trx, authorityId);
  const received = { kind, receivedOn: dateAt(at), visitDueOn: visit?.dueOn ?? null };
  return answerDue(received, settings.task, await loadCalendar(trx, authorityId));
};

/**
 * Keeps what a unit says, with its files, and gives it the next number: all or nothing. In the audit stands that it
 * came, not what it says.
 * @returns id of the statement: the unit's receipt
 */
export const saveStatement = async (
  trx: Trx,
  session: UnitSession,
  { files, ...statement }: NewStatement,
  at: string,
): Promise<string> => {
  const { authorityId, linkId, taskId, unitId } = session;
  const doing: Doing = { actor: { kind: 'unit', id: unitId }, commandId: null, at };
  const saved = [];
  for (const file of files) {
    const uploadedBy = { kind: 'unit', id: unitId } as const;
    saved.push(
      await saveAttachment(
        trx,
        { authorityId, family: 'task', subjectId: taskId, ...file, uploadedBy },
        doing,
      ),
    );
  }
  const id = randomUUID();
  const dueOn = await dueOnOf(trx, session, statement.kind, at);
  const year = yearOf(dateAt(at));
  const number = await nextNumber(trx, authorityId, 'unit-statement', year);
  await trx
    .insertInto('unitStatement')
    .values({ authorityId, id, number, year, linkId, taskId, unitId, ...statement, dueOn, businessAt: at })
    .execute();
  for (const { id: attachmentId } of saved)
    await trx
      .insertInto('unitStatementFile')
      .values({ authorityId, statementId: id, attachmentId })
      .execute();
  await appendAudit(trx, {
    ...doing,
    authorityId,
    action: 'unit-statement.received',
    subjectKind: 'task',
    subjectId: taskId,
    data: { statementId: id, kind: statement.kind, files: saved.map(({ sha256 }) => sha256) },
  });
  return id;
};

/** The authority's answer, once. @returns the task that it is about @throws Refusal NotFound, WrongState */
export const answerStatement = async (
  trx: Trx,
  authorityId: string,
  { statementId, text }: { readonly statementId: string; readonly text: string },
  doing: Doing,
): Promise<string> => {
  const statement = await trx
    .selectFrom('unitStatement')
    .select('taskId')
    .where('authorityId', '=', authorityId)
    .where('id', '=', statementId)
    .executeTakeFirstOrThrow(() => new Refusal('NotFound', '没有这份陈述或者申请。'));
  const { numInsertedOrUpdatedRows } = await trx
    .insertInto('unitStatementAnswer')
    .values({ authorityId, statementId, text, answeredBy: doing.actor.id, businessAt: doing.at })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow();
  if (numInsertedOrUpdatedRows === 0n) throw new Refusal('WrongState', '已经答复，不能再次答复。');
  await appendAudit(trx, {
    ...doing,
    authorityId,
    action: 'unit-statement.answered',
    subjectKind: 'task',
    subjectId: statement.taskId,
    data: { statementId },
  });
  return statement.taskId;
};

export interface StatementLine {
  readonly id: string;
  readonly number: number;
  readonly year: number;
  readonly taskId: string;
  readonly kind: StatementKind;
  readonly about: string | null;
  readonly text: string;
  readonly person: string;
  readonly receivedAt: string;
  /** By when it is to be answered; null for what came before such days were kept. */
  readonly dueOn: IsoDate | null;
  readonly files: { readonly id: string; readonly name: string; readonly sha256: string }[];
  readonly answer: string | null;
  readonly answeredBy: string | null;
  readonly answeredAt: string | null;
}

const MOST_UNANSWERED = 200;
const ITS_TASK = { kind: sql<string>`'task'`, id: sql<string>`s.task_id` };

/** Of one task, oldest first; or all that wait for an answer and that an officer may know of. */
export const listStatements = async (
  db: Reader,
  authorityId: string,
  filter: { readonly taskId: string } | { readonly unansweredFor: string },
): Promise<StatementLine[]> => {
  const rows = await db
    .selectFrom('unitStatement as s')
    .leftJoin('unitStatementAnswer as a', (join) =>
      join.onRef('a.authorityId', '=', 's.authorityId').onRef('a.statementId', '=', 's.id'),
    )
    .select(['s.id', 's.number', 's.year', 's.taskId', 's.kind', 's.about', 's.text', 's.person'])
    .select(['s.businessAt as receivedAt', 's.dueOn'])
    .select(['a.text as answer', 'a.answeredBy', 'a.businessAt as answeredAt'])
    .where('s.authorityId', '=', authorityId)
    .where((eb) =>
      'taskId' in filter
        ? eb('s.taskId', '=', filter.taskId)
        : sql<boolean>`a.text is null and not ${tellsOfHiddenTask(authorityId, filter.unansweredFor, ITS_TASK)}`,
    )
    .$if('unansweredFor' in filter, (query) => query.limit(MOST_UNANSWERED))
    .orderBy('s.recordedAt')
    .execute();
  const files = await filesOf(
    db,
    authorityId,
    rows.map(({ id }) => id),
  );
  return rows.map((row) => ({
    ...row,
    kind: row.kind as StatementKind,
    files: files.filter(({ statementId }) => statementId === row.id),
  }));
};

const filesOf = async (db: Reader, authorityId: string, ids: readonly string[]) =>
  ids.length === 0
    ? []
    : db
        .selectFrom('unitStatementFile as f')
        .innerJoin('attachment as t', (join) =>
          join.onRef('t.authorityId', '=', 'f.authorityId').onRef('t.id', '=', 'f.attachmentId'),
        )
        .select(['f.statementId', 't.id', 't.name', 't.sha256'])
        .where('f.authorityId', '=', authorityId)
        .where('f.statementId', 'in', ids)
        .execute();
