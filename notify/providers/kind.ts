import type { z } from 'zod';
import type { NumberLimit } from '../../domain/notice/number-limits.ts';
import type { Logger } from '../../runtime/log.ts';
import type { EmailProvider, SmsProvider } from './provider.ts';

/** What every provider of the installation shares. */
export interface House {
  /** Sender of every mail, `局名 <notice@example.gov.cn>`. */
  readonly from: string;
  readonly log: Logger;
}

interface KindOf<Channel extends 'email' | 'sms', Opened, Settings> {
  readonly kind: string;
  readonly channel: Channel;
  /** Its own fields of an entry of the providers file, as a strict object: a field it does not know is a mistake. */
  readonly settings: z.ZodType<Settings>;
  /** What one number may get (流控), as such accounts ship; an entry may say otherwise. */
  readonly numberLimits?: readonly NumberLimit[];
  /** Opens no connection yet. */
  open(id: string, settings: Settings, house: House): Opened;
}

export type EmailKind<Settings> = KindOf<'email', EmailProvider, Settings>;
export type SmsKind<Settings> = KindOf<'sms', SmsProvider, Settings>;

/** A kind whose own settings nobody else looks into. */
export interface AnyKind {
  readonly kind: string;
  readonly channel: 'email' | 'sms';
  readonly numberLimits: readonly NumberLimit[];
  /** @throws z.ZodError with every problem of the entry */
  read(settings: unknown): (id: string, house: House) => EmailProvider | SmsProvider;
}

/** Hides a kind's settings, so that kinds can stand in one list. */
export const anyKind = <Settings>(kind: EmailKind<Settings> | SmsKind<Settings>): AnyKind => ({
  kind: kind.kind,
  channel: kind.channel,
  numberLimits: kind.numberLimits ?? [],
  read: (raw) => {
    const settings = kind.settings.parse(raw);
    return (id, house) => kind.open(id, settings, house);
  },
});
