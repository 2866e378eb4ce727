import type { Role } from '../../../../../domain/rights/rights.ts';

export interface Account {
  readonly id: string;
  readonly name: string;
  readonly sectionId: string | null;
  readonly username: string;
  readonly email: string | null;
  readonly phone: string | null;
  readonly active: boolean;
  readonly roles: readonly Role[];
  readonly hasPassword: boolean;
  readonly passwordTemporary: boolean;
  readonly locked: boolean;
  readonly hasSecondFactor: boolean;
  readonly lastSignInAt: string | null;
}

export interface Section {
  readonly id: string;
  readonly name: string;
}

export interface Duties {
  readonly tasks: readonly {
    readonly taskId: string;
    readonly unitName: string;
    readonly state: string;
    readonly dueOn: string | null;
  }[];
  readonly keys: readonly { readonly keyId: string; readonly role: string }[];
  readonly drafts: readonly { readonly year: number; readonly version: number }[];
}

export interface LeftBehind {
  readonly kind: 'role' | 'deputy' | 'task' | 'key' | 'draft';
  readonly id: string;
  readonly why: string;
}

export interface HandedOver {
  readonly roles: readonly Role[];
  readonly claims: number;
  readonly deputies: number;
  readonly left: readonly LeftBehind[];
}

export interface Security {
  readonly version: number;
  readonly secondFactorRoles: readonly Role[];
  readonly idleMinutes: number;
  readonly identityProvider: {
    readonly name: string;
    readonly issuer: string;
    readonly clientId: string;
    readonly claim: string;
    readonly matchBy: 'username' | 'email';
    readonly checksSecondFactor: boolean;
  } | null;
  readonly allowedIssuer: string | null;
  readonly callbackAddress: string;
}

export const ACCOUNTS = '/api/accounts';
export const OFFICERS = '/api/officers';
export const SECURITY = '/api/authorities/me/security';
export const officerPath = (id: string): string => `${OFFICERS}/${encodeURIComponent(id)}`;
