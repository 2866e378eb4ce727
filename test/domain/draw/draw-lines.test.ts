import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { type AnnouncementPlan, buildAnnouncement } from '../../../domain/draw/build-announcement.ts';
import { compareUtf8 } from '../../../domain/draw/canonical.ts';
import { beginLineDraw } from '../../../domain/draw/draw-lines.ts';
import { type DrawInput, executeDraw } from '../../../domain/draw/execute-draw.ts';
import { utf8 } from '../../../domain/draw/hash.ts';
import type { UnitKey } from '../../../domain/draw/labels.ts';
import type { DrawStart } from '../../../domain/draw/prepare-draw.ts';
import type { DrawRecord } from '../../../domain/draw/record.ts';
import { commitRoster, entryJson, type RosterEntry } from '../../../domain/draw/roster.ts';
import { vectors } from '../../support/vectors.ts';

interface GoldenDraw extends Omit<DrawInput, 'roster'> {
  readonly name: string;
  readonly roster: readonly RosterEntry[];
  readonly record: DrawRecord;
}
const golden = vectors<GoldenDraw[]>('dr1-draws.json');

const linesOf = (roster: readonly RosterEntry[]): Uint8Array =>
  utf8(roster.map((entry) => `${entryJson(entry)}\n`).join(''));

/** @param entries in one chunk */
const drawnByLines = (
  { roster, ...start }: DrawStart & { readonly roster: readonly RosterEntry[] },
  entries = 3,
): DrawRecord => {
  const draw = beginLineDraw(start);
  for (let from = 0; from < roster.length; from += entries)
    draw.add(linesOf(roster.slice(from, from + entries)));
  return draw.finish();
};

describe.each(golden)('golden draw by lines: $name', (draw) => {
  it.each([1, 3, 100_000])(
    'gives the record of the second implementation, %i entries at a time',
    (entries) => {
      expect(drawnByLines(draw, entries)).toEqual(draw.record);
    },
  );
});

describe('a draw by lines', () => {
  /** Plain codes, long ones, ones that JSON escapes, and ones beyond ASCII and the first plane; weights; shared units. */
  const body = fc.oneof(
    fc.stringMatching(/^[0-9A-Z]{1,20}$/),
    fc.stringMatching(/^[!-~]{1,70}$/),
    fc.constantFrom('晋M12345', '𠀀1', '～2', 'a"b', 'a\\b', 'ab', 'a'),
  );
  const codes = fc.uniqueArray(
    fc
      .tuple(fc.constantFrom('org', 'vehicle', 'ship', 'person'), body)
      .map(([type, code]) => `${type}:${code}` as UnitKey),
    { minLength: 1, maxLength: 120 },
  );
  const ids = ['1', '2/一类', '2/own"', '3'];
  const rosters = codes.chain((units) =>
    fc
      .array(fc.tuple(fc.subarray(ids, { minLength: 1 }), fc.constantFrom(1, 1, 1, 2, 7)), {
        minLength: units.length,
        maxLength: units.length,
      })
      .map((places) =>
        units
          .flatMap((code, n) => {
            const [strata, w] = places[n] ?? [['1'], 1];
            return strata.map((stratum): RosterEntry => ({ code, stratum, w: stratum === '1' ? w : 1 }));
          })
          .sort((a, b) => compareUtf8(a.code, b.code) || compareUtf8(a.stratum, b.stratum)),
      ),
  );

  const sources = [{ id: 'sealed', value: 'seed' }];
  const announcementOf = (roster: readonly RosterEntry[]) => {
    const plan: AnnouncementPlan = {
      ...{ alg: 'hkdf-sha256-min-v1', bureau: '局', cycle: '2021-1', purpose: 'regular', batch: 1 },
      ...{ draw_no: '2021-001', draw_id: 'lines', announced_at: '2021-02-26T01:00:00.000000Z' },
      ...{ rehearsal: true, signers: null, notice_hours: 0, otc_commit: 'none', publish_policy: '即时' },
      ...{
        witness_required: false,
        sign_off_working_days: 0,
        verifier_sha256: 'none',
        software_version: 't',
      },
      strata: ids.map((id, n) => ({
        ...{ id, row: n < 1 ? 1 : n < 3 ? 2 : 3, weights: n === 0 ? 'w1' : 'none' },
        ...{
          after: n === 2 ? ['2/一类'] : [],
          ratio: { numerator: 30, denominator: 100, kind: 'exact' as const },
        },
      })),
      roster: commitRoster('lines', roster),
      exclusions: [],
      sources: [{ id: 'sealed', kind: 'rehearsal', normalisation: '-', when: '-', where: '-' }],
      fallback: {
        wait_until: '2021-03-26T01:00:00.000000Z',
        // biome-ignore lint/suspicious/noThenProperty: the announcement's word
        then: 'void',
        lack_of_people: 'void',
        text: '作废',
      },
    };
    return buildAnnouncement(plan).announcement;
  };

  it('gives the record of a draw by entries, however the lines come in', () => {
    fc.assert(
      fc.property(rosters, fc.integer({ min: 1, max: 150 }), fc.boolean(), (roster, entries, isPlatform) => {
        const start = { announcement: announcementOf(roster), sources };
        const hashing = isPlatform ? { startHash: () => createHash('sha256') } : {};
        expect(drawnByLines({ ...start, roster, ...hashing }, entries)).toEqual(
          executeDraw({ ...start, roster }),
        );
      }),
      { numRuns: 120 },
    );
  });

  const roster: RosterEntry[] = ['org:A1', 'org:A2', 'ship:晋1', 'vehicle:B1'].map((code) => ({
    ...{ code: code as UnitKey, stratum: '1', w: 1 },
  }));
  const start = { announcement: announcementOf(roster), sources };
  const refusal = (work: () => unknown): string => {
    try {
      work();
    } catch (error) {
      if (error instanceof RangeError) return error.message;
      throw error;
    }
    return 'nothing was refused';
  };
  const entry = (code: string, stratum = '1', w = 1): RosterEntry => ({ code: code as UnitKey, stratum, w });

  it.each([
    ['disorder', entry('org:A0')],
    ['disorder of types', entry('org:Z')],
    ['a beginning of the code before', entry('vehicle:B')],
    ['a unit twice in a stratum', entry('vehicle:B1')],
    ['an unknown type', entry('wagon:1')],
    ['no type', entry('zzz')],
    ['no code', entry('vehicle:')],
    ['a space at the end', entry('vehicle:C ')],
    ['what is not NFC', entry('vehicle:\ufb33')],
    ['weight 0', entry('vehicle:C', '1', 0)],
    ['weight 1001', entry('vehicle:C', '1', 1001)],
    ['weight 10000', entry('vehicle:C', '1', 10_000)],
    ['a broken weight', entry('vehicle:C', '1', 1.5)],
    ['a stratum that was not announced', entry('vehicle:C', '9')],
    ['one too many', entry('vehicle:C')],
  ])('refuses %s in the words of a draw by entries', (_what, wrong) => {
    const given = [...roster, wrong];
    const said = refusal(() => executeDraw({ ...start, roster: given }));
    expect(said).not.toBe('nothing was refused');
    for (const entries of [1, 100])
      expect(refusal(() => drawnByLines({ ...start, roster: given }, entries))).toBe(said);
  });

  it('refuses what a draw by entries refuses, and takes what it takes, whatever the code', () => {
    const blank = fc.constantFrom(
      ' ',
      '\u3000',
      '\u00a0',
      '\u0085',
      '\ufeff',
      '\u007f',
      '\u0007',
      '"',
      '\\',
      '/',
      ':',
    );
    const piece = fc.oneof(
      blank,
      fc.string({ unit: 'grapheme', maxLength: 3 }),
      fc.string({ unit: 'binary', maxLength: 2 }),
    );
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 4 }),
        fc.constantFrom('vehicle:', 'vehicle:C', 'vehicle'),
        (pieces, type) => {
          const wrong = entry(`${type}${pieces.join('')}`);
          const given = [...roster, wrong];
          const plain = refusal(() => executeDraw({ ...start, roster: given }));
          expect(refusal(() => drawnByLines({ ...start, roster: given }))).toBe(plain);
        },
      ),
      { numRuns: 150 },
    );
  });

  it('refuses every list with a byte changed', () => {
    const bytes = linesOf(roster);
    for (let at = 0; at < bytes.length; at += 1) {
      for (const bit of [1, 32]) {
        const changed = bytes.slice();
        changed[at] = (changed[at] ?? 0) ^ bit;
        const draw = beginLineDraw(start);
        expect(() => {
          draw.add(changed);
          draw.finish();
        }).toThrow();
      }
    }
  });

  it.each([
    ['blanks', '{"code": "vehicle:C","stratum":"1","w":1}\n'],
    ['members in another order', '{"stratum":"1","code":"vehicle:C","w":1}\n'],
    ['another member', '{"code":"vehicle:C","stratum":"1","w":1,"x":1}\n'],
    ['a zero before the weight', '{"code":"vehicle:C","stratum":"1","w":01}\n'],
    ['an escape that is not needed', '{"code":"vehicle:\\u0043","stratum":"1","w":1}\n'],
    [
      'two entries in a line',
      '{"code":"vehicle:C","stratum":"1","w":1},{"code":"vehicle:D","stratum":"1","w":1}\n',
    ],
    ['a line that is cut off', '{"code":"vehicle:C","stratum":"1","w":1}'],
    ['an empty line', '\n'],
  ])('refuses %s', (_what, line) => {
    const draw = beginLineDraw(start);
    draw.add(linesOf(roster));
    expect(() => draw.add(utf8(line))).toThrow();
  });

  it('refuses a list of which an entry is missing', () => {
    expect(() => drawnByLines({ ...start, roster: roster.slice(1) })).toThrow(/抽取名单/);
  });
});
