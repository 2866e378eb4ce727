import type { EventEmitter } from 'node:events';
// @ts-expect-error the package brings no types
import library from 'smpp';

/** A protocol data unit, as the library reads and writes it. */
export interface Pdu {
  readonly command: string;
  readonly command_status: number;
  readonly sequence_number: number;
  readonly message_id?: string;
  readonly source_addr?: string;
  readonly destination_addr?: string;
  readonly esm_class?: number;
  /** A Buffer is sent as it is; what came in is decoded. */
  readonly short_message?: Buffer | { readonly message: string | Buffer };
  readonly message_payload?: Buffer | { readonly message: string | Buffer };
  readonly receipted_message_id?: string;
  readonly message_state?: number;
  isResponse(): boolean;
  response(fields?: object): Pdu;
}

export interface SmppConnection extends EventEmitter {
  /** Gives the unit its sequence number. @returns false where the connection takes no more */
  send(pdu: Pdu): boolean;
  close(): void;
  destroy(): void;
}

export interface SmppServer extends EventEmitter {
  listen(port: number, host: string, listening: () => void): void;
  address(): { readonly port: number };
  close(closed: () => void): void;
}

/**
 * npm `smpp` 0.5.1: codec and socket alone. What it lacks is ours (`session.ts`): a callback of its own waits for ever
 * when no answer comes, and after a unit it cannot read it stops reading without closing
 * (https://github.com/farhadi/node-smpp/issues/119), so every error ends the connection.
 */
export const smpp = library as unknown as {
  readonly PDU: new (command: string, fields?: object) => Pdu;
  connect(options: {
    readonly host: string;
    readonly port: number;
    readonly tls: boolean;
    readonly servername: string;
  }): SmppConnection;
  createServer(onSession: (connection: SmppConnection) => void): SmppServer;
};
