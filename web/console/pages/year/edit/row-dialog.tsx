import { Form, Input, Modal, Select } from 'antd';
import { DRAW_TYPES, FIELD_NAMES } from '../words.ts';
import { RuleFields } from './rule-fields.tsx';
import { ruleFormOf, ruleOf } from './rule-form.ts';
import type { WrittenRow } from './use-draft.ts';

const HINTS: Readonly<Record<string, string>> = {
  ratio: '如 5%、不低于3%、3%至5%，或者 A级1%、D级全部，合计不低于3%',
  scope: '如 2021年1月前成立的运营的全区道路旅客运输企业',
  item: '须为抽查事项清单中已公布的事项',
};

const TYPES = Object.entries(DRAW_TYPES).map(([value, label]) => ({ value, label }));

/** One plan row as it is written; what the server found wrong stands at its field. */
export const RowDialog = ({
  row,
  items,
  problems,
  onSave,
  onClose,
}: {
  readonly row: WrittenRow;
  readonly items: readonly string[];
  /** By field. */
  readonly problems: ReadonlyMap<string, string>;
  readonly onSave: (row: WrittenRow) => void;
  readonly onClose: () => void;
}) => {
  const [form] = Form.useForm();
  const save = async () => {
    const { ruleForm, ...values } = await form.validateFields();
    const { rule: before, ...rest } = row;
    const rule = ruleOf(before, ruleForm);
    onSave({ ...rest, ...values, ...(rule === undefined ? {} : { rule }) });
  };
  const at = (name: keyof WrittenRow, wide = false) => {
    const problem = problems.get(name);
    return {
      name,
      label: FIELD_NAMES[name] ?? name,
      className: wide ? 'wide' : '',
      extra: HINTS[name] ?? null,
      rules: [{ required: true, message: `请填写${FIELD_NAMES[name] ?? ''}` }],
      ...(problem === undefined ? {} : { validateStatus: 'error' as const, help: problem }),
    };
  };
  const ruleProblem = problems.get('rule');
  return (
    <Modal
      open
      width={760}
      title={`计划行 ${row.number}`}
      okText="确定"
      onOk={() => void save().catch(() => undefined)}
      onCancel={onClose}
      mask={{ closable: false }}
    >
      <Form form={form} layout="vertical" initialValues={{ ...row, ruleForm: ruleFormOf(row.rule) }}>
        <div className="edit-fields">
          <Form.Item {...at('number')}>
            <Input />
          </Form.Item>
          <Form.Item {...at('taskNumber')}>
            <Input />
          </Form.Item>
          <Form.Item {...at('planName', true)}>
            <Input />
          </Form.Item>
          <Form.Item {...at('taskName', true)}>
            <Input />
          </Form.Item>
          <Form.Item {...at('drawType')}>
            <Select options={TYPES} />
          </Form.Item>
          <Form.Item {...at('ratio')}>
            <Input />
          </Form.Item>
          <Form.Item {...at('item', true)}>
            <Input list="plan-items" />
          </Form.Item>
          <Form.Item {...at('scope', true)}>
            <Input.TextArea rows={1} />
          </Form.Item>
          <Form.Item {...at('windowStart')}>
            <Input type="date" />
          </Form.Item>
          <Form.Item {...at('windowEnd')}>
            <Input type="date" />
          </Form.Item>
        </div>
        <datalist id="plan-items">
          {items.map((name) => (
            <option key={name} value={name} />
          ))}
        </datalist>
        <RuleFields rule={row.rule} problem={ruleProblem} />
      </Form>
    </Modal>
  );
};
