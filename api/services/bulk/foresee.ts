import { type Kysely, sql } from 'kysely';
import { loadSettings } from '../../../db/authority.ts';
import type { Database } from '../../../db/connect.ts';
import { isHiddenTask } from '../../../db/draw/secrecy.ts';
import { approvalColumns } from '../../../db/publication-approval.ts';
import type { IsoDate } from '../../../domain/calendar/dates.ts';
import { approvalMissing } from '../../../domain/settings/publication-approver.ts';
import type { AuthoritySettings } from '../../../domain/settings/settings.ts';
import { overdueBefore } from '../../reads/open-deadlines.ts';
import { BULK_COMMANDS, type BulkCommand } from './bulk-commands.ts';

/** One subject of a bulk action, and why it cannot be done; null where nothing stands against it. */
export interface ForeseenSubject {
  readonly taskId: string;
  /** What the command is given to; the task's own id where there is nothing to give it to. */
  readonly subjectId: string;
  readonly unitName: string;
  readonly problem: string | null;
}

interface Facts {
  readonly id: string;
  readonly unitName: string;
  readonly state: string;
  readonly endKind: string | null;
  readonly team: readonly string[];
  readonly enteredBy: string | null;
  readonly visitDueOn: IsoDate | null;
  readonly entryDueOn: IsoDate | null;
  readonly revision: number | null;
  readonly dueChannels: readonly string[];
  readonly kind: 'result' | 'correction' | 'withdrawal' | null;
  readonly approvedBy: string | null;
}

export interface BulkAsked {
  readonly authorityId: string;
  readonly officerId: string;
  readonly on: IsoDate;
  readonly command: BulkCommand;
  readonly fields: Readonly<Record<string, unknown>>;
}

const STATES: Readonly<Record<string, string>> = {
  created: '待派发',
  dispatched: '待检查',
  visited: '待录入',
  entered: '待审核',
  reviewed: '已审核',
  closed: '已办结',
};

const factsOf = async (
  db: Kysely<Database>,
  { authorityId, officerId }: BulkAsked,
  taskIds: readonly string[],
): Promise<Facts[]> => {
  const open = sql`d.met_on is null and d.dropped_reason is null`;
  const { rows } = await sql<Facts>`
    select t.id, u.name as unit_name, t.state, t.end_kind,
           array(select m.officer_id from team_member m
                  where (m.authority_id, m.task_id, m.state) = (t.authority_id, t.id, 'assigned')) as team,
           (select r.entered_by from result r where (r.authority_id, r.task_id) = (t.authority_id, t.id)
             order by r.revision desc limit 1) as entered_by,
           (select min(d.due_on) from deadline d where (d.authority_id, d.subject_kind, d.subject_id, d.kind)
                                                     = (t.authority_id, 'task', t.id, 'visit') and ${open}) as visit_due_on,
           (select min(d.due_on) from deadline d where (d.authority_id, d.subject_kind, d.subject_id, d.kind)
                                                     = (t.authority_id, 'task', t.id, 'entry') and ${open}) as entry_due_on,
           p.revision, p.kind, ${approvalColumns('p')},
           array(select c.channel from publication_channel c
                  where (c.authority_id, c.publication_id, c.revision, c.state) = (t.authority_id, p.id, p.revision, 'due')) as due_channels
      from task t
      join unit u on (u.authority_id, u.id) = (t.authority_id, t.unit_id)
      left join lateral (select x.authority_id, x.id, x.revision, x.kind from publication x
                          where x.authority_id = t.authority_id and x.task_id = t.id and x.state = 'due'
                          order by x.revision desc limit 1) p on true
     where t.authority_id = ${authorityId} and t.id = any(${[...taskIds]}::text[])
       and not ${isHiddenTask(authorityId, officerId, 't')}
     order by t.id`.execute(db);
  return rows;
};

const inState = ({ state }: Facts, states: readonly string[], act: string): string | null =>
  states.includes(state) ? null : `当前为“${STATES[state] ?? state}”，不能${act}`;

const extendProblem = (facts: Facts, fields: BulkAsked['fields'], before: IsoDate): string | null => {
  const isVisit = fields['kind'] === 'visit';
  const dueOn = isVisit ? facts.visitDueOn : facts.entryDueOn;
  const wrong = inState(facts, [isVisit ? 'dispatched' : 'visited'], '延期');
  if (wrong !== null) return wrong;
  if (dueOn === null) return '没有未到的期限';
  if (dueOn < before) return `期限 ${dueOn} 已过，不能延期`;
  return String(fields['newDueOn']) > dueOn ? null : `新期限不晚于原期限 ${dueOn}`;
};

/** What its activity would refuse by the facts of now; that the activity checks again is what counts. */
const problemOf = (
  facts: Facts,
  { command, fields, officerId }: BulkAsked,
  { before, rule }: { readonly before: IsoDate; readonly rule: AuthoritySettings['publication'] },
): string | null => {
  switch (command) {
    case 'reviewResult':
      return (
        inState(facts, ['entered'], '审核') ?? (facts.enteredBy === officerId ? '录入人本人不得审核' : null)
      );
    case 'extendDeadline':
      return extendProblem(facts, fields, before);
    case 'cancelTask':
      return inState(facts, ['created', 'dispatched', 'visited'], '取消');
    case 'reassignInspector':
      return (
        inState(facts, ['created', 'dispatched'], '改派') ??
        (facts.team.includes(String(fields['officerId'])) ? null : '该人员不在本任务的检查组')
      );
    case 'confirmChannel':
      if (facts.revision === null) return '没有待公示的结果';
      if (!facts.dueChannels.includes(String(fields['channel']))) return '该渠道已登记凭证，或不在公示渠道内';
      return approvalMissing(rule, { ...facts, kind: facts.kind ?? 'result' }, officerId)?.message ?? null;
  }
};

/** Which of the tasks a command could be given to now, and why not to the others. Tasks the person may not know of are left out. */
export const foresee = async (
  db: Kysely<Database>,
  asked: BulkAsked,
  taskIds: readonly string[],
): Promise<ForeseenSubject[]> => {
  const { settings } = await loadSettings(db, asked.authorityId);
  const by = {
    before: await overdueBefore(db, asked.authorityId, asked.on),
    rule: settings.publication,
  };
  return (await factsOf(db, asked, taskIds)).map((facts) => ({
    taskId: facts.id,
    subjectId:
      BULK_COMMANDS[asked.command] === 'publication' && facts.revision !== null
        ? `${facts.id}/${facts.revision}`
        : facts.id,
    unitName: facts.unitName,
    problem: problemOf(facts, asked, by),
  }));
};
