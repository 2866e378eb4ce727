import { useQuery } from '@tanstack/react-query';
import { Button, Flex, InputNumber } from 'antd';
import { useState } from 'react';
import type { DeliveryHealth } from '../../../../api/resources/delivery.ts';
import { read, send } from '../../../shared/http.ts';
import { holds, useMe } from '../../../shared/me.ts';
import { DataTable } from '../../boards/data-table.tsx';
import { StateTag } from '../../boards/state-tag.tsx';
import { Loaded } from '../../layout/page.tsx';
import { Part } from '../../records/facts.tsx';
import { useSend } from '../../records/use-send.ts';
import { shortTime } from '../draws/china-time.ts';
import { ReasonDialog } from './parts/reason-dialog.tsx';
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

/** Pauses or resumes: what waits in the queue goes back to the outbox, nothing is lost. */
const Switch = ({
  path,
  paused,
  name,
  label = '',
}: {
  readonly label?: string;
  readonly path: string;
  readonly paused: boolean;
  readonly name: string;
}) => {
  const [open, setOpen] = useState(false);
  const { run, busy, error } = useSend();
  const act = paused ? '启用' : '停用';
  const give = async (reason: string) => {
    const done = await run(
      () => send('POST', `${path}/${paused ? 'resume' : 'pause'}`, { reason }),
      `${name}已${act}`,
    );
    if (done !== null) setOpen(false);
  };
  return (
    <>
      <Button size="small" danger={!paused} autoInsertSpace={false} onClick={() => setOpen(true)}>
        {act}
        {label}
      </Button>
      {open && (
        <ReasonDialog
          title={`${act}${name}`}
          preview={
            paused
              ? '恢复使用，等待的消息随即继续发送。'
              : '排队的消息退回发件箱，由其他服务商发送；没有其他服务商的，留在发件箱等待恢复。已发出的不受影响。'
          }
          okText={`确认${act}`}
          danger={!paused}
          {...{ busy, error }}
          onGiven={(reason) => void give(reason)}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  );
};

const Weight = ({ one }: { readonly one: Provider }) => {
  const [weight, setWeight] = useState<number | null>(null);
  const { run, busy, error } = useSend();
  const give = async (reason: string) => {
    const done = await run(
      () => send('PUT', `/api/delivery/providers/${encodeURIComponent(one.id)}/weight`, { weight, reason }),
      `${one.id} 的权重已改为 ${weight}`,
    );
    if (done !== null) setWeight(null);
  };
  return (
    <>
      <Button size="small" onClick={() => setWeight(one.weight)}>
        改权重
      </Button>
      {weight !== null && (
        <ReasonDialog
          title={`改变 ${one.id} 的权重`}
          preview={`现为 ${one.weight}，配置为 ${one.restingWeight}；平稳后逐步回到配置的权重。`}
          okText="确认改权重"
          {...{ busy, error }}
          onGiven={(reason) => void give(reason)}
          onClose={() => setWeight(null)}
        >
          <label htmlFor="provider-weight">新的权重（0 至 100）</label>
          <div style={{ margin: '4px 0 16px' }}>
            <InputNumber
              id="provider-weight"
              min={0}
              max={100}
              precision={0}
              value={weight}
              onChange={(value) => setWeight(value ?? 0)}
            />
          </div>
        </ReasonDialog>
      )}
    </>
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
  { head: '时间', cell: ({ at }: Change) => shortTime(at) },
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
