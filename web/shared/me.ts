import { useQuery } from '@tanstack/react-query';
import type { Role } from '../../domain/rights/rights.ts';
import { read } from './http.ts';

/** Who is signed in, and what he may do today. */
export interface Me {
  readonly authorityId: string;
  readonly authorityName: string;
  readonly mode: 'live' | 'rehearsal';
  readonly synthetic: boolean;
  /** A rehearsal by hand, whose time is moved and whose people are played. */
  readonly room: boolean;
  readonly officerId: string;
  readonly name: string;
  readonly username: string;
  readonly roles: readonly Role[];
}

const MINUTE_MS = 60_000;

export const useMe = () =>
  useQuery({ queryKey: ['me'], queryFn: () => read<Me>('/api/me'), staleTime: 5 * MINUTE_MS });

export const holds = (me: Me | undefined, ...roles: readonly Role[]): boolean =>
  me !== undefined && roles.some((role) => me.roles.includes(role));
