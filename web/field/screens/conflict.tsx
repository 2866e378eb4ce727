import { Notice } from '../parts/notice.tsx';
import { differences } from '../rules/differences.ts';
import { linesOf } from '../rules/signed.ts';
import { stepStates } from '../rules/steps.ts';
import { timeText } from '../store/clock.ts';
import { drop } from '../store/sender.ts';
import { correctInstead, settle } from '../store/settle.ts';
import type { VisitProps } from './visit-props.ts';

/**
 * The server has something else from somebody else. What it has stands; what is on this phone is kept and shown beside it,
 * and is sent as a correction only when the person says so.
 */
export const Conflict = ({ whole, queue }: VisitProps) => {
  const { visit, draft, common } = whole;
  const { result } = visit;
  const refusedVisit = queue.find(({ kind, state }) => kind === 'recordVisit' && state === 'refused');
  const sentHere = queue.some(
    ({ kind, state }) => (kind === 'enterResult' || kind === 'correctResult') && state === 'done',
  );
  const touched = Object.keys(draft.answers).length > 0 || draft.findings.length > 0;
  const settled = queue.length > 0 && queue.every(({ state }) => state === 'done' || state === 'dropped');
  const theirs =
    result !== null && result.state === 'entered' && !sentHere && touched && !settled ? result : null;
  if (theirs === null && (refusedVisit === undefined || visit.state === 'dispatched')) return null;
  if (theirs === null) {
    return (
      <Notice tone="warning" title="本次检查的时间和地点已由同事登记，以系统为准。">
        <p>
          系统：{visit.visitStartedAt === null ? '' : timeText(visit.visitStartedAt)} 至{' '}
          {visit.visitEndedAt === null ? '' : timeText(visit.visitEndedAt)}，{visit.visitPlace}
        </p>
        <p>
          本机：{draft.startedAt === null ? '未填' : timeText(draft.startedAt)} 至{' '}
          {draft.endedAt === null ? '未填' : timeText(draft.endedAt)}，{draft.place}
        </p>
        {refusedVisit === undefined ? null : (
          <button type="button" className="primary" onClick={() => void drop(refusedVisit)}>
            以系统为准，继续发送其余内容
          </button>
        )}
      </Notice>
    );
  }
  const lacking = Object.values(stepStates(whole)).flatMap(({ missing }) => missing).length;
  const different = differences(draft, visit, linesOf(visit, common.checklist), common);
  return (
    <Notice
      tone="warning"
      title={`${theirs.enteredByName}已于${timeText(theirs.enteredAt)}录入检查结果，以系统为准。`}
    >
      {different.length === 0 ? (
        <p>与本机草稿一致。</p>
      ) : (
        <>
          <p>本机草稿仍然保留，不同之处如下：</p>
          <div className="scroll">
            <table>
              <thead>
                <tr>
                  <th scope="col">内容</th>
                  <th scope="col">系统</th>
                  <th scope="col">本机草稿</th>
                </tr>
              </thead>
              <tbody>
                {different.map(({ what, here, there }) => (
                  <tr key={what}>
                    <th scope="row">{what}</th>
                    <td>{there}</td>
                    <td>{here}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </>
      )}
      <p className="column">
        <button type="button" onClick={() => void settle(whole)}>
          以系统为准，只补交照片和现场记录
        </button>
        {different.length > 0 && visit.state === 'entered' ? (
          <button type="button" disabled={lacking > 0} onClick={() => void correctInstead(whole)}>
            以本机为准，作为更正提交（审核前）
          </button>
        ) : null}
        {lacking === 0 ? null : (
          <span className="hint">本机草稿还缺 {lacking} 处，补齐后才能作为更正提交。</span>
        )}
      </p>
    </Notice>
  );
};
