import { type Kysely, sql } from 'kysely';
import type { Database } from '../../../db/connect.ts';
import { checklistOf } from '../../../db/registers/items.ts';
import { waitingRecusals } from '../../../db/unit-link/waiting-recusals.ts';
import type { IsoDate } from '../../../domain/calendar/dates.ts';
import type { DeadlineKind } from '../../../domain/deadline/kinds.ts';
import { maskAddress } from '../../../domain/notice/mask-address.ts';

/** More than anybody visits in a window; what is over is on the phone no longer. */
const MOST_VISITS = 300;
/** How long a result that was handed in stays on the phone, so that whoever was there sees what became of it. */
const KEPT_DAYS = 30;

export interface FieldItem {
  readonly rowNumber: string;
  readonly itemId: string;
  readonly name: string;
  readonly kind: string;
  readonly legalBasis: string;
  readonly method: string;
}

export interface FieldMember {
  readonly officerId: string;
  readonly name: string;
  readonly certificateNumber: string;
}

export interface FieldResult {
  readonly revision: number;
  readonly state: 'entered' | 'returned' | 'approved';
  readonly codes: string[];
  readonly remark: string | null;
  readonly enteredBy: string;
  readonly enteredByName: string;
  readonly enteredAt: string;
  readonly opinion: string | null;
  readonly answers: {
    readonly itemId: string;
    readonly lineNo: number;
    readonly answer: 'yes' | 'no' | 'not-checked' | 'not-applicable';
    readonly note: string | null;
  }[];
  readonly findings: {
    readonly itemId: string;
    readonly text: string;
    readonly article: string;
    readonly measure: 'correct-at-once' | 'correct-by-date' | 'transfer' | 'case-filed' | 'none';
    readonly dueOn: IsoDate | null;
  }[];
}

interface VisitRow {
  readonly id: string;
  readonly cycleId: string;
  readonly state: 'dispatched' | 'visited' | 'entered' | 'reviewed' | 'closed';
  readonly endKind: 'published' | 'replaced' | 'cancelled' | null;
  readonly announced: boolean;
  readonly dispatchedAt: string | null;
  readonly visitedOn: IsoDate | null;
  readonly visitStartedAt: string | null;
  readonly visitEndedAt: string | null;
  readonly visitPlace: string | null;
  readonly paused: boolean;
  readonly unit: {
    readonly id: string;
    readonly kind: string;
    readonly code: string;
    readonly name: string;
    readonly category: string;
    readonly area: string;
    readonly address: string | null;
    readonly riskClass: string | null;
    readonly contactName: string | null;
    readonly contactPhone: string | null;
  };
  readonly items: FieldItem[];
  readonly team: FieldMember[];
  readonly deadline: {
    readonly kind: DeadlineKind;
    readonly dueOn: IsoDate;
    readonly provisional: boolean;
  } | null;
  readonly result: FieldResult | null;
  readonly records: { readonly id: string; readonly recordedBy: string; readonly businessAt: string }[];
  readonly attachments: {
    readonly id: string;
    readonly purpose: 'photo' | 'signature' | 'document';
    readonly name: string;
    readonly sha256: string;
    readonly uploadedBy: string;
  }[];
}

const visitRows = async (
  db: Kysely<Database>,
  authorityId: string,
  officerId: string,
  today: IsoDate,
): Promise<VisitRow[]> => {
  const { rows } = await sql<VisitRow>`
    with mine as (
      select t.* from team_member m
        join task t on (t.authority_id, t.id) = (m.authority_id, m.task_id)
       where m.authority_id = ${authorityId} and m.officer_id = ${officerId} and m.state = 'assigned'
         and t.state <> 'created'
         and (t.ended_at is null or t.visited_on >= ${today}::date - ${KEPT_DAYS}::integer)
         and (t.state in ('dispatched','visited','entered') or t.visited_on >= ${today}::date - ${KEPT_DAYS}::integer)
       order by t.id desc limit ${MOST_VISITS})
    select t.id, t.cycle_id, t.state, t.end_kind, t.announced, t.dispatched_at, t.visited_on,
           t.visit_started_at, t.visit_ended_at, t.visit_place, c.paused_on is not null as paused,
           jsonb_build_object('id', u.id, 'kind', u.kind, 'code', u.code, 'name', u.name, 'category', u.category,
             'area', u.area, 'address', u.address, 'riskClass', u.risk_class, 'contactName', u.contact_name,
             'contactPhone', u.contact_phone) as unit,
           (select coalesce(jsonb_agg(jsonb_build_object('rowNumber', ti.row_number, 'itemId', i.id, 'name', i.name,
                      'kind', i.kind, 'legalBasis', i.legal_basis, 'method', i.method) order by ti.row_number), '[]')
              from task_item ti join item i on (i.authority_id, i.id) = (ti.authority_id, ti.item_id)
             where (ti.authority_id, ti.task_id) = (t.authority_id, t.id)) as items,
           (select coalesce(jsonb_agg(jsonb_build_object('officerId', m.officer_id, 'name', o.name,
                      'certificateNumber', i.certificate_number) order by m.slot), '[]')
              from team_member m
              join officer o on (o.authority_id, o.id) = (m.authority_id, m.officer_id)
              join inspector i on (i.authority_id, i.officer_id) = (m.authority_id, m.officer_id)
             where (m.authority_id, m.task_id, m.state) = (t.authority_id, t.id, 'assigned')) as team,
           (select jsonb_build_object('kind', d.kind, 'dueOn', d.due_on, 'provisional', d.provisional)
              from deadline d
             where (d.authority_id, d.subject_kind, d.subject_id) = (t.authority_id, 'task', t.id)
               and d.kind in ('visit', 'entry') and d.met_on is null and d.dropped_reason is null
             order by d.due_on limit 1) as deadline,
           (select jsonb_build_object('revision', r.revision, 'state', r.state, 'codes', to_jsonb(r.codes),
                     'remark', r.remark, 'enteredBy', r.entered_by, 'enteredByName', o.name,
                     'enteredAt', r.entered_at, 'opinion', r.opinion,
                     'answers', (select coalesce(jsonb_agg(jsonb_build_object('itemId', a.item_id, 'lineNo', a.line_no,
                                          'answer', a.answer, 'note', a.note) order by a.item_id, a.line_no), '[]')
                                   from answer a where (a.authority_id, a.task_id, a.revision)
                                                     = (r.authority_id, r.task_id, r.revision)),
                     'findings', (select coalesce(jsonb_agg(jsonb_build_object('itemId', f.item_id, 'text', f.text,
                                           'article', f.article, 'measure', f.measure, 'dueOn', f.due_on)
                                           order by f.finding_no), '[]')
                                    from finding f where (f.authority_id, f.task_id, f.result_revision)
                                                       = (r.authority_id, r.task_id, r.revision)))
              from result r join officer o on (o.authority_id, o.id) = (r.authority_id, r.entered_by)
             where (r.authority_id, r.task_id) = (t.authority_id, t.id)
             order by r.revision desc limit 1) as result,
           (select coalesce(jsonb_agg(jsonb_build_object('id', v.id, 'recordedBy', v.recorded_by,
                      'businessAt', v.business_at) order by v.recorded_at), '[]')
              from visit_record v where (v.authority_id, v.task_id) = (t.authority_id, t.id)) as records,
           (select coalesce(jsonb_agg(jsonb_build_object('id', a.id, 'purpose', a.purpose, 'name', a.name,
                      'sha256', a.sha256, 'uploadedBy', a.uploaded_by) order by a.recorded_at), '[]')
              from attachment a where (a.authority_id, a.family, a.subject_id) = (t.authority_id, 'task', t.id)) as attachments
      from mine t
      join unit u on (u.authority_id, u.id) = (t.authority_id, t.unit_id)
      join cycle c on (c.authority_id, c.id) = (t.authority_id, t.cycle_id)
     order by t.id`.execute(db);
  return rows;
};

/**
 * A visit that nobody is told of beforehand: its unit must not be called. And of one that is over nobody needs the number.
 */
const withoutNumber = (row: VisitRow): VisitRow => {
  const callable = row.endKind === null && (row.announced || row.visitedOn !== null);
  if (callable) return row;
  return { ...row, unit: { ...row.unit, contactPhone: maskAddress(row.unit.contactPhone) } };
};

/** What holds up a visit that is still to come. */
const recusalsByTask = async (db: Kysely<Database>, authorityId: string, rows: readonly VisitRow[]) => {
  const toCome = rows.filter(({ state }) => state === 'dispatched').map(({ id }) => id);
  const waiting = await waitingRecusals(db, authorityId, toCome);
  return ({ id }: VisitRow) =>
    waiting
      .filter(({ taskId, against }) => taskId === id && against.length > 0)
      .map(({ against, receivedAt, dueOn }) => ({
        names: against.map(({ name }) => name),
        receivedAt,
        dueOn,
      }));
};

/**
 * Everything a phone needs to do an inspector's visits without a connection: his own tasks from their dispatch on, each
 * with its unit, items, team, deadline and the result as it stands; and the checklists, once for all.
 */
export const readFieldVisits = async (
  db: Kysely<Database>,
  authorityId: string,
  officerId: string,
  today: IsoDate,
) => {
  const rows = await visitRows(db, authorityId, officerId, today);
  const recusalsOf = await recusalsByTask(db, authorityId, rows);
  const visits = rows.map((row) => ({ ...withoutNumber(row), recusals: recusalsOf(row) }));
  const itemIds = [...new Set(visits.flatMap(({ items }) => items.map(({ itemId }) => itemId)))];
  return { visits, checklist: await checklistOf(db, authorityId, itemIds) };
};
