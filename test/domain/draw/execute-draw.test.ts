import { type AnnouncementPlan, buildAnnouncement } from '../../../domain/draw/build-announcement.ts';
import { compareUtf8 } from '../../../domain/draw/canonical.ts';
import type { AssignmentFacts, Exclusion } from '../../../domain/draw/commitments.ts';
import { assignFromPublic, explainLackingSeats } from '../../../domain/draw/draw-assignment.ts';
import { eligibilityCommitter, rootOfOpening } from '../../../domain/draw/eligibility-tree.ts';
import { beginDraw, type DrawInput, executeDraw } from '../../../domain/draw/execute-draw.ts';
import { fromHex, toHex, utf8 } from '../../../domain/draw/hash.ts';
import { merkleProof, rootFromProof } from '../../../domain/draw/merkle.ts';
import { profileOf } from '../../../domain/draw/profile.ts';
import { type PublicInspectors, publicInspectors } from '../../../domain/draw/public-inspectors.ts';
import { type DrawRecord, isRecordIntact } from '../../../domain/draw/record.ts';
import { commitRoster, entryJson, type RosterEntry } from '../../../domain/draw/roster.ts';
import { ticketMachine } from '../../../domain/draw/tickets.ts';
import { vectors } from '../../support/vectors.ts';

interface GoldenDraw extends Omit<DrawInput, 'roster'> {
  readonly name: string;
  readonly what: string;
  readonly exclusions: readonly Exclusion[];
  readonly roster: readonly RosterEntry[];
  readonly inspectors?: PublicInspectors;
  readonly record: DrawRecord;
}

const golden = vectors<GoldenDraw[]>('dr1-draws.json');
const named = (name: string): GoldenDraw => {
  const found = golden.find((each) => each.name === name);
  if (found === undefined) throw new Error(`no golden draw ${name}`);
  return found;
};

const factsOf = ({ name, facts }: GoldenDraw): AssignmentFacts => {
  if (facts === undefined) throw new Error(`the golden draw ${name} assigns nobody`);
  return facts;
};

/** The announcement as its bureau would build it: everything derived is derived anew. */
const planOf = ({ announcement, roster, exclusions, facts }: GoldenDraw): AnnouncementPlan => {
  const { schema, plan_rows, roster_hash, roster_merkle_root, exclusions_hash, ...rest } = announcement;
  const { strata, inspectors_hash, eligibility_root, ...given } = rest;
  const profile = profileOf(announcement.alg);
  const eligibility = facts === undefined ? undefined : eligibilityCommitter(facts, profile);
  for (const { code } of roster) eligibility?.add(code);
  return {
    ...given,
    strata: strata.map(
      ({ id, row, ratio, minimum, maximum, reserve, weights, after, topped_up, batches }) => ({
        ...{ id, row, reserve, weights, after, toppedUp: topped_up, batches },
        ...(maximum === undefined ? {} : { maximum }),
        ...(ratio === null ? { ratio, quota: minimum } : { ratio, minimum }),
      }),
    ),
    roster: commitRoster(announcement.draw_id, roster, profile),
    exclusions,
    ...(facts === undefined || eligibility === undefined
      ? {}
      : { facts, eligibilityRoot: eligibility.root() }),
  };
};

describe.each(golden)('golden draw: $name ($what)', (draw) => {
  it('has the announcement that the second implementation computed', () => {
    expect(buildAnnouncement(planOf(draw)).announcement).toEqual(draw.announcement);
  });

  it('gives the record of the second implementation, byte for byte', () => {
    const record = executeDraw(draw);
    expect(record).toEqual(draw.record);
    expect(isRecordIntact(record)).toBe(true);
  });

  it('publishes of the inspectors what the second implementation published', () => {
    const { announcement, facts, inspectors } = draw;
    const { assignment: rules, draw_id: drawId, plan_rows: planRows } = announcement;
    if (rules === undefined || facts === undefined) return expect(inspectors).toBeUndefined();
    expect(publicInspectors({ drawId, rules, planRows, facts }, profileOf(announcement.alg))).toEqual(
      inspectors,
    );
  });

  it('gives the same assignment from the public files alone', () => {
    const { announcement, inspectors: list, record } = draw;
    const { assignment, prk, visits } = record;
    if (assignment.status === 'not-announced' || list === undefined) return expect(list).toBeUndefined();
    const profile = profileOf(announcement.alg);
    const { ticketInto } = ticketMachine(fromHex(prk), profile);
    const { inputs } = assignment;
    for (const { slots: _slots, ...opening } of inputs.visits)
      expect(rootOfOpening(opening, inputs.leaves, profile)).toBe(announcement.eligibility_root);
    expect(assignFromPublic({ list, visits, inputs, ticketInto })).toEqual(assignment);
  });
});

describe('a draw', () => {
  const draw = named('rows share units');

  it('visits a unit drawn by several rows once, smallest row first', () => {
    const { visits, strata } = executeDraw(draw);
    expect(visits.filter(({ rows }) => rows.length > 1).length).toBeGreaterThan(0);
    expect(new Set(visits.map(({ unit }) => unit)).size).toBe(visits.length);
    const firstRows = visits.map(({ rows }) => rows[0] ?? 0);
    expect(firstRows).toEqual(firstRows.toSorted((a, b) => a - b));
    const drawn = strata.reduce((sum, { quota }) => sum + quota, 0);
    expect(visits.reduce((sum, { rows }) => sum + rows.length, 0)).toBe(drawn);
  });

  it('labels a stratum that is taken whole as certainty', () => {
    expect(executeDraw(draw).strata.map(({ id, mode }) => [id, mode])).toEqual([
      ['1', 'drawn'],
      ['2', 'drawn'],
      ['3', 'certainty'],
    ]);
  });

  it('lets one unit check itself against the cut-off', () => {
    const { prk, strata } = executeDraw(draw);
    const machine = ticketMachine(fromHex(prk));
    const ticket = new Uint8Array(32);
    for (const { id, row, quota, order, cut_off } of strata) {
      const drawn = new Set(order.slice(0, quota).map(({ unit }) => unit));
      for (const { code, stratum, w } of draw.roster) {
        if (stratum !== id) continue;
        machine.unitTicketInto(row, code, w, ticket);
        expect(compareUtf8(Buffer.from(ticket).toString('hex'), cut_off ?? '') <= 0).toBe(drawn.has(code));
      }
    }
  });

  it('lets one unit prove that it was on the roster', () => {
    const { roster, announcement } = draw;
    const leaves = roster.map((entry) => utf8(entryJson(entry)));
    const index = 17;
    const root = rootFromProof(leaves[index] ?? utf8(''), index, leaves.length, merkleProof(leaves, index));
    expect(toHex(root ?? utf8(''))).toBe(announcement.roster_merkle_root);
  });

  it('is marked as a rehearsal when its randomness is', () => {
    expect(executeDraw(draw).rehearsal).toBe(true);
    expect(executeDraw(named('a beacon')).rehearsal).toBe(false);
  });

  it('tells the office whom it lacks', () => {
    const short = named('too few people');
    const rules = short.announcement.assignment;
    if (rules === undefined) throw new Error('the golden draw assigns inspectors');
    const lacking = explainLackingSeats(rules, factsOf(short), short.record);
    expect(lacking).toHaveLength(8);
    expect(lacking[0]?.message).toMatch(/第1名检查人员无人可派：不具备该事项所需资格1人/);
  });
});

describe('a draw refuses', () => {
  const draw = named('rows share units');
  const facts = factsOf(draw);
  const [first, ...others] = draw.roster as [RosterEntry, ...RosterEntry[]];
  const withAnnouncement = (change: object): DrawInput => ({
    ...draw,
    announcement: { ...draw.announcement, ...change },
  });

  it.each<[string, DrawInput, RegExp]>([
    ['a unit taken off the roster', { ...draw, roster: others }, /抽取名单与公告不符/],
    ['a weight changed', { ...draw, roster: [{ ...first, w: 2 }, ...others] }, /抽取名单与公告不符/],
    ['a roster out of order', { ...draw, roster: [...others, first] }, /未按代码字节顺序/],
    ['a doubled unit', { ...draw, roster: [first, ...draw.roster] }, /重复/],
    [
      'a stratum nobody announced',
      { ...draw, roster: [{ ...first, stratum: '0' }, ...draw.roster] },
      /不在公告内/,
    ],
    ['a weight that is no weight', { ...draw, roster: [{ ...first, w: 0 }, ...others] }, /权重0/],
    ['another source', { ...draw, sources: [{ id: 'dice', value: '1' }] }, /随机数来源与公告不符/],
    ['a source without a value', { ...draw, sources: [{ id: 'rehearsal', value: '' }] }, /的值为空/],
    ['an unknown schema', withAnnouncement({ schema: 'dr-2' }), /不认识的抽取规则/],
    ['an unknown algorithm', withAnnouncement({ alg: 'mersenne-twister' }), /不认识的抽取规则/],
    [
      'a team of one [R211]',
      withAnnouncement({ assignment: { ...draw.announcement.assignment, team_size: 1 } }),
      /不得少于2名/,
    ],
    [
      'a quota that does not follow its ratio',
      withAnnouncement({ strata: draw.announcement.strata.map((stratum) => ({ ...stratum, quota: 1 })) }),
      /与比例算得的\d+不符/,
    ],
    [
      'an inspector added after the announcement',
      { ...draw, facts: { ...facts, inspectors: facts.inspectors.slice(1) } },
      /检查人员名单与公告不符/,
    ],
    [
      'an interest declared after the announcement',
      {
        ...draw,
        facts: {
          ...facts,
          inspectors: facts.inspectors.map((each) => ({ ...each, interests: [] })),
        },
      },
      /检查人员名单与公告不符/,
    ],
  ])('%s', (_what, input, message) => {
    expect(() => executeDraw(input)).toThrow(message);
  });

  it('to assign without the people that were announced', () => {
    const { facts: _facts, roster, ...start } = draw;
    expect(() => beginDraw(start)).toThrow(/未提供检查人员名单/);
  });
});

describe('an announcement', () => {
  const draw = named('one row');

  it('changes every ticket when any of it changes', () => {
    const other = { ...draw, announcement: { ...draw.announcement, publish_policy: 'at-the-deadline' } };
    const tickets = new Set(
      executeDraw(draw).strata.flatMap(({ order }) => order.map(({ ticket }) => ticket)),
    );
    for (const { order } of executeDraw(other).strata)
      for (const { ticket } of order) expect(tickets.has(ticket)).toBe(false);
  });

  it('reports the bounds of the plan that cannot all hold', () => {
    const plan = planOf(draw);
    const strata = plan.strata.map((each) => ({
      ...each,
      ratio: { numerator: 1, denominator: 100, kind: 'cap' as const },
    }));
    const { conflicts } = buildAnnouncement({ ...plan, strata });
    expect(conflicts.map(({ stratum, conflict }) => [stratum, conflict.code])).toEqual([
      ['1', 'cap-below-one'],
    ]);
  });

  it('notices a record that was touched afterwards [R266]', () => {
    const record = executeDraw(draw);
    expect(isRecordIntact({ ...record, visits: record.visits.slice(1) })).toBe(false);
  });
});
