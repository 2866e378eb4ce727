import { longestLinkAddress } from './longest-params.ts';
import { type RenderedEmail, type RenderOptions, renderEmail, renderSms, type Wordable } from './render.ts';

/** What one segment (条) is taken to cost where nobody says otherwise; the contract with the provider decides. */
export const USUAL_SEGMENT_PRICE_FEN = 5;

export interface Preview {
  readonly email: RenderedEmail;
  readonly sms: {
    readonly text: string;
    /** UTF-16 units, the signature counted. */
    readonly characters: number;
    readonly segments: number;
    readonly isCut: boolean;
    /** 分: segments times the price of one. */
    readonly costFen: number;
  };
}

/** A message as its recipient would get it. @throws as {@link renderEmail} */
export const previewOf = (
  message: Wordable,
  options: RenderOptions,
  segmentPriceFen: number = USUAL_SEGMENT_PRICE_FEN,
): Preview => {
  const shown = { linkAddress: longestLinkAddress, ...options };
  const { text, segments, isCut } = renderSms(message, shown);
  return {
    email: renderEmail(message, shown),
    sms: { text, characters: text.length, segments, isCut, costFen: segments * segmentPriceFen },
  };
};
