import { Button, Form, Input, Modal, Radio } from 'antd';
import { useState } from 'react';
import { send } from '../../../../shared/http.ts';
import { ProblemAlert } from '../../../layout/page.tsx';
import { useSend } from '../../../records/use-send.ts';
import { CHANNELS } from '../words.ts';

/** An example to addresses of the bureau's own people, marked 【测试】, outside the batch's count. */
export const DryRun = ({ path }: { readonly path: string }) => {
  const [open, setOpen] = useState(false);
  const { run, busy, error } = useSend();
  const give = async ({ channel, addresses }: { channel: string; addresses: string }) => {
    const list = addresses
      .split(/[\s,，;；、]+/)
      .filter((address) => address !== '')
      .map((address) => ({ channel, address }));
    const said = ({ no }: { no: number }) => `第 ${no} 次试发已交办`;
    if (
      (await run(() => send<{ no: number }>('POST', `${path}/dry-run`, { addresses: list }), said)) !== null
    )
      setOpen(false);
  };
  return (
    <>
      <Button autoInsertSpace={false} onClick={() => setOpen(true)}>
        试发
      </Button>
      <Modal open={open} title="试发一件样例" footer={null} destroyOnHidden onCancel={() => setOpen(false)}>
        <p>发给本局人员，标明【测试】，不计入本批。</p>
        <Form layout="vertical" onFinish={(given) => void give(given)} initialValues={{ channel: 'sms' }}>
          <Form.Item name="channel" label="渠道">
            <Radio.Group options={Object.entries(CHANNELS).map(([value, label]) => ({ value, label }))} />
          </Form.Item>
          <Form.Item
            name="addresses"
            label="手机号或邮箱，每行一个"
            rules={[{ required: true, message: '请填写至少一个地址' }]}
          >
            <Input.TextArea rows={3} />
          </Form.Item>
          {error !== null && <ProblemAlert error={error} />}
          <Button type="primary" htmlType="submit" loading={busy}>
            确认试发
          </Button>
        </Form>
      </Modal>
    </>
  );
};
