import { Alert, Button, Progress } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { read } from '../../../shared/http.ts';
import '../../boards/board.css';
import { Page, ProblemAlert } from '../../layout/page.tsx';
import { Facts, Part } from '../../records/facts.tsx';
import { faultName } from './words.ts';

interface Stretch {
  readonly seq: number;
  readonly headHash: string;
  readonly firstBad: { readonly seq: number | null; readonly what: string } | null;
  readonly length: number;
  readonly done: boolean;
  readonly unsealed: number;
}

/** Asks for one stretch after the other, so that one sees how far the check is. */
const useCheck = () => {
  const [at, setAt] = useState<Stretch | null>(null);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<Error | null>(null);
  const check = async () => {
    setBusy(true);
    setError(null);
    setAt(null);
    try {
      for (let after = 0, done = false; !done; ) {
        const stretch: Stretch = await read('/api/audit/verification/stretch', { after });
        setAt(stretch);
        done = stretch.done;
        after = stretch.seq;
      }
    } catch (thrown) {
      setError(thrown instanceof Error ? thrown : new Error(String(thrown)));
    } finally {
      setBusy(false);
    }
  };
  return { at, busy, error, check };
};

const Outcome = ({ at }: { readonly at: Stretch }) =>
  at.firstBad === null ? (
    <Alert
      type="success"
      showIcon
      title={`留痕链完整：${at.seq} 环逐一重新计算，全部相符。`}
      description={at.unsealed > 0 ? `另有 ${at.unsealed} 条刚刚产生，几秒内封存。` : undefined}
    />
  ) : (
    <Alert
      type="error"
      showIcon
      role="alert"
      title={`留痕链不完整：${at.firstBad.seq === null ? '' : `第 ${at.firstBad.seq} 环`}${faultName(at.firstBad.what)}。`}
      description="请立即报告系统管理员和监督人，保存数据库和备份，不要继续修改。"
    />
  );

/** Any officer recomputes the whole chain. */
export const CheckPage = () => {
  const { at, busy, error, check } = useCheck();
  return (
    <Page title="核验留痕链">
      <p>
        <Link to="/audit">返回留痕查询</Link>
      </p>
      <Part title="核验">
        <p>
          每一条留痕都以上一条的摘要为基础计算摘要（SHA-256）。核验从第一条起逐一重新计算，任何改动、删除、插入或者调换都会被发现。
        </p>
        <Button type="primary" loading={busy} onClick={() => void check()}>
          {at === null ? '开始核验' : '重新核验'}
        </Button>
        {at !== null && (
          <div style={{ marginTop: 16 }} aria-live="polite">
            <Progress
              aria-label="核验进度"
              percent={at.length === 0 ? 100 : Math.floor((at.seq / at.length) * 100)}
              status={at.firstBad === null ? (at.done ? 'success' : 'active') : 'exception'}
            />
            {at.done && <Outcome at={at} />}
            <div style={{ marginTop: 16 }}>
              <Facts
                facts={[
                  ['已核验', `${at.seq} 环，共 ${at.length} 环`],
                  ['最后一环摘要', at.headHash],
                ]}
              />
              <p className="quiet-text">
                把最后一环的摘要抄存在本系统之外，日后可以证明此前的留痕没有被整体改写。
              </p>
            </div>
          </div>
        )}
        {error !== null && <ProblemAlert error={error} onRetry={() => void check()} />}
      </Part>
    </Page>
  );
};
