import { useQueryClient } from '@tanstack/react-query';
import { Button, Flex, Input, Typography } from 'antd';
import { useState } from 'react';
import type { UnitStatementLine } from '../../../api/resources/task/unit-links.ts';
import { minuteOfInstant } from '../../shared/china-time.ts';
import { send } from '../../shared/http.ts';
import { StateTag } from '../boards/state-tag.tsx';
import { useOfficerNames } from '../boards/use-officer-names.ts';
import { ProblemAlert } from '../layout/page.tsx';

/** As the unit chose it. */
export const KINDS: Readonly<Record<UnitStatementLine['kind'], string>> = {
  statement: '陈述、申辩',
  recusal: '申请检查人员回避',
  objection: '对检查结果提出异议',
  evidence: '提交证明材料',
};

interface ItemProps {
  readonly statement: UnitStatementLine;
  readonly mayAnswer: boolean;
  readonly onAnswered: () => void;
}

const AnswerForm = ({ statement: { id }, onAnswered }: Omit<ItemProps, 'mayAnswer'>) => {
  const [text, setText] = useState('');
  const [error, setError] = useState<Error | null>(null);
  const queries = useQueryClient();
  const answer = async () => {
    try {
      await send('POST', `/api/unit-statements/${id}/answer`, { text });
      for (const queryKey of [['counts'], ['my-work']]) void queries.invalidateQueries({ queryKey });
      onAnswered();
    } catch (thrown) {
      setError(thrown as Error);
    }
  };
  return (
    <Flex vertical gap={8} className="no-print">
      <label htmlFor={`answer-${id}`}>答复（提交后不能更改，检查对象随即收到通知）</label>
      <Input.TextArea
        id={`answer-${id}`}
        value={text}
        rows={3}
        onChange={({ target }) => setText(target.value)}
      />
      {error !== null && <ProblemAlert error={error} />}
      <div>
        <Button onClick={() => void answer()} disabled={text.trim() === ''}>
          答复
        </Button>
      </div>
    </Flex>
  );
};

const Answer = ({ statement: { answer, answeredBy, answeredAt } }: Pick<ItemProps, 'statement'>) => {
  const nameOf = useOfficerNames();
  if (answer === null || answeredBy === null || answeredAt === null) return null;
  return (
    <>
      <Typography.Text style={{ whiteSpace: 'pre-wrap' }}>答复：{answer}</Typography.Text>
      <Typography.Text type="secondary">
        {nameOf(answeredBy)}，{minuteOfInstant(answeredAt)} 答复
      </Typography.Text>
    </>
  );
};

/** Owed whatever became of the task. */
const Owed = ({ statement: { kind, dueOn } }: Pick<ItemProps, 'statement'>) => (
  <div>
    <StateTag tone="care">{kind === 'recusal' ? '待决定' : '未答复'}</StateTag>{' '}
    {dueOn !== null && <Typography.Text type="secondary">应在 {dueOn} 前答复</Typography.Text>}
  </div>
);

/** One thing that the unit said, its files, and the answer or the place for it. */
export const StatementItem = ({ statement, mayAnswer, onAnswered }: ItemProps) => {
  const { kind, about, person, text, files, answer, receivedAt, receiptNumber } = statement;
  return (
    <Flex vertical gap={8}>
      <Typography.Text strong>
        {KINDS[kind]}
        {about !== null && `（${about}）`} · {receiptNumber}
      </Typography.Text>
      <Typography.Text style={{ whiteSpace: 'pre-wrap' }}>{text}</Typography.Text>
      <Typography.Text type="secondary">
        {person}，{minuteOfInstant(receivedAt)}
      </Typography.Text>
      {files.map((file) => (
        <a key={file.id} href={`/api/attachments/${file.id}`}>
          {file.name}
        </a>
      ))}
      {answer === null ? <Owed statement={statement} /> : <Answer statement={statement} />}
      {answer === null && mayAnswer && <AnswerForm statement={statement} onAnswered={onAnswered} />}
    </Flex>
  );
};
