import { useState } from 'react';
import { Text } from '../../parts/text.tsx';
import { nowInstant } from '../../store/clock.ts';
import type { Draft } from '../../store/types.ts';

/** The unit does not sign (拒绝签字): why, and who saw it. */
export const RefusalForm = ({ onRefused }: { onRefused(refusal: NonNullable<Draft['refusal']>): void }) => {
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState('');
  const [witness, setWitness] = useState('');
  if (!open) {
    return (
      <button type="button" className="wide" onClick={() => setOpen(true)}>
        检查对象拒绝签字
      </button>
    );
  }
  const whole = reason.trim() !== '' && witness.trim() !== '';
  return (
    <div className="card">
      <Text label="拒绝签字的原因" long value={reason} onChange={setReason} />
      <Text label="见证人姓名、身份" value={witness} onChange={setWitness} />
      <button
        type="button"
        className="primary wide"
        disabled={!whole}
        onClick={() => onRefused({ reason: reason.trim(), witness: witness.trim(), at: nowInstant() })}
      >
        登记拒绝签字
      </button>
    </div>
  );
};
