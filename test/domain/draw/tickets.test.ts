import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { fromHex, hmacSha256, sha256Bytes, toHex, utf8 } from '../../../domain/draw/hash.ts';
import { assignmentLabel, parseUnitKey, unitKey, unitLabel } from '../../../domain/draw/labels.ts';
import { prkOf } from '../../../domain/draw/prk.ts';
import { compareTickets, ticketMachine } from '../../../domain/draw/tickets.ts';
import { vectors } from '../../support/vectors.ts';

interface Published {
  readonly vrs: {
    readonly secret: string;
    readonly randomness: string;
    readonly commitment: { readonly iterations: number; readonly hash: string };
    readonly rounds: readonly {
      readonly iterations: number;
      readonly oneTimeCode: string;
      readonly order: readonly (readonly [label: string, ticket: string])[];
    }[];
  };
}

const { vrs } = vectors<Published>('published.json');

const iterated = (secret: string, times: number): Uint8Array =>
  Array.from({ length: times }).reduce<Uint8Array>((hash) => sha256Bytes(hash), utf8(secret));

const byNode = (prk: Uint8Array, label: string): string =>
  createHmac('sha256', prk).update(label, 'utf8').update(Uint8Array.of(1)).digest('hex');

describe('tickets', () => {
  it('opens the published one-time code commitment', () => {
    expect(toHex(iterated(vrs.secret, vrs.commitment.iterations))).toBe(vrs.commitment.hash);
  });

  it.each(vrs.rounds)(
    'reproduces the published order under one-time code H^$iterations',
    ({ iterations, oneTimeCode, order }) => {
      expect(toHex(iterated(vrs.secret, iterations))).toBe(oneTimeCode);
      const machine = ticketMachine(hmacSha256(fromHex(oneTimeCode), utf8(vrs.randomness)));
      for (const [label, ticket] of order)
        expect(toHex(machine.ticket(label)).slice(0, ticket.length)).toBe(ticket);
    },
  );

  it('agrees with an HMAC of its own per label, whatever the label and its length', () => {
    const label = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 200 }),
      fc.string({ minLength: 50, maxLength: 70 }),
    );
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 32, maxLength: 32 }),
        fc.array(label, { maxLength: 5 }),
        (prk, labels) => {
          const machine = ticketMachine(prk);
          for (const each of labels) expect(toHex(machine.ticket(each))).toBe(byNode(prk, each));
        },
      ),
    );
  });

  it('takes the smallest ticket of a weighted unit', () => {
    const machine = ticketMachine(new Uint8Array(32).fill(5));
    const unit = unitKey('org', '91110000802100433B');
    const singles = [1, 2, 3, 4].map((j) => machine.ticket(unitLabel(3, unit, j)));
    const out = new Uint8Array(32);
    for (const weight of [1, 2, 3, 4]) {
      machine.unitTicketInto(3, unit, weight, out);
      expect(out).toEqual(singles.slice(0, weight).toSorted(compareTickets)[0]);
    }
  });
});

describe('labels', () => {
  it('are typed, and carry the plan row so that rows draw independently', () => {
    const unit = unitKey('vehicle', '晋F12345');
    expect(unitLabel(3, unit, 2)).toBe('unit:3/vehicle:晋F12345/2');
    expect(assignmentLabel(unit, 1, '晋执001')).toBe('asg/vehicle:晋F12345/1/晋执001');
    expect(parseUnitKey(unit)).toEqual({ type: 'vehicle', code: '晋F12345' });
  });

  it('refuse codes that could be written in two ways', () => {
    expect(() => unitKey('org', '')).toThrow(/不能为空/);
    expect(() => unitKey('org', ' 9111')).toThrow(/首尾有空格/);
    expect(() => unitKey('project', 'e\u0301')).toThrow(/NFC/);
    expect(() => unitKey('project', 'a\u0007b')).toThrow(/控制字符/);
    expect(() => parseUnitKey('company:1')).toThrow(/类型为 org/);
  });
});

describe('the key', () => {
  const announcement = 'ab'.repeat(32);
  const [dice, round] = [
    { id: 'dice', value: '1 2 3' },
    { id: 'drand', value: 'ff' },
  ];

  it('is HMAC-SHA256 over the canonical announcement and sources, salted by the one-time code or zeros', () => {
    const ikm = `{"announcement_hash":"${announcement}","sources":[{"id":"dice","value":"1 2 3"}]}`;
    const code = '11'.repeat(32);
    const plain = createHmac('sha256', new Uint8Array(32)).update(ikm).digest('hex');
    const salted = createHmac('sha256', Buffer.from(code, 'hex')).update(ikm).digest('hex');
    expect(toHex(prkOf(announcement, [dice]))).toBe(plain);
    expect(toHex(prkOf(announcement, [dice], fromHex(code)))).toBe(salted);
  });

  it('depends on the order of the sources and on every part', () => {
    const keys = [
      prkOf(announcement, [dice, round]),
      prkOf(announcement, [round, dice]),
      prkOf('cd'.repeat(32), [dice, round]),
      prkOf(announcement, [dice]),
    ].map(toHex);
    expect(new Set(keys).size).toBe(keys.length);
  });
});
