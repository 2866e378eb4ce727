import { Button, Flex, Form, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import { send } from '../../../../shared/http.ts';
import { ProblemAlert } from '../../../layout/page.tsx';
import { useSend } from '../../../records/use-send.ts';
import { blocksOf } from './blocks.ts';
import { PreviewBox } from './preview-box.tsx';
import { AUDIENCES, type Audience, type Preview, useNotices } from './use-texts.ts';

interface Given {
  readonly notice: string;
  readonly audience: Audience;
  readonly title: string;
  readonly subject: string;
  readonly blocks: string;
  readonly sms: string;
  readonly reason: string;
  readonly taskId?: string;
  readonly orderId?: string;
}

const needed = (message: string) => [{ required: true, message }];
const textOf = ({ subject, blocks, sms }: Given) => ({ subject, blocks: blocksOf(blocks), sms });

/** Words a notice anew: previewed with the facts of a real task or order, then kept as a draft for another to approve. */
export const TextEditor = ({
  initial,
  onClose,
}: {
  readonly initial: Partial<Given>;
  readonly onClose: () => void;
}) => {
  const [form] = Form.useForm<Given>();
  const notice = Form.useWatch('notice', form);
  const { data: notices } = useNotices();
  const [preview, setPreview] = useState<Preview | null>(null);
  const [problem, setProblem] = useState<Error | null>(null);
  const { run, busy, error } = useSend();
  const kind = notices?.find((each) => each.notice === notice);
  const look = async () => {
    const given = await form
      .validateFields(['notice', 'audience', 'subject', 'blocks', 'sms'])
      .catch(() => null);
    if (given === null) return;
    const all = form.getFieldsValue(true) as Given;
    setProblem(null);
    try {
      const about = {
        ...(all.taskId !== undefined && all.taskId !== '' && { taskId: all.taskId }),
        ...(all.orderId !== undefined && all.orderId !== '' && { orderId: all.orderId }),
      };
      const body = { notice: all.notice, audience: all.audience, text: textOf(all), ...about };
      setPreview(await send<Preview>('POST', '/api/notice-texts/preview', body));
    } catch (thrown) {
      setProblem(thrown instanceof Error ? thrown : new Error(String(thrown)));
    }
  };
  const draft = async (given: Given) => {
    const { notice: code, audience, title, reason } = given;
    const body = { notice: code, audience, title, reason, text: textOf(given) };
    const said = ({ version }: { version: number }) => `已存为第 ${version} 版，待他人审批`;
    if ((await run(() => send<{ version: number }>('POST', '/api/notice-texts', body), said)) !== null)
      onClose();
  };
  return (
    <Modal open width={860} title="拟写通知文本" footer={null} onCancel={onClose}>
      <Form<Given>
        form={form}
        layout="vertical"
        initialValues={initial}
        onFinish={(given) => void draft(given)}
      >
        <Flex gap={12} wrap>
          <Form.Item
            name="notice"
            label="通知"
            rules={needed('请选择通知')}
            style={{ flex: 2, minWidth: 220 }}
          >
            <Select
              showSearch={{ optionFilterProp: 'label' }}
              options={(notices ?? []).map((each) => ({ value: each.notice, label: each.name }))}
            />
          </Form.Item>
          <Form.Item
            name="audience"
            label="收件人"
            rules={needed('请选择收件人')}
            style={{ flex: 1, minWidth: 140 }}
          >
            <Select
              options={(kind?.audiences ?? ['unit', 'officer']).map((each) => ({
                value: each,
                label: AUDIENCES[each],
              }))}
            />
          </Form.Item>
          <Form.Item
            name="title"
            label="版本名称"
            rules={needed('请填写版本名称')}
            style={{ flex: 1, minWidth: 160 }}
          >
            <Input />
          </Form.Item>
        </Flex>
        {kind !== undefined && <p>可用的参数：{kind.params.map((param) => `{${param}}`).join(' ')}</p>}
        <Form.Item name="subject" label="邮件标题" rules={needed('请填写邮件标题')}>
          <Input />
        </Form.Item>
        <Form.Item
          name="blocks"
          label="邮件正文"
          rules={needed('请填写邮件正文')}
          help="段落之间空一行；以 | 开头的行是“名称：内容”表；{{参数}} 独占一段的，把参数的各行列出。称呼、落款和日期自动加上。"
        >
          <Input.TextArea rows={8} />
        </Form.Item>
        <Form.Item name="sms" label="短信" rules={needed('请填写短信')} style={{ marginTop: 12 }}>
          <Input.TextArea rows={3} />
        </Form.Item>
        <Form.Item name="reason" label="拟写理由（留存备查）" rules={needed('请填写理由')}>
          <Input.TextArea rows={2} />
        </Form.Item>
        <Flex gap={12} wrap>
          <Form.Item
            name="taskId"
            label="预览用的任务编号（可不填）"
            extra="如 平交检〔2021〕10001号，或者只填其中的数字。"
          >
            <Input />
          </Form.Item>
          <Form.Item name="orderId" label="预览用的责改编号（可不填）">
            <Input />
          </Form.Item>
        </Flex>
        {preview !== null && <PreviewBox preview={preview} />}
        {problem !== null && <ProblemAlert error={problem} />}
        {error !== null && <ProblemAlert error={error} />}
        <Flex gap={8} style={{ marginTop: 12 }}>
          <Button onClick={() => void look()}>用真实数据预览</Button>
          <Button type="primary" htmlType="submit" loading={busy}>
            存为草稿，送审批
          </Button>
        </Flex>
      </Form>
    </Modal>
  );
};
