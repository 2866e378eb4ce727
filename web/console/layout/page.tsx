import type { UseQueryResult } from '@tanstack/react-query';
import { Alert, Button, Flex, Skeleton, Typography } from 'antd';
import { type ReactNode, useEffect } from 'react';
import { wordsOf } from '../../shared/problem-words.ts';

/** A page's heading, what can be done beside it, and its content; the browser's title says where one is. */
export const Page = ({
  title,
  actions,
  children,
}: {
  readonly title: string;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}) => {
  useEffect(() => {
    document.title = `${title} · 双随机、一公开抽查系统`;
  }, [title]);
  return (
    <>
      <Flex justify="space-between" align="center" wrap gap={12} style={{ marginBottom: 16 }}>
        <Typography.Title level={1} style={{ margin: 0, fontSize: 22 }}>
          {title}
        </Typography.Title>
        {actions}
      </Flex>
      {children}
    </>
  );
};

/** Why something could not be done, in the server's words, each said once. */
export const ProblemAlert = ({
  error,
  onRetry,
}: {
  readonly error: Error;
  readonly onRetry?: () => void;
}) => {
  const { title, lines } = wordsOf(error);
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      title={title}
      description={
        lines.length > 0 ? (
          <ul style={{ margin: 0, paddingInlineStart: 20 }}>
            {lines.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        ) : undefined
      }
      action={onRetry === undefined ? undefined : <Button onClick={onRetry}>重试</Button>}
    />
  );
};

/** What was read, or why it is not there yet. */
export const Loaded = <T,>({
  query,
  children,
}: {
  readonly query: UseQueryResult<T, Error>;
  readonly children: (data: T) => ReactNode;
}) => {
  if (query.data !== undefined) return children(query.data);
  if (query.error !== null) return <ProblemAlert error={query.error} onRetry={() => void query.refetch()} />;
  return <Skeleton active />;
};
