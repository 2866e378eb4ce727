import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Checkbox, Form, Input, InputNumber, Select } from 'antd';
import { read, send } from '../../../../shared/http.ts';
import { Loaded, ProblemAlert } from '../../../layout/page.tsx';
import { Part } from '../../../records/facts.tsx';
import { useSend } from '../../../records/use-send.ts';
import { ROLE_ORDER, roleName } from '../../../rehearsal/role-names.ts';
import { SECURITY, type Security } from './people.ts';

type Provider = NonNullable<Security['identityProvider']>;
interface Values extends Pick<Security, 'secondFactorRoles' | 'idleMinutes'> {
  readonly usesProvider: boolean;
  readonly provider?: Provider;
}

const MATCHES = [
  { value: 'username', label: '用户名' },
  { value: 'email', label: '邮箱' },
];
const FRESH: Partial<Provider> = {
  claim: 'preferred_username',
  matchBy: 'username',
  checksSecondFactor: false,
};
const needed = [{ required: true, message: '请填写此项' }];

const ProviderFields = ({ allowedIssuer, callbackAddress }: Security) => (
  <>
    {allowedIssuer === null && (
      <Alert
        type="info"
        title="须先由运行维护人员在 IDENTITY_SECRETS_FILE 中登记签发者地址和客户端密钥，密钥不存入数据库。"
      />
    )}
    <p className="quiet-text">回调地址（在对方系统中登记）：{callbackAddress}</p>
    <Form.Item name={['provider', 'name']} label="名称（登录页显示）" rules={needed}>
      <Input maxLength={200} />
    </Form.Item>
    <Form.Item name={['provider', 'issuer']} label="签发者地址" rules={needed}>
      <Input maxLength={200} placeholder="https://" />
    </Form.Item>
    <Form.Item name={['provider', 'clientId']} label="客户端编号" rules={needed}>
      <Input maxLength={200} />
    </Form.Item>
    <Form.Item name={['provider', 'claim']} label="标明人员的声明" rules={needed}>
      <Input maxLength={100} />
    </Form.Item>
    <Form.Item name={['provider', 'matchBy']} label="与账号的哪一项核对" rules={needed}>
      <Select options={MATCHES} />
    </Form.Item>
    <Form.Item name={['provider', 'checksSecondFactor']} valuePropName="checked">
      <Checkbox>对方已要求第二因素，本系统不再要求</Checkbox>
    </Form.Item>
  </>
);

const SecurityForm = ({ security }: { readonly security: Security }) => {
  const { run, busy, error } = useSend();
  const { version, secondFactorRoles, idleMinutes, identityProvider, allowedIssuer } = security;
  const save = ({ usesProvider, provider, ...rest }: Values) =>
    run(
      async () =>
        (await send('PUT', SECURITY, {
          expectedVersion: version,
          settings: { ...rest, identityProvider: usesProvider ? (provider ?? null) : null },
        })) ?? true,
      '已保存',
    );
  const initial: Values = {
    ...{ secondFactorRoles, idleMinutes, usesProvider: identityProvider !== null },
    provider: identityProvider ?? ({ ...FRESH, issuer: allowedIssuer ?? '' } as Provider),
  };
  return (
    <Form
      key={version}
      layout="vertical"
      initialValues={initial}
      onFinish={(values: Values) => void save(values)}
    >
      <Form.Item name="secondFactorRoles" label="登录须用第二因素的角色">
        <Select
          mode="multiple"
          placeholder="没有角色须用"
          options={ROLE_ORDER.map((role) => ({ value: role, label: roleName(role) }))}
        />
      </Form.Item>
      <Form.Item name="idleMinutes" label="多少分钟不使用即结束登录" rules={needed}>
        <InputNumber min={5} max={720} precision={0} />
      </Form.Item>
      <Form.Item name="usesProvider" valuePropName="checked">
        <Checkbox>启用本局的统一身份认证（OpenID Connect）</Checkbox>
      </Form.Item>
      <Form.Item noStyle shouldUpdate>
        {({ getFieldValue }) => getFieldValue('usesProvider') === true && <ProviderFields {...security} />}
      </Form.Item>
      {error !== null && <ProblemAlert error={error} />}
      <Button type="primary" htmlType="submit" loading={busy}>
        保存
      </Button>
    </Form>
  );
};

/** What the authority asks of its accounts. */
export const SecurityPart = () => {
  const query = useQuery({ queryKey: [SECURITY], queryFn: () => read<Security>(SECURITY) });
  return (
    <Part title="登录要求">
      <Loaded query={query}>{(security) => <SecurityForm security={security} />}</Loaded>
    </Part>
  );
};
