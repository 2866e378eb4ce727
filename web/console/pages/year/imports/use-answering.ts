import { useRef, useState } from 'react';
import type { ReviewedDoubt, Said } from './use-import.ts';

export type Give = (answers: readonly Said[]) => Promise<unknown>;

/**
 * What somebody types to one doubt until it is given.
 * @param give null: one may only look
 * @param assumed answers that are given now are only assumed
 */
export const useAnswering = (doubt: ReviewedDoubt, give: Give | null, assumed: boolean) => {
  const given = doubt.answer === null ? '' : String(doubt.answer.value);
  const [typed, setTyped] = useState<string | null>(null);
  const sent = useRef('');
  const value = typed ?? given;
  const [error, setError] = useState<Error | null>(null);
  const save = (said: readonly Said[]) => {
    setError(null);
    give?.(said)
      .then(() => setTyped(null))
      .catch((thrown: unknown) => {
        sent.current = '';
        setError(thrown instanceof Error ? thrown : new Error(String(thrown)));
      });
  };
  const saidOf = (key: string, text: string | null): Said => ({ key, value: text, assumed, reason: null });
  return {
    ...{ given, value, error, type: setTyped },
    answer: (chosen = value) => {
      // Enter and leaving the field both save: once is enough.
      if (chosen.trim() === '' || chosen === given || chosen === sent.current) return;
      sent.current = chosen;
      save([saidOf(doubt.key, chosen)]);
    },
    takeBack: () => {
      sent.current = '';
      save([saidOf(doubt.key, null)]);
    },
    /** The same to other doubts. */
    answerAlike: (keys: readonly string[]) => save(keys.map((key) => saidOf(key, given))),
  };
};
