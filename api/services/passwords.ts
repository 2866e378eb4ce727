import { randomInt } from 'node:crypto';
import { type Algorithm, hash, verify } from '@node-rs/argon2';
import { Refusal } from '../../domain/failure/failures.ts';

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

/** @throws Refusal InvalidInput on a password that is too short, too long, or the username itself */
export const assertUsable = (password: string, username: string): void => {
  if (password.length < SHORTEST || password.length > LONGEST) {
    throw new Refusal('InvalidInput', `密码应为 ${SHORTEST} 至 ${LONGEST} 个字符。`, 'password');
  }
  if (password.toLowerCase().includes(username.toLowerCase())) {
    throw new Refusal('InvalidInput', '密码不能包含用户名。', 'password');
  }
};

export const hashPassword = (password: string): Promise<string> => hash(password, OPTIONS);

/** Costs an unknown user the same time as a known one, so that the answer does not tell who exists. */
const NOBODY = hashPassword(generatePassword());

export const isPassword = async (stored: string | null, password: string): Promise<boolean> => {
  const right = await verify(stored ?? (await NOBODY), password);
  return stored !== null && right;
};
