import { useQueries } from '@tanstack/react-query';
import type { z } from 'zod';
import type { attachment } from '../../../api/resources/task/attachment-schema.ts';
import { minuteOfInstant } from '../../shared/china-time.ts';
import { read } from '../../shared/http.ts';
import './attachments.css';
import { Part } from './facts.tsx';

type Attachment = z.output<typeof attachment>;

/** What files are kept under; the id of a publication is `<id>/<revision>`. */
export interface AttachedTo {
  readonly family: Attachment['family'];
  readonly id: string;
}

/** Who gave a file: nobody may take the unit's own for what the inspectors saw. */
const GIVEN_BY: Readonly<
  Record<Attachment['uploadedByKind'], Readonly<Record<Attachment['purpose'], string>>>
> = {
  officer: { photo: '检查人员拍摄', signature: '现场签名', document: '工作人员上传' },
  unit: { photo: '检查对象提交', signature: '检查对象提交', document: '检查对象提交' },
};

const addressOf = (id: string): string => `/api/attachments/${encodeURIComponent(id)}`;

const File = ({
  file: { id, name, mediaType, sha256, uploadedByKind, purpose, takenAt, businessAt },
}: {
  readonly file: Attachment;
}) => (
  <figure>
    <a href={addressOf(id)} target="_blank" rel="noreferrer">
      {mediaType.startsWith('image/') ? <img src={addressOf(id)} alt={name} loading="lazy" /> : name}
    </a>
    <figcaption className="board-small">
      <strong>{GIVEN_BY[uploadedByKind][purpose]}</strong>
      {`　${name}　${minuteOfInstant(takenAt ?? businessAt)} ${
        takenAt === null ? '提交' : purpose === 'signature' ? '签名' : '拍摄'
      }`}
      <span className="attachment-hash"> {sha256.slice(0, 16)}…</span>
    </figcaption>
  </figure>
);

/** Photos and papers kept under some subjects, each with who gave it and the hash under which it is kept. */
export const Attachments = ({
  title,
  of,
  empty,
}: {
  readonly title: string;
  readonly of: readonly AttachedTo[];
  /** What would be here. */
  readonly empty: string;
}) => {
  const queries = useQueries({
    queries: of.map(({ family, id }) => ({
      queryKey: ['attachments', family, id],
      queryFn: () => read<{ items: readonly Attachment[] }>('/api/attachments', { family, id }),
      retry: false,
    })),
  });
  const files = queries.flatMap(({ data }) => data?.items ?? []);
  const isPending = queries.some((query) => query.isPending);
  return (
    <Part title={title}>
      {files.length === 0 ? (
        <p className="quiet-text">{isPending ? '正在读取……' : empty}</p>
      ) : (
        <ul className="attachments">
          {files.map((file) => (
            <li key={file.id}>
              <File file={file} />
            </li>
          ))}
        </ul>
      )}
    </Part>
  );
};
