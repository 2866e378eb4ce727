import { sql } from 'kysely';
import type { IsoDate } from '../../domain/calendar/dates.ts';
import { compareUtf8 } from '../../domain/draw/canonical.ts';
import type { Exclusion } from '../../domain/draw/commitments.ts';
import { type UnitKey, type UnitType, unitKey } from '../../domain/draw/labels.ts';
import type { Profile } from '../../domain/draw/profile.ts';
import { type RosterCommitment, rosterCommitter } from '../../domain/draw/roster.ts';
import type { CyclePlanRow } from '../shared/cycle-plan-rows.ts';
import { beat } from '../shared/heartbeat.ts';
import type { Step } from '../shared/step.ts';
import { RosterWriter } from './roster-file.ts';

/** Why a unit of a row's category and area is not on its list: published with it. */
export type ExclusionReason =
  | 'not-operating'
  | 'founding-date-unknown'
  | 'founded-after-cut-off'
  | 'already-drawn';

export interface FrozenRow {
  readonly number: string;
  /** Gzipped, see `roster-file.ts`. */
  readonly data: Buffer;
  readonly entries: number;
  /** A unit of the row has a weight other than 1. */
  readonly weighted: boolean;
}

export interface FrozenRoster {
  readonly commitment: RosterCommitment;
  readonly exclusions: readonly Exclusion[];
  readonly rows: readonly FrozenRow[];
}

interface ListedUnit {
  readonly kind: UnitType;
  readonly code: string;
  readonly category: string;
  readonly area: string;
  readonly status: string;
  readonly foundedOn: IsoDate | null;
  readonly weight: number;
  readonly alreadyDrawn: boolean;
}

/** A plan row as one stratum, with what is gathered for it. */
interface Gathering {
  readonly row: CyclePlanRow;
  readonly stratum: string;
  readonly file: RosterWriter;
  weighted: boolean;
}

const inScope = (row: CyclePlanRow, unit: ListedUnit): boolean =>
  unit.category === row.scopeCategory && (row.scopeArea === null || unit.area === row.scopeArea);

const reasonAgainst = (row: CyclePlanRow, unit: ListedUnit): ExclusionReason | null => {
  if (unit.status !== 'operating') return 'not-operating';
  if (unit.alreadyDrawn) return 'already-drawn';
  if (row.scopeFoundedBefore === null) return null;
  if (unit.foundedOn === null) return 'founding-date-unknown';
  return unit.foundedOn < row.scopeFoundedBefore ? null : 'founded-after-cut-off';
};

const PAGE = 5_000;

/** The register by a cursor of the step's own transaction: one consistent state, one page in memory. */
async function* registered(
  { trx, authorityId }: Step,
  cycleId: string,
  categories: readonly string[],
): AsyncGenerator<readonly ListedUnit[]> {
  // In byte order of `<kind>:<code>`, the order of the commitment: no kind is the beginning of another.
  await sql`
    declare roster_units no scroll cursor for
      select kind, code, category, area, status, founded_on, weight,
             exists (select from task t where (t.authority_id, t.cycle_id, t.unit_id) = (u.authority_id, ${cycleId}, u.id)) as already_drawn
        from unit u where authority_id = ${authorityId} and category = any(${categories}::text[])
       order by kind collate "C", code collate "C"`.execute(trx);
  for (;;) {
    const { rows } = await sql<ListedUnit>`fetch ${sql.lit(PAGE)} from roster_units`.execute(trx);
    if (rows.length === 0) break;
    yield rows;
    beat();
  }
  await sql`close roster_units`.execute(trx);
}

/** How the list is committed to. */
export interface RosterHashing {
  readonly profile: Profile;
  /** Is given the unit of every entry, ascending; a unit of several strata several times in a row. */
  onUnit(unit: UnitKey): void;
}

/**
 * Freezes the list of every plan row from the register (抽取名单): by the row's category, area, operating status and
 * founding cut-off; whoever is left out is named with the reason. One pass over the register serves all rows.
 */
export const freezeRoster = async (
  step: Step,
  drawId: string,
  cycleId: string,
  rows: readonly CyclePlanRow[],
  { profile, onUnit }: RosterHashing,
): Promise<FrozenRoster> => {
  const committer = rosterCommitter(drawId, { merkle: true, profile });
  const exclusions: Exclusion[] = [];
  const gatherings = rows
    .map((row): Gathering => ({ row, stratum: row.number, file: new RosterWriter(), weighted: false }))
    .sort((a, b) => compareUtf8(a.stratum, b.stratum));
  const categories = [...new Set(rows.map(({ scopeCategory }) => scopeCategory))];

  const place = async (unit: ListedUnit, code: UnitKey, gathering: Gathering): Promise<void> => {
    const { row, stratum, file } = gathering;
    const reason = reasonAgainst(row, unit);
    if (reason !== null) {
      exclusions.push({ code, row: Number(row.number), reason });
      return;
    }
    const entry = { code, stratum, w: unit.weight };
    committer.add(entry);
    onUnit(code);
    await file.add(entry);
    if (unit.weight !== 1) gathering.weighted = true;
  };

  for await (const page of registered(step, cycleId, categories)) {
    for (const unit of page) {
      const code = unitKey(unit.kind, unit.code);
      for (const gathering of gatherings) {
        if (inScope(gathering.row, unit)) await place(unit, code, gathering);
      }
    }
  }
  return {
    commitment: committer.finish(),
    exclusions,
    rows: await Promise.all(
      gatherings.map(async ({ row, file, weighted }) => ({
        number: row.number,
        data: await file.finish(),
        entries: file.entries,
        weighted,
      })),
    ),
  };
};
