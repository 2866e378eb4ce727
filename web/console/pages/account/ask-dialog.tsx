import { Form, Input, Modal, Select } from 'antd';
import type { ReactNode } from 'react';
import { ProblemAlert } from '../../layout/page.tsx';
import { useSend } from '../../records/use-send.ts';

/** One thing that a dialog asks for. */
export interface Asked {
  readonly name: string;
  readonly label: string;
  readonly kind: 'text' | 'password' | 'new-password' | 'code' | 'date' | 'choice';
  /** Of a choice: value and words. */
  readonly options?: readonly (readonly [value: string, label: string])[];
  readonly optional?: true;
  readonly hint?: string;
}

const AUTOCOMPLETE = {
  password: 'current-password',
  'new-password': 'new-password',
  code: 'one-time-code',
} as const;

const Control = ({ field: { kind, options = [] }, ...given }: { readonly field: Asked }) => {
  if (kind === 'choice')
    return (
      <Select
        {...given}
        allowClear
        showSearch={{ optionFilterProp: 'label' }}
        options={options.map(([value, label]) => ({ value, label }))}
      />
    );
  if (kind === 'date') return <Input {...given} type="date" />;
  if (kind === 'password' || kind === 'new-password')
    return <Input.Password {...given} autoComplete={AUTOCOMPLETE[kind]} maxLength={200} />;
  if (kind === 'code')
    return <Input {...given} autoComplete={AUTOCOMPLETE.code} inputMode="numeric" maxLength={40} />;
  return <Input {...given} maxLength={200} />;
};

/** Asks, sends, and says in the server's words what came of it; what was typed stays where it fails. */
export const AskDialog = ({
  title,
  fields,
  initial = {},
  okText,
  done,
  send,
  onClose,
  children,
}: {
  readonly title: string;
  readonly fields: readonly Asked[];
  readonly initial?: Readonly<Record<string, unknown>>;
  readonly okText: string;
  readonly done: string;
  readonly send: (values: Record<string, string>) => Promise<unknown>;
  readonly onClose: () => void;
  readonly children?: ReactNode;
}) => {
  const [form] = Form.useForm<Record<string, string>>();
  const { run, busy, error } = useSend();
  const submit = async () => {
    const values = await form.validateFields();
    if ((await run(async () => (await send(values)) ?? true, done)) !== null) onClose();
  };
  return (
    <Modal
      open
      title={title}
      okText={okText}
      confirmLoading={busy}
      mask={{ closable: false }}
      onCancel={onClose}
      onOk={() => void submit().catch(() => undefined)}
    >
      {children}
      <Form form={form} layout="vertical" initialValues={initial} onFinish={() => void submit()}>
        {fields.map((field) => (
          <Form.Item
            key={field.name}
            name={field.name}
            label={field.label}
            extra={field.hint}
            rules={field.optional === true ? [] : [{ required: true, message: `请填写${field.label}` }]}
          >
            <Control field={field} />
          </Form.Item>
        ))}
        {/* Enter sends the form, as everywhere. */}
        <button type="submit" hidden />
      </Form>
      {error !== null && <ProblemAlert error={error} />}
    </Modal>
  );
};
