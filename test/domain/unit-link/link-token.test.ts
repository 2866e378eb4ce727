import fc from 'fast-check';
import {
  LINK_ID_LENGTH,
  linkAddress,
  linkIdOf,
  linkIdOfToken,
  linkToken,
} from '../../../domain/unit-link/link-token.ts';

const SECRET = 'a secret of at least thirty-two characters';
const bytes = fc.uint8Array({ minLength: LINK_ID_LENGTH, maxLength: LINK_ID_LENGTH });

it('finds the link in its own token, and in no other', () => {
  fc.assert(
    fc.property(
      bytes,
      fc.integer({ min: 0, max: 27 }),
      fc.constantFrom(...'ABCxyz019-_'),
      (random, at, other) => {
        const id = linkIdOf(random);
        const token = linkToken(SECRET, id);
        expect(linkIdOfToken(SECRET, token)).toBe(id);
        const forged = token.slice(0, at) + other + token.slice(at + 1);
        if (forged !== token) expect(linkIdOfToken(SECRET, forged)).toBeNull();
        expect(linkIdOfToken(`${SECRET}.`, token)).toBeNull();
      },
    ),
  );
});

it('makes an address of 28 characters that need no escaping, so that an SMS can carry it', () => {
  const address = linkAddress('https://example.gov.cn', SECRET, linkIdOf(new Uint8Array(LINK_ID_LENGTH)));
  expect(address).toMatch(/^https:\/\/example\.gov\.cn\/u\/[\w-]{28}$/);
});
