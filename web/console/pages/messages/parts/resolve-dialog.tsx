import { Checkbox, Form, Input, Radio } from 'antd';
import { useState } from 'react';
import { send } from '../../../../shared/http.ts';
import { useSend } from '../../../records/use-send.ts';
import { ReasonDialog } from './reason-dialog.tsx';

/** Whether it arrived, as a person found out: nobody sends an unclear message again without this. */
export const ResolveDialog = ({ path, onClose }: { readonly path: string; readonly onClose: () => void }) => {
  const [outcome, setOutcome] = useState<'delivered' | 'not-delivered' | null>(null);
  const [proof, setProof] = useState('');
  const [resend, setResend] = useState(false);
  const { run, busy, error } = useSend();
  const give = async (reason: string) => {
    const body = {
      ...{ outcome, reason },
      ...(outcome === 'delivered' && proof.trim() !== '' && { proof: proof.trim() }),
      ...(outcome === 'not-delivered' && { resend }),
    };
    if ((await run(() => send('POST', `${path}/resolve`, body), '已登记核对结果')) !== null) onClose();
  };
  return (
    <ReasonDialog
      title="核对结果"
      preview="向服务商或收件人核对后登记。登记后不能再改；此后到达的回执仍会如实记录。"
      okText="登记核对结果"
      {...{ busy, error }}
      onGiven={(reason) => void give(reason)}
      onClose={onClose}
    >
      <Form.Item label="核对的结果" required>
        <Radio.Group
          aria-label="核对的结果"
          value={outcome}
          onChange={(event) => setOutcome(event.target.value as 'delivered')}
          options={[
            { value: 'delivered', label: '已送达' },
            { value: 'not-delivered', label: '未送达' },
          ]}
        />
      </Form.Item>
      {outcome === 'delivered' && (
        <Form.Item label="送达的证明（服务商记录、收件人回复等）" htmlFor="resolve-proof" required>
          <Input id="resolve-proof" value={proof} onChange={(event) => setProof(event.target.value)} />
        </Form.Item>
      )}
      {outcome === 'not-delivered' && (
        <Form.Item>
          <Checkbox checked={resend} onChange={(event) => setResend(event.target.checked)}>
            同时补发
          </Checkbox>
        </Form.Item>
      )}
    </ReasonDialog>
  );
};
