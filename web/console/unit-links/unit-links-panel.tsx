import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Flex, Typography } from 'antd';
import { type ReactNode, useState } from 'react';
import type { UnitLinkLine, UnitStatementLine } from '../../../api/resources/task/unit-links.ts';
import { ApiProblem } from '../../shared/api-problem.ts';
import { read, send } from '../../shared/http.ts';
import { holds, useMe } from '../../shared/me.ts';
import '../boards/board.css';
import { Loaded, ProblemAlert } from '../layout/page.tsx';
import { LinkLine } from './link-line.tsx';
import { StatementItem } from './statement-item.tsx';
import './unit-links.css';

interface UnitLinks {
  readonly links: readonly UnitLinkLine[];
  readonly statements: readonly UnitStatementLine[];
}

/** A heading with what stands below it, one line each, or with the words for nothing. */
const Lines = <T extends { readonly id: string }>({
  title,
  all,
  empty,
  line,
}: {
  readonly title: string;
  readonly all: readonly T[];
  readonly empty: string;
  readonly line: (one: T) => ReactNode;
}) => (
  <section className="unit-links">
    <Typography.Text strong>{title}</Typography.Text>
    {all.length === 0 ? (
      <p className="quiet-text">{empty}</p>
    ) : (
      <ul aria-label={title}>
        {all.map((one) => (
          <li key={one.id}>{line(one)}</li>
        ))}
      </ul>
    )}
  </section>
);

/** The unit's own way in: links sent, what came back through them, and the authority's answers. */
export const UnitLinksPanel = ({
  taskId,
  inTeam,
}: {
  readonly taskId: string;
  /** Its members may send a link without a role. */
  readonly inTeam: boolean;
}) => {
  const { data: me } = useMe();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const [error, setError] = useState<Error | null>(null);
  const path = `/api/tasks/${encodeURIComponent(taskId)}/unit-links`;
  const query = useQuery({
    queryKey: ['unit-links', taskId],
    queryFn: () => read<UnitLinks>(path),
    retry: false,
  });
  const refresh = () => void queries.invalidateQueries({ queryKey: ['unit-links', taskId] });
  const sendLink = async () => {
    setError(null);
    try {
      await send('POST', path);
      void message.success('新的办理链接将发送到检查对象登记的联系方式');
      refresh();
    } catch (thrown) {
      setError(thrown as Error);
    }
  };
  if (query.error instanceof ApiProblem && query.error.code === 'Forbidden')
    return <Typography.Text type="secondary">只限本检查组和办公室、审核、审批人员查看。</Typography.Text>;
  const mayAnswer = holds(me, 'office', 'approver', 'reviewer', 'supervisor');
  const maySend = inTeam || holds(me, 'office', 'approver');
  return (
    <Flex vertical gap={12}>
      {error !== null && <ProblemAlert error={error} />}
      <Loaded query={query}>
        {({ links, statements }) => (
          <>
            <Lines
              title="提交的材料"
              all={statements}
              empty="检查对象还没有通过链接提交材料。"
              line={(statement) => (
                <StatementItem statement={statement} mayAnswer={mayAnswer} onAnswered={refresh} />
              )}
            />
            <Lines
              title="办理链接"
              all={links}
              empty="还没有发送办理链接。"
              line={(link) => <LinkLine link={link} mayRevoke={mayAnswer} onRevoked={refresh} />}
            />
          </>
        )}
      </Loaded>
      {maySend && (
        <div className="no-print">
          <Button onClick={() => void sendLink()}>发送办理链接</Button>
        </div>
      )}
    </Flex>
  );
};
