import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { InputNumber, Modal, Radio, Space } from 'antd';
import { useId, useState } from 'react';
import type { Wish } from '../../../../api/resources/rehearsal/rehearsals-schema.ts';
import { read, send } from '../../../shared/http.ts';
import { ProblemAlert } from '../../layout/page.tsx';
import '../../rehearsal/rehearsal.css';

interface PlanInForce {
  readonly year: number;
  readonly title: string;
  readonly currentVersion: number | null;
}

const NO_PLAN = 'none';
const LARGEST_SEED = 999_999_999;
const thisYear = (): number => new Date().getFullYear();

/** What is rehearsed, by which plan, and how time goes. */
export const StartDialog = ({ onClose }: { readonly onClose: () => void }) => {
  const [kind, setKind] = useState<Wish['kind']>('hand');
  const [chosen, setChosen] = useState<string>(NO_PLAN);
  const [year, setYear] = useState<number>(thisYear());
  const [seed, setSeed] = useState<number>(1);
  const place = useId();
  const queries = useQueryClient();
  const plans = useQuery({ queryKey: ['plans'], queryFn: () => read<PlanInForce[]>('/api/plans') });
  const inForce = (plans.data ?? []).filter(({ currentVersion }) => currentVersion !== null);
  const plan =
    inForce.find((one) => String(one.year) === chosen) ?? (kind === 'year' ? inForce[0] : undefined);
  const start = useMutation({
    mutationFn: () =>
      send('POST', '/api/rehearsals', {
        ...{ kind, seed, year: plan?.year ?? year },
        plan: plan === undefined ? null : { year: plan.year, version: plan.currentVersion ?? 1 },
      } satisfies Wish),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['rehearsals'] });
      onClose();
    },
  });
  return (
    <Modal
      open
      title="启动演练"
      okText="启动演练"
      onOk={() => start.mutate()}
      confirmLoading={start.isPending}
      onCancel={onClose}
    >
      <Space orientation="vertical" size={16} style={{ width: '100%' }}>
        <fieldset className="plain-group">
          <legend>时间怎么走</legend>
          <Radio.Group value={kind} onChange={({ target }) => setKind(target.value)}>
            <Radio value="hand">由我推进，扮演各方人员</Radio>
            <Radio value="year" disabled={inForce.length === 0}>
              自动走完全年（约一两分钟）
            </Radio>
          </Radio.Group>
        </fieldset>
        <fieldset className="plain-group">
          <legend>用哪份计划</legend>
          <Radio.Group
            value={plan === undefined ? NO_PLAN : String(plan.year)}
            onChange={({ target }) => setChosen(target.value)}
          >
            <Radio value={NO_PLAN} disabled={kind === 'year'}>
              进入后导入
            </Radio>
            {inForce.map((one) => (
              <Radio key={one.year} value={String(one.year)}>
                {one.title}
              </Radio>
            ))}
          </Radio.Group>
        </fieldset>
        {plan === undefined && (
          <div>
            <label htmlFor={`${place}-year`}>年度　</label>
            <InputNumber
              id={`${place}-year`}
              min={2000}
              max={2999}
              value={year}
              onChange={(value) => setYear(value ?? thisYear())}
            />
          </div>
        )}
        <div>
          <label htmlFor={`${place}-seed`}>种子　</label>
          <InputNumber
            id={`${place}-seed`}
            min={0}
            max={LARGEST_SEED}
            value={seed}
            onChange={(value) => setSeed(value ?? 1)}
          />
          <p className="quiet-text">同一种子生成同样的名录和抽取；换一个种子，结果不同。</p>
        </div>
        {start.error !== null && <ProblemAlert error={start.error} />}
      </Space>
    </Modal>
  );
};
