import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { Refusal } from '../../../domain/failure/failures.ts';
import type { ApiDeps } from '../../deps.ts';

type Config = ApiDeps['config'];

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]']);
const isLoopback = (url: URL): boolean => url.protocol === 'http:' && LOOPBACK.has(url.hostname);

/** Unencrypted only between programs of one machine, for trying out: where we ourselves are reached like that. */
export const mayBeUnencrypted = ({ publicBaseUrl }: Config): boolean => isLoopback(new URL(publicBaseUrl));

/** @throws Refusal InvalidInput for an issuer that could be listened to, or that is not an issuer */
export const assertIssuer = (config: Config, issuer: string): void => {
  const url = new URL(issuer);
  if (url.username !== '' || url.search !== '' || url.hash !== '')
    throw new Refusal(
      'InvalidInput',
      '签发者地址不能带用户名、查询条件或锚点。',
      'settings.identityProvider.issuer',
    );
  if (url.protocol === 'https:' || (isLoopback(url) && mayBeUnencrypted(config))) return;
  throw new Refusal('InvalidInput', '签发者地址须以 https:// 开头。', 'settings.identityProvider.issuer');
};

/** What the operator of the installation allows an authority: which provider, and the secret we show there. */
export interface AllowedProvider {
  readonly issuer: string;
  /** Absent: a public client, protected by PKCE alone. */
  readonly clientSecret?: string | undefined;
}

const Allowed = z.record(
  z.string(),
  z.object({ issuer: z.url(), clientSecret: z.string().min(1).optional() }),
);

/**
 * The provider that the operator has named in IDENTITY_SECRETS_FILE; null where there is none. An administrator can
 * therefore not send people, nor the secret, to a provider of his own, and sign in as anybody. Read anew each time, so
 * that a new secret needs no restart.
 * @throws Error where the file cannot be read
 */
export const allowedProvider = (
  { identitySecretsFile }: Config,
  authorityId: string,
): AllowedProvider | null => {
  if (identitySecretsFile === undefined) return null;
  const allowed = Allowed.parse(JSON.parse(readFileSync(identitySecretsFile, 'utf8')));
  return Object.hasOwn(allowed, authorityId) ? (allowed[authorityId] ?? null) : null;
};

const sameIssuer = (one: string, other: string): boolean => new URL(one).href === new URL(other).href;

/** @throws Refusal NotReady where the operator has not allowed this very provider */
export const requireAllowed = (config: Config, authorityId: string, issuer: string): AllowedProvider => {
  const allowed = allowedProvider(config, authorityId);
  if (allowed !== null && sameIssuer(allowed.issuer, issuer)) return allowed;
  throw new Refusal(
    'NotReady',
    '运行维护人员尚未登记这个统一身份认证（IDENTITY_SECRETS_FILE），请与其联系。',
    'settings.identityProvider.issuer',
  );
};
