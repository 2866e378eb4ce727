/** Where Kannel's messages go: to its own `fakesmsc`, or to an SMPP centre on a port of 127.0.0.1. */
export type KannelCentre =
  | 'fake'
  | { readonly smppPort: number; readonly user: string; readonly password: string };

export interface KannelLayout {
  readonly ports: {
    readonly admin: number;
    readonly box: number;
    readonly fake: number;
    readonly sendSms: number;
  };
  readonly centre: KannelCentre;
  /** Messages a second at most; undefined for as many as come. */
  readonly throughput: number | undefined;
  readonly account: { readonly user: string; readonly password: string };
  /** A directory of its own for what it has not passed on yet. */
  readonly store: string;
}

type Group = Readonly<Record<string, string | number>>;

const LOOPBACK = '127.0.0.1';
const ALL = '"*.*.*.*"';
/** Long texts are split into so many segments at most. */
const SEGMENTS = 4;

/** Text of `kannel.conf`, for bearerbox and smsbox alike (Kannel 1.4.5 user guide, chapters 3 and 6). */
export const kannelConfiguration = ({ ports, centre, throughput, account, store }: KannelLayout): string =>
  [
    {
      group: 'core',
      'admin-port': ports.admin,
      'admin-interface': LOOPBACK,
      'admin-password': account.password,
      'smsbox-port': ports.box,
      'smsbox-interface': LOOPBACK,
      'box-allow-ip': LOOPBACK,
      'box-deny-ip': ALL,
      'dlr-storage': 'internal',
      'store-type': 'spool',
      'store-location': store,
    },
    { ...smsc(ports.fake, centre), ...(throughput === undefined ? {} : { throughput }) },
    {
      group: 'smsbox',
      'bearerbox-host': LOOPBACK,
      'sendsms-port': ports.sendSms,
      'sendsms-interface': LOOPBACK,
      'global-sender': '10690000',
    },
    {
      group: 'sendsms-user',
      username: account.user,
      password: account.password,
      'max-messages': SEGMENTS,
      concatenation: 'true',
      'user-allow-ip': LOOPBACK,
      'user-deny-ip': ALL,
    },
    // Kannel asks for a service for incoming messages; nothing of it is ever answered.
    { group: 'sms-service', keyword: 'default', 'max-messages': 0, text: '"none"' },
  ]
    .map(textOf)
    .join('\n');

const smsc = (fakePort: number, centre: KannelCentre): Group => {
  if (centre === 'fake') {
    const admitted = { 'connect-allow-ip': LOOPBACK };
    return { group: 'smsc', smsc: 'fake', 'smsc-id': 'fake', host: LOOPBACK, port: fakePort, ...admitted };
  }
  return {
    group: 'smsc',
    smsc: 'smpp',
    'smsc-id': 'smpp',
    host: LOOPBACK,
    port: centre.smppPort,
    'transceiver-mode': 'true',
    'smsc-username': centre.user,
    'smsc-password': centre.password,
    'system-type': '""',
    'address-range': '""',
  };
};

const textOf = (group: Group): string =>
  `${Object.entries(group)
    .map(([name, value]) => `${name} = ${value}`)
    .join('\n')}\n`;
