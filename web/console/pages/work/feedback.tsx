import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useState } from 'react';
import { read, send } from '../../../shared/http.ts';
import { dayOfInstant } from '../../boards/words.ts';
import { Loaded, Page, ProblemAlert } from '../../layout/page.tsx';

interface Feedback {
  readonly id: string;
  readonly aboutKind: string;
  readonly aboutId: string | null;
  readonly text: string;
  readonly contact: string | null;
  readonly businessAt: string;
  readonly answer: string | null;
}

const ABOUT: Readonly<Record<string, string>> = {
  result: '检查结果',
  draw: '抽取',
  plan: '计划',
  other: '其他',
};

const Answer = ({ id }: { readonly id: string }) => {
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
      <textarea
        id={`answer-${id}`}
        className="native"
        rows={3}
        style={{ display: 'block', width: '100%', margin: '4px 0 8px' }}
        value={text}
        onChange={({ target }) => setText(target.value)}
      />
      {error !== null && <ProblemAlert error={error} />}
      <Button type="primary" disabled={text.trim() === ''} onClick={() => void answer()}>
        答复
      </Button>
      <p className="key-help">答复凭受理编号公开可查，提交后不能更改。</p>
    </>
  );
};

/** What citizens said (公众意见) and nobody has answered yet. */
export const FeedbackPage = () => {
  const query = useQuery({
    queryKey: ['feedback'],
    queryFn: () => read<{ items: readonly Feedback[] }>('/api/feedback'),
  });
  return (
    <Page title="答复公众意见">
      <Loaded query={query}>
        {({ items }) => {
          const open = items.filter(({ answer }) => answer === null);
          return open.length === 0 ? (
            <p>没有待答复的意见。公众在公示页面提出的意见会列在这里。</p>
          ) : (
            open.map(({ id, aboutKind, aboutId, text, contact, businessAt }) => (
              <section
                key={id}
                className="work-list"
                style={{ padding: 16, marginBottom: 16 }}
                aria-label={`意见 ${id}`}
              >
                <p className="key-help">
                  {ABOUT[aboutKind] ?? '其他'}
                  {aboutId !== null && `：${aboutId}`}　{dayOfInstant(businessAt)} 提出
                  {contact !== null && `　联系方式：${contact}`}
                </p>
                <p style={{ whiteSpace: 'pre-wrap' }}>{text}</p>
                <Answer id={id} />
              </section>
            ))
          );
        }}
      </Loaded>
    </Page>
  );
};
