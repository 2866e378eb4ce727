import fc from 'fast-check';
import { mergeRosters } from '../../db/draw/merge-rosters.ts';
import { RosterWriter } from '../../db/draw/roster-file.ts';
import { mergeRosterLines } from '../../db/draw/roster-lines.ts';
import { compareUtf8 } from '../../domain/draw/canonical.ts';
import type { UnitKey } from '../../domain/draw/labels.ts';
import { entryJson, type RosterEntry } from '../../domain/draw/roster.ts';

const stored = async (entries: readonly RosterEntry[]): Promise<Buffer> => {
  const file = new RosterWriter();
  for (const entry of entries) await file.add(entry);
  return file.finish();
};

const byEntries = async (lists: readonly Buffer[]): Promise<string[]> => {
  const lines: string[] = [];
  const take = (entry: RosterEntry): void => {
    lines.push(entryJson(entry));
  };
  await mergeRosters(lists, take, () => undefined);
  return lines;
};

/** @returns the lines; the reader writes over what it was given, as a draw does */
const byLines = async (lists: readonly Buffer[]): Promise<string[]> => {
  let text = '';
  await mergeRosterLines(lists, (lines) => {
    text += new TextDecoder('utf-8', { fatal: true }).decode(lines);
    lines.fill(0x2c);
  });
  return text.split('\n').slice(0, -1);
};

/** Codes that begin alike, go on with what stands before and behind a quote, need an escape, or are not ASCII. */
const code = fc
  .array(fc.constantFrom('A', 'B', '!', '"', '#', '\\', ' x', '晋', '～', '😀'), {
    minLength: 1,
    maxLength: 3,
  })
  .map((parts): UnitKey => `org:${parts.join('')}`);
const list = (row: number) =>
  fc
    .uniqueArray(
      fc.record({ code, stratum: fc.constantFrom('', '!', '"', '/一类').map((part) => `${row}${part}`) }),
      {
        selector: ({ code: unit, stratum }) => `${unit} ${stratum}`,
        maxLength: 25,
      },
    )
    .map((places) =>
      places
        .map((place): RosterEntry => ({ ...place, w: 1 }))
        .sort((a, b) => compareUtf8(a.code, b.code) || compareUtf8(a.stratum, b.stratum)),
    );

describe('stored lists as lines', () => {
  it('come in the order in which their entries come', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.tuple(list(1), list(2), list(3)),
        fc.integer({ min: 1, max: 3 }),
        async (all, count) => {
          const lists = await Promise.all(all.slice(0, count).map(stored));
          expect(await byLines(lists)).toEqual(await byEntries(lists));
        },
      ),
      { numRuns: 200 },
    );
  });

  it('come whole over the ends of chunks, one list and two', async () => {
    const units = Array.from({ length: 20_000 }, (_, n): RosterEntry => {
      return {
        code: `vehicle:晋M${String(n).padStart(6, '0')}`,
        stratum: String(1 + (n % 2)),
        w: 1 + (n % 3),
      };
    });
    const expected = units.map(entryJson);
    expect(await byLines([await stored(units)])).toEqual(expected);
    const halves = ['1', '2'].map((row) => units.filter(({ stratum }) => stratum === row));
    expect(await byLines(await Promise.all(halves.map(stored)))).toEqual(expected);
  });

  it('are none where there are none', async () => {
    expect(await byLines([])).toEqual([]);
    expect(await byLines([await stored([]), await stored([])])).toEqual([]);
  });
});
