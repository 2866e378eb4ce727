import { settingsSchema } from '../../api/resources/settings/settings-schema.ts';
import { DEFAULT_SETTINGS } from '../../domain/settings/settings.ts';
import { pinnedRounds } from '../../tools/drand-relay/signing-chain.ts';

const BEACON = {
  ...{ mode: 'beacon', relays: ['https://relay.example'], noticeHours: 24, roundAfterCeremonyHours: 3 },
  ...{ fallback: 'void', fallbackAfterHours: 24, ceremonyPlace: null },
};
const parse = (randomness: unknown) =>
  settingsSchema.safeParse({
    ...DEFAULT_SETTINGS,
    draw: { ...DEFAULT_SETTINGS.draw, randomness },
  });

describe('the settings of randomness over the interface', () => {
  it('may still be none: then a live draw waits', () => {
    expect(parse(null).success).toBe(true);
  });

  it('may name a source', () => {
    expect(parse(BEACON).success).toBe(true);
  });

  it.each([
    ['a seed', { ...BEACON, seed: '42' }],
    ['a chain of one’s own', { ...BEACON, chain: pinnedRounds.chain }],
    ['a public key of one’s own', { ...BEACON, publicKey: pinnedRounds.chain.publicKey }],
    ['the rehearsal’s source', { ...BEACON, mode: 'rehearsal' }],
    ['no relay', { ...BEACON, relays: [] }],
    ['eleven relays', { ...BEACON, relays: Array.from({ length: 11 }, (_, n) => `https://r${n}.example`) }],
    ['no notice', { ...BEACON, noticeHours: 0 }],
    ['a part of it', { mode: 'beacon' }],
    ['a text', 'beacon'],
  ])('cannot hold %s', (_, randomness) => {
    expect(parse(randomness).success).toBe(false);
  });

  it('say in Chinese what is wrong and where', () => {
    const [issue] = parse({ ...BEACON, relays: ['relay.example'] }).error?.issues ?? [];
    expect(issue?.path).toEqual(['draw', 'randomness']);
    expect(issue?.message).toContain('不是有效的网址');
  });
});
