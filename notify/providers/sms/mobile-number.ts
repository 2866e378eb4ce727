import { createHash } from 'node:crypto';

/** Eleven digits of a mainland number, without country code and signs. */
export const nationalNumber = (number: string): string =>
  number.replace(/[\s-]/g, '').replace(/^(?:\+86|0086|86(?=1\d{10}$))/, '');

const TAG_LENGTH = 12;

/**
 * Stands for a number in a reference, where one reference of the provider covers many numbers: references turn up in
 * logs and screens, numbers must not.
 */
export const numberTag = (number: string): string =>
  createHash('sha256').update(nationalNumber(number)).digest('hex').slice(0, TAG_LENGTH);

/** The reference of one number's message under the name of a whole call. */
export const referenceOf = (call: string, number: string): string => `${call}/${numberTag(number)}`;

/** The name of the call that a reference belongs to. */
export const callOf = (reference: string): string => reference.replace(/\/[^/]*$/, '');
