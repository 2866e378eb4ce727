import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { Link, useParams } from 'react-router';
import { minuteOfInstant } from '../../../shared/china-time.ts';
import { read, send } from '../../../shared/http.ts';
import { holds, useMe } from '../../../shared/me.ts';
import { Loaded, Page, ProblemAlert } from '../../layout/page.tsx';
import { Facts, Part } from '../../records/facts.tsx';
import { useSend } from '../../records/use-send.ts';
import '../../boards/board.css';
import { Checklist } from './checklist.tsx';
import { DecideEdition } from './decide-edition.tsx';
import { Difference } from './difference.tsx';
import { EDITION_STATES, type EditionDetail, KINDS } from './item.ts';

const Withdraw = ({ path }: { readonly path: string }) => {
  const { run, busy, error } = useSend();
  return (
    <>
      <Button loading={busy} onClick={() => void run(() => send('POST', `${path}/withdraw`, {}), '已撤回')}>
        撤回提请
      </Button>
      {error !== null && <ProblemAlert error={error} />}
    </>
  );
};

const Items = ({ items }: { readonly items: EditionDetail['items'] }) => (
  <Part title={`清单（${items.length} 项）`}>
    {items.map((item) => (
      <details key={item.id} style={{ padding: '6px 0', borderBottom: '1px solid #e3e8ee' }}>
        <summary>
          {item.name}（{KINDS[item.kind]}，{item.lines.length} 条检查内容）
        </summary>
        <Facts
          facts={[
            ['事项编号', item.id],
            ['对象类别', item.unitCategory],
            ['检查依据', item.legalBasis],
            ['检查方式', item.method],
            ['检查资质', item.qualification],
          ]}
        />
        <Checklist lines={item.lines} />
      </details>
    ))}
  </Part>
);

/** One edition as it was put before the approver, and what became of it. */
export const EditionPage = () => {
  const { number = '' } = useParams();
  const { data: me } = useMe();
  const path = `/api/item-list/editions/${encodeURIComponent(number)}`;
  const query = useQuery({ queryKey: [path], queryFn: () => read<EditionDetail>(path) });
  return (
    <Page title={`第 ${number} 版清单`}>
      <p>
        <Link to="/items/editions">返回清单版次</Link>
      </p>
      <Loaded query={query}>
        {(edition) => (
          <>
            <Part
              title={EDITION_STATES[edition.state]}
              actions={
                edition.state === 'proposed' &&
                me?.officerId === edition.proposedBy && <Withdraw path={path} />
              }
            >
              <Facts
                facts={[
                  ['理由', edition.reason],
                  [
                    '提请',
                    `${edition.proposedByName ?? edition.proposedBy} ${minuteOfInstant(edition.proposedAt)}`,
                  ],
                  ['审批', edition.decidedByName],
                  ['意见', edition.opinion],
                  ['公布日期', edition.publishedOn],
                  ['公布地方', edition.publishedWhere],
                ]}
              />
            </Part>
            <Part title="与上一公布版的差异">
              <Difference difference={edition.difference} same="与上一公布版一致。" />
            </Part>
            {edition.state === 'proposed' &&
              holds(me, 'approver') &&
              me?.officerId !== edition.proposedBy && <DecideEdition path={path} />}
            <Items items={edition.items} />
          </>
        )}
      </Loaded>
    </Page>
  );
};
