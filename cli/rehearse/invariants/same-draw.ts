import { mergeRosters } from '../../../db/draw/merge-rosters.ts';
import { storedLists } from '../../../db/draw/stored-draw.ts';
import type { Announcement } from '../../../domain/draw/announcement.ts';
import type { AssignmentFacts } from '../../../domain/draw/commitments.ts';
import { beginDraw } from '../../../domain/draw/execute-draw.ts';
import type { SourceValue } from '../../../domain/draw/prk.ts';
import type { DrawRecord } from '../../../domain/draw/record.ts';
import { rehearsalSource } from '../../../workers/rehearsal-facts.ts';
import type { CheckedFact, Invariant, RehearsedYear } from './invariant.ts';

const storedDraws = ({ db, authorityId, year }: RehearsedYear) =>
  db
    .selectFrom('draw')
    .innerJoin('drawFacts', (join) =>
      join.onRef('drawFacts.authorityId', '=', 'draw.authorityId').onRef('drawFacts.drawId', '=', 'draw.id'),
    )
    .select(['draw.id', 'draw.rehearsal', 'draw.announcement', 'draw.recordHash', 'drawFacts.facts'])
    .where('draw.authorityId', '=', authorityId)
    .where('draw.year', '=', year)
    .where('draw.recordHash', 'is not', null)
    .orderBy('draw.id')
    .execute();

type StoredDraw = Awaited<ReturnType<typeof storedDraws>>[number];

/** What the source gives for a draw when it is asked anew. */
const valuesAnew = async ({ db, seed }: RehearsedYear, draw: StoredDraw): Promise<readonly SourceValue[]> => {
  const source = await rehearsalSource(db, String(seed));
  return db.transaction().execute((trx) => source.valuesOf({ trx }, draw));
};

/** The draw once more from announcement, frozen lists and seed: nothing is taken from the record. */
const drawAnew = async (year: RehearsedYear, draw: StoredDraw): Promise<DrawRecord> => {
  const computation = beginDraw({
    announcement: draw.announcement as unknown as Announcement,
    sources: await valuesAnew(year, draw),
    facts: draw.facts as unknown as AssignmentFacts,
  });
  await mergeRosters(await storedLists(year.db, year.authorityId, draw.id), computation.add, () => undefined);
  return computation.finish();
};

const ordersStored = async ({ db, authorityId }: RehearsedYear, drawId: string): Promise<Set<string>> => {
  const entries = await db
    .selectFrom('drawEntry')
    .select(['stratum', 'position', 'label', 'ticket'])
    .where('authorityId', '=', authorityId)
    .where('drawId', '=', drawId)
    .execute();
  return new Set(entries.map((entry) => `${entry.stratum} ${entry.position} ${entry.label} ${entry.ticket}`));
};

const compare = async (year: RehearsedYear, draw: StoredDraw): Promise<CheckedFact[]> => {
  const fact = `抽取 ${draw.id}`;
  try {
    const record = await drawAnew(year, draw);
    const stored = await ordersStored(year, draw.id);
    const places = record.strata.flatMap(({ id, order }) =>
      order.map(({ unit, ticket }, index) => `${id} ${index + 1} ${unit} ${ticket}`),
    );
    return [
      { fact, fault: record.record_hash === draw.recordHash ? null : '重算的记录与存档不一致' },
      {
        fact: `${fact} 名次数`,
        fault: stored.size === places.length ? null : '存档的名次多于或少于重算结果',
      },
      ...places.map((place) => ({
        fact: `${fact} ${place}`,
        fault: stored.has(place) ? null : '名次与存档不一致',
      })),
    ];
  } catch (error) {
    // A list or announcement that was tampered with does not fit its hash any more, and the draw refuses it.
    return [{ fact, fault: `不能重算：${error instanceof Error ? error.message : String(error)}` }];
  }
};

/** The same seed gives the same draw: each is computed anew and compared with what was filed, place by place. */
export const sameDraw: Invariant = async (year) =>
  (await Promise.all((await storedDraws(year)).map((draw) => compare(year, draw)))).flat();
