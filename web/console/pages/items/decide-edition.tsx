import { Button, Form, Input, Popconfirm, Space } from 'antd';
import { send } from '../../../shared/http.ts';
import { ProblemAlert } from '../../layout/page.tsx';
import { EntryFields } from '../../records/entry-form.tsx';
import { Part } from '../../records/facts.tsx';
import type { Field } from '../../records/fields.ts';
import { useFormSend } from '../../records/use-form-send.ts';

const PUBLICATION: readonly Field[] = [
  { name: 'publishedOn', label: '公布日期', kind: 'date', needed: true },
  {
    name: 'publishedWhere',
    label: '公布地方',
    kind: 'text',
    needed: true,
    hint: '网页地址，或者公告栏、公报的名称。',
  },
];

/** The approver's word: published, on that day and in that place; or back to the office. */
export const DecideEdition = ({ path }: { readonly path: string }) => {
  const [form] = Form.useForm();
  const { run, busy, error } = useFormSend(form, ['opinion', 'publishedOn', 'publishedWhere']);
  const decide = async (decision: 'publish' | 'reject') => {
    const fields = decision === 'publish' ? ['opinion', 'publishedOn', 'publishedWhere'] : ['opinion'];
    const values = (await form.validateFields(fields)) as object;
    await run(
      () => send<{ done: true }>('POST', `${path}/decision`, { decision, ...values }),
      decision === 'publish' ? '已公布，未列入的事项不得再实施检查' : '已退回办公室',
    );
  };
  return (
    <Part title="审批">
      <Form form={form} layout="vertical">
        <Form.Item
          name="opinion"
          label="意见"
          rules={[{ required: true, whitespace: true, message: '请填写意见' }]}
        >
          <Input.TextArea rows={2} />
        </Form.Item>
        <EntryFields fields={PUBLICATION} />
      </Form>
      {error !== null && <ProblemAlert error={error} />}
      <Space wrap>
        <Popconfirm
          title="确认公布这一版清单？"
          description="列入的事项可以实施检查，未列入的不得再实施。"
          okText="确认公布"
          onConfirm={() => void decide('publish').catch(() => undefined)}
        >
          <Button type="primary" loading={busy}>
            同意并登记公布
          </Button>
        </Popconfirm>
        <Button disabled={busy} onClick={() => void decide('reject').catch(() => undefined)}>
          退回
        </Button>
      </Space>
    </Part>
  );
};
