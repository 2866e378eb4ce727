import { Button, InputNumber } from 'antd';
import { useState } from 'react';
import type { DeliveryHealth } from '../../../../../api/resources/messages/delivery.ts';
import { send } from '../../../../shared/http.ts';
import { useSend } from '../../../records/use-send.ts';
import { ReasonDialog } from './reason-dialog.tsx';

type Provider = DeliveryHealth['providers'][number];

/** Pauses or resumes: what waits in the queue goes back to the outbox, nothing is lost. */
export const Switch = ({
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

/** Another weight by hand. */
export const Weight = ({ one }: { readonly one: Provider }) => {
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
