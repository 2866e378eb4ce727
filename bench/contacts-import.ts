/**
 * A file of contacts (联系人) into the register, two for each unit, by the importer of the command line: all new, the
 * same file once more, and once more with every number changed. Baseline in the same run: as many plain rows in one
 * statement, with the table's indexes and triggers and without history, audit or check.
 *
 *     npm run bench:contacts -- [--rows 20000]
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { sql } from 'kysely';
import { CONTACT_COLUMNS, CONTACT_REGISTER } from '../files/registers/contacts.ts';
import { importRegister } from '../files/registers/import-register.ts';
import { addBureau } from '../test/activities/support/bureau.ts';
import { printFigure } from './support/figure.ts';
import { load } from './support/machine.ts';
import { setDatabaseStage } from './support/stage.ts';

const { values } = parseArgs({ options: { rows: { type: 'string', default: '20000' } } });
const rows = Number(values.rows);
const units = Math.ceil(rows / 2);

/** @param first digit behind 13: another one changes every number */
const fileOf = (folder: string, first: number): string => {
  const lines = Array.from({ length: rows }, (_, index) => {
    const code = `c${String(1 + Math.floor(index / 2)).padStart(5, '0')}`;
    const [role, primary] = index % 2 === 0 ? ['安全负责人', '是'] : ['法定代表人', '否'];
    return ['场站', code, role, `联系人${index}`, '', `13${first}${String(index).padStart(8, '0')}`, primary];
  });
  const path = join(folder, `contacts-${first}.csv`);
  const heads = CONTACT_COLUMNS.map(({ head }) => head);
  writeFileSync(path, [heads, ...lines].map((cells) => cells.join(',')).join('\r\n'));
  return path;
};

const seconds = async (work: () => Promise<unknown>): Promise<number> => {
  const from = performance.now();
  await work();
  return (performance.now() - from) / 1_000;
};

const loadBefore = load();
const folder = mkdtempSync(join(tmpdir(), 'bench-contacts-'));
const stage = await setDatabaseStage();
try {
  const { db } = stage;
  const authorityId = await addBureau(db, { units });
  const bring = (path: string) =>
    seconds(async () => {
      const { faults } = await importRegister(db, CONTACT_REGISTER, { path, authorityId, dryRun: false });
      if (faults.length > 0) throw new Error(faults[0]?.what ?? 'faults');
    });
  const first = fileOf(folder, 8);
  const [added, same] = [await bring(first), await bring(first)];
  const changed = await bring(fileOf(folder, 9));
  const plain = await seconds(() =>
    sql`insert into contact (authority_id, party_kind, party_id, role, name, phone, business_at, recorded_by)
        select authority_id, party_kind, party_id, role, name, phone, business_at, recorded_by
          from contact where not from_register and removed_at is null`.execute(db),
  );
  printFigure(
    {
      what: `a file of ${rows} contacts of ${units} units brought in: all new; the same file again ${same.toFixed(1)} s; with every number changed ${changed.toFixed(1)} s`,
      figure: `${added.toFixed(1)} s`,
      baseline: `as many plain rows in one statement: ${plain.toFixed(1)} s`,
      ratio: (added / plain).toFixed(1),
      goal: 'seconds, not minutes',
      command: `npm run bench:contacts -- --rows ${rows}`,
    },
    loadBefore,
  );
} finally {
  await stage.stop();
  rmSync(folder, { recursive: true });
}
