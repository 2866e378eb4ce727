import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import type { z } from 'zod';
import type { attachment } from '../../../../../api/resources/task/attachment-schema.ts';
import { minuteOfInstant } from '../../../../shared/china-time.ts';
import { read } from '../../../../shared/http.ts';
import { DataTable } from '../../../boards/data-table.tsx';
import { useOfficerNames } from '../../../boards/use-officer-names.ts';
import { Section } from './section.tsx';
import type { TaskCase } from './use-case.ts';

type Attachment = z.output<typeof attachment>;

/** Who gave a file: nobody may take the unit's own for what the inspectors saw. */
const GIVEN_BY: Readonly<
  Record<Attachment['uploadedByKind'], Readonly<Record<Attachment['purpose'], string>>>
> = {
  officer: { photo: '检查人员拍摄', signature: '现场签名', document: '工作人员上传' },
  unit: { photo: '检查对象提交', signature: '检查对象提交', document: '检查对象提交' },
};

const addressOf = (id: string): string => `/api/attachments/${encodeURIComponent(id)}`;

/** Photos and papers of the visit, each with who gave it and the hash under which it is kept. */
export const Attachments = ({ taskId }: { readonly taskId: string }) => {
  const query = useQuery({
    queryKey: ['attachments', 'task', taskId],
    queryFn: () => read<{ items: readonly Attachment[] }>('/api/attachments', { family: 'task', id: taskId }),
    retry: false,
  });
  const items = query.data?.items ?? [];
  return (
    <Section title="照片与附件">
      {items.length === 0 ? (
        <p className="quiet-text">
          {query.isPending ? '正在读取……' : '没有照片和附件。检查人员在现场拍摄、上传的会列在这里。'}
        </p>
      ) : (
        <ul className="case-photos">
          {items.map(({ id, name, mediaType, sha256, uploadedByKind, purpose, takenAt, businessAt }) => (
            <li key={id}>
              <figure>
                <a href={addressOf(id)} target="_blank" rel="noreferrer">
                  {mediaType.startsWith('image/') ? (
                    <img src={addressOf(id)} alt={name} loading="lazy" />
                  ) : (
                    name
                  )}
                </a>
                <figcaption className="board-small">
                  <strong>{GIVEN_BY[uploadedByKind][purpose]}</strong>
                  {`　${name}　${minuteOfInstant(takenAt ?? businessAt)} ${
                    takenAt === null ? '提交' : purpose === 'signature' ? '签名' : '拍摄'
                  }`}
                  <span className="case-hash"> {sha256.slice(0, 16)}…</span>
                </figcaption>
              </figure>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
};

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
        <details>
          <summary>更早的 {rows.length - LATEST} 条</summary>
          {table(rows.slice(LATEST))}
        </details>
      )}
    </Section>
  );
};
