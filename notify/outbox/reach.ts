import type { Reachable } from '../../db/registers/reachable.ts';
import { addressFor, type CheckedAddress } from '../../domain/notice/address.ts';
import type { MessageCategory } from '../../domain/notice/categories.ts';
import { type ContactRole, mayOptOut } from '../../domain/notice/contact-roles.ts';
import type { Channel, Recipient } from './new-notice.ts';

/** Where one message goes. */
export interface Destination extends CheckedAddress {
  readonly contactId: string | null;
  /** Empty: to the party itself; else the contact who gets the same besides. */
  readonly copyTo: string;
}

const checked = (
  reachable: Reachable,
  channel: Channel,
  category: MessageCategory,
  recipient: Recipient,
): Destination => {
  const { email, phone, contactId } = reachable;
  const { address, problem } = addressFor(channel, { ...recipient, email, phone });
  const because = (why: string | null): Destination => ({ address, problem: why, contactId, copyTo: '' });
  if (problem !== null) return because(problem);
  const suppressed = channel === 'email' ? reachable.emailSuppressed : reachable.phoneSuppressed;
  if (suppressed !== null) return because(`该地址已停用：${suppressed}，请更正联系方式后重发`);
  if (reachable.smsOptedOut && mayOptOut(channel, category)) return because('收件人已谢绝短信提醒，不予发送');
  return because(null);
};

/**
 * Where a notice goes over a channel: to the party by the first of its contacts who can be reached, and besides, once
 * each, to its other contacts in the roles that the notice asks for. Who cannot be reached at all gives one destination
 * with the reason.
 */
export const destinationsOf = (
  reachables: readonly Reachable[],
  channel: Channel,
  category: MessageCategory,
  recipient: Recipient,
  askedRoles: readonly ContactRole[],
): readonly Destination[] => {
  const all = reachables.map((reachable) => checked(reachable, channel, category, recipient));
  const main = all.find(({ problem }) => problem === null);
  if (main === undefined) {
    const told = all.find(({ address }) => address !== null) ?? all[0];
    return told === undefined ? [] : [told];
  }
  const written = new Set([main.address]);
  const copies = all.filter(({ problem, address }, index) => {
    const role = reachables[index]?.role;
    if (problem !== null || role === undefined || !askedRoles.includes(role) || written.has(address))
      return false;
    written.add(address);
    return true;
  });
  return [main, ...copies.map((copy) => ({ ...copy, copyTo: copy.contactId ?? '' }))];
};
