import type { Role } from '../../../../domain/rights/rights.ts';

export interface OwnSession {
  readonly id: string;
  readonly openedAt: string | null;
  readonly lastSeenAt: string | null;
  readonly expiresAt: string;
  readonly address: string | null;
  readonly agent: string | null;
  readonly methods: readonly string[];
  readonly current: boolean;
}

export interface OwnSecondFactor {
  readonly enrolled: boolean;
  readonly confirmedAt: string | null;
  readonly recoveryCodesLeft: number;
  readonly required: boolean;
  readonly encrypted: boolean;
}

export interface Deputy {
  readonly officerId: string;
  readonly officerName: string;
  readonly role: Role;
  readonly deputyId: string;
  readonly deputyName: string;
  readonly fromOn: string;
  readonly toOn: string;
}

export const SESSIONS = '/api/me/sessions';
export const SECOND_FACTOR = '/api/me/second-factor';
export const DEPUTIES = '/api/me/deputies';

const METHODS: Readonly<Record<string, string>> = {
  password: '密码',
  code: '动态验证码',
  provider: '统一身份认证',
  'provider-factor': '统一身份认证（含第二因素）',
};
export const methodWords = (methods: readonly string[]): string =>
  methods.map((method) => METHODS[method] ?? method).join('、');
