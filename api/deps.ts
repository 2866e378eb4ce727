import type { Kysely } from 'kysely';
import type { Database } from '../db/connect.ts';
import type { Config } from '../runtime/environment.ts';
import type { Logger } from '../runtime/log.ts';
import type { Metrics } from '../runtime/metrics.ts';
import type { Scanner } from './services/clamd.ts';
import type { EngineConnection } from './services/engine.ts';
import type { RehearsalRoom } from './services/rehearsal-room.ts';
import type { RehearsalRunner } from './services/rehearsals/runner.ts';

/**
 * Pages of the parts that run on this machine, for links on the overview; absent where a real provider is used, so
 * that one that is there also says: no message leaves this machine.
 */
export interface LocalPages {
  readonly mailInbox?: string;
  readonly smsGateway?: string;
}

/** What the application is built from; it opens and closes none of it. */
export interface ApiDeps {
  readonly db: Kysely<Database>;
  /** Null: no engine is configured. Commands then answer 503, reads work. */
  readonly temporal: EngineConnection | null;
  readonly config: Pick<Config, 'publicBaseUrl'> &
    Partial<Pick<Config, 'sessionSecret' | 'identitySecretsFile' | 'trustedProxies'>>;
  readonly log: Logger;
  /** Business time, epoch milliseconds: sign-ins, lockouts and "today" go by it. */
  readonly now: () => number;
  readonly metrics?: Metrics;
  readonly localPages?: LocalPages;
  /** Judges uploaded files; without it they are marked 未扫描. */
  readonly scanner?: Scanner;
  /** Where the built pages of console and field view lie; without it they are not served. */
  readonly webDirectory?: string;
  /** Refuses requests while the process falls behind its clock; a test on a crowded machine wants none of it. @default false */
  readonly refusesOverload?: boolean;
  /** A rehearsed year to be looked at: nobody signs in, nothing is changed. @default false */
  readonly readOnly?: boolean;
  /** Runs rehearsals on this machine; without it they are started by the command line alone. */
  readonly rehearsals?: RehearsalRunner;
  /** A rehearsal by hand, whose time is moved and whose people are played; its routes exist only with it. */
  readonly rehearsal?: RehearsalRoom;
}
