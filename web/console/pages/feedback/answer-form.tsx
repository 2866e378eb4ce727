import { useQueryClient } from '@tanstack/react-query';
import { App, Button, Input } from 'antd';
import { useState } from 'react';
import { send } from '../../../shared/http.ts';
import { ProblemAlert } from '../../layout/page.tsx';

/** The authority's answer to one matter, once and for all. */
export const AnswerForm = ({ id }: { readonly id: string }) => {
  const [text, setText] = useState('');
  const [error, setError] = useState<Error | null>(null);
  const queries = useQueryClient();
  const { message } = App.useApp();
  const answer = async () => {
    try {
      await send('POST', `/api/feedback/${id}/answer`, { text });
      void message.success('已答复');
      await queries.invalidateQueries();
    } catch (thrown) {
      setError(thrown as Error);
    }
  };
  return (
    <>
      <label htmlFor={`answer-${id}`}>答复</label>
      <Input.TextArea
        id={`answer-${id}`}
        rows={3}
        style={{ margin: '4px 0 8px' }}
        value={text}
        onChange={({ target }) => setText(target.value)}
      />
      {error !== null && <ProblemAlert error={error} />}
      <Button type="primary" disabled={text.trim() === ''} onClick={() => void answer()}>
        答复
      </Button>
      <p className="board-small">答复凭受理编号公开可查，提交后不能更改。</p>
    </>
  );
};
