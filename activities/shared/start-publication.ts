import type { Selectable } from 'kysely';
import type { Publication, Task } from '../../db/types.ts';
import type { IsoDate } from '../../domain/calendar/dates.ts';
import { taskNumberOf } from '../../domain/cycle/task-number.ts';
import { publicationDue, publicationStart } from '../../domain/deadline/publication-due.ts';
import { approverOfRevision } from '../../domain/settings/publication-approver.ts';
import { publicationSubjectId } from '../../workflows/publication/contract.ts';
import { countedFrom, type DeadlineBasis } from './deadline-dates.ts';
import { openDeadline } from './deadlines.ts';
import { requestStart } from './engine-outbox.ts';
import { tell } from './notice.ts';
import { recipientsWithRole } from './people.ts';
import type { Step } from './step.ts';

interface NewPublication {
  readonly task: Pick<Selectable<Task>, 'id' | 'cycleId' | 'unitId' | 'visitedOn'>;
  readonly revision: number;
  readonly kind: Publication['kind'];
  readonly resultRevision: number;
  readonly reason: string | null;
  /** What was owed of the revision it takes the place of: a correction of what was never shown gains no time. */
  readonly replaces?: DeadlineBasis;
}

/**
 * The earliest end among the task's plan rows: a result of several rows is due when the first of them is. The rows are
 * held until the step ends: a last visit that is being recorded either is seen here, or sees the deadline opened here.
 */
const rowWorkEndedOn = async (step: Step, taskId: string): Promise<IsoDate | null> => {
  const rows = await step.trx
    .selectFrom('taskItem')
    .innerJoin('cycleRow', (join) =>
      join
        .onRef('cycleRow.authorityId', '=', 'taskItem.authorityId')
        .onRef('cycleRow.cycleId', '=', 'taskItem.cycleId')
        .onRef('cycleRow.rowNumber', '=', 'taskItem.rowNumber'),
    )
    .select('cycleRow.workEndedOn')
    .where('taskItem.authorityId', '=', step.authorityId)
    .where('taskItem.taskId', '=', taskId)
    .orderBy('cycleRow.rowNumber')
    .forShare('cycleRow')
    .execute();
  return rows.flatMap(({ workEndedOn }) => workEndedOn ?? []).sort()[0] ?? null;
};

/** A published decision that is changed is withdrawn within three days, working days by article 85 (行政处罚法 art. 48). */
const REVISION_WORKING_DAYS = 3;

/** A correction of what was not shown yet keeps the earlier date: publication cannot be extended (R269). */
const basisOfRevision = (step: Step, { replaces }: NewPublication): DeadlineBasis => {
  const counted = countedFrom(step, step.today, REVISION_WORKING_DAYS);
  return replaces !== undefined && replaces.dueOn < counted.dueOn ? replaces : counted;
};

const basisOfResult = async (step: Step, { task }: NewPublication): Promise<DeadlineBasis> => {
  const { windowEnd } = await step.trx
    .selectFrom('cycle')
    .select('windowEnd')
    .where('authorityId', '=', step.authorityId)
    .where('id', '=', task.cycleId)
    .executeTakeFirstOrThrow();
  const rule = step.settings.publication;
  const facts = {
    inspectionEndedOn: task.visitedOn ?? step.today,
    rowWorkEndedOn: await rowWorkEndedOn(step, task.id),
    windowEnd,
  };
  const due = publicationDue(rule, facts, step.calendar);
  return {
    dueOn: due.date,
    provisional: due.provisional,
    upperBound: due.basis === 'upper-bound',
    counted: { from: publicationStart(rule, facts), workingDays: rule.workingDays },
  };
};

/**
 * A revision of a publication (公示): one state per outside channel, all needed (R269); it cannot be extended.
 * Our own portal counts as no channel.
 */
export const startPublication = async (step: Step, publication: NewPublication): Promise<void> => {
  const { task, revision, kind, resultRevision, reason } = publication;
  const { channels } = step.settings.publication;
  await step.trx
    .insertInto('publication')
    .values({
      authorityId: step.authorityId,
      id: task.id,
      revision,
      kind,
      taskId: task.id,
      resultRevision,
      state: 'due',
      reason,
      startedAt: step.at,
    })
    .execute();
  await step.trx
    .insertInto('publicationChannel')
    .values(
      channels.map((channel) => ({
        authorityId: step.authorityId,
        publicationId: task.id,
        revision,
        channel: channel.id,
        state: 'due' as const,
      })),
    )
    .execute();
  const basis =
    kind === 'result' ? await basisOfResult(step, publication) : basisOfRevision(step, publication);
  const key = {
    subjectKind: 'publication',
    subjectId: task.id,
    kind: 'publication',
    part: String(revision),
  } as const;
  await openDeadline(step, key, basis);
  const unit = await step.trx
    .selectFrom('unit')
    .select('name')
    .where('authorityId', '=', step.authorityId)
    .where('id', '=', task.unitId)
    .executeTakeFirstOrThrow();
  const approver = approverOfRevision(step.settings.publication, kind);
  const params = {
    taskNumber: taskNumberOf(step.settings.orderNumberPrefix, task.id),
    unitName: unit.name,
    dueOn: basis.dueOn,
  };
  if (approver === null) {
    const channelNames = channels.map(({ name }) => name).join('、');
    await tell(step, {
      subject: ['publication', task.id],
      code: 'publication.due',
      params: { ...params, channelNames },
      to: await recipientsWithRole(step, 'publisher'),
      occasion: String(revision),
    });
  } else {
    // The publishers hear of it with the approval: before that there is nothing for them to do.
    await tell(step, {
      subject: ['publication', task.id],
      code: 'publication.to-approve',
      params,
      to: await recipientsWithRole(step, approver),
      occasion: String(revision),
    });
  }
  const subjectId = publicationSubjectId({ publicationId: task.id, revision });
  await requestStart(step.trx, 'publication', step.authorityId, [subjectId], step.at);
  await step.audit('publication.due', ['publication', task.id], {
    ...{ revision, kind, dueOn: basis.dueOn },
    ...(approver === null ? {} : { approver }),
  });
};
