/**
 * Names the message in what comes back. A bounce is addressed to the envelope's sender, so that address carries the
 * message's id (VERP, variable envelope return path); the envelope id (RFC 3461 ENVID) does the same where the server
 * offers DSN, and the returned headers hold our Message-ID.
 */

const UUID = '[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}';
const VERP = new RegExp(`[+=](${UUID})@`, 'i');
const MESSAGE_ID = new RegExp(`<(${UUID})@[^\\s<>]+>`, 'i');
const ALONE = new RegExp(`^${UUID}$`, 'i');

/** `bounce@example.gov.cn` → `bounce+<message id>@example.gov.cn`. */
export const returnPathFor = (bounceAddress: string, messageId: string): string => {
  const at = bounceAddress.lastIndexOf('@');
  return `${bounceAddress.slice(0, at)}+${messageId}${bounceAddress.slice(at)}`;
};

/** The message id in the address a bounce was sent to; null where it names none. */
export const messageOfReturnPath = (address: string): string | null =>
  VERP.exec(address)?.[1]?.toLowerCase() ?? null;

/** The message id in a Message-ID of ours, wherever it stands in the text; null where it names none. */
export const messageOfMessageId = (text: string): string | null =>
  MESSAGE_ID.exec(text)?.[1]?.toLowerCase() ?? null;

/** The message id that an envelope id is; null where it is somebody else's. */
export const messageOfEnvelopeId = (envelopeId: string): string | null =>
  ALONE.test(envelopeId.trim()) ? envelopeId.trim().toLowerCase() : null;

/** Parameters of a delivery status notification (DSN), sent only where the server offers it. */
export const dsnFor = (messageId: string, to: string) => ({
  id: messageId,
  return: 'headers' as const,
  notify: ['failure' as const, 'delay' as const],
  recipient: `rfc822;${to}`,
});
