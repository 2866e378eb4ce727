import { type Kysely, sql } from 'kysely';
import type { Database } from '../../../db/connect.ts';
import { approvalColumns } from '../../../db/publication-approval.ts';
import type { IsoDate } from '../../../domain/calendar/dates.ts';
import { Refusal } from '../../../domain/failure/failures.ts';
import { taskNumbers } from '../task/task-number.ts';

/** One revision (版) of a publication with the result that it shows. */
export interface PublicationRevision {
  readonly revision: number;
  readonly kind: 'result' | 'correction' | 'withdrawal';
  readonly state: 'due' | 'confirmed' | 'superseded';
  readonly reason: string | null;
  readonly startedAt: string;
  readonly confirmedOn: IsoDate | null;
  readonly codes: string[];
  readonly remark: string | null;
  readonly visitedOn: IsoDate;
  readonly enteredBy: string;
  readonly reviewedBy: string | null;
  readonly approvedBy: string | null;
  readonly approvedAt: string | null;
  readonly dueOn: IsoDate | null;
  readonly channels: {
    readonly channel: string;
    readonly state: 'due' | 'confirmed';
    readonly confirmedBy: string | null;
    readonly confirmedAt: string | null;
    readonly proof: {
      readonly kind: 'receipt' | 'address' | 'picture';
      readonly reference: string;
      readonly sha256?: string | undefined;
      readonly publishedOn: IsoDate;
    } | null;
  }[];
}

export interface PublicationCase {
  readonly id: string;
  /** 任务编号 */
  readonly taskNumber: string;
  readonly cycleId: string;
  readonly unitName: string;
  readonly unitCode: string;
  readonly findings: { readonly no: number; readonly text: string; readonly article: string }[];
  readonly revisions: PublicationRevision[];
}

/** A publication with all its revisions, oldest first: nothing that was ever shown disappears. @throws Refusal NotFound */
export const publicationCase = async (
  db: Kysely<Database>,
  authorityId: string,
  id: string,
): Promise<PublicationCase> => {
  const { rows } = await sql<PublicationRevision>`
    select p.revision, p.kind, p.state, p.reason, p.started_at, p.confirmed_on, d.due_on,
           coalesce(r.codes, '{}') as codes, r.remark, t.visited_on, coalesce(r.entered_by, '') as entered_by,
           r.reviewed_by, ${approvalColumns('p')},
           (select coalesce(jsonb_agg(jsonb_build_object('channel', c.channel, 'state', c.state, 'proof', c.proof,
                     'confirmedBy', c.confirmed_by,
                     'confirmedAt', to_char(c.confirmed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
                     order by c.channel), '[]')
              from publication_channel c
             where (c.authority_id, c.publication_id, c.revision) = (p.authority_id, p.id, p.revision)) as channels
      from publication p
      join task t on (t.authority_id, t.id) = (p.authority_id, p.task_id)
      left join result r on (r.authority_id, r.task_id, r.revision) = (p.authority_id, p.task_id, p.result_revision)
      left join deadline d on (d.authority_id, d.subject_kind, d.subject_id, d.kind, d.part)
                            = (p.authority_id, 'publication', p.id, 'publication', p.revision::text)
     where p.authority_id = ${authorityId} and p.id = ${id}
     order by p.revision`.execute(db);
  const { rows: heads } = await sql<Omit<PublicationCase, 'id' | 'taskNumber' | 'revisions'>>`
    select t.cycle_id, u.name as unit_name, u.code as unit_code,
           (select coalesce(jsonb_agg(jsonb_build_object('no', f.finding_no, 'text', f.text, 'article', f.article)
                     order by f.finding_no), '[]')
              from finding f where (f.authority_id, f.task_id) = (t.authority_id, t.id)
               and f.state <> 'withdrawn') as findings
      from publication p
      join task t on (t.authority_id, t.id) = (p.authority_id, p.task_id)
      join unit u on (u.authority_id, u.id) = (t.authority_id, t.unit_id)
     where p.authority_id = ${authorityId} and p.id = ${id} limit 1`.execute(db);
  const [head] = heads;
  if (head === undefined) throw new Refusal('NotFound', `没有编号为“${id}”的公示。`);
  const numberOf = await taskNumbers(db, authorityId);
  return { id, taskNumber: numberOf(id), ...head, revisions: rows };
};
