import { useQuery } from '@tanstack/react-query';
import { Button, Checkbox, Form, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { read, send } from '../../../../shared/http.ts';
import { UnitsPick } from '../../../fields/units-pick.tsx';
import { ProblemAlert } from '../../../layout/page.tsx';
import { useSend } from '../../../records/use-send.ts';
import type { NoticeText } from '../texts/use-texts.ts';
import { CHANNELS } from '../words.ts';

const OFFICE_NOTICE = 'office.notice';

interface Given {
  readonly name: string;
  readonly textVersion: number;
  readonly unitIds: readonly string[];
  readonly channels: readonly string[];
}

const needed = (message: string) => [{ required: true, message }];

/** A notice of the office to selected units, in an approved text; another person lets it go out. */
export const DraftCampaign = () => {
  const [open, setOpen] = useState(false);
  const { run, busy, error } = useSend();
  const navigate = useNavigate();
  const texts = useQuery({
    queryKey: ['notice-texts', OFFICE_NOTICE],
    queryFn: () => read<NoticeText[]>('/api/notice-texts', { notice: OFFICE_NOTICE }),
    enabled: open,
  });
  const approved = (texts.data ?? []).filter(({ state }) => state === 'approved');
  const draft = async (given: Given) => {
    const done = await run(
      () => send<{ id: string }>('POST', '/api/campaigns', given),
      '已拟发，须由审批人批准后发出',
    );
    if (done !== null) await navigate(`/messages/campaigns/${done.id}`);
  };
  return (
    <>
      <Button type="primary" onClick={() => setOpen(true)}>
        拟发批量通知
      </Button>
      <Modal open={open} title="拟发批量通知" footer={null} destroyOnHidden onCancel={() => setOpen(false)}>
        <Form<Given> layout="vertical" onFinish={(given) => void draft(given)}>
          <Form.Item name="name" label="名称" rules={needed('请填写名称')}>
            <Input />
          </Form.Item>
          <Form.Item
            name="textVersion"
            label="文本（须已批准）"
            rules={needed('请选择文本')}
            help={
              texts.data !== undefined && approved.length === 0
                ? '还没有已批准的“办公室通知”文本，请先在“通知文本”中拟写并送审。'
                : undefined
            }
          >
            <Select
              options={approved.map(({ version, title }) => ({
                value: version,
                label: `第${version}版　${title}`,
              }))}
            />
          </Form.Item>
          <Form.Item name="unitIds" label="检查对象" rules={needed('请选择检查对象')}>
            <UnitsPick />
          </Form.Item>
          <Form.Item name="channels" label="渠道" rules={needed('请选择渠道')}>
            <Checkbox.Group options={Object.entries(CHANNELS).map(([value, label]) => ({ value, label }))} />
          </Form.Item>
          {error !== null && <ProblemAlert error={error} />}
          <Button type="primary" htmlType="submit" loading={busy}>
            拟发，送审批
          </Button>
        </Form>
      </Modal>
    </>
  );
};
