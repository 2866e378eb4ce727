import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import tls from 'node:tls';
import { Secret } from '../../../../notify/providers/secret.ts';
import { createSmppProvider, SmppSettings } from '../../../../notify/providers/sms/smpp/smpp.ts';
import { createLog } from '../../../../runtime/log.ts';
import { type SmppStandIn, startSmppStandIn } from '../../../../tools/sms-stand-ins/smpp-stand-in.ts';
import { sampleSms } from './support.ts';

const ACCOUNT = { systemId: 'bureau', password: 'pass' };
let directory: string;
let centre: SmppStandIn;
let front: tls.Server;
let certificate: string;

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'smpp-tls-'));
  const [key, cert] = [join(directory, 'key.pem'), join(directory, 'cert.pem')];
  execFileSync(
    'openssl',
    [
      ...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=localhost'],
      ...['-addext', 'subjectAltName=DNS:localhost', '-keyout', key, '-out', cert],
    ],
    { stdio: 'ignore' },
  );
  certificate = readFileSync(cert, 'utf8');
  centre = await startSmppStandIn(ACCOUNT);
  front = tls.createServer({ key: readFileSync(key), cert: certificate }, (outside) => {
    const inside = connect(centre.port, '127.0.0.1');
    for (const [from, to] of [
      [outside, inside],
      [inside, outside],
    ] as const) {
      from.pipe(to);
      from.on('error', () => to.destroy());
      from.on('close', () => to.destroy());
    }
  });
  front.listen(0, '127.0.0.1');
  await once(front, 'listening');
});
afterAll(async () => {
  front.close();
  await centre.stop();
  rmSync(directory, { recursive: true });
});

const sendOne = async (at: number) => {
  const settings = SmppSettings.parse({
    url: `ssmpp://localhost:${(front.address() as AddressInfo).port}`,
    systemId: ACCOUNT.systemId,
    password: new Secret(ACCOUNT.password),
    timeoutMs: 2_000,
    reconnectMs: 10,
    longestReconnectMs: 50,
  });
  const provider = createSmppProvider('smpp', settings, {
    log: createLog({ process: 'test', level: 'silent' }),
  });
  const [outcome] = await provider.send([sampleSms(at)]);
  await provider.close();
  return outcome;
};

describe('the SMPP adapter over TLS', () => {
  it('hands nothing to a centre whose certificate nobody vouches for', async () => {
    expect(await sendOne(1)).not.toMatchObject({ kind: 'sent' });
    expect(centre.parts).toEqual([]);
  });

  it('binds and submits once the authority of the certificate is trusted', async () => {
    const before = tls.getCACertificates('default');
    tls.setDefaultCACertificates([...before, certificate]);
    try {
      expect(await sendOne(2)).toMatchObject({ kind: 'sent', reference: 'id-0' });
      expect(centre.parts).toMatchObject([{ text: sampleSms(2).text }]);
    } finally {
      tls.setDefaultCACertificates(before);
    }
  });
});
