import type { ZxcvbnFactory } from '@zxcvbn-ts/core';

/**
 * The best of zxcvbn's five grades, at 10^10 guesses: what has less leaked often, or is put together of what leaked, of
 * rows of keys, of dates, of what repeats or counts up. A random password of twelve letters has a hundred times as many.
 */
const LEAST_SCORE = 4;
/** Longer ones are judged by their beginning: the estimate's time grows faster than the length. */
const JUDGED_CHARACTERS = 64;
const LIST = 'passwords-common';

interface Judge {
  /** 49,000 passwords, the commonest of public leaks; they come with the package, nothing is asked over the network. */
  readonly leaked: ReadonlySet<string>;
  readonly estimator: ZxcvbnFactory;
}
let judge: Promise<Judge> | undefined;

/** Read when the first password is set: who only reads or signs in needs no dictionary. */
const loadJudge = async (): Promise<Judge> => {
  const [{ ZxcvbnFactory }, { adjacencyGraphs, dictionary }] = await Promise.all([
    import('@zxcvbn-ts/core'),
    import('@zxcvbn-ts/language-common'),
  ]);
  const passwords = dictionary[LIST];
  const options = {
    dictionary: { [LIST]: passwords },
    graphs: adjacencyGraphs,
    maxLength: JUDGED_CHARACTERS,
  };
  return { leaked: new Set(passwords), estimator: new ZxcvbnFactory(options) };
};

/** Why a password is soon guessed: it leaked as it stands, or is put together of what is tried first; null: it is not. */
export const whyGuessable = async (password: string): Promise<'leaked' | 'pattern' | null> => {
  judge ??= loadJudge();
  const { leaked, estimator } = await judge;
  if (leaked.has(password.toLowerCase())) return 'leaked';
  return estimator.check(password).score < LEAST_SCORE ? 'pattern' : null;
};
