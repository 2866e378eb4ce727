import { useQuery } from '@tanstack/react-query';
import { Empty, Input } from 'antd';
import { useDeferredValue, useState } from 'react';
import { Link } from 'react-router';
import type { SentMessage } from '../../../../api/resources/rehearsal/rehearsal-schema.ts';
import { read } from '../../../shared/http.ts';
import '../../boards/board.css';
import { chinaTime } from '../../../shared/china-time.ts';
import { Loaded, Page } from '../../layout/page.tsx';
import { LinkedText } from '../../rehearsal/linked-text.tsx';
import '../../rehearsal/rehearsal.css';

const CHANNELS = { email: '邮件', sms: '短信' } as const;

const One = ({ channel, at, to, subject, text }: SentMessage) => (
  <article className="room-message" aria-label={subject === '' ? text : subject}>
    <header>
      <strong>{CHANNELS[channel]}</strong>
      {at !== null && <time dateTime={at}>{chinaTime(at)}</time>}
      <span className="quiet-text">发给 {to}</span>
    </header>
    {channel === 'sms' ? (
      <p>
        <LinkedText text={text} />
      </p>
    ) : (
      <details>
        <summary>{subject}</summary>
        <pre>
          <LinkedText text={text} />
        </pre>
      </details>
    )}
  </article>
);

/** Mails and SMS as they went out; none of them left this machine. */
export const MessagesPage = () => {
  const [typed, setTyped] = useState('');
  const contains = useDeferredValue(typed);
  const messages = useQuery({
    queryKey: ['rehearsal', 'messages', contains],
    queryFn: () => read<SentMessage[]>('/api/rehearsal/messages', { contains }),
    placeholderData: (before) => before,
  });
  return (
    <Page title="演练收件箱" actions={<Link to="/rehearsal">返回演练</Link>}>
      <p className="quiet-text">
        演练中发出的邮件和短信，都留在本机，没有发给任何人。新的在前，至多 200 件。
      </p>
      <Input.Search
        allowClear
        aria-label="按收件人、标题或正文查找"
        placeholder="按收件人、标题或正文查找"
        value={typed}
        onChange={({ target }) => setTyped(target.value)}
        style={{ maxWidth: 420, marginBottom: 16 }}
      />
      <Loaded query={messages}>
        {(all) =>
          all.length === 0 ? (
            <Empty
              image={Empty.PRESENTED_IMAGE_SIMPLE}
              description={typed === '' ? '还没有发出消息；推进时间后再看。' : '没有符合的消息。'}
            />
          ) : (
            <section className="board-card" aria-label="已发出的消息">
              {all.map((message) => (
                <One key={`${message.channel}/${message.number}`} {...message} />
              ))}
            </section>
          )
        }
      </Loaded>
    </Page>
  );
};
