import { Flex, Form, Input, Select } from 'antd';
import type { NoticeKind } from '../../../../../api/resources/messages/notices.ts';
import { AUDIENCES } from './use-texts.ts';

const needed = (message: string) => [{ required: true, message }];

/** Which notice, to whom, and what this version of it is called. */
export const NoticeFields = ({
  notices,
  kind,
}: {
  readonly notices: readonly NoticeKind[];
  /** The one that is chosen. */
  readonly kind: NoticeKind | undefined;
}) => (
  <>
    <Flex gap={12} wrap>
      <Form.Item name="notice" label="通知" rules={needed('请选择通知')} style={{ flex: 2, minWidth: 220 }}>
        <Select
          showSearch={{ optionFilterProp: 'label' }}
          options={notices.map((each) => ({ value: each.notice, label: each.name }))}
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
  </>
);

/** The words themselves, and why they are to be others. */
export const WordFields = () => (
  <>
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
  </>
);

/** With whose facts the words are previewed. */
export const PreviewFields = () => (
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
);
