import { useQuery } from '@tanstack/react-query';
import { Alert } from 'antd';
import type { CycleCase, CycleReadiness } from '../../../../api/resources/cycle/cycle-schema.ts';
import { read } from '../../../shared/http.ts';
import { Loaded } from '../../layout/page.tsx';

/** What the draw would wait for, checked now by the rule of the draw day. */
export const Readiness = ({ cycle }: { cycle: CycleCase }) => {
  const query = useQuery({
    queryKey: ['cycle-readiness', cycle.id],
    queryFn: () => read<CycleReadiness>(`/api/cycles/${encodeURIComponent(cycle.id)}/readiness`),
  });
  return (
    <section className="board-card">
      <header>
        <h2>抽取准备</h2>
        {query.data !== undefined && <span className="quiet-text">{query.data.asOf} 核对</span>}
      </header>
      {cycle.waitingFor !== null && (
        <p>
          上次核对时等待：<span className="soon-text">{cycle.waitingFor}</span>
        </p>
      )}
      <Loaded query={query}>
        {({ gaps, from }) =>
          gaps.length === 0 ? (
            <Alert type="success" showIcon title={`抽取所需已齐备，${from} 可以抽取。`} />
          ) : (
            <Alert
              type="warning"
              showIcon
              title={`还缺 ${gaps.length} 项；补齐之前不抽取，最迟 ${cycle.drawLatestOn}。`}
              description={
                <ol style={{ margin: 0, paddingInlineStart: 20 }}>
                  {gaps.map((gap) => (
                    <li key={gap}>{gap}</li>
                  ))}
                </ol>
              }
            />
          )
        }
      </Loaded>
    </section>
  );
};
