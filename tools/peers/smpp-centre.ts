import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { childEnvironment } from '../../runtime/environment.ts';
import { freePort } from '../process/free-port.ts';
import { peerProgram, untilItListens } from './find-peer.ts';

/** One segment as the centre got it. */
export interface Submitted {
  /** The message id it answered with. */
  readonly id: string;
  readonly to: string;
  readonly from: string;
  /** `data_coding`: 8 is UCS-2. */
  readonly coding: number;
  /** `esm_class`: 0x40 says that a user data header stands in front. */
  readonly esm: number;
  /** `short_message` in hex, with its header. */
  readonly hex: string;
}

export interface SmppCentreOptions {
  readonly port?: number;
  /** Refuses every other account; admits everybody by default. */
  readonly user?: string;
  readonly password?: string;
  /** State of the delivery receipts; none are sent by default. */
  readonly receipt?: 'DELIVRD' | 'UNDELIV' | 'EXPIRED' | 'REJECTD';
  readonly receiptAfterMs?: number;
  readonly isReceiptTwice?: boolean;
  /** The receipt comes before the answer to the submission. */
  readonly isReceiptFirst?: boolean;
  /** Every n-th submission gets no answer, is throttled (0x58), or has its connection cut unanswered. */
  readonly muteEvery?: number;
  readonly throttleEvery?: number;
  readonly cutEvery?: number;
}

export interface SmppCentre {
  readonly port: number;
  /** Everything submitted, in order, whatever was answered. */
  submitted(): readonly Submitted[];
  stop(): Promise<void>;
}

const PROGRAM = join(import.meta.dirname, 'smpp-centre.pl');

/** An SMPP 3.4 centre on Perl's Net::SMPP. @throws where this machine lacks it, or it does not come up */
export const startSmppCentre = async (options: SmppCentreOptions = {}): Promise<SmppCentre> => {
  peerProgram('smpp-centre');
  const port = options.port ?? (await freePort());
  // Its standard input is our end of a pipe: when we die, by whatever hand, it reads its end and leaves.
  const child = spawn('perl', [PROGRAM, '--port', String(port), ...argumentsOf(options)], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: childEnvironment(),
  });
  const submitted: Submitted[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => {
    const { event, ...rest } = JSON.parse(line) as { readonly event: string };
    if (event === 'submit') submitted.push(rest as unknown as Submitted);
  });
  await untilItListens(port, 'the SMPP centre');
  return {
    port,
    submitted: () => submitted,
    stop: async () => {
      if (child.exitCode !== null) return;
      child.stdin.end();
      await once(child, 'exit');
    },
  };
};

const argumentsOf = (options: SmppCentreOptions): string[] => {
  const valued = {
    user: options.user,
    password: options.password,
    receipt: options.receipt,
    'receipt-after-ms': options.receiptAfterMs,
    'mute-every': options.muteEvery,
    'throttle-every': options.throttleEvery,
    'cut-every': options.cutEvery,
  };
  return [
    ...Object.entries(valued).flatMap(([name, value]) =>
      value === undefined ? [] : [`--${name}`, String(value)],
    ),
    ...(options.isReceiptTwice === true ? ['--receipt-twice'] : []),
    ...(options.isReceiptFirst === true ? ['--receipt-first'] : []),
  ];
};
