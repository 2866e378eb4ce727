import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Flex, Form, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import { read, send } from '../../../../shared/http.ts';
import { UnitPick } from '../../../fields/unit-pick.tsx';
import { ProblemAlert } from '../../../layout/page.tsx';

interface Item {
  readonly id: string;
  readonly name: string;
}

const REASONS = [
  { value: 'inspected-by-superior', label: '上级机关本年度已检查同一事项' },
  { value: 'inspected-jointly', label: '已在部门联合抽查中检查同一事项' },
  { value: 'case-open', label: '正在接受立案调查或者专项检查' },
  { value: 'event-triggered-only', label: '信用良好，按规定只作触发式检查' },
];

interface Given {
  readonly unitId: string;
  readonly itemId?: string;
  readonly reason: string;
  readonly basis: string;
  readonly fromOn: string;
  readonly toOn: string;
}

const needed = (message: string) => [{ required: true, message }];

/** An approver enters a unit, for how long, and on what paper it rests. */
export const ExemptionForm = () => {
  const [open, setOpen] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<Error | null>(null);
  const { message } = App.useApp();
  const queries = useQueryClient();
  const items = useQuery({
    queryKey: ['items', 'all'],
    queryFn: () => read<Item[]>('/api/items'),
    enabled: open,
  });
  const enter = async ({ itemId, ...given }: Given) => {
    setBusy(true);
    setError(null);
    try {
      await send('POST', '/api/exemptions', { ...given, itemId: itemId ?? null });
      void message.success('已登记免抽');
      setOpen(false);
      await queries.invalidateQueries({ queryKey: ['exemptions'] });
    } catch (thrown) {
      setError(thrown instanceof Error ? thrown : new Error(String(thrown)));
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <Button type="primary" onClick={() => setOpen(true)}>
        登记免抽
      </Button>
      <Modal open={open} title="登记免抽" footer={null} destroyOnHidden onCancel={() => setOpen(false)}>
        <Form<Given> layout="vertical" onFinish={(given) => void enter(given)}>
          <Form.Item name="unitId" label="检查对象" rules={needed('请选择检查对象')}>
            <UnitPick />
          </Form.Item>
          <Form.Item name="itemId" label="事项（不选为全部事项）">
            <Select
              allowClear
              showSearch={{ optionFilterProp: 'label' }}
              options={(items.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
            />
          </Form.Item>
          <Form.Item name="reason" label="理由（公开）" rules={needed('请选择理由')}>
            <Select options={REASONS} />
          </Form.Item>
          <Form.Item name="basis" label="依据（文件名称和文号）" rules={needed('请写明依据')}>
            <Input.TextArea rows={2} />
          </Form.Item>
          <Flex gap={12} wrap>
            <Form.Item name="fromOn" label="自" rules={needed('请选择开始日期')}>
              <Input type="date" />
            </Form.Item>
            <Form.Item name="toOn" label="至" rules={needed('请选择结束日期')}>
              <Input type="date" />
            </Form.Item>
          </Flex>
          {error !== null && <ProblemAlert error={error} />}
          <Button type="primary" htmlType="submit" loading={busy} autoInsertSpace={false}>
            登记
          </Button>
        </Form>
      </Modal>
    </>
  );
};
