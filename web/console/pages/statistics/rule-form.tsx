import { Button, Form, Input, InputNumber, Modal, Radio } from 'antd';
import { useState } from 'react';
import type { IndicatorBoard } from '../../../../api/resources/statistics/statistics-schema.ts';
import { send } from '../../../shared/http.ts';
import { holds, useMe } from '../../../shared/me.ts';
import { ProblemAlert } from '../../layout/page.tsx';
import { useFormSend } from '../../records/use-form-send.ts';

interface Fields {
  readonly enforcementItems: number | null;
  readonly itemFloor: number;
  readonly randomShareOf: 'units' | 'inspections';
  readonly randomFloor: number;
  readonly reason: string;
}

const HUNDRED = 100;
const asked = [{ required: true, message: '请填写' }];

const FIELDS = ['enforcementItems', 'itemFloor', 'randomShareOf', 'randomFloor', 'reason'] as const;

const RuleForm = ({ board, onClose }: { board: IndicatorBoard; onClose: () => void }) => {
  const [form] = Form.useForm<Fields>();
  const { run, busy, error } = useFormSend(form, FIELDS);
  const { rule, year } = board;
  const decide = async () => {
    const { reason, itemFloor, randomFloor, ...rest } = await form.validateFields();
    const body = {
      expectedVersion: rule.version,
      reason,
      rule: {
        ...rest,
        enforcementItems: rest.enforcementItems ?? null,
        itemFloor: Math.round(itemFloor * HUNDRED),
        randomFloor: Math.round(randomFloor * HUNDRED),
      },
    };
    const answer = await run(
      async () => (await send('PUT', `/api/statistics/rules/${year}`, body)) ?? true,
      '口径已确定',
    );
    if (answer !== null) onClose();
  };
  return (
    <Modal
      open
      title={`${year} 年指标口径`}
      okText="确定口径"
      confirmLoading={busy}
      onCancel={onClose}
      onOk={() => void decide().catch(() => undefined)}
    >
      <Form
        form={form}
        layout="vertical"
        initialValues={{
          enforcementItems: rule.enforcementItems,
          itemFloor: rule.itemFloor / HUNDRED,
          randomShareOf: rule.randomShareOf,
          randomFloor: rule.randomFloor / HUNDRED,
        }}
      >
        <Form.Item
          name="enforcementItems"
          label="本部门市场监管执法事项数"
          extra="按本部门权责清单统计；随机抽查事项占比的分母。"
        >
          <InputNumber min={1} precision={0} style={{ width: '100%' }} />
        </Form.Item>
        <Form.Item name="itemFloor" label="随机抽查事项占比下限（%）" rules={asked}>
          <InputNumber min={0} max={HUNDRED} style={{ width: '100%' }} />
        </Form.Item>
        <Form.Item name="randomShareOf" label="随机抽查占比的口径" rules={asked}>
          <Radio.Group
            options={[
              { value: 'units', label: '抽中对象占名录库对象' },
              { value: 'inspections', label: '随机检查占全部检查' },
            ]}
          />
        </Form.Item>
        <Form.Item name="randomFloor" label="随机抽查占比下限（%）" rules={asked}>
          <InputNumber min={0} max={HUNDRED} style={{ width: '100%' }} />
        </Form.Item>
        <Form.Item name="reason" label="理由" rules={asked} extra="写入留痕，原口径保留。">
          <Input.TextArea rows={2} />
        </Form.Item>
      </Form>
      {error !== null && <ProblemAlert error={error} />}
    </Modal>
  );
};

/** Opens the definitions and floors of a year, for those who decide them. */
export const RuleButton = ({ board }: { board: IndicatorBoard }) => {
  const { data: me } = useMe();
  const [isOpen, setOpen] = useState(false);
  if (!holds(me, 'office', 'admin')) return null;
  return (
    <>
      <Button onClick={() => setOpen(true)}>指标口径</Button>
      {isOpen && <RuleForm board={board} onClose={() => setOpen(false)} />}
    </>
  );
};
