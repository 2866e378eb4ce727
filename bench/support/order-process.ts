/** Draws the list of `order-tables.ts` by DR-1: reads it from PostgreSQL, writes order and record, prints what it took. */
import { sql } from 'kysely';
import { nativeHash } from '../../activities/draw/native-hash.ts';
import { storedRecord } from '../../activities/draw/store-record.ts';
import { jsonb } from '../../db/actor.ts';
import { openDatabase } from '../../db/connect.ts';
import type { AnnouncementPlan } from '../../domain/draw/build-announcement.ts';
import { beginLineDraw } from '../../domain/draw/draw-lines.ts';
import { type RosterEntry, rosterCommitter } from '../../domain/draw/roster.ts';
import { loadConfig } from '../../runtime/environment.ts';
import { announcementFor } from './order-announcement.ts';

export interface OrderFigures {
  readonly readSeconds: number;
  readonly seconds: number;
  readonly writeSeconds: number;
  /** Processor time of this process, in the drawing alone. */
  readonly cpuSeconds: number;
  readonly peakMemoryMiB: number;
}

const PAGE = 20_000;
const db = openDatabase(loadConfig().databaseUrl ?? '', { max: 3 });

/** The list in the order and the words of its commitment, a page in one text: a row per unit would cost more than the draw. */
async function* pages(): AsyncGenerator<string> {
  const pageAfter = (code: string) =>
    sql<{ page: string | null; last: string | null }>`
      select string_agg('{"code":"' || code || '","stratum":"' || stratum || '","w":' || w || e'}\n', '') as page, max(code) as last
        from (select code, stratum, w from listed where code > ${code} order by code, stratum limit ${sql.lit(PAGE)}) t`.execute(
      db,
    );
  let coming = pageAfter('');
  for (;;) {
    const row = (await coming).rows[0];
    if (row === undefined || row.page === null || row.last === null) return;
    // PostgreSQL reads on while this page is drawn.
    coming = pageAfter(row.last);
    yield row.page;
  }
}

const [mode = 'draw'] = process.argv.slice(2);
if (mode === 'announce') {
  const committer = rosterCommitter('bench', { merkle: true });
  for await (const page of pages())
    for (const line of page.trimEnd().split('\n')) committer.add(JSON.parse(line) as RosterEntry);
  const announcement: AnnouncementPlan = announcementFor(committer.finish());
  const { buildAnnouncement } = await import('../../domain/draw/build-announcement.ts');
  const built = jsonb(buildAnnouncement(announcement).announcement);
  await sql`create table announced (announcement jsonb not null)`.execute(db);
  await sql`insert into announced values (${built})`.execute(db);
  await sql`create table recorded (record jsonb not null)`.execute(db);
} else {
  const { rows } = await sql<{ announcement: never }>`select announcement from announced`.execute(db);
  const [{ announcement } = { announcement: null as never }] = rows;
  const from = performance.now();
  const cpuBefore = process.cpuUsage();
  const draw = beginLineDraw({
    ...{ announcement, sources: [{ id: 'rehearsal', value: 'bench' }] },
    startHash: nativeHash('hkdf-sha256-min-v1'),
  });
  const encoder = new TextEncoder();
  // One for all pages: a new one for each would have the collector look through everything for each.
  let lines = new Uint8Array(0);
  for await (const page of pages()) {
    if (lines.length < 3 * page.length) lines = new Uint8Array(3 * page.length);
    draw.add(lines.subarray(0, encoder.encodeInto(page, lines).written));
  }

  const read = performance.now();
  const record = draw.finish();
  const drawn = performance.now();
  const places = record.strata.flatMap(({ id, order }) =>
    order.map(({ unit, ticket }, index) => `${id} ${index + 1} ${unit} ${ticket}`),
  );
  await sql`insert into drawn
            select split_part(line, ' ', 1), split_part(line, ' ', 2)::integer, split_part(line, ' ', 3),
                   split_part(line, ' ', 4)
              from string_to_table(${places.join('\n')}, e'\n') line`.execute(db);
  await db.transaction().execute(async (trx) => {
    await sql`insert into recorded values (${await storedRecord({ trx }, record)})`.execute(trx);
  });
  const written = performance.now();
  const { user, system } = process.cpuUsage(cpuBefore);
  const figures: OrderFigures = {
    cpuSeconds: (user + system) / 1_000_000,
    readSeconds: (read - from) / 1000,
    seconds: (written - from) / 1000,
    writeSeconds: (written - drawn) / 1000,
    peakMemoryMiB: Math.round(process.resourceUsage().maxRSS / 1024),
  };
  console.log(JSON.stringify(figures));
}
await db.destroy();
