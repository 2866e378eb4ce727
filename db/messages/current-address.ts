import { addressFor } from '../../domain/notice/address.ts';
import type { Reader } from '../actor.ts';
import { reachOf } from '../registers/reachable.ts';
import type { LockedMessage } from './lock-message.ts';

export interface CurrentAddress {
  readonly address: string | null;
  readonly contactId: string | null;
  /** Chinese; null where it can be written to. */
  readonly problem: string | null;
}

const registered = (db: Reader, { authorityId, recipientKind, recipientId }: LockedMessage) =>
  recipientKind === 'unit'
    ? db
        .selectFrom('unit')
        .select(['contactEmail as email', 'contactPhone as phone'])
        .where('authorityId', '=', authorityId)
        .where('id', '=', recipientId)
        .executeTakeFirst()
    : db
        .selectFrom('officer')
        .select(['email', 'phone'])
        .where('authorityId', '=', authorityId)
        .where('id', '=', recipientId)
        .executeTakeFirst();

/** Where a message's recipient is to be reached today: a copy by its own contact, else by the first that can be. */
export const currentAddress = async (db: Reader, message: LockedMessage): Promise<CurrentAddress> => {
  const { authorityId, recipientKind: kind, recipientId: id, channel, copyTo } = message;
  const own = (await registered(db, message)) ?? { email: null, phone: null };
  const { contacts } = await reachOf(db, authorityId, [{ kind, id, ...own }]);
  const candidates = contacts
    .filter(({ contactId }) => copyTo === '' || contactId === copyTo)
    .map((contact): CurrentAddress => {
      const { address, problem } = addressFor(channel, { kind, email: contact.email, phone: contact.phone });
      const suppressed = channel === 'email' ? contact.emailSuppressed : contact.phoneSuppressed;
      const why =
        problem ?? (suppressed === null ? null : `该地址已停用：${suppressed}，请更正联系方式后重发`);
      return { address, contactId: contact.contactId, problem: why };
    });
  return (
    candidates.find(({ problem }) => problem === null) ??
    candidates[0] ?? { address: null, contactId: null, problem: '没有登记联系方式，请在名录中补录后重发' }
  );
};
