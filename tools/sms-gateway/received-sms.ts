/** An SMS as the gateway took it. */
export interface ReceivedSms {
  readonly messageId: string;
  readonly reference: string;
  readonly receivedAt: string;
  /** Business time, of a rehearsal's message alone. */
  readonly businessAt?: string;
  readonly to: string;
  readonly text: string;
  readonly segments: number;
}
