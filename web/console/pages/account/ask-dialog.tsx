import { Form, Input, Modal, Select } from 'antd';
import type { ReactNode } from 'react';
import { ProblemAlert } from '../../layout/page.tsx';
import { useFormSend } from '../../records/use-form-send.ts';

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

const WIDE_PX = 720;

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

/**
 * Asks, sends, and says in the server's words what came of it, at the field that it is about where there is one; what was
 * typed stays where it fails.
 */
export const AskDialog = ({
  title,
  fields,
  initial = {},
  okText,
  done,
  send,
  onDone,
  onClose,
  children,
  after,
  wide = false,
}: {
  readonly title: string;
  readonly fields: readonly Asked[];
  readonly initial?: Readonly<Record<string, unknown>>;
  readonly okText: string;
  readonly done: string;
  readonly send: (values: Record<string, string>) => Promise<unknown>;
  /** @default closes */
  readonly onDone?: () => void;
  readonly onClose: () => void;
  /** Before the fields. */
  readonly children?: ReactNode;
  /** Below the fields. */
  readonly after?: ReactNode;
  /** Fields stand in two columns. @default false */
  readonly wide?: boolean;
}) => {
  const [form] = Form.useForm<Record<string, string>>();
  const { run, busy, error } = useFormSend(
    form,
    fields.map(({ name }) => name),
  );
  const submit = async () => {
    const values = await form.validateFields();
    if ((await run(async () => (await send(values)) ?? true, done)) !== null) (onDone ?? onClose)();
  };
  return (
    <Modal
      open
      title={title}
      {...(wide ? { width: WIDE_PX } : {})}
      okText={okText}
      confirmLoading={busy}
      mask={{ closable: false }}
      onCancel={onClose}
      onOk={() => void submit().catch(() => undefined)}
    >
      {children}
      <Form form={form} layout="vertical" initialValues={initial} onFinish={() => void submit()}>
        <div className={wide ? 'two-columns' : ''}>
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
        </div>
        {/* Enter sends the form, as everywhere. */}
        <button type="submit" hidden />
      </Form>
      {after}
      {error !== null && <ProblemAlert error={error} />}
    </Modal>
  );
};
