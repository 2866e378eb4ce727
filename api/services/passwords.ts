import { randomInt } from 'node:crypto';
import { type Algorithm, hash, verify } from '@node-rs/argon2';
import { knownWordIn, type PasswordOwner } from '../../domain/account/known-words.ts';
import { Refusal } from '../../domain/failure/failures.ts';
import { whyGuessable } from './guessable.ts';

/** argon2id with the second recommended choice of RFC 9106, cut to what a small server bears: 19 MiB, two passes. */
const OPTIONS = { algorithm: 2 satisfies Algorithm, memoryCost: 19_456, timeCost: 2, parallelism: 1 };

const SHORTEST = 12;
const LONGEST = 200;

/** Letters and digits that nobody mistakes for one another. */
const ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789';
const GROUPS = 4;
const GROUP_LENGTH = 5;

/** Random letters and digits in groups, almost five bits each. */
export const randomGroups = (groups: number, length: number): string =>
  Array.from({ length: groups }, () =>
    Array.from({ length }, () => ALPHABET[randomInt(ALPHABET.length)]).join(''),
  ).join('-');

/** A password for the first sign-in: twenty characters in groups, about 99 bits. */
export const generatePassword = (): string => randomGroups(GROUPS, GROUP_LENGTH);

const GUESSABLE = {
  leaked: '这是常见的泄露密码，猜密码的人最先试它，请换一个。',
  pattern:
    '该密码由常见密码、键盘顺序、日期或者重复、连续的字符拼成，很快会被猜中；请换一个，例如几个互不相关的词。',
} as const;

/**
 * What a password must be (NIST SP 800-63B 5.1.1.2): long enough, none that is tried first, no rules of composition.
 * @param field of the request in which it came
 * @throws Refusal InvalidInput, with what is wrong and what to do
 */
export const assertUsable = async (
  password: string,
  owner: PasswordOwner,
  field = 'password',
): Promise<void> => {
  const refused = (why: string): Refusal => new Refusal('InvalidInput', why, field);
  if (password.length < SHORTEST || password.length > LONGEST)
    throw refused(`密码应为 ${SHORTEST} 至 ${LONGEST} 个字符。`);
  const word = knownWordIn(password, owner);
  if (word !== null)
    throw refused(`密码不能包含“${word}”：用户名、姓名、单位名称和本行业常用词容易被猜到，请换一个。`);
  const why = await whyGuessable(password);
  if (why !== null) throw refused(GUESSABLE[why]);
};

export const hashPassword = (password: string): Promise<string> => hash(password, OPTIONS);

/** Costs an unknown user the same time as a known one, so that the answer does not tell who exists. */
const NOBODY = hashPassword(generatePassword());

export const isPassword = async (stored: string | null, password: string): Promise<boolean> => {
  const right = await verify(stored ?? (await NOBODY), password);
  return stored !== null && right;
};
