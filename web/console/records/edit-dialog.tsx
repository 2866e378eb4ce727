import { Alert, Form, Modal } from 'antd';
import { useState } from 'react';
import { ProblemAlert } from '../layout/page.tsx';
import { EntryFields } from './entry-form.tsx';
import { changedFields, type Entry, type Field, fieldText } from './fields.ts';
import { useFormSend } from './use-form-send.ts';

const REASON: Field = {
  name: 'reason',
  label: '理由',
  kind: 'long',
  needed: true,
  hint: '随变更记录永久保存，例如申请书、核查情况或者文件文号。',
};

/** What would change, field by field, before it does. */
const Difference = ({
  fields,
  before,
  change,
}: {
  readonly fields: readonly Field[];
  readonly before: Entry;
  readonly change: Entry;
}) => (
  <Alert
    type="info"
    title={Object.keys(change).length === 0 ? '尚未改动任何内容' : '将要更改'}
    description={
      <ul style={{ margin: 0, paddingInlineStart: 20 }}>
        {fields
          .filter(({ name }) => name in change)
          .map((field) => (
            <li key={field.name}>
              {field.label}：{fieldText(field, before[field.name])} → {fieldText(field, change[field.name])}
            </li>
          ))}
      </ul>
    }
  />
);

/**
 * Enters or changes an entry of a register: fields, the difference, a reason.
 * @param before the entry as it stands; for a new one what the form starts with
 */
export const EditDialog = ({
  title,
  fields,
  before,
  isNew = false,
  save,
  onClose,
}: {
  readonly title: string;
  readonly fields: readonly Field[];
  readonly before: Entry;
  readonly isNew?: boolean;
  /** Given the changed fields, of a new entry all of them. */
  readonly save: (change: Entry, reason: string) => Promise<unknown>;
  readonly onClose: () => void;
}) => {
  const [form] = Form.useForm();
  const [change, setChange] = useState<Entry>({});
  const { run, busy, error } = useFormSend(
    form,
    [...fields, REASON].map(({ name }) => name),
  );
  const submit = async () => {
    const { reason, ...values } = (await form.validateFields()) as Record<string, unknown>;
    const given = isNew
      ? Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined && value !== ''))
      : changedFields(fields, before, values);
    const answer = await run(async () => (await save(given, String(reason))) ?? true, '已保存');
    if (answer !== null) onClose();
  };
  return (
    <Modal
      open
      title={title}
      onCancel={onClose}
      onOk={() => void submit().catch(() => undefined)}
      okText="保存"
      confirmLoading={busy}
      okButtonProps={{ disabled: !isNew && Object.keys(change).length === 0 }}
      mask={{ closable: false }}
    >
      <Form
        form={form}
        layout="vertical"
        initialValues={before}
        onValuesChange={(_, values) => setChange(changedFields(fields, before, values as Entry))}
      >
        <EntryFields fields={fields} />
        {!isNew && <Difference fields={fields} before={before} change={change} />}
        <div style={{ height: 16 }} />
        <EntryFields fields={[REASON]} />
      </Form>
      {error !== null && <ProblemAlert error={error} />}
    </Modal>
  );
};
