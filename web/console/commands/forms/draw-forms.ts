import type { CommandForm, Field, Option } from '../form.ts';
import { orBlank, reason, textOf } from '../form.ts';
import type { Subject } from '../subject.ts';

const drawName = ({ draw }: Subject): string => (draw === null ? '本次抽取' : `抽取 ${draw.id}`);

const readers = ({ officers }: Subject): readonly Option[] =>
  officers.filter(({ active }) => active).map(({ id, name }) => ({ value: id, label: name }));

const DOCUMENTS: readonly Option[] = [
  { value: 'announcement', label: '抽取公告' },
  { value: 'receipt', label: '抽取回执' },
];
const SIGNERS: readonly Option[] = [
  { value: 'operator', label: '抽取人' },
  { value: 'supervisor', label: '分管领导' },
  { value: 'witness', label: '监督人' },
];
const KEY_HELP = '32 位小写十六进制数，见签名文件。';
const SIGNATURE_HELP = '128 位小写十六进制数。私钥不进入本系统：在持有人的电脑上签名，把结果粘贴到这里。';
const key: Field = { name: 'keyId', label: '密钥编号', kind: 'line', help: KEY_HELP };
const value: Field = { name: 'value', label: '签名', kind: 'text', help: SIGNATURE_HELP };

export const signDraw: CommandForm = {
  confirm: '提交签名',
  grave: true,
  fields: [
    { name: 'document', label: '签署的文件', kind: 'choice', options: DOCUMENTS },
    { name: 'role', label: '以何身份', kind: 'choice', options: SIGNERS },
    key,
    value,
  ],
  preview: (subject, values) =>
    `以签名确认${drawName(subject)}的${DOCUMENTS.find((document) => document.value === textOf(values, 'document'))?.label ?? '文件'}；签名公开，不能撤回。`,
};

export const signOffDraw: CommandForm = {
  confirm: '确认抽取',
  grave: true,
  fields: [
    { ...key, optional: true, help: `有密钥的填写。${KEY_HELP}` },
    { ...value, optional: true },
  ],
  preview: (subject) => `确认${drawName(subject)}按公告进行，您见证了全过程；确认公开，不能撤回。`,
};

export const objectToDraw: CommandForm = {
  confirm: '提出异议',
  grave: true,
  fields: [reason('异议公开，由分管领导处理。')],
  preview: (subject) => `对${drawName(subject)}提出异议，异议及理由公开，不能撤回。`,
};

export const enterDice: CommandForm = {
  confirm: '提交',
  grave: true,
  fields: [
    {
      name: 'digits',
      label: '骰子点数',
      kind: 'digits',
      help: '按宣读次序录入，空格和分隔符不计。另一人独立录入，两次一致才采用。',
    },
    { name: 'readBy', label: '宣读人', kind: 'pick', from: readers },
    {
      name: 'recordPhotoSha256',
      label: '记录照片的摘要（SHA-256）',
      kind: 'line',
      optional: true,
      help: '64 位小写十六进制数。',
    },
  ],
  preview: (subject, values) =>
    `为${drawName(subject)}录入 ${textOf(values, 'digits').replace(/\D/g, '').length} 个点数，一经提交不能更改。`,
};

export const enterBeacon: CommandForm = {
  confirm: '提交',
  grave: true,
  fields: [
    {
      name: 'signature',
      label: '公共信标的签名',
      kind: 'text',
      help: '公告所定轮次的签名，96 位十六进制数。',
    },
  ],
  preview: (subject) =>
    `为${drawName(subject)}人工录入公告所定轮次的公共信标；系统核验签名，不符的不予采用。`,
};

export const voidDraw: CommandForm = {
  confirm: '决定作废',
  grave: true,
  fields: [
    reason('公开。'),
    { name: 'orderNumber', label: '决定文号', kind: 'line' },
    {
      name: 'orderedAt',
      label: '决定时刻',
      kind: 'line',
      help: '照签名文件填写，如 2021-01-08T03:00:00.000000Z。',
    },
    key,
    value,
  ],
  preview: (subject, values) =>
    `依${orBlank(textOf(values, 'orderNumber'))}作废${drawName(subject)}；作废及理由公开，不能撤回。`,
};
