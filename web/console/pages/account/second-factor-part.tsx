import { useQuery } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import { useState } from 'react';
import { minuteOfInstant } from '../../../shared/china-time.ts';
import { read, send } from '../../../shared/http.ts';
import { Loaded } from '../../layout/page.tsx';
import { Facts, Part } from '../../records/facts.tsx';
import { Qr } from '../draws/qr.tsx';
import { type OwnSecondFactor, SECOND_FACTOR } from './account.ts';
import { AskDialog } from './ask-dialog.tsx';
import { RecoveryCodes } from './recovery-codes.tsx';

interface Enrolment {
  readonly secret: string;
  readonly uri: string;
}
interface Codes {
  readonly recoveryCodes: readonly string[];
}
type Asking = 'password' | 'renew' | 'remove' | null;

const PASSWORD = { name: 'password', label: '密码', kind: 'password' } as const;
const CODE = { name: 'code', label: '动态验证码', kind: 'code', hint: '验证器应用显示的六位数字。' } as const;

const SetUp = ({ secret, uri }: Enrolment) => (
  <div className="enrolment">
    <Qr text={uri} label="供验证器应用扫描的二维码" size="180px" />
    <div>
      <p>用手机上的验证器应用扫描二维码，再输入应用显示的六位动态验证码。</p>
      <p>
        不能扫码时，在应用中手动输入密钥：
        <br />
        <code>{secret.replace(/(.{4})(?=.)/g, '$1 ')}</code>
      </p>
    </div>
  </div>
);

const State = ({ enrolled, confirmedAt, recoveryCodesLeft, required, encrypted }: OwnSecondFactor) => (
  <>
    <Facts
      facts={[
        ['状态', enrolled ? '已启用' : required ? '未启用（您的岗位要求启用）' : '未启用'],
        ...(enrolled && confirmedAt !== null
          ? ([
              ['启用时间', minuteOfInstant(confirmedAt)],
              ['剩余恢复码', `${recoveryCodesLeft} 个`],
            ] as const)
          : []),
      ]}
    />
    {enrolled && recoveryCodesLeft <= 2 && (
      <Alert type="warning" showIcon title="恢复码所剩不多，请重新生成。" />
    )}
    {!encrypted && (
      <Alert
        type="info"
        title="本系统没有配置加密密钥（SESSION_SECRET），验证器密钥以原文存放，请告知运行维护人员。"
      />
    )}
  </>
);

/** The second factor: set up, recovery codes, given up. */
export const SecondFactorPart = () => {
  const query = useQuery({ queryKey: [SECOND_FACTOR], queryFn: () => read<OwnSecondFactor>(SECOND_FACTOR) });
  const [asking, setAsking] = useState<Asking>(null);
  const [enrolment, setEnrolment] = useState<Enrolment | null>(null);
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const give = async (path: string, values: object) => {
    const { recoveryCodes } = await send<Codes>('POST', `${SECOND_FACTOR}/${path}`, values);
    setCodes(recoveryCodes);
  };
  const enrolled = query.data?.enrolled === true;
  const actions = enrolled ? (
    <>
      <Button onClick={() => setAsking('renew')}>重新生成恢复码</Button>
      {query.data?.required === false && <Button onClick={() => setAsking('remove')}>停用</Button>}
    </>
  ) : (
    <Button type="primary" onClick={() => setAsking('password')}>
      启用
    </Button>
  );
  return (
    <Part title="第二因素（验证器应用）" actions={query.data !== undefined && actions}>
      <Loaded query={query}>{(state) => <State {...state} />}</Loaded>
      {asking === 'password' && (
        <AskDialog
          title="启用第二因素"
          fields={[PASSWORD]}
          okText="下一步"
          done="密码正确，请扫描二维码"
          send={async (values) =>
            setEnrolment(await send<Enrolment>('POST', `${SECOND_FACTOR}/enrol`, values))
          }
          onClose={() => setAsking(null)}
        />
      )}
      {enrolment !== null && (
        <AskDialog
          title="扫描二维码"
          fields={[CODE]}
          okText="启用"
          done="第二因素已启用，其他登录已结束"
          send={(values) => give('confirm', values)}
          onClose={() => setEnrolment(null)}
        >
          <SetUp {...enrolment} />
        </AskDialog>
      )}
      {asking === 'renew' && (
        <AskDialog
          title="重新生成恢复码"
          fields={[CODE]}
          okText="重新生成"
          done="恢复码已更换，原有的全部作废"
          send={(values) => give('recovery-codes', values)}
          onClose={() => setAsking(null)}
        />
      )}
      {asking === 'remove' && (
        <AskDialog
          title="停用第二因素"
          fields={[PASSWORD, CODE]}
          okText="停用"
          done="第二因素已停用，其他登录已结束"
          send={(values) => send('POST', `${SECOND_FACTOR}/remove`, values)}
          onClose={() => setAsking(null)}
        />
      )}
      {codes !== null && <RecoveryCodes codes={codes} onClose={() => setCodes(null)} />}
    </Part>
  );
};
