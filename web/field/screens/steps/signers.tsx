import { useState } from 'react';
import { SignaturePad } from '../../parts/signature-pad.tsx';
import { Text } from '../../parts/text.tsx';
import { canonical, signedOf } from '../../rules/signed.ts';
import { minuteText } from '../../store/clock.ts';
import type { Change } from '../../store/drafts.ts';
import { keepFile } from '../../store/files.ts';
import type { ChecklistLine, Draft, Signature, Visit } from '../../store/types.ts';
import { RefusalForm } from './refusal-form.tsx';

const NONE: Pick<Draft, 'inspectorSignatures' | 'unitSignature' | 'refusal'> = {
  inspectorSignatures: {},
  unitSignature: null,
  refusal: null,
};

export interface SignersProps {
  readonly draft: Draft;
  readonly visit: Visit;
  readonly lines: readonly ChecklistLine[];
  /** What was signed has changed since: the names that are there stand for nothing. */
  readonly changed: boolean;
  readonly change: Change;
}

/** The inspectors' names and the unit's, or its refusal. */
export const Signers = ({ draft, visit, lines, changed, change }: SignersProps) => {
  const [signer, setSigner] = useState(draft.unitSignature?.name ?? draft.companion.name);
  /** Names under an earlier text fall with the first name under this one. */
  const under = (now: Draft, more: (kept: typeof NONE) => Partial<Draft>): Partial<Draft> => {
    const text = canonical(signedOf(now, lines));
    const kept = now.signedText === text ? now : NONE;
    const { inspectorSignatures, unitSignature, refusal } = kept;
    const base = { inspectorSignatures, unitSignature, refusal };
    return { ...base, signedText: text, ...more(base) };
  };
  const sign = async (name: string, picture: Blob, set: (signature: Signature) => void) => {
    const file = await keepFile({
      taskId: visit.id,
      purpose: 'signature',
      name: `${name}签名.png`,
      blob: picture,
    });
    set({ fileId: file.id, sha256: file.sha256, at: file.takenAt });
  };
  const failed = (error: unknown) => reportError(error);
  return (
    <>
      {visit.team.map(({ officerId, name }) => {
        const signature = changed ? undefined : draft.inspectorSignatures[officerId];
        return (
          <section key={officerId}>
            <h2>检查人员 {name}</h2>
            {signature === undefined ? (
              <SignaturePad
                of={name}
                onSigned={(picture) =>
                  void sign(name, picture, (made) =>
                    change((now) =>
                      under(now, ({ inspectorSignatures }) => ({
                        inspectorSignatures: { ...inspectorSignatures, [officerId]: made },
                      })),
                    ),
                  ).catch(failed)
                }
              />
            ) : (
              <p className="signed-at">已于 {minuteText(signature.at)} 签名</p>
            )}
          </section>
        );
      })}
      <section>
        <h2>检查对象</h2>
        {draft.unitSignature !== null && !changed ? (
          <p className="signed-at">
            {draft.unitSignature.name} 已于 {minuteText(draft.unitSignature.at)} 签名
          </p>
        ) : draft.refusal !== null && !changed ? (
          <p className="signed-at">
            拒绝签字：{draft.refusal.reason}（见证人 {draft.refusal.witness}）
          </p>
        ) : (
          <>
            <Text label="签名人姓名、职务" value={signer} onChange={setSigner} />
            {signer.trim() === '' ? (
              <p className="hint">填写签名人后可签名。</p>
            ) : (
              <SignaturePad
                of={signer}
                onSigned={(picture) =>
                  void sign(signer.trim(), picture, (made) =>
                    change((now) =>
                      under(now, () => ({
                        unitSignature: { ...made, name: signer.trim() },
                        refusal: null,
                      })),
                    ),
                  ).catch(failed)
                }
              />
            )}
            <RefusalForm
              onRefused={(refusal) => change((now) => under(now, () => ({ refusal, unitSignature: null })))}
            />
          </>
        )}
      </section>
    </>
  );
};
