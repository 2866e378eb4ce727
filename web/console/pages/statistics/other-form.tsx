import { Button, Form, Input, InputNumber, Modal, Select } from 'antd';
import { useState } from 'react';
import { send } from '../../../shared/http.ts';
import { ProblemAlert } from '../../layout/page.tsx';
import { useFormSend } from '../../records/use-form-send.ts';
import { OTHER_KINDS } from './other-words.ts';

const asked = [{ required: true, message: '请填写' }];

const FIELDS = ['kind', 'inspectedOn', 'target', 'inspections', 'withFindings', 'basis'] as const;

const OtherForm = ({ onClose }: { onClose: () => void }) => {
  const [form] = Form.useForm<object>();
  const { run, busy, error } = useFormSend(form, FIELDS);
  const record = async () => {
    const fields = await form.validateFields();
    const answer = await run(() => send('POST', '/api/other-inspections', fields), '已登记');
    if (answer !== null) onClose();
  };
  return (
    <Modal
      open
      title="登记非随机检查"
      okText="登记"
      confirmLoading={busy}
      onCancel={onClose}
      onOk={() => void record().catch(() => undefined)}
    >
      <Form form={form} layout="vertical">
        <Form.Item name="kind" label="检查种类" rules={asked}>
          <Select
            options={Object.entries(OTHER_KINDS).map(([value, label]) => ({ value, label }))}
            placeholder="请选择"
          />
        </Form.Item>
        <Form.Item name="inspectedOn" label="检查日期" rules={asked}>
          <Input type="date" />
        </Form.Item>
        <Form.Item name="target" label="检查对象" rules={asked} extra="一次行动检查多个对象的，可概括填写。">
          <Input />
        </Form.Item>
        <Form.Item name="inspections" label="检查次数" rules={asked}>
          <InputNumber min={1} precision={0} style={{ width: '100%' }} />
        </Form.Item>
        <Form.Item name="withFindings" label="其中发现问题的次数" rules={asked}>
          <InputNumber min={0} precision={0} style={{ width: '100%' }} />
        </Form.Item>
        <Form.Item name="basis" label="依据" rules={asked} extra="检查方案、举报编号或交办文号。">
          <Input />
        </Form.Item>
      </Form>
      {error !== null && <ProblemAlert error={error} />}
    </Modal>
  );
};

export const OtherButton = () => {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>登记非随机检查</Button>
      {isOpen && <OtherForm onClose={() => setOpen(false)} />}
    </>
  );
};
