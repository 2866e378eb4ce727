/** One recipient's fields of a delivery status notification (DSN, 投递状态通知), RFC 3464. */
export interface DeliveryStatus {
  /** Original-Envelope-Id of the whole report. */
  readonly envelopeId: string | null;
  readonly action: string;
  readonly status: string | null;
  /** Diagnostic-Code without its type: `550 5.1.1 no such user`. */
  readonly diagnostic: string | null;
  /** Original recipient, else the final one, without its type. */
  readonly recipient: string | null;
  /** Arrival-Date or Last-Attempt-Date, as it stands there. */
  readonly at: string | null;
}

/**
 * Reads the body of a `message/delivery-status` part: groups of fields parted by empty lines, first the report's own, then
 * one per recipient. Fields may be folded, names come in any case.
 */
export const readDeliveryStatus = (body: string): DeliveryStatus[] => {
  const groups = body
    .replace(/\r\n?/g, '\n')
    .replace(/\n[ \t]+/g, ' ')
    .split(/\n{2,}/)
    .map(fieldsOf)
    .filter((fields) => fields.size > 0);
  const ofReport = groups.find((fields) => fields.has('reporting-mta') || fields.has('original-envelope-id'));
  return groups
    .filter((fields) => fields.has('action') || fields.has('status'))
    .map((fields) => ({
      envelopeId: ofReport?.get('original-envelope-id') ?? null,
      action: (fields.get('action') ?? 'failed').toLowerCase(),
      status: /[245]\.\d{1,3}\.\d{1,3}/.exec(fields.get('status') ?? '')?.[0] ?? null,
      diagnostic: untyped(fields.get('diagnostic-code')),
      recipient: untyped(fields.get('original-recipient') ?? fields.get('final-recipient')),
      at: fields.get('last-attempt-date') ?? ofReport?.get('arrival-date') ?? null,
    }));
};

const fieldsOf = (group: string): Map<string, string> => {
  const fields = new Map<string, string>();
  for (const line of group.split('\n')) {
    const colon = line.indexOf(':');
    if (colon > 0) fields.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim());
  }
  return fields;
};

/** `rfc822;a@example.cn` → `a@example.cn`, `smtp; 550 no` → `550 no`. */
const untyped = (value: string | undefined): string | null => {
  if (value === undefined || value === '') return null;
  return value.replace(/^[\w-]+\s*;\s*/, '').replace(/^<(.*)>$/, '$1');
};
