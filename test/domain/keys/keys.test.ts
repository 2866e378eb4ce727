import { createPublicKey, verify } from 'node:crypto';
import fc from 'fast-check';
import { sha256Hex } from '../../../domain/draw/hash.ts';
import { drawEventHash, NO_EVENT, nextDrawEvent } from '../../../domain/keys/draw-event.ts';
import { isSignedBy, keyIdOf, publicKeyOf, sign } from '../../../domain/keys/ed25519.ts';
import {
  entryText,
  type KeyEntry,
  type KeyRole,
  keyAt,
  keyInUse,
  keyLogFault,
} from '../../../domain/keys/key-log.ts';
import { countersignedText, preciseInstant, signedText } from '../../../domain/keys/signed-text.ts';

const AUTHORITY = 'pinglu';
const seedOf = (name: string): string => sha256Hex(name);
const idOf = (name: string): string => keyIdOf(publicKeyOf(seedOf(name)));

/** Adds an entry about the key `name`, endorsed by the keys of these names. */
const add = (
  log: readonly KeyEntry[],
  event: KeyEntry['event'],
  role: KeyRole,
  name: string,
  endorsedBy: readonly string[],
): KeyEntry[] => {
  const publicKey = publicKeyOf(seedOf(name));
  const no = log.length + 1;
  const entry: KeyEntry = {
    ...{ no, event, role, alg: 'ed25519', public_key: publicKey, key_id: keyIdOf(publicKey) },
    at: preciseInstant(`2021-01-${String(no).padStart(2, '0')}T00:00:00.000Z`),
    holder: '分管负责人',
    endorsements: [],
  };
  const text = entryText(AUTHORITY, entry);
  const endorsements = endorsedBy.map((key) => ({ key_id: idOf(key), value: sign(seedOf(key), text) }));
  return [...log, { ...entry, endorsements }];
};

const FOUNDED = add(add([], 'made', 'supervisor', 's1', ['s1']), 'made', 'operator', 'o1', ['o1', 's1']);
const fault = (log: readonly KeyEntry[]) => keyLogFault(AUTHORITY, log);

describe('a signature', () => {
  it('is Ed25519 as RFC 8032 has it (test 2), and as Node’s own OpenSSL verifies it', () => {
    const seed = '4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb';
    expect(publicKeyOf(seed)).toBe('3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c');
    expect(sign(seed, 'r')).toBe(
      '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
    );
    const text = signedText('receipt', 'pinglu/2021-001', sha256Hex('record'));
    expect(text).toBe(`dr-1/receipt/pinglu/2021-001/${sha256Hex('record')}`);
    const spki = Buffer.from(`302a300506032b6570032100${publicKeyOf(seed)}`, 'hex');
    const key = createPublicKey({ key: spki, format: 'der', type: 'spki' });
    expect(verify(null, Buffer.from(text), key, Buffer.from(sign(seed, text), 'hex'))).toBe(true);
  });

  it('fits one key and one text, and nothing else is one', () => {
    const [seed, text] = [seedOf('a'), signedText('announcement', 'x/1', 'h')];
    const value = sign(seed, text);
    expect(isSignedBy(publicKeyOf(seed), text, value)).toBe(true);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 127 }), fc.integer({ min: 1, max: 15 }), (at, by) => {
        const digit = (Number.parseInt(value[at] ?? '0', 16) ^ by).toString(16);
        return !isSignedBy(publicKeyOf(seed), text, value.slice(0, at) + digit + value.slice(at + 1));
      }),
    );
    expect(isSignedBy(publicKeyOf(seedOf('b')), text, value)).toBe(false);
    expect(isSignedBy(publicKeyOf(seed), signedText('receipt', 'x/1', 'h'), value)).toBe(false);
    for (const junk of ['', 'zz', 'f'.repeat(64)]) {
      expect(isSignedBy(junk, text, value)).toBe(false);
      expect(isSignedBy(publicKeyOf(seed), text, junk)).toBe(false);
    }
  });

  it('of a countersigner binds its time', () => {
    expect(countersignedText('x/1', 'h', '2021-01-07T02:00:00.000000Z')).toBe(
      'dr-1/time/x/1/h/2021-01-07T02:00:00.000000Z',
    );
  });
});

describe('the key log', () => {
  it('begins on trust, and goes on by the supervisor’s endorsement', () => {
    expect(fault(FOUNDED)).toBeNull();
    expect(keyInUse(FOUNDED, 'operator')?.key_id).toBe(idOf('o1'));
    expect(fault(add(FOUNDED, 'rotated', 'operator', 'o2', ['o2', 's1']))).toBeNull();
    expect(fault(add(FOUNDED, 'rotated', 'operator', 'o2', ['o2', 'o1']))).toMatchObject({
      no: 3,
      what: 'endorsement',
    });
    expect(fault(add(FOUNDED, 'rotated', 'operator', 'o2', ['s1']))?.why).toContain('不能证明有人持有它');
  });

  it('lets the supervisor’s own key hand over, and a lost one be reported by those who remain', () => {
    expect(fault(add(FOUNDED, 'rotated', 'supervisor', 's2', ['s2', 's1']))).toBeNull();
    expect(fault(add(FOUNDED, 'rotated', 'supervisor', 's2', ['s2', 'o1']))?.what).toBe('endorsement');
    const lost = add(FOUNDED, 'lost', 'supervisor', 's1', ['o1']);
    expect(fault(lost)).toBeNull();
    expect(fault(add(lost, 'made', 'operator', 'o2', ['o2', 's1']))?.what).toBe('endorsement');
    expect(fault(add(lost, 'made', 'supervisor', 's2', ['s2', 'o1']))).toBeNull();
  });

  it('puts the superior’s word before that of those who remain', () => {
    const watched = add(FOUNDED, 'made', 'superior', 'top', ['top', 's1']);
    expect(fault(watched)).toBeNull();
    expect(fault(add(watched, 'lost', 'supervisor', 's1', ['o1']))?.what).toBe('endorsement');
    expect(fault(add(watched, 'lost', 'supervisor', 's1', ['top']))).toBeNull();
  });

  it.each([
    ['a second key of a role', add(FOUNDED, 'made', 'operator', 'o2', ['o2', 's1'])],
    ['a rotation of nothing', add(FOUNDED, 'rotated', 'witness', 'w1', ['w1', 's1'])],
    ['the loss of what is not in use', add(FOUNDED, 'lost', 'operator', 'o9', ['s1'])],
    ['a key that was used before', add(FOUNDED, 'rotated', 'operator', 'o1', ['o1', 's1'])],
  ])('refuses %s', (_, log) => {
    expect(fault(log)).toMatchObject({ no: 3, what: 'endorsement' });
  });

  it('finds a changed number, key id, time and holder', () => {
    const [first, second] = FOUNDED as [KeyEntry, KeyEntry];
    expect(fault([first, { ...second, no: 3 }])?.what).toBe('number');
    expect(fault([first, { ...second, key_id: idOf('x') }])?.what).toBe('key-id');
    expect(fault([first, { ...second, at: '2020-01-01T00:00:00.000000Z' }])?.what).toBe('time');
    expect(fault([first, { ...second, holder: '他人' }])?.what).toBe('endorsement');
    expect(fault([second])?.what).toBe('number');
  });

  it('keeps valid what a key signed while it was in use', () => {
    const rotated = add(FOUNDED, 'rotated', 'operator', 'o2', ['o2', 's1']);
    const lost = add(rotated, 'lost', 'operator', 'o2', ['s1']);
    const at = (day: number, key: string) =>
      keyAt(lost, idOf(key), 'operator', preciseInstant(`2021-01-0${day}T12:00:00.000Z`))?.key_id;
    expect(at(1, 'o1')).toBeUndefined();
    expect(at(2, 'o1')).toBe(idOf('o1'));
    expect(at(3, 'o1')).toBeUndefined();
    expect(at(3, 'o2')).toBe(idOf('o2'));
    expect(at(4, 'o2')).toBeUndefined();
    expect(keyAt(lost, idOf('s1'), 'operator', preciseInstant('2021-01-05T00:00:00.000Z'))).toBeUndefined();
  });
});

describe('an event of a draw', () => {
  const at = '2021-03-02T02:00:00.000000Z';
  const approver = { role: 'approver', code: 'c' };
  const event = { at, kind: 'recusal', data: { slot: 1 }, reason: '回避', evidence: null, approver } as const;

  it('is chained to the one before, and any change shows', () => {
    const first = nextDrawEvent('x/1', undefined, event);
    const second = nextDrawEvent('x/1', first, { ...event, kind: 'void', approver: null });
    expect(first).toMatchObject({ no: 1, prev: NO_EVENT });
    expect(second).toMatchObject({ no: 2, prev: first.hash });
    expect(drawEventHash('x/1', first)).toBe(first.hash);
    expect(drawEventHash('x/2', first)).not.toBe(first.hash);
    for (const changed of [{ reason: null }, { data: { slot: 2 } }, { no: 2 }, { kind: 'void' as const }]) {
      expect(drawEventHash('x/1', { ...first, ...changed })).not.toBe(first.hash);
    }
  });

  it('that somebody decided names its reason and its approver', () => {
    expect(() => nextDrawEvent('x/1', undefined, { ...event, reason: null })).toThrow('检查人员回避');
    expect(() => nextDrawEvent('x/1', undefined, { ...event, approver: null })).toThrow('批准人');
  });
});
