const PHONE = /^(\+?\d{3,5}?)\d{4,6}(\d{4})$/;

/** `138****1234`, `z***@example.com`: enough to recognise, not enough to use. */
export const maskAddress = (address: string | null): string | null => {
  if (address === null) return null;
  const at = address.indexOf('@');
  if (at > 0) return `${address[0]}***${address.slice(at)}`;
  const digits = PHONE.exec(address);
  return digits === null ? '****' : `${digits[1]}****${digits[2]}`;
};

const ADDRESS_IN_TEXT = /[^\s<>@,;:"'（）]+@[^\s<>@,;:"'（）]+|\+?\d{11,14}/g;

/** A provider's answer or a reason, with the addresses that it quotes masked. */
export const maskAddressesIn = <T extends string | null>(text: T): T =>
  (text === null ? null : text.replace(ADDRESS_IN_TEXT, (address) => maskAddress(address) ?? '')) as T;
