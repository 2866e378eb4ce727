import { Alert, Flex } from 'antd';
import { Facts } from '../../../records/facts.tsx';
import type { Preview } from './use-texts.ts';

/** A notice as it would arrive, with what of it is only an example. */
export const PreviewBox = ({ preview }: { readonly preview: Preview }) => {
  const { problems, assumed, email, sms } = preview;
  return (
    <Flex vertical gap={12}>
      {problems.length > 0 && (
        <Alert
          type="error"
          showIcon
          role="alert"
          title="文本还不能使用"
          description={problems.map((problem) => <div key={problem}>{problem}</div>)}
        />
      )}
      {assumed.length > 0 && (
        <Alert type="info" showIcon title={`以下参数还没有真实数据，以示例代替：${assumed.join('、')}`} />
      )}
      {sms !== null && (
        <section aria-label="短信预览">
          <strong>短信</strong>
          <p style={{ padding: 12, background: '#f4f6f9', whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
            {sms.text}
          </p>
          <Facts
            facts={[
              ['字数', `${sms.characters}${sms.isCut ? '（过长，已截短）' : ''}`],
              ['条数', `${sms.segments} 条`],
              ['费用', `${(sms.costFen / 100).toFixed(2)} 元`],
            ]}
          />
        </section>
      )}
      {email !== null && (
        <section aria-label="邮件预览">
          <strong>邮件：{email.subject}</strong>
          <pre
            style={{
              padding: 12,
              background: '#f4f6f9',
              whiteSpace: 'pre-wrap',
              fontFamily: 'inherit',
              overflowWrap: 'anywhere',
            }}
          >
            {email.text}
          </pre>
        </section>
      )}
    </Flex>
  );
};
