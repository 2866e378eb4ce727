import { Button, Form, Input, Space } from 'antd';
import { useNavigate } from 'react-router';
import { send } from '../../../shared/http.ts';
import { ProblemAlert } from '../../layout/page.tsx';
import { Part } from '../facts.tsx';
import { useSend } from '../use-send.ts';
import type { RegisterImport } from './import.ts';

/** The reason, and then the whole file or nothing of it. */
export const ConfirmImport = ({
  found,
  path,
  again,
}: {
  readonly found: RegisterImport;
  readonly path: string;
  readonly again: string;
}) => {
  const { run, busy, error } = useSend();
  const navigate = useNavigate();
  const discard = async () => {
    if ((await run(() => send('POST', `${path}/discard`, {}), '已放弃，名录没有变动')) !== null)
      await navigate(again);
  };
  return (
    <Part title="确认写入">
      <Form
        layout="vertical"
        onFinish={({ reason }: { reason: string }) =>
          void run(
            () => send<{ summary: string }>('POST', `${path}/confirm`, { reason }),
            ({ summary }) => `已写入：${summary}`,
          )
        }
      >
        <Form.Item
          name="reason"
          label="理由"
          extra="随每一条变更记录永久保存，例如数据来源、文件文号。"
          rules={[{ required: true, whitespace: true, message: '请填写理由' }]}
        >
          <Input.TextArea rows={2} maxLength={4000} />
        </Form.Item>
        <Space wrap>
          <Button type="primary" htmlType="submit" loading={busy}>
            写入：新增 {found.added} 条，更改 {found.changed} 条
          </Button>
          <Button onClick={() => void discard()} disabled={busy}>
            放弃这次导入
          </Button>
        </Space>
      </Form>
      {error !== null && (
        <div style={{ marginTop: 16 }}>
          <ProblemAlert error={error} />
        </div>
      )}
    </Part>
  );
};
