import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Kysely } from 'kysely';
import { checkStampSignature } from '../../../cli/keys/check-time-stamp.ts';
import { addTimeProof } from '../../../cli/keys/time-proof-command.ts';
import type { Database } from '../../../db/connect.ts';
import { readTimeProofs } from '../../../db/draw/signatures.ts';
import { readKeyLog } from '../../../db/keys/key-log.ts';
import type { Announcement } from '../../../domain/draw/announcement.ts';
import { canonicalJson } from '../../../domain/draw/canonical.ts';
import { sign } from '../../../domain/keys/ed25519.ts';
import { countersignedText } from '../../../domain/keys/signed-text.ts';
import { readTimeStamp } from '../../../domain/keys/time-stamp.ts';
import { addBureau } from '../../activities/support/bureau.ts';
import { addKeys, idOfKey, keyEntry, registerKey, seedOf } from '../../activities/support/keys.ts';
import { bench, DRAW_DAY, lookAtDraw, OPENING } from '../../activities/support/play.ts';
import { thrownDice } from '../../activities/support/thrown-dice.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';

const run = promisify(execFile);
/** The stamp of the test's own authority bears today's date: the draw's randomness comes long after, or came long before. */
const FAR_AHEAD = '2099-01-05T02:00:00.000Z';
const drawId = '2021-001';

const hasOpenssl = async (): Promise<boolean> =>
  run('openssl', ['version']).then(
    () => true,
    () => false,
  );

let directory: string;
let test: TestDatabase;
let db: Kysely<Database>;
let canStamp = false;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'time-stamp-'));
  test = await createTestDatabase();
  db = test.db;
  canStamp = await hasOpenssl();
  if (canStamp) await makeAuthority();
});
afterAll(async () => {
  await test.drop();
  await rm(directory, { recursive: true });
});

const at = (name: string): string => join(directory, name);
const openssl = (...args: string[]) => run('openssl', args, { cwd: directory });

/** A root and a time-stamping authority of the test's own, which lives as long as the test. */
const makeAuthority = async (): Promise<void> => {
  await writeFile(
    at('tsa.cnf'),
    `[tsa]
default_tsa = here
[here]
serial = ${at('serial')}
crypto_device = builtin
signer_cert = ${at('tsa.pem')}
certs = ${at('root.pem')}
signer_key = ${at('tsa.key')}
signer_digest = sha256
default_policy = 1.2.3.4
digests = sha256, sha512
accuracy = secs:1
ess_cert_id_chain = no
ess_cert_id_alg = sha256
[stamping]
extendedKeyUsage = critical,timeStamping
`,
  );
  await writeFile(at('serial'), '01\n');
  for (const root of ['root', 'stranger']) {
    const made = ['-newkey', 'rsa:2048', '-nodes', '-keyout', `${root}.key`, '-out', `${root}.pem`];
    await openssl('req', '-x509', ...made, '-subj', `/CN=${root}`, '-days', '2');
  }
  await openssl(
    'req',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-keyout',
    'tsa.key',
    '-out',
    'tsa.csr',
    '-subj',
    '/CN=tsa',
  );
  const by = ['-CA', 'root.pem', '-CAkey', 'root.key', '-CAcreateserial', '-days', '2'];
  const extensions = ['-extfile', 'tsa.cnf', '-extensions', 'stamping'];
  await openssl('x509', '-req', '-in', 'tsa.csr', ...by, ...extensions, '-out', 'tsa.pem');
};

/** Stamps a file as an authority does. @returns the name of its answer */
const stamp = async (file: string, algorithm = '-sha256'): Promise<string> => {
  await openssl('ts', '-query', '-data', file, algorithm, '-cert', '-out', 'q.tsq');
  await openssl(
    'ts',
    '-reply',
    '-config',
    'tsa.cnf',
    '-section',
    'here',
    '-queryfile',
    'q.tsq',
    '-out',
    `${file}.tsr`,
  );
  return at(`${file}.tsr`);
};

/** A live draft, and its announcement as a file. */
const drafted = async (id: string, throwAt = FAR_AHEAD) => {
  const authorityId = await addBureau(db, { id, mode: 'live' });
  await addKeys(db, authorityId);
  const table = await bench(db, thrownDice(throwAt));
  for (const each of [OPENING, DRAW_DAY]) {
    await table.cycle.advanceCycle({ authorityId, subjectId: '2021-1', at: each });
  }
  await lookAtDraw(table, authorityId, drawId, DRAW_DAY);
  const { announcement, announcementHash } = await db
    .selectFrom('draw')
    .select(['announcement', 'announcementHash'])
    .where('authorityId', '=', authorityId)
    .executeTakeFirstOrThrow();
  await writeFile(at(`${id}.json`), canonicalJson(announcement));
  const prove = async (...options: string[]) => {
    const said: string[] = [];
    const stream = { write: (text: string) => said.push(text) };
    const place = ['--authority', authorityId, '--database-url', test.url];
    const code = await addTimeProof([drawId, ...options, ...place], { stdout: stream, stderr: stream });
    return { code, said: said.join('') };
  };
  return {
    authorityId,
    prove,
    hash: announcementHash ?? '',
    announcement: announcement as unknown as Announcement,
  };
};

/** Says why it does nothing where the machine has no openssl; passing in silence would be a lie. */
const whereOpensslIs = (work: () => Promise<void>) => async () => {
  if (canStamp) return work();
  process.stdout.write('[test] no openssl on this machine: time-stamps are NOT tested\n');
};

describe('an RFC 3161 time-stamp', () => {
  it.each(['-sha256', '-sha512'])('is read without a library: imprint by %s, time, serial', (algorithm) =>
    whereOpensslIs(async () => {
      await writeFile(at('plain'), `公告${algorithm}`);
      const before = new Date(Date.now() - 2000).toISOString();
      const found = readTimeStamp(await readFile(await stamp('plain', algorithm)));
      expect(found.imprint).toBe(createHash(algorithm.slice(1)).update(`公告${algorithm}`).digest('hex'));
      expect(found.at >= before && found.at <= new Date(Date.now() + 2000).toISOString()).toBe(true);
      expect(found.at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/);
    })(),
  );

  it(
    'is verified against a root where one is given, and says so where none is',
    whereOpensslIs(async () => {
      await writeFile(at('signed'), 'x');
      const bytes = await readFile(await stamp('signed'));
      const found = readTimeStamp(bytes);
      expect(await checkStampSignature(found, Buffer.from('x'), undefined)).toBe('untrusted');
      expect(await checkStampSignature(found, Buffer.from('x'), at('root.pem'))).toBe('trusted');
      expect(await checkStampSignature(found, Buffer.from('x'), at('stranger.pem'))).toBe('invalid');
      expect(await checkStampSignature(found, Buffer.from('y'), undefined)).toBe('invalid');
      const altered = Buffer.from(bytes);
      altered[altered.length - 1] = (altered.at(-1) ?? 0) ^ 1;
      expect(await checkStampSignature(readTimeStamp(altered), Buffer.from('x'), undefined)).toBe('invalid');
    }),
  );

  it(
    'that is damaged, cut off or refused by its authority is no time-stamp',
    whereOpensslIs(async () => {
      await writeFile(at('cut'), 'x');
      const bytes = await readFile(await stamp('cut'));
      expect(() => readTimeStamp(bytes.subarray(0, 100))).toThrow(RangeError);
      expect(() => readTimeStamp(Buffer.concat([bytes, Buffer.from([0])]))).toThrow('多余');
      expect(() => readTimeStamp(Buffer.from('3003020102', 'hex'))).toThrow(RangeError);
      // PKIStatusInfo { status: rejection }
      expect(() => readTimeStamp(Buffer.from('30053003020102', 'hex'))).toThrow('拒绝');
      expect(() => readTimeStamp(Buffer.from('plain text'))).toThrow(RangeError);
    }),
  );
});

describe('a proof of an announcement’s time', () => {
  it(
    'by a time-stamp is taken when it is about this announcement',
    whereOpensslIs(async () => {
      const { prove, authorityId } = await drafted('stamped');
      const file = await stamp('stamped.json');
      const proven = await prove('--rfc3161', file, '--ca', at('root.pem'));
      expect(proven).toMatchObject({ code: 0 });
      expect(proven.said).toContain('证书链可追溯到指定的根证书');
      const value = (await readFile(file)).toString('base64');
      expect(await readTimeProofs(db, authorityId, drawId)).toEqual([{ kind: 'rfc3161', value }]);
      const stranger = await prove('--rfc3161', file, '--ca', at('stranger.pem'));
      expect(stranger).toMatchObject({ code: 1, said: expect.stringContaining('签名无效') });
    }),
  );

  it(
    'by a time-stamp is refused when it is about something else, or later than the randomness',
    whereOpensslIs(async () => {
      await drafted('one');
      const { prove } = await drafted('two', '2021-01-11T02:00:00.000Z');
      const ofAnother = await prove('--rfc3161', await stamp('one.json'));
      expect(ofAnother).toMatchObject({ code: 1, said: expect.stringContaining('不是本公告文件') });
      const tooLate = await prove('--rfc3161', await stamp('two.json'));
      expect(tooLate).toMatchObject({ code: 1, said: expect.stringContaining('不早于随机数产生的时间') });
    }),
  );

  it('by the superior’s countersignature holds with the registered key alone, and binds its time', async () => {
    const { prove, authorityId, announcement, hash } = await drafted('counter');
    const signedAt = '2021-01-07T03:00:00.000000Z';
    const value = sign(seedOf('superior'), countersignedText(announcement.draw_id, hash, signedAt));
    const proof = { kind: 'countersignature', key_id: idOfKey('superior'), signed_at: signedAt, value };
    await writeFile(at('counter-proof'), JSON.stringify(proof));
    expect(await prove('--countersign', at('counter-proof'))).toMatchObject({ code: 1 });
    const log = await readKeyLog(db, authorityId);
    const entry = keyEntry(authorityId, log, { event: 'made', role: 'superior' }, [
      seedOf('superior'),
      seedOf('supervisor'),
    ]);
    await registerKey(db, authorityId, entry, null);
    await writeFile(at('backdated'), JSON.stringify({ ...proof, signed_at: '2021-01-07T02:30:00.000000Z' }));
    expect(await prove('--countersign', at('backdated'))).toMatchObject({ code: 1 });
    expect(await prove('--countersign', at('counter-proof'))).toMatchObject({ code: 0 });
    expect(await readTimeProofs(db, authorityId, drawId)).toEqual([proof]);
  });
});
