import type { Kysely } from 'kysely';
import { getAuthority, isSynthetic, loadSettings } from '../../db/authority.ts';
import type { Database } from '../../db/connect.ts';
import { listStatements } from '../../db/unit-link/statements.ts';
import { listSubmissions } from '../../db/unit-link/submissions.ts';
import type { UnitSession } from '../../db/unit-link/unit-sessions.ts';
import { taskNumberOf } from '../../domain/cycle/task-number.ts';
import { type StatementKind, statementKindsAt } from '../../domain/unit-link/statement.ts';
import { readTask } from '../reads/task/task-case.ts';
import { ownCodeInDraw } from './own-code.ts';

/**
 * Everything that a unit sees of its own task: what it was told, who comes, what was found once a reviewer has approved
 * it, what it must do by when, and what it said itself. Nothing of other units, nothing that is still being written.
 */
export const readUnitCase = async (db: Kysely<Database>, { authorityId, taskId }: UnitSession) => {
  const { name, shortName } = await getAuthority(db, authorityId);
  const { settings } = await loadSettings(db, authorityId);
  const codeNames = new Map(settings.resultCodes.map(({ code, name: said }) => [code, said]));
  const parts = await readTask(db, authorityId, taskId);
  const { task, unit } = parts;
  const result = parts.results.findLast(({ state }) => state === 'approved');
  const stage = { visited: task.visitedOn !== null, reviewed: result !== undefined };
  const orders = parts.orders.filter(({ state }) => state !== 'withdrawn');
  const [visit] = await db
    .selectFrom('deadline')
    .select('dueOn')
    .where('authorityId', '=', authorityId)
    .where('subjectKind', '=', 'task')
    .where('subjectId', '=', taskId)
    .where('kind', '=', 'visit')
    .execute();
  const extensions = await db
    .selectFrom('extension')
    .select([
      'subjectId as orderId',
      'newDueOn',
      'requestReason',
      'decision',
      'decisionReason',
      'requestedAt',
    ])
    .where('authorityId', '=', authorityId)
    .where('subjectKind', '=', 'order')
    .where('subjectId', 'in', [...orders.map(({ id }) => id), ''])
    .orderBy('requestedAt')
    .execute();
  return {
    authorityName: name,
    shortName,
    synthetic: await isSynthetic(db, authorityId),
    officePhone: settings.officePhone,
    taskNumber: taskNumberOf(settings.orderNumberPrefix, taskId),
    unitName: unit.name,
    state: task.endKind === 'cancelled' || task.endKind === 'replaced' ? 'cancelled' : task.state,
    visitedOn: task.visitedOn,
    visitBy: task.visitedOn === null ? (visit?.dueOn ?? null) : null,
    items: [...new Set(parts.items.map((item) => item.name))],
    bases: [...new Set(parts.items.map(({ legalBasis }) => legalBasis))],
    team: parts.team
      .filter(({ state }) => state === 'assigned')
      .map(({ name: who, certificateNumber }) => ({ name: who, certificateNumber })),
    result:
      result === undefined
        ? null
        : {
            visitedOn: result.visitedOn,
            codes: result.codes.map((code) => codeNames.get(code) ?? code),
            findings: parts.findings.filter(({ resultRevision }) => resultRevision === result.revision),
          },
    orders: orders.map((order) => ({
      ...order,
      findings: parts.findings.filter(({ orderId, state }) => orderId === order.id && state !== 'withdrawn'),
      extensions: extensions.filter(({ orderId }) => orderId === order.id),
    })),
    publications: parts.publications.map(({ revision, kind, confirmedOn }) => ({
      revision,
      kind,
      confirmedOn,
    })),
    ownCode: await ownCodeInDraw(db, { authorityId, drawId: task.drawId, unit }),
    kinds: statementKindsAt(stage) as readonly StatementKind[],
    statements: await listStatements(db, authorityId, { taskId }),
    submissions: await listSubmissions(
      db,
      authorityId,
      orders.map(({ id }) => id),
    ),
  };
};

export type UnitCase = Awaited<ReturnType<typeof readUnitCase>>;
export type UnitOrder = UnitCase['orders'][number];
