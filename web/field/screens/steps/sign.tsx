import { Notice } from '../../parts/notice.tsx';
import { PARTS } from '../../rules/parts.ts';
import { isSigned, linesOf, signaturesHold } from '../../rules/signed.ts';
import { lacksBeforeSigning } from '../../rules/steps.ts';
import { nowInstant } from '../../store/clock.ts';
import { LackList } from '../lack-list.tsx';
import type { StepProps } from '../visit-props.ts';
import { SignedText } from './signed-text.tsx';
import { Signers } from './signers.tsx';
import { StepScreen } from './step.tsx';

/** The end stands in the text: nobody signs a text that is completed afterwards. */
const EndFirst = ({ change }: Pick<StepProps, 'change'>) => (
  <Notice tone="info" title="检查结束后再签名。">
    <p>结束时间写入记录，双方核对全文后签名。</p>
    <button type="button" onClick={() => change(() => ({ endedAt: nowInstant() }))}>
      检查现在结束
    </button>
  </Notice>
);

/**
 * Both sides put their names to the same whole text; a text that changes afterwards takes the names off again. Names that
 * stand under a text from before nobody signed an incomplete one are kept as long as it does not change.
 */
export const SignStep = ({ whole, change, locked }: StepProps) => {
  const { visit, draft, common } = whole;
  const lines = linesOf(visit, common.checklist);
  const holds = signaturesHold(draft, lines);
  const changed = isSigned(draft) && !holds;
  const ended = draft.endedAt !== null;
  // The end comes last, by its own button.
  const lacks = locked ? [] : lacksBeforeSigning(whole).filter(({ part }) => ended || part !== PARTS.end);
  return (
    <StepScreen step="sign" visit={visit} locked={locked}>
      {changed ? <Notice tone="warning" title="签名后内容有改动，原签名作废，请重新签名。" /> : null}
      {lacks.length > 0 ? (
        <Notice tone="warning" title={`记录还缺 ${lacks.length} 处，补齐后再签名：`}>
          <LackList taskId={visit.id} lacks={lacks} />
          <p>
            {isSigned(draft) && holds
              ? '已有的签名保留；补充的内容属于上面的记录时，原签名作废，须重新签名。'
              : '签名后再补充，双方须重新签名。'}
          </p>
        </Notice>
      ) : null}
      <SignedText draft={draft} visit={visit} lines={lines} common={common} />
      {lacks.length > 0 ? null : ended ? (
        <Signers draft={draft} visit={visit} lines={lines} changed={changed} change={change} />
      ) : (
        <EndFirst change={change} />
      )}
    </StepScreen>
  );
};
