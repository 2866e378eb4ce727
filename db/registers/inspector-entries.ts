import { sql, type Transaction } from 'kysely';
import type { IsoDate } from '../../domain/calendar/dates.ts';
import { Refusal } from '../../domain/failure/failures.ts';
import type { Doing, Reader } from '../actor.ts';
import type { Database } from '../connect.ts';
import { type InspectorRow, importInspectors } from './inspectors.ts';
import { giveReason } from './register-history.ts';

const UNIQUE_VIOLATION = '23505';

export interface InspectorSearch {
  /** Part of the name or of the certificate's number. */
  readonly text?: string | undefined;
  readonly sectionId?: string | undefined;
  /** Of the certificate on the day: in force, ending within {@link SOON_DAYS}, over or not yet begun. */
  readonly certificate?: 'valid' | 'ending' | 'invalid' | undefined;
  readonly onLeave?: boolean | undefined;
  readonly active?: boolean | undefined;
}

/** A certificate takes weeks to renew. */
const SOON_DAYS = 60;

/** An entry of the register of inspectors, as it stands on a day. */
export interface InspectorEntry extends Omit<InspectorRow, 'active'> {
  readonly name: string;
  readonly sectionName: string | null;
  readonly active: boolean;
  /** Last day of the leave that this day lies in; null: at work. */
  readonly leaveUntil: IsoDate | null;
  /** Visits the inspector is sent on that are not over. */
  readonly openTasks: number;
}

const entries = (authorityId: string, on: IsoDate) => sql<InspectorEntry>`
  select i.officer_id, o.name, s.name as section_name, i.certificate_number, i.certificate_valid_from,
         i.certificate_valid_to, i.qualifications, i.active and o.active as active, o.section_id,
         (select max(l.to_on) from inspector_leave l where (l.authority_id, l.officer_id) = (i.authority_id, i.officer_id)
             and ${on}::date between l.from_on and l.to_on) as leave_until,
         (select count(*) from team_member m join task t on (t.authority_id, t.id) = (m.authority_id, m.task_id)
           where (m.authority_id, m.officer_id, m.state) = (i.authority_id, i.officer_id, 'assigned')
             and t.ended_at is null and t.visited_on is null) as open_tasks
    from inspector i join officer o on (o.authority_id, o.id) = (i.authority_id, i.officer_id)
    left join section s on (s.authority_id, s.id) = (o.authority_id, o.section_id)
   where i.authority_id = ${authorityId}`;

/** The register of inspectors, by officer id; a bureau has some dozens, so they come at once. */
export const searchInspectors = async (
  db: Reader,
  authorityId: string,
  on: IsoDate,
  { text, sectionId, certificate, onLeave, active }: InspectorSearch = {},
): Promise<InspectorEntry[]> => {
  const { rows } = await sql<InspectorEntry>`
    select * from (${entries(authorityId, on)}) e
     where (${text ?? null}::text is null or strpos(name, ${text ?? null}::text) > 0
            or strpos(certificate_number, ${text ?? null}::text) > 0)
       and (${sectionId ?? null}::text is null or section_id = ${sectionId ?? null}::text)
       and (${onLeave ?? null}::boolean is null or (leave_until is not null) = ${onLeave ?? null}::boolean)
       and (${active ?? null}::boolean is null or active = ${active ?? null}::boolean)
       and (${certificate ?? null}::text is null or ${certificate ?? null}::text =
            case when ${on}::date not between certificate_valid_from and certificate_valid_to then 'invalid'
                 when certificate_valid_to <= ${on}::date + ${SOON_DAYS}::int then 'ending' else 'valid' end)
     order by officer_id`.execute(db);
  return rows;
};

/** @throws Refusal NotFound */
export const getInspectorEntry = async (
  db: Reader,
  authorityId: string,
  officerId: string,
  on: IsoDate,
): Promise<InspectorEntry> => {
  const { rows } = await sql<InspectorEntry>`
    select * from (${entries(authorityId, on)}) e where officer_id = ${officerId}`.execute(db);
  const [found] = rows;
  if (found === undefined) throw new Refusal('NotFound', `执法检查人员名录库中没有“${officerId}”。`);
  return found;
};

/**
 * Enters an officer into the register or changes the entry, with a reason.
 * @throws Refusal NotFound without such an officer, InvalidInput, WrongState where the certificate is another's
 */
export const saveInspector = async (
  trx: Transaction<Database>,
  authorityId: string,
  inspector: InspectorRow,
  reason: string,
  doing: Doing,
): Promise<void> => {
  await trx
    .selectFrom('officer')
    .select('id')
    .where('authorityId', '=', authorityId)
    .where('id', '=', inspector.officerId)
    .executeTakeFirstOrThrow(
      () =>
        new Refusal(
          'NotFound',
          `没有工作人员“${inspector.officerId}”，请先由系统管理员建立账户。`,
          'officerId',
        ),
    );
  await giveReason(trx, reason);
  try {
    await importInspectors(trx, authorityId, [inspector], doing);
  } catch (error) {
    if ((error as { code?: unknown }).code !== UNIQUE_VIOLATION) throw error;
    throw new Refusal(
      'WrongState',
      `执法证号“${inspector.certificateNumber}”已登记在他人名下，请核对。`,
      'certificateNumber',
    );
  }
};
