import type { Reader } from '../actor.ts';
import type { ShownMessage } from './message-columns.ts';

type Recipient = Pick<ShownMessage, 'recipientKind' | 'recipientId'>;

/** Names of the units and officers of a page of messages; who is not on the register any more keeps his id. */
export const recipientNames = async (
  db: Reader,
  authorityId: string,
  recipients: readonly Recipient[],
): Promise<(recipient: Recipient) => string> => {
  const names = new Map<string, string>();
  for (const kind of ['unit', 'officer'] as const) {
    const ids = [
      ...new Set(recipients.filter((one) => one.recipientKind === kind).map((one) => one.recipientId)),
    ];
    if (ids.length === 0) continue;
    const rows = await db
      .selectFrom(kind)
      .select(['id', 'name'])
      .where('authorityId', '=', authorityId)
      .where('id', 'in', ids)
      .execute();
    for (const { id, name } of rows) names.set(`${kind}/${id}`, name);
  }
  return ({ recipientKind, recipientId }) => names.get(`${recipientKind}/${recipientId}`) ?? recipientId;
};
