import type { Transaction } from 'kysely';
import { Refusal } from '../domain/failure/failures.ts';
import type { Role } from '../domain/rights/rights.ts';
import { type Doing, jsonb, type Reader } from './actor.ts';
import { appendAudit } from './audit/append-audit.ts';
import { lockAuthority } from './authority.ts';
import type { Database } from './connect.ts';

/** An authority's own identity provider (统一身份认证, OpenID Connect); its client secret is never in the database. */
export interface IdentityProvider {
  /** As the sign-in page calls it. */
  readonly name: string;
  readonly issuer: string;
  readonly clientId: string;
  /** Claim of the provider's answer that names the officer, e.g. `preferred_username`. */
  readonly claim: string;
  /** What of the officer's account the claim is compared with. */
  readonly matchBy: 'username' | 'email';
  /** True: the provider asks for a second factor itself, and ours is not asked for again. */
  readonly checksSecondFactor: boolean;
}

/** What an authority asks of its accounts (R279). */
export interface SecuritySettings {
  /** Whoever holds one of these roles today signs in with a second factor. */
  readonly secondFactorRoles: readonly Role[];
  /** A sign-in that is not used for so long ends. */
  readonly idleMinutes: number;
  readonly identityProvider: IdentityProvider | null;
}

/** Of an authority that has decided nothing yet. */
export const DEFAULT_SECURITY: SecuritySettings = {
  secondFactorRoles: [],
  idleMinutes: 30,
  identityProvider: null,
};

export interface StoredSecurity extends SecuritySettings {
  readonly version: number;
}

export const readSecurity = async (db: Reader, authorityId: string): Promise<StoredSecurity> => {
  const row = await db
    .selectFrom('authoritySecurity')
    .select(['version', 'secondFactorRoles', 'idleMinutes', 'identityProvider'])
    .where('authorityId', '=', authorityId)
    .executeTakeFirst();
  if (row === undefined) return { ...DEFAULT_SECURITY, version: 1 };
  return {
    version: row.version,
    secondFactorRoles: row.secondFactorRoles as Role[],
    idleMinutes: row.idleMinutes,
    identityProvider: row.identityProvider as unknown as IdentityProvider | null,
  };
};

/** Authorities with a provider of their own, for the sign-in page. */
export const listIdentityProviders = async (db: Reader) =>
  (
    await db
      .selectFrom('authoritySecurity')
      .innerJoin('authority', 'authority.id', 'authoritySecurity.authorityId')
      .select(['authority.id', 'authority.name', 'authoritySecurity.identityProvider'])
      .where('authoritySecurity.identityProvider', 'is not', null)
      .orderBy('authority.id')
      .execute()
  ).map(({ id, name, identityProvider }) => ({
    authorityId: id,
    authorityName: name,
    providerName: (identityProvider as unknown as IdentityProvider).name,
  }));

/** @throws Refusal WrongState where somebody changed them meanwhile */
export const changeSecurity = async (
  trx: Transaction<Database>,
  authorityId: string,
  { expectedVersion, settings }: { readonly expectedVersion: number; readonly settings: SecuritySettings },
  doing: Doing,
): Promise<void> => {
  await lockAuthority(trx, authorityId);
  const { version, ...before } = await readSecurity(trx, authorityId);
  if (version !== expectedVersion)
    throw new Refusal('WrongState', `设置已被他人修改（现为第 ${version} 版），请刷新后再改。`);
  const { secondFactorRoles, idleMinutes, identityProvider } = settings;
  const row = {
    version: version + 1,
    secondFactorRoles: [...secondFactorRoles],
    idleMinutes,
    identityProvider: identityProvider === null ? null : jsonb(identityProvider),
  };
  await trx
    .insertInto('authoritySecurity')
    .values({ authorityId, ...row })
    .onConflict((conflict) => conflict.column('authorityId').doUpdateSet(row))
    .execute();
  await appendAudit(trx, {
    ...doing,
    authorityId,
    action: 'authority.security',
    subjectKind: 'authority',
    subjectId: authorityId,
    data: { before, after: settings },
  });
};
