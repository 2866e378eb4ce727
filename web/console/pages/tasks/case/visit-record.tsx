import { useQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import type { storedVisitRecord } from '../../../../../api/resources/task/field-schema.ts';
import { minuteOfInstant } from '../../../../shared/china-time.ts';
import { read } from '../../../../shared/http.ts';
import { useOfficerNames } from '../../../boards/use-officer-names.ts';
import { Facts, Section } from './section.tsx';
import { signedFacts } from './signed-facts.ts';
import { useSettings } from './use-case.ts';

type Stored = z.output<typeof storedVisitRecord>;
type Content = Stored['content'];

const WAYS: Readonly<Record<Content['entry']['way'], string>> = {
  scanned: '扫码',
  typed: '手工输入编码',
  none: '现场无码',
};

const entryText = ({ entry }: Content): string =>
  [
    `${minuteOfInstant(entry.at)}，${WAYS[entry.way]}${entry.code === null ? '' : ` ${entry.code}`}`,
    entry.matches ? '与检查对象一致' : '与检查对象不一致或未核对',
    entry.place === null
      ? '位置未知'
      : `位置 ${entry.place.latitude.toFixed(5)}, ${entry.place.longitude.toFixed(5)}`,
    ...(entry.note === '' ? [] : [`原因：${entry.note}`]),
  ].join('，');

const unitText = ({ unitSignature, refusal }: Content): string => {
  if (unitSignature !== null) return `${unitSignature.name}，${minuteOfInstant(unitSignature.at)}`;
  return refusal === null ? '没有签名' : `拒绝签字：${refusal.reason}（见证人 ${refusal.witness}）`;
};

/** What the hash, and with it every signature, stands for. */
const coverOf = ({ signed }: Content): string =>
  signed.visit === undefined
    ? '涵盖检查表、问题、结果和备注，不含时间、地点、亮证和陪同人员'
    : '涵盖时间、地点、亮证、陪同人员、检查表、问题、结果和备注';

/** What the team recorded on the spot: entry, certificates shown, signatures; an earlier record stays below the later. */
export const VisitRecords = ({ taskId }: { readonly taskId: string }) => {
  const nameOf = useOfficerNames();
  const codes = useSettings()?.resultCodes ?? [];
  const query = useQuery({
    queryKey: ['visit-records', taskId],
    queryFn: () =>
      read<{ items: readonly Stored[] }>(`/api/tasks/${encodeURIComponent(taskId)}/visit-records`),
    retry: false,
  });
  const items = [...(query.data?.items ?? [])].reverse();
  if (items.length === 0) return null;
  return (
    <Section title="现场检查记录">
      {items.map(({ id, recordedBy, businessAt, content }) => (
        <Facts
          key={id}
          facts={[
            ['提交', `${nameOf(recordedBy)}，${minuteOfInstant(businessAt)}`],
            ['入企登记', entryText(content)],
            [
              '亮证',
              content.certificates
                .map(({ officerId, shown }) => `${nameOf(officerId)}${shown ? '已出示' : '未出示'}`)
                .join('，'),
            ],
            ['陪同人员', [content.companion.name, content.companion.position].join(' ').trim()],
            [
              '检查人员签名',
              content.inspectorSignatures
                .map(({ officerId, at }) => `${nameOf(officerId)}，${minuteOfInstant(at)}`)
                .join('；'),
            ],
            ['检查对象签名', unitText(content)],
            ...signedFacts(content.signed, codes),
            ['签名内容摘要', `${content.signedSha256.slice(0, 16)}…，${coverOf(content)}`],
          ]}
        />
      ))}
    </Section>
  );
};
