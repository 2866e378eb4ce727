import { useQuery } from '@tanstack/react-query';
import { Form, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import { read, send } from '../../../shared/http.ts';
import { ProblemAlert } from '../../layout/page.tsx';
import { useFormSend } from '../../records/use-form-send.ts';
import type { Unit } from './unit.ts';

const FOUND = 20;

/** The unit is looked for in the register, the relation said in words. */
export const DeclareInterest = ({
  path,
  onClose,
}: {
  readonly path: string;
  readonly onClose: () => void;
}) => {
  const [form] = Form.useForm<{ unitId: string; kind: string }>();
  const [text, setText] = useState('');
  const { run, busy, error } = useFormSend(form, ['unitId', 'kind']);
  const { data, isFetching } = useQuery({
    queryKey: ['units-by-name', text],
    queryFn: ({ signal }) => read<{ items: readonly Unit[] }>('/api/units', { text, limit: FOUND }, signal),
    enabled: text.length >= 2,
  });
  const submit = async () => {
    const values = await form.validateFields();
    if ((await run(async () => (await send('POST', `${path}/interests`, values)) ?? true, '已申报')) !== null)
      onClose();
  };
  return (
    <Modal
      open
      title="申报利害关系"
      okText="申报"
      onOk={() => void submit().catch(() => undefined)}
      onCancel={onClose}
      confirmLoading={busy}
      mask={{ closable: false }}
    >
      <Form form={form} layout="vertical">
        <Form.Item
          name="unitId"
          label="检查对象"
          rules={[{ required: true, message: '请选择检查对象' }]}
          extra="输入名称中的两个字以上，或者编号的开头。"
        >
          <Select
            showSearch={{ filterOption: false, onSearch: (typed) => setText(typed.trim()) }}
            loading={isFetching}
            options={(data?.items ?? []).map(({ id, name, code }) => ({
              value: id,
              label: `${name}（${code}）`,
            }))}
          />
        </Form.Item>
        <Form.Item
          name="kind"
          label="关系"
          rules={[{ required: true, whitespace: true, message: '请写明关系' }]}
          extra="例如近亲属任职、投资、曾在该企业任职。"
        >
          <Input maxLength={200} />
        </Form.Item>
      </Form>
      {error !== null && <ProblemAlert error={error} />}
    </Modal>
  );
};
