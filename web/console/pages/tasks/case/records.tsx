import { Button } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { minuteOfInstant } from '../../../../shared/china-time.ts';
import { DataTable } from '../../../boards/data-table.tsx';
import { useOfficerNames } from '../../../boards/use-officer-names.ts';
import { Section } from './section.tsx';
import type { TaskCase } from './use-case.ts';

const CHANNELS: Readonly<Record<string, string>> = { email: '邮件', sms: '短信' };

export const Messages = ({ found }: { readonly found: TaskCase }) => {
  const nameOf = useOfficerNames();
  return (
    <Section title="通知与回执">
      <DataTable
        caption="就本案发出的通知"
        isCaptionHidden
        columns={[
          {
            head: '通知',
            isHead: true,
            cell: ({ id, noticeName }) => (
              <Link to={`/messages/${encodeURIComponent(id)}`}>{noticeName}</Link>
            ),
          },
          { head: '时间', cell: ({ businessAt }) => minuteOfInstant(businessAt) },
          {
            head: '收件人',
            cell: ({ recipientKind, recipientId, address }) => (
              <>
                {recipientKind === 'unit' ? found.unit.name : nameOf(recipientId)}
                <small>{address ?? '没有地址'}</small>
              </>
            ),
          },
          { head: '渠道', cell: ({ channel }) => CHANNELS[channel] ?? channel },
          { head: '结论', cell: ({ conclusion }) => conclusion.sentence },
        ]}
        rows={found.messages}
        rowKey={({ id }) => id}
        empty="没有发出过通知。"
      />
    </Section>
  );
};

const LATEST = 20;

export const Trail = ({ found }: { readonly found: TaskCase }) => {
  const nameOf = useOfficerNames();
  const [all, setAll] = useState(false);
  const rows = [...found.audit].reverse();
  const table = (of: typeof rows) => (
    <DataTable
      caption="留痕，最近的在前"
      isCaptionHidden
      columns={[
        { head: '时间', isHead: true, cell: ({ businessAt }) => minuteOfInstant(businessAt) },
        { head: '事项', cell: ({ name }) => name },
        {
          head: '办理人',
          cell: ({ actorKind, actorId }) =>
            actorKind === 'system' ? '系统' : actorKind === 'unit' ? found.unit.name : nameOf(actorId),
        },
        {
          head: '链上',
          cell: ({ seq, hash }) =>
            seq === null ? (
              '待封存'
            ) : (
              <span className="case-hash">{`${seq}　${hash?.slice(0, 16) ?? ''}…`}</span>
            ),
        },
      ]}
      rows={of}
      rowKey={({ id }) => String(id)}
      empty="没有留痕。"
    />
  );
  return (
    <Section title="留痕">
      {table(rows.slice(0, LATEST))}
      {rows.length > LATEST && (
        <>
          <Button className="no-print" aria-expanded={all} onClick={() => setAll(!all)}>
            {all ? '收起更早的' : `更早的 ${rows.length - LATEST} 条`}
          </Button>
          {/* On paper the whole trail stands, opened or not. */}
          <div className={all ? undefined : 'paper-only'}>{table(rows.slice(LATEST))}</div>
        </>
      )}
    </Section>
  );
};
