import { type AnyKind, anyKind } from '../kind.ts';
import { AliyunSettings, createAliyunProvider } from './aliyun/aliyun.ts';
import { CloudMasSettings, createCloudMasProvider } from './cloud-mas/cloud-mas.ts';
import { createSmppProvider, SmppSettings } from './smpp/smpp.ts';
import { createTencentProvider, TencentSettings } from './tencent/tencent.ts';

/** Kinds of SMS provider beyond the plain HTTP gateway. */
export const SMS_KINDS: readonly AnyKind[] = [
  anyKind({ kind: 'aliyun', channel: 'sms', settings: AliyunSettings, open: createAliyunProvider }),
  anyKind({ kind: 'tencent', channel: 'sms', settings: TencentSettings, open: createTencentProvider }),
  anyKind({ kind: 'cloud-mas', channel: 'sms', settings: CloudMasSettings, open: createCloudMasProvider }),
  anyKind({ kind: 'smpp', channel: 'sms', settings: SmppSettings, open: createSmppProvider }),
];
