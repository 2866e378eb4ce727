import { dateAt } from '../../../domain/calendar/dates.ts';
import { DEFAULT_SETTINGS } from '../../../domain/settings/settings.ts';
import {
  enterResultUpdate,
  inspectionTaskWorkflowId,
  recordVisitUpdate,
  reviewResultUpdate,
} from '../../../workflows/inspection-task/contract.ts';
import { confirmChannelUpdate, publicationWorkflowId } from '../../../workflows/publication/contract.ts';
import { give } from '../give.ts';
import type { Scene } from './scene.ts';

const CHANNELS = DEFAULT_SETTINGS.publication.channels.map(({ id }) => id);

/** Visits, enters, approves and publishes every drawn task, nothing found: with the last one the cycle is over. */
export const inspectAll = async ({ db, client, authorityId, now }: Scene): Promise<void> => {
  const tasks = await db
    .selectFrom('task')
    .innerJoin('teamMember', (join) =>
      join
        .onRef('teamMember.authorityId', '=', 'task.authorityId')
        .onRef('teamMember.taskId', '=', 'task.id')
        .on('teamMember.state', '=', 'assigned')
        .on('teamMember.slot', '=', 1),
    )
    .select(['task.id', 'teamMember.officerId'])
    .execute();
  for (const { id, officerId } of tasks) {
    const task = { subjectId: id, workflowId: inspectionTaskWorkflowId(id) };
    const by = (name: string, actorId = officerId) => ({ id: `${id}-${name}`, actorId });
    const at = new Date(await now()).toISOString();
    const office = { db, client, authorityId, at };
    const visit = { ...by('visit'), startedAt: at, endedAt: at, place: '城关镇东街1号' };
    await give(office, task, recordVisitUpdate, visit);
    const answers = [{ itemId: 'freight', lineNo: 1, answer: 'yes' as const }];
    const result = { ...by('entry'), codes: ['1'], answers, findings: [] };
    await give(office, task, enterResultUpdate, result);
    const review = { ...by('review', 'reviewer'), decision: 'approve', opinion: '同意' } as const;
    await give(office, task, reviewResultUpdate, review);
    const publication = { subjectId: `${id}/1`, workflowId: publicationWorkflowId(id, 1) };
    for (const channel of CHANNELS) {
      const proof = { kind: 'address' as const, reference: `https://example.org/${channel}` };
      const shown = { ...by(channel, 'publisher'), channel, publishedOn: dateAt(await now()), proof };
      await give(office, publication, confirmChannelUpdate, shown);
    }
  }
};
