import { createPrivateKey } from 'node:crypto';

/** DKIM (RFC 6376): which key of which domain signs every mail. */
export interface DkimSettings {
  /** `example.gov.cn`: what stands after `._domainkey.` in the DNS. */
  readonly domain: string;
  /** `notice2026`: what stands before. */
  readonly selector: string;
  /** PEM of an RSA key. */
  readonly privateKey: string;
}

const LEAST_BITS = 1024;

/**
 * What is signed. Both unsubscribe headers must be (RFC 8058 section 4), and one that may not be added later is named
 * as well where it is absent.
 */
const SIGNED_HEADERS = [
  ...['From', 'To', 'Subject', 'Date', 'Message-ID', 'MIME-Version', 'Content-Type'],
  ...['Content-Transfer-Encoding', 'Auto-Submitted', 'List-Unsubscribe', 'List-Unsubscribe-Post'],
].join(':');

/** Why the key cannot sign, to be said when the providers file is read; null where it can. */
export const problemOfDkimKey = (privateKey: string): string | null => {
  try {
    const { asymmetricKeyType, asymmetricKeyDetails } = createPrivateKey(privateKey);
    if (asymmetricKeyType !== 'rsa') return `is a ${asymmetricKeyType} key; use an RSA key`;
    const bits = asymmetricKeyDetails?.modulusLength ?? 0;
    return bits < LEAST_BITS ? `has ${bits} bits; mail servers take ${LEAST_BITS} or more` : null;
  } catch {
    return 'is not a private key in PEM';
  }
};

/** nodemailer's options. A mail that cannot be signed would go out unsigned, hence the check before. */
export const dkimOptions = ({ domain, selector, privateKey }: DkimSettings) => ({
  domainName: domain,
  keySelector: selector,
  privateKey,
  headerFieldNames: SIGNED_HEADERS,
});
