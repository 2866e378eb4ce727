import { useState } from 'react';
import { minuteOfInstant } from '../../shared/china-time.ts';
import { Notice } from '../parts/notice.tsx';
import { Screen } from '../parts/screen.tsx';
import { Link } from '../router.tsx';
import { deadlineText } from '../rules/deadline-text.ts';
import { linePart } from '../rules/parts.ts';
import { linesWithoutFinding } from '../rules/reminders.ts';
import { lacksOf, STEPS, type StepState, stepStates } from '../rules/steps.ts';
import { STATE_NAMES } from '../rules/words.ts';
import { sendWaiting } from '../store/sender.ts';
import { submit } from '../store/submit.ts';
import { Conflict } from './conflict.tsx';
import { LackList } from './lack-list.tsx';
import { Routes } from './routes.tsx';
import { Sending } from './sending.tsx';
import type { VisitProps } from './visit-props.ts';

const isComplete = ({ missing, empty = false }: StepState): boolean => missing.length === 0 && !empty;

const saidClass = (state: StepState): string =>
  isComplete(state) ? 'said complete' : state.isVoid === true ? 'said void' : 'said';

const OVER = new Set(['entered', 'reviewed', 'closed']);

/** A visit's steps, how far each is, and at the end the handing in. */
export const Overview = (props: VisitProps) => {
  const { whole, locked, queue } = props;
  const { visit } = whole;
  const { unit } = visit;
  const [asked, setAsked] = useState(false);
  const states = stepStates(whole);
  const missing = lacksOf(whole);
  const unrecorded = locked ? [] : linesWithoutFinding(whole);
  const over = OVER.has(visit.state) || visit.endKind !== null;
  const hand = () => {
    setAsked(true);
    if (missing.length > 0) return;
    submit(whole)
      .then(sendWaiting)
      .catch((error: unknown) => reportError(error));
  };
  return (
    <Screen
      title={unit.name}
      back={{ to: [], name: '我的现场检查' }}
      under={
        <p className="quiet">
          {unit.code}　{STATE_NAMES[visit.state]}
        </p>
      }
      actions={
        locked || over ? undefined : (
          <button type="button" className="primary wide" onClick={hand}>
            提交（没有网络时存入待发送）
          </button>
        )
      }
    >
      {visit.deadline === null ? null : (
        <p className={`due ${visit.deadline.urgency}`}>{deadlineText(visit.deadline)}</p>
      )}
      <Routes visit={visit} />
      {visit.paused ? <Notice tone="warning" title="本周期已暂停，恢复后才能提交。" /> : null}
      {visit.recusals?.map(({ names, receivedAt, dueOn }) => (
        <Notice key={receivedAt} tone="warning" title={`检查对象申请${names.join('、')}回避，尚未决定。`}>
          <p>
            {minuteOfInstant(receivedAt)} 收到{dueOn === null ? '' : `，应在 ${dueOn} 前决定`}
            。决定或者更换人员之前不要前往检查，登记检查会被退回。
          </p>
        </Notice>
      ))}
      {visit.result?.state === 'returned' && visit.state === 'visited' ? (
        <Notice tone="warning" title="审核退回，请更正后重新提交。">
          <p>审核意见：{visit.result.opinion ?? '（无）'}</p>
        </Notice>
      ) : null}
      <Conflict {...props} />
      <Sending queue={queue} taskId={visit.id} locked={locked} />
      {asked && missing.length > 0 ? (
        <Notice tone="error" title={`还有 ${missing.length} 处需要补充，暂不能提交：`}>
          <LackList taskId={visit.id} lacks={missing} />
        </Notice>
      ) : null}
      {unrecorded.length > 0 && !over ? (
        <Notice tone="warning" title={`检查表有 ${unrecorded.length} 项为“否”，还没有记为问题：`}>
          <ul>
            {unrecorded.map((line) => (
              <li key={linePart(line)}>
                <Link to={['visits', visit.id, 'checklist']} part={linePart(line)}>
                  第 {line.lineNo} 项 {line.text}
                </Link>
              </li>
            ))}
          </ul>
          <p>属于问题的，请在该项选择“记为问题”；已在“问题与处置”中另行写明的，可以直接提交。</p>
        </Notice>
      ) : null}
      <ol className="steps">
        {STEPS.map(({ id, title }) => (
          <li key={id}>
            <Link to={['visits', visit.id, id]}>
              <span className="step-title">{title}</span>
              <span className={saidClass(states[id])}>{states[id].said}</span>
            </Link>
          </li>
        ))}
      </ol>
    </Screen>
  );
};
