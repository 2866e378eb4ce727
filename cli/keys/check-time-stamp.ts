import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type * as asn1js from 'asn1js';
import { Certificate, ContentInfo, SignedData } from 'pkijs';
import type { TimeStamp } from '../../domain/keys/time-stamp.ts';

const exact = (bytes: Uint8Array): ArrayBuffer =>
  bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;

/** Certificates of a PEM or DER file. @throws where it is none */
const certificatesIn = async (path: string): Promise<Certificate[]> => {
  const bytes = await readFile(path);
  const text = bytes.toString('latin1');
  const pems = text.match(/-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g);
  return (pems ?? [bytes]).map((pem) => Certificate.fromBER(exact(new X509Certificate(pem).raw)));
};

const verified = async (
  signed: SignedData,
  stamped: Uint8Array,
  trusted: Certificate[],
): Promise<boolean> => {
  try {
    return await signed.verify({
      signer: 0,
      data: exact(stamped),
      trustedCerts: trusted,
      // Of the day of the stamp, not of today: a certificate that has run out since was good then.
      checkChain: trusted.length > 0,
    });
  } catch {
    return false;
  }
};

export type StampSignature =
  /** Signed by a certificate that leads to the given root. */
  | 'trusted'
  /** Signed by the certificate that the stamp brings along; nobody vouches for it here. */
  | 'untrusted'
  | 'invalid'
  /** The stamp brings no certificate, and none was given. */
  | 'no-certificate';

/**
 * Checks who signed a time-stamp, and that it is about these bytes. Whether a root is a recognised authority's is for the reader of the proof to say.
 * @param rootFile certificates that are trusted, PEM or DER
 */
export const checkStampSignature = async (
  { token }: Pick<TimeStamp, 'token'>,
  stamped: Uint8Array,
  rootFile: string | undefined,
): Promise<StampSignature> => {
  const content = ContentInfo.fromBER(exact(token));
  const signed = new SignedData({ schema: content.content as asn1js.AsnType });
  const trusted = rootFile === undefined ? [] : await certificatesIn(rootFile);
  if ((signed.certificates ?? []).length === 0) {
    if (trusted.length === 0) return 'no-certificate';
    signed.certificates = trusted;
  }
  if (!(await verified(signed, stamped, []))) return 'invalid';
  if (trusted.length === 0) return 'untrusted';
  return (await verified(signed, stamped, trusted)) ? 'trusted' : 'invalid';
};
