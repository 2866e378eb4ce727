/** Requests that make messages, one or many at once, and that read them: what an office's programs would send. */
import type { Kysely } from 'kysely';
import type { Database } from '../../db/connect.ts';
import { officersWithRole } from '../../db/officers.ts';
import { loadSyntheticAuthority } from '../../tools/synthetic/load-authority.ts';
import type { ApiProcess } from './api-process.ts';

const UNITS_OF_BULK = 100;

export interface MessageRequests {
  /** A code to one address: one message. */
  single(no: number): Promise<boolean>;
  /** A bulk notice for a hundred units, drafted. */
  bulk(no: number): Promise<boolean>;
  /** A page of messages. */
  get(no: number): Promise<boolean>;
}

const holderOf = async (db: Kysely<Database>, authorityId: string, role: 'office' | 'approver') => {
  const [holder] = await officersWithRole(db, authorityId, role, '2021-06-01');
  if (holder === undefined) throw new Error(`nobody is ${role}`);
  return holder.id;
};

/** Loads the synthetic bureau, signs its people in and prepares what the requests need. */
export const prepareMessageRequests = async (
  db: Kysely<Database>,
  api: ApiProcess,
): Promise<MessageRequests> => {
  const made = await loadSyntheticAuthority(db, 'bench');
  if (made === null) throw new Error('the bureau is there already');
  const authorityId = made.authority.id;
  const office = await api.as(authorityId, await holderOf(db, authorityId, 'office'));
  const approver = await api.as(authorityId, await holderOf(db, authorityId, 'approver'));
  const text = {
    subject: '通知',
    blocks: ['{unitName}：请报送年度材料。'],
    sms: '{unitName}：请报送年度材料。',
  };
  const draft = { notice: 'office.notice', audience: 'unit', title: '报送材料', text, reason: '年度工作' };
  const { version } = JSON.parse((await office('POST', '/api/notice-texts', draft)).body) as {
    version: number;
  };
  const approval = await approver('POST', `/api/notice-texts/office.notice/unit/${version}/approve`, {
    reason: '同意',
  });
  if (approval.status !== 200) throw new Error(`the text is not approved: ${approval.body}`);
  const unitIds = (await db.selectFrom('unit').select('id').limit(UNITS_OF_BULK).execute()).map(
    ({ id }) => id,
  );
  const contacts = await db
    .selectFrom('contact')
    .select('id')
    .where('phone', 'is not', null)
    .limit(500)
    .execute();
  if (contacts.length === 0) throw new Error('nobody has a telephone');
  const right = ({ status }: { readonly status: number }): boolean => status >= 200 && status < 300;
  return {
    single: async (no) =>
      right(
        await office('POST', `/api/contacts/${contacts[no % contacts.length]?.id}/code`, { channel: 'sms' }),
      ),
    bulk: async (no) =>
      right(
        await office('POST', '/api/campaigns', {
          ...{ name: `报送材料 ${no}`, textVersion: version, unitIds, channels: ['email', 'sms'] },
        }),
      ),
    get: async () => right(await office('GET', '/api/messages?limit=50')),
  };
};
