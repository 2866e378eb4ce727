/** Draws the list of `order-tables.ts` by DR-1: reads it from PostgreSQL, writes order and record, prints what it took. */
import { sql } from 'kysely';
import { nativeHash } from '../../activities/draw/native-hash.ts';
import { labelsOf, positions, ticketsOf } from '../../activities/draw/store-order.ts';
import { recordText, storeRecord } from '../../activities/draw/store-record.ts';
import { whileDrawn } from '../../activities/draw/while-drawn.ts';
import { jsonb } from '../../db/actor.ts';
import { openDatabase } from '../../db/connect.ts';
import type { AnnouncementPlan } from '../../domain/draw/build-announcement.ts';
import { beginLineDraw } from '../../domain/draw/draw-lines.ts';
import { type RosterEntry, rosterCommitter } from '../../domain/draw/roster.ts';
import { loadConfig } from '../../runtime/environment.ts';
import { announcementFor } from './order-announcement.ts';
import { linesOf } from './order-lines.ts';

export interface OrderFigures {
  readonly readSeconds: number;
  readonly seconds: number;
  readonly writeSeconds: number;
  /** Processor time of this process, in the drawing alone. */
  readonly cpuSeconds: number;
  readonly peakMemoryMiB: number;
}

const db = openDatabase(loadConfig().databaseUrl ?? '', { max: 3 });

const [mode = 'draw'] = process.argv.slice(2);
if (mode === 'announce') {
  const committer = rosterCommitter('bench', { merkle: true });
  for await (const lines of linesOf(db))
    for (const line of new TextDecoder().decode(lines).trimEnd().split('\n'))
      committer.add(JSON.parse(line) as RosterEntry);
  const announcement: AnnouncementPlan = announcementFor(committer.finish());
  const { buildAnnouncement } = await import('../../domain/draw/build-announcement.ts');
  const built = jsonb(buildAnnouncement(announcement).announcement);
  await sql`create table announced (announcement jsonb not null)`.execute(db);
  await sql`insert into announced values (${built})`.execute(db);
  await sql`create table recorded (like draw_record including all)`.execute(db);
} else {
  const { rows } = await sql<{ announcement: never }>`select announcement from announced`.execute(db);
  const [{ announcement } = { announcement: null as never }] = rows;
  const from = performance.now();
  const cpuBefore = process.cpuUsage();
  const text = recordText();
  const draw = beginLineDraw({
    ...{ announcement, sources: [{ id: 'rehearsal', value: 'bench' }] },
    startHash: nativeHash('hkdf-sha256-min-v1'),
    takeRecord: text.take,
  });
  for await (const lines of linesOf(db)) draw.add(lines);
  const read = performance.now();
  const drawn = await db.transaction().execute(async (trx) => {
    await whileDrawn(draw.steps(), async ({ id, order }) => {
      await sql`
        insert into drawn (stratum, position, code, ticket)
        select ${id}, ${positions(0, order)}, ${labelsOf(order)}, ${ticketsOf(order)}`.execute(trx);
    });
    const all = performance.now();
    await storeRecord({ trx, authorityId: 'bench' }, String(process.pid), text, sql`recorded`);
    return all;
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
