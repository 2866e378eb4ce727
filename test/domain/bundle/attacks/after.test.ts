/** Attacks of DR-1 section 7 on what is recorded once it is drawn. */
import { nextDrawEvent } from '../../../../domain/keys/draw-event.ts';
import { DRAW_ID } from '../../../support/bundle/facts-of-the-draw.ts';
import { nextKeyEntry, secretOf } from '../../../support/bundle/keys.ts';
import { rightfulSeat, teamsOf } from '../../../support/bundle/rightful-seat.ts';
import { addEvent } from '../../../support/bundle/signing.ts';
import { rewritten } from '../../../support/bundle.ts';
import type { Files } from '../../../support/tamper.ts';
import { documents, made, profile, seed, verdict } from './attacker.ts';

describe('what happens afterwards is bent', () => {
  const { strata, visits } = documents['record.json'];
  const first = strata.find(({ id }) => id === '2');
  const [drawn] = first?.order ?? [];
  const reserve = first?.order.slice(first.quota) ?? [];
  const substitution = (substitute: number, passed: number[], why = 'not-operating') => ({
    at: '2023-09-20T01:00:00.000000Z',
    kind: 'substitution' as const,
    data: {
      ...{ count: 1, row: 2, stratum: first?.id, unit: drawn?.unit, unit_status: 'closed' },
      substitute: reserve[substitute]?.unit ?? null,
      position: (first?.quota ?? 0) + substitute + 1,
      passed_over: passed.map((place) => ({
        unit: reserve[place]?.unit,
        position: (first?.quota ?? 0) + place + 1,
        why,
      })),
    },
    reason: '企业已注销',
    evidence: '注销登记截图',
    approver: { role: 'approver', code: '0123456789abcdef' },
  });
  const followedBy = (event: Parameters<typeof nextDrawEvent>[2]): Files =>
    rewritten(made, { 'events.json': addEvent(seed, documents['events.json'], event) });

  it('the next in the order is a rightful substitute, and so is the one after it when the first is out of business', async () => {
    expect((await verdict(followedBy(substitution(0, [])))).wrong).toBeNull();
    expect((await verdict(followedBy(substitution(1, [0])))).wrong).toBeNull();
  });

  it('a friend in reserve is not passed over in silence, nor as one who has served already', async () => {
    expect((await verdict(followedBy(substitution(1, [])))).wrong).toEqual(['events', 'substitution']);
    expect((await verdict(followedBy(substitution(1, [0], 'substituted-before')))).wrong).toEqual([
      'events',
      'substitution',
    ]);
  });

  it('a seat goes to whom the draw’s own tickets give it, and to nobody of anybody’s choice', async () => {
    const { unit = '' } = visits[0] ?? {};
    const rightful = rightfulSeat(documents, teamsOf(documents), { unit, slot: 1 });
    const people = documents['inspectors.json']?.inspectors ?? [];
    const seat = (substitute: string, barred: readonly string[] = []) => ({
      ...substitution(0, []),
      kind: 'recusal' as const,
      data: { barred, count: 1, leaving: null, slot: 1, substitute, unit },
    });
    expect((await verdict(followedBy(seat(rightful)))).wrong).toBeNull();
    expect((await verdict(followedBy(seat(rightful, [rightful])))).wrong).toEqual(['events', 'recusal']);
    for (const { id } of people.filter((each) => each.id !== rightful))
      expect((await verdict(followedBy(seat(id)))).wrong).toEqual(['events', 'recusal']);
    expect((await verdict(followedBy(seat('检77')))).wrong).toEqual(['events', 'recusal']);
  });

  it('a decision names its reason and who approved it', () => {
    expect(() => followedBy({ ...substitution(0, []), reason: null })).toThrow(/须写明理由/);
  });
});

describe('the log is rewritten', () => {
  const told = addEvent(seed, documents['events.json'], {
    at: '2023-09-21T01:00:00.000000Z',
    kind: 'void',
    data: {},
    reason: '上级机关决定',
    evidence: null,
    approver: null,
  });

  it('an event taken out of the chain breaks it', async () => {
    const [, last] = told;
    const files = rewritten(made, { 'events.json': last === undefined ? [] : [{ ...last, no: 1 }] });
    expect((await verdict(files)).wrong).toEqual(['events', 'chain']);
  });

  it('a signed event cannot be put in other words', async () => {
    const [first, last] = told;
    if (first === undefined || last === undefined) throw new Error('two events');
    const { hash: _hash, ...content } = last;
    const reworded = nextDrawEvent(DRAW_ID, first, { ...content, reason: '机器故障' }, profile);
    const files = rewritten(made, { 'events.json': [first, { ...reworded, signature: last.signature }] });
    expect((await verdict(files)).wrong).toEqual(['events', 'signature']);
  });

  it('the keys known at the sealing stay in the log', async () => {
    const files = rewritten(made, { 'keys.json': documents['keys.json'].slice(0, 3) });
    expect((await verdict(files)).wrong).toEqual(['receipt', null]);
  });

  it('a key lost before it signed signs nothing', async () => {
    const log = documents['keys.json'];
    const by = [secretOf(seed, 'supervisor')];
    const change = { event: 'lost' as const, at: '2023-02-01T01:00:00.000000Z', by };
    const lost = nextKeyEntry(log, 'operator', secretOf(seed, 'operator'), change);
    expect((await verdict(rewritten(made, { 'keys.json': [...log, lost] }))).wrong).toEqual([
      'keys',
      'not-valid-then',
    ]);
  });
});
