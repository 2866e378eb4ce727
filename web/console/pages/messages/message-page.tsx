import { useQuery } from '@tanstack/react-query';
import { Timeline } from 'antd';
import { Link, useParams } from 'react-router';
import type { MessageTimelineShown } from '../../../../api/resources/messages/message-schema.ts';
import { minuteOfInstant } from '../../../shared/china-time.ts';
import { read } from '../../../shared/http.ts';
import { holds, useMe } from '../../../shared/me.ts';
import { StateTag } from '../../boards/state-tag.tsx';
import { Loaded, Page } from '../../layout/page.tsx';
import { Facts, Part } from '../../records/facts.tsx';
import { MessageActs } from './parts/message-acts.tsx';
import { CHANNELS, LANES, subjectPath, VERDICTS } from './words.ts';

const About = ({ message, about }: Pick<MessageTimelineShown, 'message' | 'about'>) => {
  const path = subjectPath(message);
  return path === null ? about : <Link to={path}>{about}</Link>;
};

const Steps = ({ steps }: Pick<MessageTimelineShown, 'steps'>) => (
  <Timeline
    items={steps.map(({ at, businessAt, what, details, kind }, index) => ({
      key: `${at}-${kind}-${index}`,
      content: (
        <>
          <strong>{what}</strong>
          <div style={{ color: '#5c6b7a' }}>
            {minuteOfInstant(at)}
            {businessAt !== null &&
              minuteOfInstant(businessAt) !== minuteOfInstant(at) &&
              `（业务时间 ${minuteOfInstant(businessAt)}）`}
          </div>
          {details.map((detail) => (
            <div key={detail} style={{ overflowWrap: 'anywhere' }}>
              {detail}
            </div>
          ))}
        </>
      ),
    }))}
  />
);

const Body = ({ timeline }: { readonly timeline: MessageTimelineShown }) => {
  const { data: me } = useMe();
  const { message, about, recipientName, resentAs, steps } = timeline;
  const { verdict, sentence } = message.conclusion;
  return (
    <Page title={message.noticeName} actions={<Link to="/messages">返回消息</Link>}>
      <Part title="结论">
        <p>
          <StateTag tone={VERDICTS[verdict].tone}>{VERDICTS[verdict].name}</StateTag> {sentence}
        </p>
        {holds(me, 'office', 'admin') && <MessageActs message={message} resentAs={resentAs} />}
      </Part>
      <Part title="通知">
        <Facts
          facts={[
            ['收件人', recipientName],
            ['渠道和地址', `${CHANNELS[message.channel]} ${message.address ?? '无地址'}`],
            ['事由', <About key="about" message={message} about={about} />],
            ['期限', message.dueOn],
            ['次序', LANES[message.lane]],
            ['业务时间', minuteOfInstant(message.businessAt)],
            ['服务商', message.provider],
            ['发送次数', String(message.attempts)],
            [
              '补发',
              message.resendOf === null ? null : (
                <Link key="of" to={`/messages/${message.resendOf}`}>
                  本件是补发，查看原件
                </Link>
              ),
            ],
            [
              '补发件',
              resentAs === null ? null : (
                <Link key="as" to={`/messages/${resentAs}`}>
                  查看补发件
                </Link>
              ),
            ],
          ]}
        />
      </Part>
      <Part title="全过程">
        <Steps steps={steps} />
      </Part>
    </Page>
  );
};

/** One message from the business event that caused it to its receipt, and what people decide over it. */
export const MessagePage = () => {
  const { messageId = '' } = useParams();
  const query = useQuery({
    queryKey: ['message', messageId],
    queryFn: () => read<MessageTimelineShown>(`/api/messages/${encodeURIComponent(messageId)}`),
    refetchInterval: 15_000,
  });
  return <Loaded query={query}>{(timeline) => <Body timeline={timeline} />}</Loaded>;
};
