import type { Asked } from '../../account/ask-dialog.tsx';
import type { Section } from './people.ts';

/** What an entry of a person has. */
export const officerFields = (sections: readonly Section[]): readonly Asked[] => [
  { name: 'name', label: '姓名', kind: 'text' },
  { name: 'username', label: '用户名', kind: 'text', hint: '登录用，全系统唯一。' },
  {
    ...{ name: 'sectionId', label: '科室', kind: 'choice', optional: true },
    options: sections.map(({ id, name }) => [id, name]),
  },
  { name: 'email', label: '邮箱', kind: 'text', optional: true, hint: '通知和账号变更发到这里。' },
  { name: 'phone', label: '手机', kind: 'text', optional: true },
];

/** An emptied field is no field. */
export const cleaned = (values: Readonly<Record<string, unknown>>): object =>
  Object.fromEntries(
    ['sectionId', 'email', 'phone'].map((name) => [
      name,
      values[name] === '' ? null : (values[name] ?? null),
    ]),
  );
