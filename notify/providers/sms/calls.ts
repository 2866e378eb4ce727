import type { OutgoingSms } from '../provider.ts';
import type { FiledMessage } from './filed-template.ts';
import { nationalNumber } from './mobile-number.ts';

/** A message of a batch, with its place in it. */
export interface Fitted {
  readonly at: number;
  readonly message: OutgoingSms;
  readonly filed: FiledMessage;
}

/** Messages that bear the same `key`, in groups of at most `limit`, no number twice in one group. */
export const groupCalls = <T extends { readonly message: OutgoingSms }>(
  messages: readonly T[],
  key: (message: T) => string,
  limit: number,
): T[][] => {
  const open = new Map<string, { members: T[]; numbers: Set<string> }[]>();
  const groups: T[][] = [];
  for (const message of messages) {
    const number = nationalNumber(message.message.to);
    const candidates = open.get(key(message)) ?? [];
    const free = candidates.find(({ members, numbers }) => members.length < limit && !numbers.has(number));
    if (free === undefined) {
      const members = [message];
      groups.push(members);
      open.set(key(message), [...candidates, { members, numbers: new Set([number]) }]);
    } else {
      free.members.push(message);
      free.numbers.add(number);
    }
  }
  return groups;
};

/** The two halves of a call that was refused for one number in it. */
export const halves = <T>(members: readonly T[]): [T[], T[]] => {
  const middle = Math.ceil(members.length / 2);
  return [members.slice(0, middle), members.slice(middle)];
};
