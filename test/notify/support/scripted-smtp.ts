import { type AddressInfo, createServer, type Socket } from 'node:net';

/**
 * What the server does with a mail: take it, refuse it before or after the body, hang up before the envelope is
 * through, hang up after it has the whole body (keeping it or not: the client cannot know), or take it late.
 */
export type Behaviour =
  | 'accept'
  | { readonly refuseAtRcpt: string }
  | { readonly refuseAfterBody: string }
  | 'hang-up-at-mail-from'
  | 'hang-up-after-body'
  | { readonly acceptAfterMs: number };

export interface ScriptedSmtp {
  readonly url: string;
  /** How often each message of the outbox was taken, by its id; also those whose answer was withheld. */
  readonly taken: Map<string, number>;
  /** Bodies that came in, whether taken or not. */
  bodies(): number;
  /** Decides for the n-th transaction of this server, counted from 0. */
  behave(script: (transaction: number) => Behaviour): void;
  stop(): Promise<void>;
}

const MESSAGE_ID = /^message-id:\s*<([^@>]+)/im;

/** An SMTP server that misbehaves as told. @param port 0: any free one */
export const startScriptedSmtp = async (port = 0): Promise<ScriptedSmtp> => {
  const taken = new Map<string, number>();
  const sockets = new Set<Socket>();
  let script: (transaction: number) => Behaviour = () => 'accept';
  let transactions = 0;
  let bodies = 0;

  const serve = (socket: Socket): void => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => undefined);
    let buffer = '';
    let isBody = false;
    let behaviour: Behaviour = 'accept';
    const say = (line: string): void => {
      if (!socket.destroyed) socket.write(`${line}\r\n`);
    };
    const take = (body: string): void => {
      const id = MESSAGE_ID.exec(body)?.[1] ?? '';
      taken.set(id, (taken.get(id) ?? 0) + 1);
    };
    const onBody = (body: string): void => {
      bodies += 1;
      if (typeof behaviour === 'object' && 'refuseAfterBody' in behaviour) {
        say(behaviour.refuseAfterBody);
        return;
      }
      take(body);
      if (behaviour === 'hang-up-after-body') {
        socket.destroy();
        return;
      }
      if (typeof behaviour === 'object' && 'acceptAfterMs' in behaviour) {
        setTimeout(() => say('250 taken late'), behaviour.acceptAfterMs).unref();
        return;
      }
      say('250 taken');
    };
    const onCommand = (line: string): void => {
      const verb = line.slice(0, 4).toUpperCase();
      if (verb === 'MAIL') {
        behaviour = script(transactions);
        transactions += 1;
        if (behaviour === 'hang-up-at-mail-from') {
          socket.destroy();
          return;
        }
      }
      if (verb === 'RCPT' && typeof behaviour === 'object' && 'refuseAtRcpt' in behaviour) {
        say(behaviour.refuseAtRcpt);
        return;
      }
      if (verb === 'DATA') {
        isBody = true;
        say('354 go on');
        return;
      }
      say(verb === 'QUIT' ? '221 bye' : '250 ok');
    };
    socket.on('data', (chunk) => {
      buffer += chunk.toString('utf8');
      for (;;) {
        const end = isBody ? '\r\n.\r\n' : '\r\n';
        const at = buffer.indexOf(end);
        if (at < 0) return;
        const part = buffer.slice(0, at);
        buffer = buffer.slice(at + end.length);
        if (isBody) {
          isBody = false;
          onBody(part);
        } else onCommand(part);
      }
    });
    say('220 scripted');
  };

  const server = createServer(serve);
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    taken,
    bodies: () => bodies,
    behave: (next) => {
      script = next;
      transactions = 0;
    },
    stop: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};
