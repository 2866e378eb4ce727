import { sql } from 'kysely';
import { loadSettings } from '../../db/authority.ts';
import { approvalColumns } from '../../db/publication-approval.ts';
import { dateAt, type Instant, type IsoDate } from '../../domain/calendar/dates.ts';
import { nextOfPublication } from '../../domain/rehearsal/publication-course.ts';
import { approverOfRevision } from '../../domain/settings/publication-approver.ts';
import type { AuthoritySettings } from '../../domain/settings/settings.ts';
import {
  approvePublicationUpdate,
  type ChannelProof,
  confirmChannelUpdate,
  publicationSubjectId,
  publicationWorkflowId,
} from '../../workflows/publication/contract.ts';
import { inParallel } from '../shared/in-parallel.ts';
import type { Day } from './day.ts';
import { HANDS } from './play-tasks.ts';
import { deed, send } from './send.ts';

interface DueChannel {
  readonly taskId: string;
  readonly revision: number;
  readonly channel: string;
}

const idOf = ({ taskId, revision, channel }: DueChannel): string =>
  `rehearsal/${taskId}/publish/${revision}/${channel}`;

const revisionOf = ({ taskId, revision }: Omit<DueChannel, 'channel'>): readonly [string, string] => [
  publicationSubjectId({ publicationId: taskId, revision }),
  publicationWorkflowId(taskId, revision),
];

/** Channels to be confirmed today. */
export const dueChannels = async (day: Day): Promise<DueChannel[]> => {
  const { authorityId, today, stage } = day;
  const { refused, isByHand = () => false } = day.deps.play;
  const { settings } = await loadSettings(day.deps.db, authorityId);
  const order = settings.publication.channels.map(({ id }) => id);
  const { rows } = await sql<{
    taskId: string;
    revision: number;
    startedAt: Instant;
    dueOn: IsoDate;
    open: string[];
  }>`
    select p.task_id, p.revision, p.started_at, d.due_on,
           array(select channel from publication_channel c where c.state = 'due'
                  and (c.authority_id, c.publication_id, c.revision) = (p.authority_id, p.id, p.revision)) as open
      from publication p
      join deadline d on (d.authority_id, d.subject_kind, d.subject_id, d.kind, d.part)
                       = (p.authority_id, 'publication', p.id, 'publication', p.revision::text)
     where p.authority_id = ${authorityId} and p.state = 'due'
     order by p.id, p.revision`.execute(day.deps.db);
  return rows.flatMap(({ taskId, revision, startedAt, dueOn, open }) => {
    if (isByHand(taskId)) return [];
    return nextOfPublication(
      stage,
      {
        taskId,
        startedOn: dateAt(startedAt),
        dueOn,
        openChannels: order.filter((channel) => open.includes(channel)),
        lastChannel: order.at(-1) ?? '',
      },
      day.eventOf(taskId),
    ).flatMap(({ channel, on }) => {
      const due = { taskId, revision, channel };
      return on <= today && !refused.has(idOf(due)) ? [due] : [];
    });
  });
};

/** The first channel gives a receipt, the others are shown on a page. */
const proofOf = ({ taskId, channel }: DueChannel, first: boolean): ChannelProof =>
  first
    ? { kind: 'receipt', reference: `演练回执 ${taskId}` }
    : { kind: 'address', reference: `https://rehearsal.invalid/${channel}/${taskId}` };

/** Plays who approves what is to be shown, where the authority names such a role: on the day it becomes due (R217). */
const playApprovals = async (day: Day, rule: AuthoritySettings['publication']): Promise<void> => {
  const { refused, isByHand = () => false } = day.deps.play;
  const { rows } = await sql<{
    taskId: string;
    revision: number;
    kind: 'result' | 'correction' | 'withdrawal';
    approvedBy: string | null;
  }>`
    select p.task_id, p.revision, p.kind, ${approvalColumns('p')} from publication p
     where p.authority_id = ${day.authorityId} and p.state = 'due' order by p.id, p.revision`.execute(
    day.deps.db,
  );
  await inParallel(rows, HANDS, async (entry) => {
    const { taskId, revision, kind, approvedBy } = entry;
    const role = approverOfRevision(rule, kind);
    const id = `rehearsal/${taskId}/approve-publication/${revision}`;
    if (role === null || approvedBy !== null || isByHand(taskId) || refused.has(id)) return;
    const actorId = await day.cast.who(role, taskId);
    await send(day, deed(revisionOf(entry), approvePublicationUpdate, { id, actorId, opinion: '同意公示' }));
  });
};

/**
 * Plays the publisher: every channel that is due today, confirmed with a proof. Channels of one publication follow each
 * other in their own order, so that the last is always the same one.
 */
export const playPublications = async (day: Day): Promise<void> => {
  const { settings } = await loadSettings(day.deps.db, day.authorityId);
  if (settings.publication.approver !== 'none') await playApprovals(day, settings.publication);
  for (const [index, { id }] of settings.publication.channels.entries()) {
    const due = (await dueChannels(day)).filter(({ channel }) => channel === id);
    await inParallel(due, HANDS, async (entry) => {
      const { taskId, channel } = entry;
      await send(
        day,
        deed(revisionOf(entry), confirmChannelUpdate, {
          id: idOf(entry),
          actorId: await day.cast.who('publisher', taskId),
          channel,
          publishedOn: day.today,
          proof: proofOf(entry, index === 0),
        }),
      );
    });
  }
};
