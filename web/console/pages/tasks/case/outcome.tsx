import { Link } from 'react-router';
import { minuteOfInstant } from '../../../../shared/china-time.ts';
import { DataTable } from '../../../boards/data-table.tsx';
import { useOfficerNames } from '../../../boards/use-officer-names.ts';
import { DUTIES } from '../../../boards/words.ts';
import { CommandButton } from '../../../commands/command-button.tsx';
import { PUBLICATION_KINDS } from '../task-words.ts';
import { Section } from './section.tsx';
import { type TaskCase, useSettings } from './use-case.ts';

const referenceOf = (proof: unknown): string =>
  typeof proof === 'object' && proof !== null && 'reference' in proof ? String(proof.reference) : '—';

const PublicationCommands = ({ found }: { readonly found: TaskCase }) => {
  const newest = found.publications.at(-1);
  if (newest === undefined || newest.state === 'superseded') return null;
  const subject = `/api/publications/${encodeURIComponent(newest.id)}/revisions/${newest.revision}`;
  return (
    <span className="no-print">
      {newest.state === 'due' && (
        <CommandButton subject={subject} command="confirmChannel" label="登记公示凭证" />
      )}{' '}
      {newest.kind !== 'withdrawal' && (
        <>
          <CommandButton subject={subject} command="correctPublication" label="更正公示" />{' '}
          <CommandButton
            subject={subject}
            command="withdrawPublication"
            label="撤回公示"
            button={{ danger: true }}
          />
        </>
      )}
    </span>
  );
};

export const Publication = ({ found }: { readonly found: TaskCase }) => {
  const nameOf = useOfficerNames();
  const channels = useSettings()?.publication.channels ?? [];
  return (
    <Section title="公示" actions={<PublicationCommands found={found} />}>
      <DataTable
        caption="各渠道的公示"
        isCaptionHidden
        columns={[
          {
            head: '公示',
            isHead: true,
            cell: ({ publicationId, revision }) => {
              const of = found.publications.find(
                (each) => each.id === publicationId && each.revision === revision,
              );
              return `${PUBLICATION_KINDS[of?.kind ?? ''] ?? '公示'}（第 ${revision} 版）`;
            },
          },
          { head: '渠道', cell: ({ channel }) => channels.find(({ id }) => id === channel)?.name ?? channel },
          { head: '情况', cell: ({ state }) => (state === 'confirmed' ? '已公示' : '待公示') },
          { head: '凭证', cell: ({ proof }) => referenceOf(proof) },
          {
            head: '登记',
            cell: ({ confirmedBy, confirmedAt }) =>
              confirmedBy === null || confirmedAt === null
                ? '—'
                : `${nameOf(confirmedBy)}　${minuteOfInstant(confirmedAt)}`,
          },
        ]}
        rows={found.channels}
        rowKey={({ revision, channel }) => `${revision}/${channel}`}
        empty="尚未进入公示。检查结果审核通过后在各渠道公示。"
      />
    </Section>
  );
};

export const Rectification = ({ found }: { readonly found: TaskCase }) => (
  <Section title="整改与移送">
    <DataTable
      caption="责令改正通知书"
      isCaptionHidden
      columns={[
        {
          head: '通知书',
          isHead: true,
          cell: ({ id, number }) => <Link to={`/orders/${encodeURIComponent(id)}`}>{number}</Link>,
        },
        { head: '发出', cell: ({ issuedAt }) => minuteOfInstant(issuedAt) },
        {
          head: '问题',
          cell: ({ id }) => `${found.findings.filter(({ orderId }) => orderId === id).length} 个`,
        },
        {
          head: '复查',
          cell: ({ id }) => `${found.reinspections.filter(({ orderId }) => orderId === id).length} 次`,
        },
        { head: '了结', cell: ({ endedAt }) => (endedAt === null ? '未了结' : minuteOfInstant(endedAt)) },
      ]}
      rows={found.orders}
      rowKey={({ id }) => id}
      empty="没有责令改正通知书。"
    />
    {found.referrals.map(({ id, receiver, reason, businessAt }) => (
      <p key={id}>
        {minuteOfInstant(businessAt)} 移送{receiver}：{reason}
      </p>
    ))}
  </Section>
);

export const Deadlines = ({ found }: { readonly found: TaskCase }) => (
  <Section title="期限">
    <DataTable
      caption="本案的期限"
      isCaptionHidden
      columns={[
        { head: '事项', isHead: true, cell: ({ kind }) => DUTIES[kind] },
        { head: '期限', cell: ({ dueOn, provisional }) => `${dueOn}${provisional ? '（暂定）' : ''}` },
        {
          head: '情况',
          cell: ({ metOn, droppedReason, dueOn }) =>
            metOn !== null
              ? `${metOn} 完成${metOn > dueOn ? '（逾期）' : ''}`
              : droppedReason !== null
                ? `不再计：${droppedReason}`
                : '未完成',
        },
      ]}
      rows={found.deadlines}
      rowKey={({ subjectKind, subjectId, kind, part }) => `${subjectKind}/${subjectId}/${kind}/${part}`}
      empty="没有期限。"
    />
  </Section>
);
