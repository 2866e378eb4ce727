/** What the words of a mail server say, in its reply or in a bounce. */

/** RFC 3463 section 3.2: addressee's mailbox, system, or syntax; 5.1.10 is the null MX (RFC 7505). */
const BAD_ADDRESS_STATUS = /^5\.1\.(?:[1236]|10)$|^5\.2\.1$/;
const ENHANCED = /\b([245]\.\d{1,3}\.\d{1,3})\b/;
/** `x.0.0` and `5.3.0`, `5.5.0`: something was wrong, nobody says what. */
const SAYS_NOTHING = /^[45]\.[0-9]\.0$/;

const NO_SUCH_USER = [
  /\bno such (?:user|mailbox|recipient|account|address)/i,
  /\b(?:user|mailbox|recipient|account)\b[^.;\n]{0,40}\b(?:unknown|not known|not found|not exist|disabled|suspended|invalid)/i,
  /\b(?:unknown|invalid|unavailable mail) (?:user|mailbox|recipient)/i,
  /\b(?:doesn't|does not|don't|don't exists?) (?:have an? \S+ account|exist)/i,
  /\bnot (?:a )?user of this server/i,
  /(?:用户|邮箱|帐号|账号|地址)[^。；\n]{0,12}不存在|不存在[^。；\n]{0,6}(?:用户|邮箱)|未开通|已停用|已注销/,
];
/** Complains of the sender, or of room: then the words above do not mean the recipient's address. */
const SOMETHING_ELSE = /\bsender\b|发件人|\bfull\b|quota|空间不足|已满/i;

/** The enhanced status (RFC 3463) that stands in a text; null where there is none. */
export const enhancedStatusIn = (text: string): string | null => ENHANCED.exec(text)?.[1] ?? null;

/** Whether the status tells more than that something went wrong. */
export const isTelling = (status: string): boolean => !SAYS_NOTHING.test(status);

/** True where a final failure means that the address itself does not exist or is closed. */
export const meansBadAddress = (status: string | null, text: string): boolean =>
  status !== null && isTelling(status)
    ? BAD_ADDRESS_STATUS.test(status)
    : !SOMETHING_ELSE.test(text) && NO_SUCH_USER.some((words) => words.test(text));
