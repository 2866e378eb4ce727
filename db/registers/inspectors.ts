import type { Transaction } from 'kysely';
import { type IsoDate, isIsoDate } from '../../domain/calendar/dates.ts';
import { Refusal } from '../../domain/failure/failures.ts';
import { actAs, type Doing, type Reader } from '../actor.ts';
import { appendAudit } from '../audit/append-audit.ts';
import type { Database } from '../connect.ts';
import { registerHistory } from './register-history.ts';

/** One entry of the inspector register (执法检查人员名录库, R191): an officer with a certificate. */
export interface InspectorRow {
  readonly officerId: string;
  /** 执法证号. */
  readonly certificateNumber: string;
  /** First and last day of its validity. */
  readonly certificateValidFrom: IsoDate;
  readonly certificateValidTo: IsoDate;
  /** Trades the inspector may take slot 1 of a team for; the words of an item's `qualification`. */
  readonly qualifications: readonly string[];
  readonly active: boolean;
}

const problemOf = (inspector: InspectorRow, row: number): Refusal | null => {
  const refuse = (field: keyof InspectorRow, text: string) =>
    new Refusal('InvalidInput', `第 ${row} 行：${text}`, field);
  if (inspector.certificateNumber.trim() === '') return refuse('certificateNumber', '执法证号为空，请补填。');
  for (const field of ['certificateValidFrom', 'certificateValidTo'] as const) {
    if (!isIsoDate(inspector[field])) {
      return refuse(field, `执法证有效期“${inspector[field]}”不是真实日期，应写成 YYYY-MM-DD。`);
    }
  }
  return inspector.certificateValidTo < inspector.certificateValidFrom
    ? refuse('certificateValidTo', '执法证有效期的截止日期早于起始日期。')
    : null;
};

/**
 * Adds inspectors (执法检查人员) or brings them up to date (R242); whoever is not named stays as he is.
 * @throws Refusal InvalidInput that names the row
 */
export const importInspectors = async (
  trx: Transaction<Database>,
  authorityId: string,
  inspectors: readonly InspectorRow[],
  doing: Doing,
): Promise<void> => {
  if (inspectors.length === 0) return;
  for (const [index, inspector] of inspectors.entries()) {
    const problem = problemOf(inspector, index + 1);
    if (problem !== null) throw problem;
  }
  await actAs(trx, doing.actor);
  await trx
    .insertInto('inspector')
    .values(
      inspectors.map((inspector) => ({
        authorityId,
        ...inspector,
        qualifications: [...inspector.qualifications],
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(['authorityId', 'officerId']).doUpdateSet((eb) => ({
        certificateNumber: eb.ref('excluded.certificateNumber'),
        certificateValidFrom: eb.ref('excluded.certificateValidFrom'),
        certificateValidTo: eb.ref('excluded.certificateValidTo'),
        qualifications: eb.ref('excluded.qualifications'),
        active: eb.ref('excluded.active'),
      })),
    )
    .execute();
  await appendAudit(trx, {
    ...doing,
    authorityId,
    action: 'inspectors.import',
    subjectKind: 'register',
    subjectId: 'inspector',
    data: { officerIds: inspectors.map(({ officerId }) => officerId) },
  });
};

/** The register with each inspector's officer, by officer id; inactive ones (person or entry) included, marked. */
export const listInspectors = (db: Reader, authorityId: string) =>
  db
    .selectFrom('inspector')
    .innerJoin('officer', (join) =>
      join
        .onRef('officer.authorityId', '=', 'inspector.authorityId')
        .onRef('officer.id', '=', 'inspector.officerId'),
    )
    .select([
      'inspector.officerId',
      'officer.name',
      'officer.sectionId',
      'inspector.certificateNumber',
      'inspector.certificateValidFrom',
      'inspector.certificateValidTo',
      'inspector.qualifications',
    ])
    .select((eb) => eb.and([eb.ref('inspector.active'), eb.ref('officer.active')]).as('active'))
    .where('inspector.authorityId', '=', authorityId)
    .orderBy('inspector.officerId')
    .execute();

/** Every change of an inspector's entry, oldest first (R242). */
export const inspectorHistory = (db: Reader, authorityId: string, officerId: string) =>
  registerHistory(db, authorityId, 'inspector', officerId);
