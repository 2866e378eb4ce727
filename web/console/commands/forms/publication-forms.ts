import { ProofField } from '../fields/proof-field.tsx';
import type { CommandForm, Option } from '../form.ts';
import { orBlank, reason, textOf } from '../form.ts';
import { type Subject, unitOf } from '../subject.ts';

const channelName = ({ settings }: Subject, id: string): string =>
  settings.publication.channels.find((channel) => channel.id === id)?.name ?? id;

const dueChannels = (subject: Subject): readonly Option[] =>
  (subject.publication?.channels ?? [])
    .filter(({ state }) => state === 'due')
    .map(({ channel }) => ({ value: channel, label: channelName(subject, channel) }));

export const resultCodes = ({ settings }: Subject): readonly Option[] =>
  settings.resultCodes.map(({ code, name }) => ({ value: code, label: `${code}　${name}` }));

const teamOf = ({ task }: Subject): readonly Option[] =>
  (task?.team ?? [])
    .filter(({ state }) => state === 'assigned')
    .map(({ officerId, name }) => ({ value: officerId, label: name }));

export const approvePublication: CommandForm = {
  confirm: '批准公示',
  fields: [{ name: 'opinion', label: '审批意见', kind: 'text' }],
  preview: (subject) =>
    `批准“${unitOf(subject)}”的检查结果向社会公示；此后由公示人登记各渠道凭证，公示期限不变。`,
};

export const confirmChannel: CommandForm = {
  confirm: '登记凭证',
  fields: [
    { name: 'channel', label: '公示渠道', kind: 'pick', from: dueChannels },
    { name: 'publishedOn', label: '公示日期', kind: 'date' },
    { name: 'proof', label: '公示凭证', kind: 'own', component: ProofField },
  ],
  preview: (subject, values) =>
    `登记“${unitOf(subject)}”的检查结果已于 ${orBlank(textOf(values, 'publishedOn'))} 在${orBlank(channelName(subject, textOf(values, 'channel')))}公示。`,
};

export const correctPublication: CommandForm = {
  confirm: '更正并重新公示',
  grave: true,
  fields: [
    { name: 'codes', label: '更正后的检查结果', kind: 'pick', many: true, from: resultCodes },
    { name: 'remark', label: '备注', kind: 'text', optional: true },
    {
      name: 'enteredBy',
      label: '更正人',
      kind: 'pick',
      from: teamOf,
      help: '检查组成员；审核人是您本人，二者不能为同一人。',
    },
    reason('公示中如实说明。'),
  ],
  preview: (subject) =>
    `更正“${unitOf(subject)}”的检查结果，作为新一版在各渠道重新公示；原公示和更正痕迹都保留。`,
};

export const withdrawPublication: CommandForm = {
  confirm: '撤回公示',
  grave: true,
  fields: [reason('公示中如实说明。')],
  preview: (subject) => `撤回“${unitOf(subject)}”的检查结果公示，各渠道须登记撤回凭证；撤回痕迹公开保留。`,
};
