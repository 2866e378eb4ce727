import fc from 'fast-check';
import type { ImportedPlan } from '../../../../domain/plan/import/import-plan.ts';
import { importPlan } from '../../../../domain/plan/import/import-plan.ts';
import { planTableJson } from '../../../../domain/plan/import/plan-table.ts';
import { linesOf, soundRows } from './tables.ts';

const SOUND = soundRows();
const TRUTH = planTableJson(importPlan(linesOf(SOUND))).rows;
const RUNS = 40;

type Lines = readonly (readonly string[])[];

/** Rows that are wrong without a doubt naming them, or null without a doubt about that field. */
const silentFaults = (plan: ImportedPlan): string[] => {
  const { rows } = planTableJson(plan);
  const about = (place: number) => plan.doubts.filter((doubt) => doubt.place === place);
  const faults = rows.flatMap((row, index) => {
    const truth = TRUTH[index];
    const doubts = about(index + 1);
    return (Object.keys(row) as (keyof typeof row)[]).flatMap((field) => {
      if (row[field] === truth?.[field]) return [];
      const named = doubts.some((doubt) => row[field] !== null || doubt.field === field);
      return named ? [] : [`row ${index + 1} ${field}: ${row[field]} for ${truth?.[field]}`];
    });
  });
  const lost =
    rows.length < TRUTH.length && !plan.doubts.some(({ field }) => field === 'table' || field === 'number');
  return lost ? [...faults, `${rows.length} rows`] : faults;
};

const expectNoSilentFault = (lines: Lines) => expect(silentFaults(importPlan(linesOf(lines)))).toEqual([]);

const rowAt = fc.nat(SOUND.length - 1);
const columnAt = fc.nat(8);

const cut = (text: string, share: number): [string, string] => {
  const at = Math.round(text.length * share);
  return [text.slice(0, at), text.slice(at)];
};

const replaceRow = (row: number, lines: Lines): Lines =>
  SOUND.flatMap((cells, at) => (at === row ? lines : [cells]));

describe('a damaged plan table is never read wrongly in silence [R278]', () => {
  it('reads the sound table whole, without a doubt', () => {
    const plan = importPlan(linesOf(SOUND));
    expect(plan.doubts).toEqual([]);
    expect(plan.rows).toHaveLength(15);
    expect(TRUTH.flatMap((row) => Object.values(row))).not.toContain(null);
  });

  it('asks for a cell that was emptied', () => {
    fc.assert(
      fc.property(rowAt, columnAt, (row, column) =>
        expectNoSilentFault(
          replaceRow(row, [(SOUND[row] ?? []).map((cell, at) => (at === column ? '' : cell))]),
        ),
      ),
      { numRuns: RUNS },
    );
  });

  it('asks for a cell that was taken out, the rest moved to the left', () => {
    fc.assert(
      fc.property(rowAt, columnAt, (row, column) =>
        expectNoSilentFault(replaceRow(row, [(SOUND[row] ?? []).filter((_, at) => at !== column)])),
      ),
      { numRuns: RUNS },
    );
  });

  it('reads a row whose cells were moved to the right', () => {
    fc.assert(
      fc.property(rowAt, columnAt, fc.integer({ min: 1, max: 3 }), (row, column, empties) => {
        const cells = SOUND[row] ?? [];
        const moved = [...cells.slice(0, column), ...Array<string>(empties).fill(''), ...cells.slice(column)];
        const plan = importPlan(linesOf(replaceRow(row, [moved])));
        expect(planTableJson(plan)).toEqual({ rows: TRUTH, doubts: [] });
      }),
      { numRuns: RUNS },
    );
  });

  it('takes up to four cells out of up to three rows', () => {
    const holes = fc.array(fc.tuple(rowAt, fc.uniqueArray(columnAt, { minLength: 1, maxLength: 4 })), {
      minLength: 1,
      maxLength: 3,
    });
    fc.assert(
      fc.property(holes, fc.boolean(), (taken, keepEmpty) => {
        const damaged = SOUND.map((cells, row) => {
          const columns = taken.filter(([at]) => at === row).flatMap(([, gone]) => gone);
          return keepEmpty
            ? cells.map((cell, at) => (columns.includes(at) ? '' : cell))
            : cells.filter((_, at) => !columns.includes(at));
        });
        expectNoSilentFault(damaged);
      }),
      { numRuns: RUNS },
    );
  });

  it.each([2, 3])('joins a row whose cells are wrapped over %i lines', (count) => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    const cellShares = fc.array(share, { minLength: count - 1, maxLength: count - 1 });
    const shares = fc.array(cellShares, { minLength: 9, maxLength: 9 });
    fc.assert(
      fc.property(rowAt, shares, fc.boolean(), fc.boolean(), (row, at, collapse, blankLine) => {
        const pieces = (SOUND[row] ?? []).map((cell, index) => {
          const ends = [...(at[index] ?? [])]
            .sort((a, b) => a - b)
            .map((end) => Math.round(end * cell.length));
          return [0, ...ends].map((start, piece) => cell.slice(start, ends[piece]));
        });
        const lines = Array.from({ length: count }, (_, line) => pieces.map((cell) => cell[line] ?? ''));
        const shown = lines.map((cells) => (collapse ? cells.filter((cell) => cell !== '') : cells));
        expectNoSilentFault(replaceRow(row, blankLine ? shown.flatMap((cells) => [cells, ['']]) : shown));
      }),
      { numRuns: RUNS },
    );
  });

  it('joins a row whose line is broken in the middle of a cell', () => {
    fc.assert(
      fc.property(rowAt, fc.double({ min: 0.01, max: 0.99, noNaN: true }), (row, share) => {
        const [upper, lower] = cut((SOUND[row] ?? []).join('\t'), share);
        expectNoSilentFault(replaceRow(row, [upper.split('\t'), lower.split('\t')]));
      }),
      { numRuns: RUNS },
    );
  });

  it('doubts every number that stands one row too high or too low', () => {
    fc.assert(
      fc.property(rowAt, fc.constantFrom(1, -1), (from, step) => {
        const numbers = SOUND.map(([number]) => number ?? '');
        const moved = SOUND.map(([number = '', ...cells], at) => {
          const other = at < from ? number : (numbers[at + step] ?? '');
          return [step < 0 && at === from ? '' : other, ...cells];
        });
        expectNoSilentFault(moved);
      }),
      { numRuns: RUNS },
    );
  });

  it('doubts a row that stands twice', () => {
    fc.assert(
      fc.property(rowAt, (row) => {
        const cells = SOUND[row] ?? [];
        const { doubts } = importPlan(linesOf(replaceRow(row, [cells, cells])));
        expect(doubts.some(({ field, text }) => field === 'number' && text === cells[0])).toBe(true);
      }),
      { numRuns: RUNS },
    );
  });

  it('doubts the numbering where a row was lost', () => {
    fc.assert(
      fc.property(fc.nat(13), (row) => {
        const { doubts } = importPlan(linesOf(replaceRow(row, [])));
        expect(doubts.some(({ field }) => field === 'number')).toBe(true);
      }),
      { numRuns: RUNS },
    );
  });
});
