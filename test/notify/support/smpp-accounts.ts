import { Secret } from '../../../notify/providers/secret.ts';
import { createSmppProvider, SmppSettings } from '../../../notify/providers/sms/smpp/smpp.ts';
import type { SmppStandIn } from '../../../tools/sms-stand-ins/smpp-stand-in.ts';
import { smsProvider } from './sms-notices.ts';

export const SMPP_ACCOUNT = { systemId: 'bureau', password: 'pass' };

/** An SMPP account with half of the channel's messages, as the providers file would configure it. */
export const smppCentre = (id: string, port: number) =>
  smsProvider(
    id,
    (house) =>
      createSmppProvider(
        id,
        SmppSettings.parse({
          ...{ url: `smpp://127.0.0.1:${port}`, systemId: SMPP_ACCOUNT.systemId },
          password: new Secret(SMPP_ACCOUNT.password),
        }),
        house,
      ),
    { kind: 'smpp', restingWeight: 50 },
  );

/**
 * Sends a delivery receipt for every part that the centre took, so many milliseconds after it came, parts of one message
 * alike. @returns what ends it
 */
export const receiptsAfter = (centre: SmppStandIn, delayMs: (to: string) => number): (() => void) => {
  const timers = new Set<NodeJS.Timeout>();
  let seen = 0;
  const watching = setInterval(() => {
    for (const part of centre.parts.slice(seen)) {
      seen += 1;
      const timer = setTimeout(() => {
        timers.delete(timer);
        void centre.receipt(part, 'DELIVRD');
      }, delayMs(part.to));
      timers.add(timer);
    }
  }, 200);
  return () => {
    clearInterval(watching);
    for (const timer of timers) clearTimeout(timer);
  };
};
