import { type Kysely, sql } from 'kysely';
import * as oidc from 'openid-client';
import { appendAudit } from '../../../db/audit/append-audit.ts';
import type { Database } from '../../../db/connect.ts';
import { type IdentityProvider, readSecurity } from '../../../db/security-settings.ts';
import { Refusal } from '../../../domain/failure/failures.ts';
import type { ApiDeps } from '../../deps.ts';
import type { FromWhere } from '../../http/from-where.ts';
import { type Person, tokenHash } from '../sessions.ts';
import { enter, type SignInStep } from '../sign-in.ts';
import { mayBeUnencrypted, requireAllowed } from './provider-settings.ts';

type Deps = Pick<ApiDeps, 'db' | 'config' | 'now' | 'log'>;

/** The person is at the provider for so long at most. */
const REQUEST_MINUTES = 10;
const MINUTE_MS = 60_000;
const ANSWER_WITHIN_SECONDS = 10;
const NOT_DONE = '统一身份认证没有完成，请重新登录。';

export const PROVIDER_ANSWER_PATH = '/sign-in/provider/answer';
const redirectUri = ({ config }: Deps): string => config.publicBaseUrl + PROVIDER_ANSWER_PATH;

const providerOf = async ({ db }: Deps, authorityId: string): Promise<IdentityProvider> => {
  const { identityProvider } = await readSecurity(db, authorityId);
  if (identityProvider === null) throw new Refusal('NotFound', '该局没有启用统一身份认证，请用密码登录。');
  return identityProvider;
};

/** Reads the provider's own description, and how we show who we are. @throws Refusal NotReady */
const discover = async (deps: Deps, authorityId: string, { issuer, clientId }: IdentityProvider) => {
  const { config, log } = deps;
  const { clientSecret } = requireAllowed(config, authorityId, issuer);
  try {
    return await oidc.discovery(
      new URL(issuer),
      clientId,
      undefined,
      clientSecret === undefined ? oidc.None() : oidc.ClientSecretBasic(clientSecret),
      {
        timeout: ANSWER_WITHIN_SECONDS,
        execute: mayBeUnencrypted(config) ? [oidc.allowInsecureRequests] : [],
      },
    );
  } catch (error) {
    log.warn({ err: error, authority: authorityId }, 'the identity provider does not answer');
    throw new Refusal('NotReady', '统一身份认证暂时没有应答，请稍后再试，或用密码登录。');
  }
};

/** Sends a person to the provider. @returns the address, and the state that his browser keeps until he is back */
export const beginProviderSignIn = async (deps: Deps, authorityId: string, next: string | null) => {
  const provider = await providerOf(deps, authorityId);
  const configuration = await discover(deps, authorityId, provider);
  const [state, nonce, verifier] = [oidc.randomState(), oidc.randomNonce(), oidc.randomPKCECodeVerifier()];
  const nowMs = deps.now();
  await deps.db
    .deleteFrom('providerRequest')
    .where('expiresAt', '<', new Date(nowMs).toISOString())
    .execute();
  await deps.db
    .insertInto('providerRequest')
    .values({
      ...{ stateHash: tokenHash(state), authorityId, nonce, verifier, nextPath: next },
      expiresAt: new Date(nowMs + REQUEST_MINUTES * MINUTE_MS).toISOString(),
    })
    .execute();
  const url = oidc.buildAuthorizationUrl(configuration, {
    redirect_uri: redirectUri(deps),
    scope: provider.matchBy === 'email' ? 'openid email' : 'openid profile',
    state,
    nonce,
    code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
  });
  return { url, state };
};

/** The request that an answer belongs to; it is answered once. @throws Refusal Unauthenticated */
const takeRequest = async ({ db, now }: Deps, state: string) => {
  const found = await db
    .deleteFrom('providerRequest')
    .where('stateHash', '=', tokenHash(state))
    .returning(['authorityId', 'nonce', 'verifier', 'nextPath', 'expiresAt'])
    .executeTakeFirst();
  if (found === undefined || Date.parse(found.expiresAt) <= now())
    throw new Refusal('Unauthenticated', NOT_DONE);
  return found;
};

type Claims = Readonly<Record<string, unknown>>;

/** What the provider says of the person: in the signed token, or where it answers for it. */
const claimsOf = async (
  configuration: oidc.Configuration,
  tokens: Awaited<ReturnType<typeof oidc.authorizationCodeGrant>>,
  claim: string,
): Promise<Claims> => {
  const claims = tokens.claims();
  if (claims === undefined) throw new Refusal('Unauthenticated', NOT_DONE);
  if (claims[claim] !== undefined) return claims;
  return oidc.fetchUserInfo(configuration, tokens.access_token, claims.sub);
};

/** The officer of this authority whom the claim names; nobody is made an account for him. */
const personNamed = async (
  db: Kysely<Database>,
  authorityId: string,
  { claim, matchBy }: IdentityProvider,
  claims: Claims,
): Promise<Person | null> => {
  const value = claims[claim];
  if (typeof value !== 'string' || value === '') return null;
  // An address that the provider has not checked could be anybody's.
  if (matchBy === 'email' && claims['email_verified'] === false) return null;
  const found = await db
    .selectFrom('officer')
    .select('id')
    .where('authorityId', '=', authorityId)
    .where('active', '=', true)
    .where(sql<string>`lower(${sql.ref(matchBy)})`, '=', value.toLowerCase())
    .limit(2)
    .execute();
  const [officer, another] = found;
  return officer === undefined || another !== undefined ? null : { authorityId, officerId: officer.id };
};

const refuseUnknown = async ({ db, now }: Deps, authorityId: string): Promise<never> => {
  await db.transaction().execute((trx) =>
    appendAudit(trx, {
      ...{
        authorityId,
        action: 'authority.sign-in-refused',
        subjectKind: 'authority',
        subjectId: authorityId,
      },
      ...{ actor: { kind: 'system', id: 'sign-in' }, commandId: null, data: { at: 'provider' } },
      at: new Date(now()).toISOString(),
    }),
  );
  throw new Refusal(
    'Unauthenticated',
    '统一身份认证的这个人没有本系统的账号，请系统管理员核对用户名或邮箱。',
  );
};

/**
 * Takes the provider's answer: code, PKCE, state and nonce are checked, and the person must have an account.
 * @param search the query of the address to which the provider sent him back
 * @param kept the state that his browser kept
 * @throws Refusal Unauthenticated, NotReady
 */
export const endProviderSignIn = async (
  deps: Deps,
  search: string,
  kept: string | undefined,
  from: FromWhere,
): Promise<SignInStep> => {
  const state = new URLSearchParams(search).get('state');
  if (state === null || state !== kept) throw new Refusal('Unauthenticated', NOT_DONE);
  const { authorityId, nonce, verifier, nextPath } = await takeRequest(deps, state);
  const provider = await providerOf(deps, authorityId);
  const configuration = await discover(deps, authorityId, provider);
  const claims = await oidc
    .authorizationCodeGrant(configuration, new URL(redirectUri(deps) + search), {
      ...{ pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce, idTokenExpected: true },
    })
    .then((tokens) => claimsOf(configuration, tokens, provider.claim))
    .catch((error: unknown) => {
      deps.log.warn({ err: error, authority: authorityId }, 'a sign-in at the identity provider was refused');
      throw new Refusal('Unauthenticated', NOT_DONE);
    });
  const person = await personNamed(deps.db, authorityId, provider, claims);
  if (person === null) return refuseUnknown(deps, authorityId);
  const methods = [
    'provider',
    ...(provider.checksSecondFactor ? (['provider-factor'] as const) : []),
  ] as const;
  return deps.db
    .transaction()
    .execute((trx) => enter(trx, { person, methods, from, next: nextPath }, deps.now()));
};
