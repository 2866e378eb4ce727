import { splitSms } from './split-sms.ts';

export interface SmsPrice {
  /** UTF-16 units, the signature 【…】 counted. */
  readonly characters: number;
  /** Parts that the carriers charge for (计费条数). */
  readonly segments: number;
  /** Thousandths of a yuan (厘), because a segment costs fractions of a fen; null where no price is known. */
  readonly priceMilliYuan: number | null;
}

/**
 * What a text costs before it is sent.
 * @param text whole, with its signature
 * @param segmentMilliYuan price of one segment by the contract; 45 stands for 0.045 yuan
 */
export const priceOf = (text: string, segmentMilliYuan?: number): SmsPrice => {
  const segments = splitSms(text).length;
  return {
    characters: text.length,
    segments,
    priceMilliYuan: segmentMilliYuan === undefined ? null : segments * segmentMilliYuan,
  };
};
