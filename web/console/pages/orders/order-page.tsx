import { useQuery } from '@tanstack/react-query';
import { Button, Flex } from 'antd';
import { Link, useParams } from 'react-router';
import type { OrderCase } from '../../../../api/resources/order/order-schema.ts';
import { minuteOfInstant } from '../../../shared/china-time.ts';
import { read } from '../../../shared/http.ts';
import { useMe } from '../../../shared/me.ts';
import { StateTag } from '../../boards/state-tag.tsx';
import { useOfficerNames } from '../../boards/use-officer-names.ts';
import { CommandButton } from '../../commands/command-button.tsx';
import { CommandGroup } from '../../commands/command-group.tsx';
import { Loaded, Page } from '../../layout/page.tsx';
import { Attachments } from '../../records/attachments.tsx';
import { Extensions } from './extensions.tsx';
import { Findings } from './findings.tsx';
import { ORDER_STATES } from './order-words.ts';
import { Owed } from './owed.tsx';
import { Referrals, Reinspections } from './trail.tsx';

const pathOf = (id: string): string => `/api/orders/${encodeURIComponent(id)}`;

const useInTeam = ({ team }: OrderCase): boolean => {
  const { data: me } = useMe();
  return team.some(({ officerId }) => officerId === me?.officerId);
};

const Commands = ({ order }: { order: OrderCase }) => {
  const inTeam = useInTeam(order);
  if (order.endedAt !== null) return null;
  const of = { subject: pathOf(order.id), inTeam };
  return (
    <CommandGroup>
      <CommandButton {...of} command="reinspect" label="登记复查结果" button={{ type: 'primary' }} />
      <CommandButton {...of} command="reportRectified" label="报告整改完成" />
      <CommandButton {...of} command="requestExtension" label="申请延期" />
      <CommandButton {...of} command="referFindings" label="移送或抄告" />
      <CommandButton {...of} command="waiveFindings" label="免予整改" button={{ danger: true }} />
    </CommandGroup>
  );
};

const Facts = ({ order }: { order: OrderCase }) => {
  const nameOf = useOfficerNames();
  const [state, tone] = ORDER_STATES[order.state];
  return (
    <dl className="board-facts">
      <div>
        <dt>状态</dt>
        <dd>
          <StateTag tone={tone}>{state}</StateTag>
        </dd>
      </div>
      <div>
        <dt>检查对象</dt>
        <dd>{order.unitName}</dd>
      </div>
      <div>
        <dt>发出</dt>
        <dd>
          {minuteOfInstant(order.issuedAt)}　{nameOf(order.issuedBy)}
        </dd>
      </div>
      {order.endedAt !== null && (
        <div>
          <dt>了结</dt>
          <dd>{minuteOfInstant(order.endedAt)}</dd>
        </div>
      )}
      <div>
        <dt>跟进</dt>
        <dd>{order.team.map(({ name }) => name).join('、')}</dd>
      </div>
      <div>
        <dt>检查任务</dt>
        <dd>
          <Link to={`/tasks/${encodeURIComponent(order.taskId)}`}>{order.taskNumber}</Link>
        </dd>
      </div>
    </dl>
  );
};

/** One order to correct: its findings, what is owed by when, what was asked, looked at and handed on. */
export const OrderPage = () => {
  const { id = '' } = useParams();
  const found = useQuery({ queryKey: ['order', id], queryFn: () => read<OrderCase>(pathOf(id)) });
  const print = (
    <>
      <Button href={`${pathOf(id)}/notice.pdf`} target="_blank">
        打印（PDF）
      </Button>
      <Button href={`${pathOf(id)}/notice.html`} target="_blank">
        打印（网页）
      </Button>
    </>
  );
  return (
    <Page
      title={found.data === undefined ? '责令改正通知书' : found.data.number}
      actions={
        found.data === undefined ? null : (
          <Flex gap={8} wrap>
            <Commands order={found.data} />
            {print}
          </Flex>
        )
      }
    >
      <Loaded query={found}>
        {(order) => (
          <>
            <Facts order={order} />
            <Findings order={order} />
            <Owed deadlines={order.deadlines} />
            <Attachments
              title="照片与材料"
              of={[{ family: 'order', id: order.id }]}
              empty="没有材料。检查对象报告整改时提交的会列在这里。"
            />
            <Extensions order={order} subject={pathOf(order.id)} />
            <Reinspections order={order} />
            <Referrals order={order} />
          </>
        )}
      </Loaded>
    </Page>
  );
};
