import { useQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import type { feedback } from '../../../../api/resources/publication/feedback.ts';
import { read } from '../../../shared/http.ts';
import '../../boards/board.css';
import { dayOfInstant, minuteOfInstant } from '../../../shared/china-time.ts';
import { useOfficerNames } from '../../boards/use-officer-names.ts';
import { Loaded, Page } from '../../layout/page.tsx';
import { AnswerForm } from './answer-form.tsx';

type Feedback = z.output<typeof feedback>;

const ABOUT: Readonly<Record<string, string>> = {
  result: '检查结果',
  unit: '检查对象',
  draw: '抽取',
  plan: '计划',
  other: '其他',
};

const HEADING = { fontSize: 16, margin: '0 0 8px' };

const Said = ({ number, aboutKind, aboutId, text, contact, businessAt }: Feedback) => (
  <>
    <p className="board-small" style={{ marginTop: 0 }}>
      受理编号 {number}　{ABOUT[aboutKind] ?? '其他'}
      {aboutId !== null && `：${aboutId}`}　{dayOfInstant(businessAt)} 提出
      {contact !== null && `　联系方式：${contact}`}
    </p>
    <p style={{ whiteSpace: 'pre-wrap' }}>{text}</p>
  </>
);

const Answered = ({ one }: { readonly one: Feedback }) => {
  const nameOf = useOfficerNames();
  return (
    <section className="board-card" aria-label={`意见 ${one.id}`}>
      <Said {...one} />
      <p style={{ whiteSpace: 'pre-wrap' }}>
        <strong>答复：</strong>
        {one.answer}
      </p>
      {one.answeredBy !== null && one.answeredAt !== null && (
        <p className="board-small">
          {nameOf(one.answeredBy)}，{minuteOfInstant(one.answeredAt)} 答复
        </p>
      )}
    </section>
  );
};

const Everything = ({ items }: { readonly items: readonly Feedback[] }) => {
  const open = items.filter(({ answer }) => answer === null);
  const answered = items.filter(({ answer }) => answer !== null);
  return (
    <>
      <h2 style={HEADING}>待答复（{open.length}）</h2>
      {open.length === 0 && (
        <p className="quiet-text">没有待答复的意见。公众在公示页面提出的意见会列在这里。</p>
      )}
      {open.map((one) => (
        <section key={one.id} className="board-card" aria-label={`意见 ${one.id}`}>
          <Said {...one} />
          <AnswerForm id={one.id} />
        </section>
      ))}
      {answered.length > 0 && <h2 style={HEADING}>已答复</h2>}
      {answered.map((one) => (
        <Answered key={one.id} one={one} />
      ))}
    </>
  );
};

/** 公众意见: what citizens said; who answered it, when and how, or the place for the answer. */
export const Component = () => {
  const query = useQuery({
    queryKey: ['feedback'],
    queryFn: () => read<{ items: readonly Feedback[] }>('/api/feedback'),
  });
  return (
    <Page title="公众意见">
      <Loaded query={query}>{({ items }) => <Everything items={items} />}</Loaded>
    </Page>
  );
};
