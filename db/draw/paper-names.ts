/** The names on the papers of a draw, from the registers. */
import { cycleName } from '../../domain/cycle/cycle-name.ts';
import type { PaperNames } from '../../domain/documents/draw-papers.ts';
import type { UnitKey } from '../../domain/draw/labels.ts';
import type { Reader } from '../actor.ts';
import { loadSettings } from '../authority.ts';

/** Names of the drawn units and of those in reserve; a person is known by the salted hash alone. */
const unitNames = async (
  db: Reader,
  authorityId: string,
  drawId: string,
): Promise<ReadonlyMap<UnitKey, string>> => {
  const rows = await db
    .selectFrom('drawEntry')
    .innerJoin('unit', (join) =>
      join.onRef('unit.authorityId', '=', 'drawEntry.authorityId').onRef('unit.id', '=', 'drawEntry.unitId'),
    )
    .select(['drawEntry.label', 'unit.name'])
    .distinct()
    .where('drawEntry.authorityId', '=', authorityId)
    .where('drawEntry.drawId', '=', drawId)
    .where('unit.kind', '<>', 'person')
    .execute();
  return new Map(rows.map(({ label, name }) => [label as UnitKey, name]));
};

const inspectorNames = async (db: Reader, authorityId: string): Promise<ReadonlyMap<string, string>> => {
  const rows = await db
    .selectFrom('inspector')
    .innerJoin('officer', (join) =>
      join
        .onRef('officer.authorityId', '=', 'inspector.authorityId')
        .onRef('officer.id', '=', 'inspector.officerId'),
    )
    .select(['inspector.certificateNumber', 'officer.name'])
    .where('inspector.authorityId', '=', authorityId)
    .execute();
  return new Map(rows.map(({ certificateNumber, name }) => [certificateNumber, name]));
};

const signerNames = async (
  db: Reader,
  authorityId: string,
  drawId: string,
): Promise<ReadonlyMap<string, string>> => {
  const rows = await db
    .selectFrom('drawSignature')
    .innerJoin('officer', (join) =>
      join
        .onRef('officer.authorityId', '=', 'drawSignature.authorityId')
        .onRef('officer.id', '=', 'drawSignature.officerId'),
    )
    .select(['drawSignature.keyId', 'officer.name'])
    .where('drawSignature.authorityId', '=', authorityId)
    .where('drawSignature.drawId', '=', drawId)
    .execute();
  return new Map(rows.map(({ keyId, name }) => [keyId, name]));
};

const witnessName = async (db: Reader, authorityId: string, drawId: string): Promise<string | null> => {
  const witness = await db
    .selectFrom('drawWitness')
    .innerJoin('officer', (join) =>
      join
        .onRef('officer.authorityId', '=', 'drawWitness.authorityId')
        .onRef('officer.id', '=', 'drawWitness.officerId'),
    )
    .select('officer.name')
    .where('drawWitness.authorityId', '=', authorityId)
    .where('drawWitness.drawId', '=', drawId)
    .executeTakeFirst();
  return witness?.name ?? null;
};

/** The plan that a cycle follows, its rows by number. */
const planNames = async (
  db: Reader,
  authorityId: string,
  cycleId: string,
): Promise<Pick<PaperNames, 'cycle' | 'plan' | 'rows'>> => {
  const cycle = await db
    .selectFrom('cycle')
    .leftJoin('plan', (join) =>
      join.onRef('plan.authorityId', '=', 'cycle.authorityId').onRef('plan.year', '=', 'cycle.year'),
    )
    .select(['cycle.year', 'cycle.planVersion', 'cycle.windowStart', 'cycle.windowEnd'])
    .select(['plan.title', 'plan.documentNumber'])
    .where('cycle.authorityId', '=', authorityId)
    .where('cycle.id', '=', cycleId)
    .executeTakeFirstOrThrow();
  const rows = await db
    .selectFrom('planRow')
    .select(['number', 'itemText'])
    .where('authorityId', '=', authorityId)
    .where('year', '=', cycle.year)
    .where('version', '=', cycle.planVersion)
    .execute();
  const { settings } = await loadSettings(db, authorityId);
  const { title, documentNumber } = cycle;
  return {
    cycle: cycleName(settings.recurrence, cycle),
    plan: title === null ? null : `《${title}》${documentNumber === null ? '' : `（${documentNumber}）`}`,
    rows: new Map(rows.map(({ number, itemText }) => [Number(number), itemText])),
  };
};

const NO_UNITS: PaperNames['units'] = new Map();

export interface NamesWanted {
  readonly drawId: string;
  readonly cycleId: string;
  /** Not while the list is secret. */
  readonly units: boolean;
}

export const readPaperNames = async (
  db: Reader,
  authorityId: string,
  { drawId, cycleId, units }: NamesWanted,
): Promise<PaperNames> => ({
  ...(await planNames(db, authorityId, cycleId)),
  units: units ? await unitNames(db, authorityId, drawId) : NO_UNITS,
  inspectors: await inspectorNames(db, authorityId),
  signers: await signerNames(db, authorityId, drawId),
  witness: await witnessName(db, authorityId, drawId),
});
