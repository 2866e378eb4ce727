import { Checkbox, Form, Modal } from 'antd';
import { send } from '../../../shared/http.ts';
import { ProblemAlert } from '../../layout/page.tsx';
import { EntryFields } from '../../records/entry-form.tsx';
import { changedFields, type Entry, type Field } from '../../records/fields.ts';
import { useFormSend } from '../../records/use-form-send.ts';
import { CONTACT_ROLES, type Contact } from './contact.ts';

const FIELDS: readonly Field[] = [
  { name: 'role', label: '角色', kind: 'choice', options: CONTACT_ROLES, needed: true },
  { name: 'name', label: '姓名', kind: 'text' },
  {
    name: 'phone',
    label: '手机号码',
    kind: 'text',
    hint: '手机、邮箱至少填一项；换了号码或邮箱的需重新核验。',
  },
  { name: 'email', label: '电子邮箱', kind: 'text' },
];

/** A contact is added or changed. */
export const ContactDialog = ({
  path,
  contact,
  onClose,
}: {
  readonly path: string;
  /** Null: a new one. */
  readonly contact: Contact | null;
  readonly onClose: () => void;
}) => {
  const [form] = Form.useForm();
  const { run, busy, error } = useFormSend(
    form,
    FIELDS.map(({ name }) => name),
  );
  const submit = async () => {
    const { isPrimary, ...values } = (await form.validateFields()) as Entry;
    const becomesPrimary = isPrimary === true && contact?.isPrimary !== true;
    const answer = await run(async () => {
      if (contact === null)
        await send('POST', path, { ...changedFields(FIELDS, {}, values), isPrimary: becomesPrimary });
      else {
        const change = {
          ...changedFields(FIELDS, contact, values),
          ...(becomesPrimary ? { isPrimary } : {}),
        };
        await send('PUT', `/api/contacts/${contact.id}`, change);
      }
      return true;
    }, '已保存');
    if (answer !== null) onClose();
  };
  return (
    <Modal
      open
      title={contact === null ? '添加联系人' : '更改联系人'}
      onCancel={onClose}
      onOk={() => void submit().catch(() => undefined)}
      okText="保存"
      confirmLoading={busy}
      mask={{ closable: false }}
    >
      <Form form={form} layout="vertical" initialValues={contact ?? {}}>
        <EntryFields fields={FIELDS} />
        <Form.Item name="isPrimary" valuePropName="checked">
          <Checkbox disabled={contact?.isPrimary === true}>首选联系人，通知先发往这里</Checkbox>
        </Form.Item>
      </Form>
      {error !== null && <ProblemAlert error={error} />}
    </Modal>
  );
};
