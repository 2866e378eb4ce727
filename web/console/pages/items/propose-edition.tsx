import { useQuery } from '@tanstack/react-query';
import { Button, Checkbox, Form, Input } from 'antd';
import { useNavigate } from 'react-router';
import { read, send } from '../../../shared/http.ts';
import { Loaded, ProblemAlert } from '../../layout/page.tsx';
import { Part } from '../../records/facts.tsx';
import { useSend } from '../../records/use-send.ts';
import type { Item } from './item.ts';

interface Values {
  readonly itemIds: string[];
  readonly reason: string;
}

/** The items that make the next edition, put before the approver. What is left out may no longer be inspected. */
export const ProposeEdition = () => {
  const query = useQuery({ queryKey: ['/api/items'], queryFn: () => read<readonly Item[]>('/api/items') });
  const { run, busy, error } = useSend();
  const navigate = useNavigate();
  const propose = async (values: Values) => {
    const made = await run(
      () => send<{ number: number }>('POST', '/api/item-list/editions', values),
      '已提请，等待审批人审批',
    );
    if (made !== null) await navigate(`/items/editions/${made.number}`);
  };
  return (
    <Part title="提请公布下一版">
      <Loaded query={query}>
        {(items) => (
          <Form<Values>
            layout="vertical"
            initialValues={{ itemIds: items.map(({ id }) => id) }}
            onFinish={(values) => void propose(values)}
          >
            <Form.Item
              name="itemIds"
              label="列入的事项"
              extra="没有列入的事项公布后不得再实施检查。"
              rules={[{ required: true, message: '请至少选择一个事项' }]}
            >
              <Checkbox.Group
                style={{ display: 'grid', gap: 4 }}
                options={items.map(({ id, name }) => ({ value: id, label: `${name}（${id}）` }))}
              />
            </Form.Item>
            <Form.Item
              name="reason"
              label="理由"
              rules={[{ required: true, whitespace: true, message: '请填写理由' }]}
            >
              <Input.TextArea rows={2} />
            </Form.Item>
            {error !== null && <ProblemAlert error={error} />}
            <Button type="primary" htmlType="submit" loading={busy} style={{ marginTop: 8 }}>
              提请公布
            </Button>
          </Form>
        )}
      </Loaded>
    </Part>
  );
};
