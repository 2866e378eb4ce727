import type { Outcome } from '../../../delivery/outcome.ts';
import { type Meaning, refusal } from '../meaning.ts';

/** command_status of a submit_sm_resp that says no (SMPP 3.4, 5.1.3); those not listed count as `template`. */
const MEANINGS: Readonly<Record<number, readonly [name: string, meaning: Meaning]>> = {
  1: ['ESME_RINVMSGLEN', 'content'],
  4: ['ESME_RINVBNDSTS', 'template'],
  8: ['ESME_RSYSERR', 'busy'],
  10: ['ESME_RINVSRCADR', 'template'],
  11: ['ESME_RINVDSTADR', 'refused-number'],
  20: ['ESME_RMSGQFUL', 'busy'],
  69: ['ESME_RSUBMITFAIL', 'busy'],
  88: ['ESME_RTHROTTLED', 'busy'],
  100: ['ESME_RX_T_APPN', 'busy'],
  101: ['ESME_RX_P_APPN', 'refused-number'],
};

/** The outcome of a submission that the centre refused; it has not taken it. */
export const refusedBy = (status: number): Outcome => {
  const [name, meaning] = MEANINGS[status] ?? [
    `status 0x${status.toString(16).padStart(8, '0')}`,
    'template',
  ];
  return refusal(meaning, name, '短信中心拒收');
};
