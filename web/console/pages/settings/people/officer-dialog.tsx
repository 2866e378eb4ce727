import { send } from '../../../../shared/http.ts';
import { AskDialog, type Asked } from '../../account/ask-dialog.tsx';
import { type Account, OFFICERS, officerPath, type Section } from './people.ts';

const fieldsOf = (sections: readonly Section[]): readonly Asked[] => [
  { name: 'name', label: '姓名', kind: 'text' },
  { name: 'username', label: '用户名', kind: 'text', hint: '登录用，全系统唯一。' },
  {
    ...{ name: 'sectionId', label: '科室', kind: 'choice', optional: true },
    options: sections.map(({ id, name }) => [id, name]),
  },
  { name: 'email', label: '邮箱', kind: 'text', optional: true },
  { name: 'phone', label: '手机', kind: 'text', optional: true },
];

const ID: Asked = { name: 'id', label: '人员编号', kind: 'text', hint: '字母、数字，设定后不变。' };

/** An emptied field is no field. */
const cleaned = (values: Readonly<Record<string, unknown>>): object =>
  Object.fromEntries(
    ['sectionId', 'email', 'phone'].map((name) => [
      name,
      values[name] === '' ? null : (values[name] ?? null),
    ]),
  );

/** Adds a person, or changes an entry. */
export const OfficerDialog = ({
  account,
  sections,
  onClose,
}: {
  /** Null: a new one. */
  readonly account: Account | null;
  readonly sections: readonly Section[];
  readonly onClose: () => void;
}) => {
  const fields = fieldsOf(sections);
  return (
    <AskDialog
      title={account === null ? '新增人员' : `修改${account.name}`}
      fields={account === null ? [ID, ...fields] : fields}
      initial={account === null ? {} : { ...account }}
      okText="保存"
      done="已保存"
      send={(values) =>
        account === null
          ? send('POST', OFFICERS, { ...values, ...cleaned(values) })
          : send('PUT', officerPath(account.id), { ...values, ...cleaned(values), active: account.active })
      }
      onClose={onClose}
    />
  );
};
