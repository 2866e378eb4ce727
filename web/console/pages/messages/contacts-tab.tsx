import { Button, Flex, Segmented } from 'antd';
import { minuteOfInstant } from '../../../shared/china-time.ts';
import { holds, useMe } from '../../../shared/me.ts';
import { type DataColumn, DataTable } from '../../boards/data-table.tsx';
import { useFilter } from '../../boards/use-filter.ts';
import { OfficerPick } from '../../fields/officer-pick.tsx';
import { UnitPick } from '../../fields/unit-pick.tsx';
import { Loaded } from '../../layout/page.tsx';
import { CONTACT_ROLES, type Contact } from '../registers/contact.ts';
import { RegisterFiles } from '../registers/register-files.tsx';
import { CONTACT_TABLE, useContactList } from '../registers/use-contact-list.tsx';
import { ContactActs } from './parts/contact-acts.tsx';
import type { CHANNELS } from './words.ts';

type Channel = keyof typeof CHANNELS;

const Address = ({ contact, channel }: { readonly contact: Contact; readonly channel: Channel }) => {
  const [address, verifiedAt, suppressed] =
    channel === 'sms'
      ? [contact.phone, contact.phoneVerifiedAt, contact.phoneSuppressed]
      : [contact.email, contact.emailVerifiedAt, contact.emailSuppressed];
  if (address === null) return '—';
  const state =
    suppressed !== null
      ? `停用：${suppressed}`
      : verifiedAt === null
        ? '未核验'
        : `已核验 ${minuteOfInstant(verifiedAt)}`;
  return (
    <>
      {address}
      <div style={{ color: suppressed === null ? '#5c6b7a' : '#b3261e' }}>{state}</div>
    </>
  );
};

const COLUMNS: readonly DataColumn<Contact>[] = [
  {
    head: '联系人',
    isHead: true,
    cell: ({ name, role, isPrimary }) =>
      `${name ?? '未填姓名'}（${CONTACT_ROLES[role]}${isPrimary ? '，首选' : ''}）`,
  },
  { head: '手机', cell: (contact) => <Address contact={contact} channel="sms" /> },
  { head: '邮箱', cell: (contact) => <Address contact={contact} channel="email" /> },
  {
    head: '短信提醒',
    cell: ({ smsOptedOutAt }) =>
      smsOptedOutAt === null ? '接收' : `已谢绝 ${minuteOfInstant(smsOptedOutAt)}`,
  },
];

const ContactList = ({ path }: { readonly path: string }) => {
  const { data: me } = useMe();
  const keeps = holds(me, 'office', 'admin');
  const { query, acts, add, dialog } = useContactList(path, ContactActs);
  return (
    <Flex vertical gap={12}>
      {keeps && (
        <div>
          <Button onClick={add}>添加联系人</Button>
        </div>
      )}
      <Loaded query={query}>
        {(contacts) => (
          <DataTable {...CONTACT_TABLE} columns={keeps ? [...COLUMNS, acts] : COLUMNS} rows={contacts} />
        )}
      </Loaded>
      {dialog}
    </Flex>
  );
};

/** To whom notices go: whose address was verified, how, and who declined reminders by SMS. */
export const ContactsTab = () => {
  const { data: me } = useMe();
  const { get, set } = useFilter();
  const of = get('of') === 'officer' ? 'officer' : 'unit';
  const party = get('party');
  return (
    <Flex vertical gap={16} className="board-card">
      <Flex gap={8} wrap align="center">
        <Segmented
          aria-label="联系人属于"
          value={of}
          onChange={(value) => {
            set('party', null);
            set('of', value);
          }}
          options={[
            { value: 'unit', label: '检查对象' },
            { value: 'officer', label: '本局人员' },
          ]}
        />
        {of === 'unit' ? (
          <div style={{ width: 320, maxWidth: '100%' }}>
            <UnitPick
              label="检查对象"
              {...(party !== null && { value: party })}
              onChange={(unit) => set('party', unit ?? null)}
            />
          </div>
        ) : (
          <OfficerPick label="本局人员" value={party} onChange={(officer) => set('party', officer)} />
        )}
        {holds(me, 'office', 'admin') && <RegisterFiles register="contacts" />}
      </Flex>
      <p style={{ margin: 0, color: '#5c6b7a' }}>
        谢绝短信提醒只影响提醒短信；法定通知、升级督办和邮件照常发送。地址被退回的自动停用，更正或核验后恢复。
      </p>
      {party !== null && <ContactList path={`/api/${of}s/${encodeURIComponent(party)}/contacts`} />}
    </Flex>
  );
};
