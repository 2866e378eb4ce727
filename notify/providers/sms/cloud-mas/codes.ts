import type { Meaning } from '../meaning.ts';

/**
 * Values of `rspcod`. Source: the interface document as quoted at
 * https://blog.csdn.net/m0_51527921/article/details/128002580, and the gateway's own list of faults as published in
 * its users' code (IllegalIpAddress, SystemBusy, FlowOverLimit …).
 */
const MEANINGS: Readonly<Record<string, Meaning>> = {
  IllegalMac: 'account',
  IllegalSignId: 'template',
  NoSignId: 'template',
  InvalidMessage: 'content',
  InvalidMobile: 'bad-number',
  InvalidUsrOrPwd: 'account',
  IllegalIpAddress: 'account',
  TooManyMobiles: 'template',
  IllegalUseTemplate: 'template',
  NotLoadedSign: 'template',
  OverDailyMax: 'account',
  SystemBusy: 'busy',
  QueueOverLimit: 'busy',
  FlowOverLimit: 'busy',
  RequestTooOften: 'busy',
  // The gateway gave up on something behind it.
  InternalError: 'unclear',
  RequestTimeout: 'unclear',
  TransportError: 'unclear',
};

export const meaningOf = (code: string): Meaning => MEANINGS[code] ?? 'template';
