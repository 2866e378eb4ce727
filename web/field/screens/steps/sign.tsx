import { Notice } from '../../parts/notice.tsx';
import { linesOf, signaturesHold } from '../../rules/signed.ts';
import { nowInstant } from '../../store/clock.ts';
import type { Draft } from '../../store/types.ts';
import type { StepProps } from '../visit-props.ts';
import { SignedText } from './signed-text.tsx';
import { Signers } from './signers.tsx';
import { StepScreen } from './step.tsx';

const isSigned = ({ inspectorSignatures, unitSignature, refusal }: Draft): boolean =>
  Object.keys(inspectorSignatures).length > 0 || unitSignature !== null || refusal !== null;

/** Both sides put their names to the same text; a text that changes afterwards takes the names off again. */
export const SignStep = ({ whole, change, locked }: StepProps) => {
  const { visit, draft, common } = whole;
  const lines = linesOf(visit, common.checklist);
  const changed = isSigned(draft) && !signaturesHold(draft, lines);
  return (
    <StepScreen step="sign" visit={visit} locked={locked}>
      <SignedText draft={draft} visit={visit} lines={lines} common={common} />
      {changed ? <Notice tone="warning" title="签名后内容有改动，原签名作废，请重新签名。" /> : null}
      {draft.endedAt === null ? (
        // The end stands in the text: nobody signs a text that is completed afterwards.
        <Notice tone="info" title="检查结束后再签名。">
          <p>结束时间写入记录，双方核对全文后签名。</p>
          <button type="button" onClick={() => change(() => ({ endedAt: nowInstant() }))}>
            检查现在结束
          </button>
        </Notice>
      ) : (
        <Signers draft={draft} visit={visit} lines={lines} changed={changed} change={change} />
      )}
    </StepScreen>
  );
};
