/** So many SMS to one number (流控) within so long, as a provider allows them. */
export interface NumberLimit {
  readonly messages: number;
  readonly withinSeconds: number;
  /** Only messages of the same notice count: the provider's limit is one for each template. */
  readonly sameNotice: boolean;
}

/** A message to a number that the provider took, may have taken, or is about to get. */
export interface SentToNumber {
  readonly notice: string;
  readonly secondsAgo: number;
}

/**
 * In how many seconds a number may get another message by all limits; 0: at once. A provider's day is taken as 24 hours
 * up to now, which is never less strict than a calendar day.
 */
export const secondsUntilFree = (
  limits: readonly NumberLimit[],
  sent: readonly SentToNumber[],
  notice: string,
): number =>
  Math.max(
    0,
    ...limits.map(({ messages, withinSeconds, sameNotice }) => {
      const counted = sent
        .filter((one) => !sameNotice || one.notice === notice)
        .map(({ secondsAgo }) => secondsAgo)
        .sort((a, b) => a - b);
      const oldestInTheWay = counted[messages - 1];
      return oldestInTheWay === undefined ? 0 : withinSeconds - oldestInTheWay;
    }),
  );
