import { type Pdu, type SmppConnection, smpp } from './smpp-library.ts';

export interface SessionOptions {
  readonly host: string;
  readonly port: number;
  readonly tls: boolean;
  readonly systemId: string;
  readonly password: string;
  readonly systemType: string;
  /** Longest wait for any answer. */
  readonly timeoutMs: number;
  /** Silence after which the link is tried. */
  readonly enquireEveryMs: number;
  /** @returns whether the message is kept; else the centre is told to bring it again */
  readonly onDeliver: (pdu: Pdu) => Promise<boolean>;
}

/**
 * How a request ended. unsent: it did not leave us. timeout, closed: it left, and no answer came, in time or before
 * the connection ended.
 */
export type Reply = Pdu | 'unsent' | 'timeout' | 'closed';

export interface Session {
  request(command: string, fields?: object): Promise<Reply>;
  readonly closed: Promise<void>;
  /** Unbinds and closes. */
  close(): Promise<void>;
}

const TRY_AGAIN = 0x64;

/** Connects and binds as transceiver. @throws with the reason where that fails */
export const openSession = async (options: SessionOptions): Promise<Session> => {
  const { host, port, tls, timeoutMs } = options;
  const connection = smpp.connect({ host, port, tls, servername: host });
  const waiting = new Map<number, (reply: Reply) => void>();
  let lastError = '';
  const closed = new Promise<void>((resolve) => {
    connection.on('close', () => {
      for (const settle of waiting.values()) settle('closed');
      resolve();
    });
  });
  // The library stops reading after a unit it cannot read: whatever the error, the connection is over.
  connection.on('error', (error: Error) => {
    lastError = error.message;
    connection.destroy();
  });
  connection.on('pdu', (pdu: Pdu) => {
    if (pdu.isResponse()) waiting.get(pdu.sequence_number)?.(pdu);
    else void answer(connection, pdu, options.onDeliver);
  });
  const request = (command: string, fields: object = {}): Promise<Reply> =>
    new Promise((resolve) => {
      const pdu = new smpp.PDU(command, fields);
      if (!connection.send(pdu)) return resolve('unsent');
      const settle = (reply: Reply): void => {
        clearTimeout(timer);
        waiting.delete(pdu.sequence_number);
        resolve(reply);
      };
      const timer = setTimeout(() => settle('timeout'), timeoutMs);
      waiting.set(pdu.sequence_number, settle);
    });

  await connected(connection, tls, closed, timeoutMs);
  const { systemId, password, systemType } = options;
  const bound = await request('bind_transceiver', {
    ...{ system_id: systemId, password, system_type: systemType, interface_version: 0x34 },
  });
  if (typeof bound === 'string' || bound.command_status !== 0) {
    connection.destroy();
    const reason = typeof bound === 'string' ? bound : `status 0x${bound.command_status.toString(16)}`;
    throw new Error(`the centre does not bind us: ${reason} ${lastError}`.trim());
  }
  const enquiring = setInterval(() => {
    void request('enquire_link').then((reply) => {
      if (reply === 'timeout') connection.destroy();
    });
  }, options.enquireEveryMs);
  void closed.then(() => clearInterval(enquiring));
  return {
    request,
    closed,
    close: async () => {
      await request('unbind');
      connection.close();
      const late = setTimeout(() => connection.destroy(), timeoutMs);
      await closed;
      clearTimeout(late);
    },
  };
};

const connected = async (
  connection: SmppConnection,
  tls: boolean,
  closed: Promise<void>,
  timeoutMs: number,
): Promise<void> => {
  const opened = new Promise<true>((resolve) => {
    connection.once(tls ? 'secureConnect' : 'connect', () => resolve(true));
  });
  const late = setTimeout(() => connection.destroy(), timeoutMs);
  const isOpen = await Promise.race([opened, closed]);
  clearTimeout(late);
  if (isOpen !== true) throw new Error('the centre cannot be reached');
};

/** What the centre asks of us. A message is answered only when it is kept. */
const answer = async (
  connection: SmppConnection,
  pdu: Pdu,
  onDeliver: SessionOptions['onDeliver'],
): Promise<void> => {
  if (pdu.command === 'deliver_sm' || pdu.command === 'data_sm') {
    const isKept = await onDeliver(pdu).catch(() => false);
    connection.send(pdu.response({ command_status: isKept ? 0 : TRY_AGAIN }));
    return;
  }
  connection.send(pdu.response());
  if (pdu.command === 'unbind') connection.close();
};
