import type { NumberLimit } from '../../../domain/notice/number-limits.ts';
import { type AnyKind, anyKind } from '../kind.ts';
import { AliyunSettings, createAliyunProvider } from './aliyun/aliyun.ts';
import { CloudMasSettings, createCloudMasProvider } from './cloud-mas/cloud-mas.ts';
import { createSmppProvider, SmppSettings } from './smpp/smpp.ts';
import { createTencentProvider, TencentSettings } from './tencent/tencent.ts';

const DAY = 86_400;

/** Notices: 50 a day for each number, signature and template (https://developer.aliyun.com/ask/474934). */
const ALIYUN_LIMITS: readonly NumberLimit[] = [{ messages: 50, withinSeconds: DAY, sameNotice: true }];

/**
 * Half a minute, an hour and a day are what its answers name (PhoneNumberThirtySecondLimit, …OneHourLimit, …DailyLimit);
 * the counts are those of a new application and can be changed in its console (频率限制).
 */
const TENCENT_LIMITS: readonly NumberLimit[] = [
  { messages: 1, withinSeconds: 30, sameNotice: false },
  { messages: 5, withinSeconds: 3_600, sameNotice: false },
  { messages: 10, withinSeconds: DAY, sameNotice: false },
];

/** Kinds of SMS provider beyond the plain HTTP gateway. */
export const SMS_KINDS: readonly AnyKind[] = [
  anyKind({
    ...{ kind: 'aliyun', channel: 'sms', settings: AliyunSettings, numberLimits: ALIYUN_LIMITS },
    open: createAliyunProvider,
  }),
  anyKind({
    ...{ kind: 'tencent', channel: 'sms', settings: TencentSettings, numberLimits: TENCENT_LIMITS },
    open: createTencentProvider,
  }),
  anyKind({ kind: 'cloud-mas', channel: 'sms', settings: CloudMasSettings, open: createCloudMasProvider }),
  anyKind({ kind: 'smpp', channel: 'sms', settings: SmppSettings, open: createSmppProvider }),
];
