import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Checkbox, Form, Input, Select } from 'antd';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { read, send } from '../../../../shared/http.ts';
import { Loaded, Page, ProblemAlert } from '../../../layout/page.tsx';
import { Facts, Part } from '../../../records/facts.tsx';
import { PlainTable } from '../../../records/plain-table.tsx';
import { useSend } from '../../../records/use-send.ts';
import { roleName, roleNames } from '../../../rehearsal/role-names.ts';
import {
  ACCOUNTS,
  type Account,
  type Duties,
  type HandedOver,
  type LeftBehind,
  officerPath,
} from './people.ts';

interface Values {
  readonly toId: string;
  readonly reason: string;
  readonly disable: boolean;
}

const KINDS: Readonly<Record<LeftBehind['kind'], string>> = {
  role: '角色',
  deputy: '代理',
  task: '检查任务',
  key: '签名密钥',
  draft: '计划草稿',
};

const Owed = ({ duties, account }: { readonly duties: Duties; readonly account: Account }) => (
  <Part title="未办结事项">
    <Facts
      facts={[
        ['角色', roleNames(account.roles)],
        ['检查组席位', `${duties.tasks.length} 项`],
        ['在用签名密钥', `${duties.keys.length} 个`],
        ['起草中的计划', `${duties.drafts.length} 份`],
      ]}
    />
    <p className="quiet-text" style={{ margin: 0 }}>
      角色、已领办事项和代理一次移交；检查组席位由抽取决定，签名密钥属于本人，办理后逐项列出处理办法。
    </p>
  </Part>
);

const itemOf = ({ kind, id }: LeftBehind) => {
  if (kind === 'task') return <Link to={`/tasks/${encodeURIComponent(id)}`}>{id}</Link>;
  return kind === 'role' ? roleName(id as Account['roles'][number]) : id;
};

const Outcome = ({ result }: { readonly result: HandedOver }) => (
  <Part title="移交结果">
    <Alert
      type="success"
      showIcon
      title={`已移交：角色 ${result.roles.length === 0 ? '无' : roleNames(result.roles)}；已领办事项 ${result.claims} 件；代理 ${result.deputies} 项`}
    />
    <h3>不能移交、须另行办理的</h3>
    <PlainTable
      caption="不能移交的事项"
      columns={[
        { head: '类别', isHead: true, cell: ({ kind }) => KINDS[kind] },
        { head: '事项', cell: itemOf },
        { head: '原因与办法', cell: ({ why }) => why },
      ]}
      rows={result.left}
      rowKey={({ kind, id }) => `${kind}/${id}`}
      empty="已全部移交。"
    />
  </Part>
);

const HandOverForm = ({
  account,
  others,
  onDone,
}: {
  readonly account: Account;
  readonly others: readonly Account[];
  readonly onDone: (result: HandedOver) => void;
}) => {
  const { run, busy, error } = useSend();
  const submit = async (values: Values) => {
    const path = `${officerPath(account.id)}/hand-over`;
    const result = await run(() => send<HandedOver>('POST', path, values), '已移交');
    if (result !== null) onDone(result);
  };
  return (
    <Part title="移交给">
      <Form
        layout="vertical"
        initialValues={{ disable: true }}
        onFinish={(values: Values) => void submit(values)}
      >
        <Form.Item name="toId" label="接手人" rules={[{ required: true, message: '请选择接手人' }]}>
          <Select
            showSearch={{ optionFilterProp: 'label' }}
            options={others.map(({ id, name, roles }) => ({
              value: id,
              label: `${name}（${roles.length === 0 ? id : roleNames(roles)}）`,
            }))}
          />
        </Form.Item>
        <Form.Item name="reason" label="原因" rules={[{ required: true, message: '请填写原因' }]}>
          <Input.TextArea maxLength={400} rows={2} />
        </Form.Item>
        <Form.Item name="disable" valuePropName="checked">
          <Checkbox>移交后停用{account.name}的账号</Checkbox>
        </Form.Item>
        {error !== null && <ProblemAlert error={error} />}
        <Button type="primary" htmlType="submit" loading={busy}>
          移交
        </Button>
      </Form>
    </Part>
  );
};

/** 交接: what an officer owes who leaves goes to another; what cannot is listed with what to do. */
export const HandOverPage = () => {
  const { id = '' } = useParams();
  const path = `${officerPath(id)}/duties`;
  const accounts = useQuery({ queryKey: [ACCOUNTS], queryFn: () => read<readonly Account[]>(ACCOUNTS) });
  const duties = useQuery({ queryKey: [path], queryFn: () => read<Duties>(path) });
  const [result, setResult] = useState<HandedOver | null>(null);
  const account = accounts.data?.find((one) => one.id === id);
  return (
    <Page title={account === undefined ? '交接' : `交接：${account.name}`}>
      <p>
        <Link to="/settings/people">返回人员与角色</Link>
      </p>
      <Loaded query={duties}>
        {(owed) => (account === undefined ? null : <Owed duties={owed} account={account} />)}
      </Loaded>
      {result !== null && <Outcome result={result} />}
      {result === null && account !== undefined && (
        <HandOverForm
          account={account}
          others={(accounts.data ?? []).filter((one) => one.active && one.id !== id)}
          onDone={setResult}
        />
      )}
    </Page>
  );
};
