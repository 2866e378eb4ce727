import { Button, Popconfirm, Space } from 'antd';
import { send } from '../../../shared/http.ts';
import type { DataColumn } from '../../boards/data-table.tsx';
import { Loaded, ProblemAlert } from '../../layout/page.tsx';
import { Part } from '../../records/facts.tsx';
import { PlainTable } from '../../records/plain-table.tsx';
import { useSend } from '../../records/use-send.ts';
import { CONTACT_ROLES, type Contact } from './contact.ts';
import { CONTACT_TABLE, useContactList } from './use-contact-list.tsx';

const SUPPRESSED = '已退回，停用';

const addressText = (address: string | null, verifiedAt: string | null, suppressed: string | null) =>
  address === null
    ? '—'
    : `${address}（${suppressed !== null ? SUPPRESSED : verifiedAt === null ? '未核验' : '已核验'}）`;

const COLUMNS: readonly DataColumn<Contact>[] = [
  {
    head: '姓名',
    isHead: true,
    cell: ({ name, isPrimary }) => `${name ?? '未填姓名'}${isPrimary ? '（首选）' : ''}`,
  },
  { head: '角色', cell: ({ role }) => CONTACT_ROLES[role] ?? role },
  {
    head: '手机',
    cell: (contact) => addressText(contact.phone, contact.phoneVerifiedAt, contact.phoneSuppressed),
  },
  {
    head: '邮箱',
    cell: (contact) => addressText(contact.email, contact.emailVerifiedAt, contact.emailSuppressed),
  },
];

const Acts = ({ contact, onEdit }: { readonly contact: Contact; readonly onEdit: () => void }) => {
  const { run, busy, error } = useSend();
  const path = `/api/contacts/${contact.id}`;
  const verify = (channel: 'sms' | 'email') =>
    run(() => send('POST', `${path}/verification`, { channel }), '已登记核验');
  return (
    <Space wrap>
      <Button size="small" onClick={onEdit}>
        更改
      </Button>
      {contact.phone !== null && contact.phoneVerifiedAt === null && (
        <Button size="small" loading={busy} onClick={() => void verify('sms')}>
          手机已核验
        </Button>
      )}
      {contact.email !== null && contact.emailVerifiedAt === null && (
        <Button size="small" loading={busy} onClick={() => void verify('email')}>
          邮箱已核验
        </Button>
      )}
      <Popconfirm
        title="删除这个联系人？"
        description="变更记录仍然保留。"
        okText="删除"
        onConfirm={() => void run(() => send('DELETE', path), '已删除')}
      >
        <Button size="small" danger>
          删除
        </Button>
      </Popconfirm>
      {error !== null && <ProblemAlert error={error} />}
    </Space>
  );
};

/** 联系人: to whom notices for the unit go. Who does not keep them sees numbers masked. */
export const UnitContacts = ({ unitId, keeps }: { readonly unitId: string; readonly keeps: boolean }) => {
  const path = `/api/units/${encodeURIComponent(unitId)}/contacts`;
  const { query, acts, add, dialog } = useContactList(path, Acts);
  return (
    <Part title="联系人" actions={keeps && <Button onClick={add}>添加联系人</Button>}>
      <Loaded query={query}>
        {(contacts) => (
          <PlainTable {...CONTACT_TABLE} columns={keeps ? [...COLUMNS, acts] : COLUMNS} rows={contacts} />
        )}
      </Loaded>
      {dialog}
    </Part>
  );
};
