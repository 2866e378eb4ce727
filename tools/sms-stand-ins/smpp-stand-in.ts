import { type Pdu, type SmppConnection, smpp } from '../../notify/providers/sms/smpp/smpp-library.ts';

export interface SubmittedPart {
  readonly id: string;
  readonly to: string;
  /** Reference, number of parts and place of the header that joins parts; null where there is none. */
  readonly joined: readonly [reference: number, parts: number, part: number] | null;
  readonly text: string;
  readonly wantsReceipt: boolean;
}

/** mute: taken, never answered. cut: taken, the connection ends in the place of an answer. A number: refused with it. */
export type SmppFault = 'mute' | 'cut' | number;

export interface SmppStandInOptions {
  readonly systemId: string;
  readonly password: string;
  /** Answers carry ids in hex, receipts the same numbers in decimal. @default false */
  readonly mixesIds?: boolean;
}

export interface SmppStandIn {
  readonly port: number;
  readonly parts: readonly SubmittedPart[];
  /** Submissions that waited for their answer at once, at most. */
  mostOpen(): number;
  behave(faultOf: (submission: number) => SmppFault | null): void;
  /** Pause before each answer to a submission. */
  answerAfter(ms: number): void;
  /** Sends the receipt of a part and waits for our answer. @returns its command_status; null where none came */
  receipt(part: SubmittedPart, state: string, error?: string): Promise<number | null>;
  /** An SMS of somebody to us. */
  deliver(from: string, text: string): Promise<number | null>;
  /** Ends all connections. */
  drop(): void;
  /** Sessions that were bound, all in all. */
  binds(): number;
  enquiries(): number;
  /** Answers nothing any more, on connections that stay. */
  fallSilent(): void;
  stop(): Promise<void>;
}

const ANSWER_MS = 2_000;
const RECEIPT = 0x04;
const INVALID_PASSWORD = 0x0e;

/**
 * Stand-in for an SMPP 3.4 centre on the server class of npm `smpp`. Its codec is the one our adapter uses, so it
 * proves what the adapter does with answers, not that others understand it: `tools/peers` has centres that are not ours.
 */
export const startSmppStandIn = async (options: SmppStandInOptions): Promise<SmppStandIn> => {
  const parts: SubmittedPart[] = [];
  const sessions = new Set<SmppConnection>();
  const counted = { binds: 0, enquiries: 0, open: 0, mostOpen: 0, submissions: 0 };
  let faultOf: (submission: number) => SmppFault | null = () => null;
  let pauseMs = 0;
  let isSilent = false;

  const submitted = (session: SmppConnection, pdu: Pdu): void => {
    counted.submissions += 1;
    counted.open += 1;
    counted.mostOpen = Math.max(counted.mostOpen, counted.open);
    const fault = faultOf(counted.submissions);
    const isRefused = typeof fault === 'number';
    const number = 0xa0 + parts.length;
    const id = options.mixesIds ? number.toString(16).toUpperCase() : `id-${parts.length}`;
    if (!isRefused) parts.push(partOf(pdu, id));
    setTimeout(() => {
      counted.open -= 1;
      if (fault === 'cut') session.destroy();
      else if (fault !== 'mute')
        session.send(pdu.response(isRefused ? { command_status: fault } : { message_id: id }));
    }, pauseMs);
  };

  const server = smpp.createServer((session) => {
    sessions.add(session);
    session.on('close', () => sessions.delete(session));
    session.on('error', () => session.destroy());
    session.on('pdu', (pdu: Pdu & Partial<Record<'system_id' | 'password', string>>) => {
      if (isSilent || pdu.isResponse()) return;
      if (pdu.command === 'bind_transceiver') {
        const isKnown = pdu.system_id === options.systemId && pdu.password === options.password;
        if (isKnown) counted.binds += 1;
        session.send(
          pdu.response(isKnown ? { system_id: 'stand-in' } : { command_status: INVALID_PASSWORD }),
        );
      } else if (pdu.command === 'submit_sm') submitted(session, pdu);
      else {
        if (pdu.command === 'enquire_link') counted.enquiries += 1;
        session.send(pdu.response());
        if (pdu.command === 'unbind') session.close();
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

  const bring = (fields: object): Promise<number | null> =>
    new Promise((resolve) => {
      const session = [...sessions].at(-1);
      if (session === undefined) return resolve(null);
      const pdu = new smpp.PDU('deliver_sm', fields);
      session.send(pdu);
      const late = setTimeout(() => resolve(null), ANSWER_MS);
      const onPdu = (reply: Pdu): void => {
        if (!reply.isResponse() || reply.sequence_number !== pdu.sequence_number) return;
        session.off('pdu', onPdu);
        clearTimeout(late);
        resolve(reply.command_status);
      };
      session.on('pdu', onPdu);
    });

  return {
    port: server.address().port,
    parts,
    mostOpen: () => counted.mostOpen,
    binds: () => counted.binds,
    enquiries: () => counted.enquiries,
    behave: (next) => {
      faultOf = next;
    },
    answerAfter: (ms) => {
      pauseMs = ms;
    },
    receipt: ({ id, to }, state, error = state === 'DELIVRD' ? '000' : '001') => {
      const reported = options.mixesIds ? String(Number.parseInt(id, 16)) : id;
      const text = `id:${reported} sub:001 dlvrd:001 submit date:2601050930 done date:260105093007 stat:${state} err:${error} text:`;
      return bring({ esm_class: RECEIPT, source_addr: to, data_coding: 0, short_message: Buffer.from(text) });
    },
    deliver: (from, text) =>
      bring({ source_addr: from, data_coding: 8, short_message: Buffer.from(text, 'utf16le').swap16() }),
    drop: () => {
      for (const session of sessions) session.destroy();
    },
    fallSilent: () => {
      isSilent = true;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(resolve);
        for (const session of sessions) session.destroy();
      }),
  };
};

type Submission = Pdu & { readonly data_coding?: number; readonly registered_delivery?: number };

const partOf = (pdu: Submission, id: string): SubmittedPart => {
  const given = pdu.message_payload ?? pdu.short_message;
  const { message = '', udh } = (Buffer.isBuffer(given) ? {} : (given ?? {})) as {
    message?: string | Buffer;
    udh?: readonly Buffer[];
  };
  const header = udh?.[0];
  const [, , reference = 0, count = 0, part = 0] = header ?? [];
  return {
    id,
    to: pdu.destination_addr ?? '',
    joined: header === undefined ? null : [reference, count, part],
    text: typeof message === 'string' ? message : message.swap16().toString('utf16le'),
    wantsReceipt: ((pdu.registered_delivery ?? 0) & 3) !== 0,
  };
};
