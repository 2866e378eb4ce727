export interface CheckedAddress {
  readonly address: string | null;
  /** Chinese, for the office; null where the address can be used. */
  readonly problem: string | null;
}

/** Whose address it is, and what the registers have for him. */
export interface AddressOwner {
  readonly kind: 'officer' | 'unit';
  readonly email: string | null;
  readonly phone: string | null;
}

const EMAIL = /^[^\s@<>,;"()]+@[^\s@<>,;"()]+\.[^\s@<>,;"().]+$/;
/** A mobile number of the mainland, with or without country code; landlines get no SMS. */
const MOBILE = /^(?:\+?86)?1\d{10}$/;

/** The address a channel needs, or why the recipient cannot be reached over it. */
export const addressFor = (channel: 'email' | 'sms', owner: AddressOwner): CheckedAddress => {
  const whom = owner.kind === 'unit' ? '检查对象' : '执法人员';
  if (channel === 'email') {
    const address = owner.email?.trim() ?? '';
    if (address === '') return { address: null, problem: `${whom}未登记电子邮箱，请在名录中补录后重发` };
    if (!EMAIL.test(address))
      return { address, problem: `${whom}登记的电子邮箱格式不正确，请在名录中更正后重发` };
    return { address, problem: null };
  }
  const address = owner.phone?.replace(/[\s-]/g, '') ?? '';
  if (address === '') return { address: null, problem: `${whom}未登记手机号码，请在名录中补录后重发` };
  if (!MOBILE.test(address)) {
    return {
      address,
      problem: `${whom}登记的号码不是 11 位手机号码，收不到短信，请在名录中更正后重发`,
    };
  }
  return { address, problem: null };
};
