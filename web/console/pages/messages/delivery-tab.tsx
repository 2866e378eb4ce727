import { useQuery } from '@tanstack/react-query';
import { Flex } from 'antd';
import type { DeliveryHealth } from '../../../../api/resources/messages/delivery.ts';
import { minuteOfInstant } from '../../../shared/china-time.ts';
import { read } from '../../../shared/http.ts';
import { holds, useMe } from '../../../shared/me.ts';
import { DataTable } from '../../boards/data-table.tsx';
import { StateTag } from '../../boards/state-tag.tsx';
import { Loaded } from '../../layout/page.tsx';
import { Part } from '../../records/facts.tsx';
import { Switch, Weight } from './parts/provider-switches.tsx';
import { CHANNELS } from './words.ts';

type Provider = DeliveryHealth['providers'][number];
type Change = DeliveryHealth['changes'][number];

const CHANGES: Readonly<Record<Change['kind'], string>> = {
  registered: '登记',
  weight: '权重变动',
  opened: '熔断',
  closed: '恢复',
  paused: '停用',
  resumed: '启用',
};

const State = ({ one }: { readonly one: Provider }) => {
  if (one.isPaused) return <StateTag tone="late">停用</StateTag>;
  if (one.isChannelPaused) return <StateTag tone="late">渠道停用</StateTag>;
  if (one.isOpen) return <StateTag tone="late">熔断，试探恢复中</StateTag>;
  return one.weight === 0 && one.restingWeight > 0 ? (
    <StateTag tone="care">权重已降为零</StateTag>
  ) : (
    <StateTag tone="done">正常</StateTag>
  );
};

const PROVIDER_COLUMNS = [
  { head: '服务商', isHead: true as const, cell: ({ id, kind }: Provider) => `${id}（${kind}）` },
  { head: '渠道', cell: ({ channel }: Provider) => CHANNELS[channel] },
  { head: '状态', cell: (one: Provider) => <State one={one} /> },
  { head: '权重', cell: ({ weight, restingWeight }: Provider) => `${weight}（配置 ${restingWeight}）` },
  { head: '在手', cell: ({ inHand }: Provider) => inHand, align: 'end' as const },
  { head: '近一小时发送', cell: ({ attempts }: Provider) => attempts, align: 'end' as const },
  { head: '其中错误', cell: ({ faults }: Provider) => faults, align: 'end' as const },
];

const CHANGE_COLUMNS = [
  { head: '时间', cell: ({ at }: Change) => minuteOfInstant(at) },
  {
    head: '对象',
    isHead: true as const,
    cell: ({ channel, provider }: Change) => provider ?? `${CHANNELS[channel]}渠道`,
  },
  { head: '变更', cell: ({ kind }: Change) => CHANGES[kind] },
  { head: '理由', cell: ({ reason }: Change) => reason },
  { head: '由谁', cell: ({ actor }: Change) => (actor === 'system' ? '系统' : actor) },
];

/** Who carries mails and SMS, how they are, and the switches; every change stands in a record that nobody alters. */
export const DeliveryTab = () => {
  const { data: me } = useMe();
  const maySwitch = holds(me, 'admin');
  const query = useQuery({
    queryKey: ['delivery'],
    queryFn: () => read<DeliveryHealth>('/api/delivery'),
    refetchInterval: 10_000,
  });
  const acts = {
    head: '办理',
    cell: (one: Provider) => (
      <Flex gap={4}>
        <Switch
          path={`/api/delivery/providers/${encodeURIComponent(one.id)}`}
          paused={one.isPaused}
          name={one.id}
        />
        <Weight one={one} />
      </Flex>
    ),
  };
  return (
    <Loaded query={query}>
      {({ channels, providers, changes }) => (
        <>
          <Part title="渠道">
            <Flex gap={24} wrap>
              {channels.map(({ channel, paused }) => (
                <Flex key={channel} gap={8} align="center">
                  {CHANNELS[channel]}
                  <StateTag tone={paused ? 'late' : 'done'}>{paused ? '停用' : '启用'}</StateTag>
                  {maySwitch && (
                    <Switch
                      path={`/api/delivery/channels/${channel}`}
                      paused={paused}
                      name={`${CHANNELS[channel]}渠道`}
                      label={`${CHANNELS[channel]}渠道`}
                    />
                  )}
                </Flex>
              ))}
            </Flex>
          </Part>
          <Part title="服务商">
            <DataTable
              caption="服务商"
              isCaptionHidden
              columns={maySwitch ? [...PROVIDER_COLUMNS, acts] : PROVIDER_COLUMNS}
              rows={providers}
              rowKey={({ id }) => id}
              empty="尚未登记服务商：消息投递进程启动时按配置登记。"
            />
          </Part>
          <Part title="变更记录">
            <DataTable
              caption="变更记录，新的在前"
              isCaptionHidden
              columns={CHANGE_COLUMNS}
              rows={changes}
              rowKey={({ id }) => String(id)}
              empty="还没有变更。"
            />
          </Part>
        </>
      )}
    </Loaded>
  );
};
