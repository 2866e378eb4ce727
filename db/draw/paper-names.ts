/** The names on the papers of a draw, from the registers. */
import { sql } from 'kysely';
import { cycleName } from '../../domain/cycle/cycle-name.ts';
import type { PaperNames } from '../../domain/documents/draw-papers.ts';
import type { UnitKey } from '../../domain/draw/labels.ts';
import type { Reader } from '../actor.ts';
import { enlargementOf } from './enlargements.ts';

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

/** Names of the inspectors by their codes in this draw. */
const inspectorNames = async (
  db: Reader,
  authorityId: string,
  drawId: string,
): Promise<[string, string][]> => {
  const { rows } = await sql<{ code: string; name: string }>`
    select i ->> 'id' as code, o.name
      from draw_facts f, jsonb_array_elements(f.facts -> 'inspectors') i
      join officer o on o.authority_id = ${authorityId} and o.id = i ->> 'officerId'
     where f.authority_id = ${authorityId} and f.draw_id = ${drawId}`.execute(db);
  return rows.map(({ code, name }) => [code, name]);
};

/** Names of who read and typed the dice that count: their codes stand in the proof, in the order of the entries. */
const diceNames = async (db: Reader, authorityId: string, drawId: string): Promise<[string, string][]> => {
  const { rows } = await sql<{ code: string; name: string }>`
    select c.code, o.name
      from draw_source_proof p
      join draw_dice_entry e on (e.authority_id, e.draw_id, e.source_id) = (p.authority_id, p.draw_id, p.source_id)
       and e.attempt = (select max(l.attempt) from draw_dice_entry l
                         where (l.authority_id, l.draw_id, l.source_id) = (p.authority_id, p.draw_id, p.source_id))
      cross join lateral (values (p.proof -> 'typed_by' ->> (e.place - 1), e.typed_by),
                                 (case when e.place = 1 then p.proof ->> 'read_by' end, e.read_by)) c(code, officer_id)
      join officer o on (o.authority_id, o.id) = (p.authority_id, c.officer_id)
     where p.authority_id = ${authorityId} and p.draw_id = ${drawId} and p.kind = 'dice' and c.code is not null`.execute(
    db,
  );
  return rows.map(({ code, name }) => [code, name]);
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
    .select(['cycle.year', 'cycle.planVersion', 'cycle.number'])
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
  const { title, documentNumber } = cycle;
  return {
    cycle: cycleName(cycle),
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
  enlargement: (await enlargementOf(db, authorityId, drawId)) ?? null,
  units: units ? await unitNames(db, authorityId, drawId) : NO_UNITS,
  people: new Map([
    ...(await inspectorNames(db, authorityId, drawId)),
    ...(await diceNames(db, authorityId, drawId)),
  ]),
  signers: await signerNames(db, authorityId, drawId),
  witness: await witnessName(db, authorityId, drawId),
});
