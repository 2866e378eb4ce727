import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { appendTimeProof } from '../../db/draw/append-time-proof.ts';
import { Refusal } from '../../domain/failure/failures.ts';
import type { TimeProof } from '../../domain/keys/receipt.ts';
import { readTimeStamp } from '../../domain/keys/time-stamp.ts';
import { systemClock } from '../../runtime/clock.ts';
import { EXIT } from '../exit-codes.ts';
import type { CommandIo } from '../io.ts';
import { parseWords, UsageError } from '../usage-error.ts';
import { checkStampSignature, type StampSignature } from './check-time-stamp.ts';
import { DATABASE_OPTIONS, withAuthority } from './with-authority.ts';

const SAID: Readonly<Record<Exclude<StampSignature, 'invalid'>, string>> = {
  trusted: '时间戳的签名有效，证书链可追溯到指定的根证书。',
  untrusted: '时间戳的签名有效，但没有指定根证书（--ca），签发机构是否可信请另行核实。',
  'no-certificate': '时间戳没有附带证书，也没有指定证书（--ca），签名未能核验。',
};

const instant = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/);
const countersignature = z.strictObject({
  kind: z.literal('countersignature'),
  key_id: z.string().regex(/^[0-9a-f]{32}$/),
  signed_at: instant,
  value: z.string().regex(/^[0-9a-f]{128}$/),
});

interface Given {
  readonly proof: TimeProof;
  /** What could be checked of who made it. @throws Refusal BadSignature */
  readonly said: (announcement: Uint8Array) => Promise<string>;
}

const stamped = async (path: string, root: string | undefined): Promise<Given> => {
  const bytes = await readFile(path);
  return {
    proof: { kind: 'rfc3161', value: bytes.toString('base64') },
    said: async (announcement) => {
      const signature = await checkStampSignature(readTimeStamp(bytes), announcement, root);
      if (signature !== 'invalid') return SAID[signature];
      throw new Refusal('BadSignature', '时间戳的签名无效，或不是指定的根证书所签发。');
    },
  };
};

const countersigned = async (path: string): Promise<Given> => {
  try {
    const proof = countersignature.parse(JSON.parse(await readFile(path, 'utf8')));
    return { proof, said: async () => '上级机关联署的密钥以密钥登记簿为准。' };
  } catch {
    throw new Error(`文件“${path}”不是联署（见 keys countersign 的输出）。`);
  }
};

/** `draw time-proof`: adds somebody else's proof of when the announcement was there, before the draw takes place. */
export const addTimeProof = async (args: string[], io: CommandIo): Promise<number> => {
  const { values, positionals } = parseWords(args, {
    ...DATABASE_OPTIONS,
    rfc3161: { type: 'string' },
    ca: { type: 'string' },
    countersign: { type: 'string' },
    'outside-copy': { type: 'string' },
    at: { type: 'string' },
    sha256: { type: 'string' },
  });
  const [drawId, ...more] = positionals;
  const { rfc3161, countersign, 'outside-copy': where, at = '', sha256 = '' } = values;
  const kinds = [rfc3161, countersign, where].filter((each) => each !== undefined).length;
  if (drawId === undefined || more.length > 0 || kinds !== 1)
    throw new UsageError('请指定抽取编号，以及 --rfc3161、--countersign、--outside-copy 三者之一。');
  const given: Given =
    rfc3161 !== undefined
      ? await stamped(rfc3161, values.ca)
      : countersign !== undefined
        ? await countersigned(countersign)
        : {
            proof: { kind: 'outside-copy', where: where ?? '', at: instant.parse(at), sha256 },
            said: async () => '外部副本只说明何处可以看到公告，不算时间证明。',
          };
  try {
    return await withAuthority(values, async (db, authorityId) => {
      const doing = {
        actor: { kind: 'system', id: 'cli' },
        commandId: null,
        at: new Date(systemClock.now()).toISOString(),
      } as const;
      // What its signer is worth is looked at last: a proof of something else is told as such.
      const { at: proven, said } = await db.transaction().execute(async (trx) => {
        const { at: instant, announcement } = await appendTimeProof(
          trx,
          authorityId,
          drawId,
          given.proof,
          doing,
        );
        return { at: instant, said: await given.said(announcement) };
      });
      io.stdout.write(`已加入：公告在 ${proven} 之前已经存在。\n${said}\n`);
      return EXIT.ok;
    });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    io.stderr.write(`${error.message}\n`);
    return EXIT.failed;
  }
};
