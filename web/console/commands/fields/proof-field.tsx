import { Input } from 'antd';
import type { Body } from '../body.ts';
import type { FieldProps } from '../form.ts';
import { ChooseOne } from './options.tsx';
import { Shell } from './shell.tsx';

type ChannelProof = Body<'confirmChannel'>['proof'];
type Draft = Partial<ChannelProof>;

const KINDS = [
  { value: 'address', label: '公示网址' },
  { value: 'receipt', label: '平台回执编号' },
  { value: 'picture', label: '页面截图' },
];
const REFERENCE: Readonly<Record<string, string>> = {
  address: '网址',
  receipt: '回执编号',
  picture: '截图文件名',
};

const HEX = (bytes: ArrayBuffer): string =>
  [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, '0')).join('');

/** The proof that a channel shows the result: an address, a receipt, or a picture with its hash, which the browser computes. */
export const ProofField = ({ id, value, onChange, errors }: FieldProps) => {
  const proof = (value ?? {}) as Draft;
  const put = (part: Draft) => onChange({ ...proof, ...part });
  const take = async (file: File | undefined) => {
    if (file === undefined) return;
    put({
      reference: file.name,
      sha256: HEX(await crypto.subtle.digest('SHA-256', await file.arrayBuffer())),
    });
  };
  return (
    <>
      <ChooseOne
        id={`${id}-kind`}
        label="凭证种类"
        options={KINDS}
        value={proof.kind ?? ''}
        onChange={(kind) => onChange({ kind: kind as ChannelProof['kind'] })}
      />
      {proof.kind === 'picture' && (
        <Shell id={`${id}-file`} label="选择截图文件" help="只在本机计算摘要；文件由本局保存。">
          <input
            id={`${id}-file`}
            type="file"
            accept="image/*"
            onChange={({ target }) => void take(target.files?.[0])}
          />
        </Shell>
      )}
      {proof.kind !== undefined && (
        <Shell
          id={`${id}-reference`}
          label={REFERENCE[proof.kind] ?? ''}
          error={errors.get('proof.reference')}
        >
          <Input
            id={`${id}-reference`}
            value={proof.reference ?? ''}
            onChange={({ target }) => put({ reference: target.value })}
          />
        </Shell>
      )}
      {proof.kind === 'picture' && (
        <Shell id={`${id}-sha`} label="截图摘要（SHA-256）" error={errors.get('proof.sha256')}>
          <Input
            id={`${id}-sha`}
            value={proof.sha256 ?? ''}
            onChange={({ target }) => put({ sha256: target.value })}
          />
        </Shell>
      )}
    </>
  );
};
