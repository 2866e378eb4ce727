import { CONTACT_HOLDINGS } from './contact-holdings.ts';
import { CONTACT_REGISTER } from './contacts.ts';
import { basisHints, EXEMPTION_HOLDINGS } from './exemption-holdings.ts';
import { EXEMPTION_REGISTER } from './exemptions.ts';
import { INSPECTOR_HOLDINGS } from './inspector-holdings.ts';
import { INSPECTOR_REGISTER } from './inspectors.ts';
import { ITEM_HOLDINGS, keepPublished } from './item-holdings.ts';
import { ITEM_REGISTER } from './items.ts';
import { type ReadRows, readRegister } from './read-register.ts';
import type { Holdings, Register } from './register.ts';
import { UnreadableTable } from './table.ts';
import { UNIT_HOLDINGS } from './unit-holdings.ts';
import { UNIT_REGISTER } from './units.ts';

/** A register that officers bring in and take out through the browser, whatever its rows look like. */
export interface AnyRegister {
  readonly register: Register<string, unknown>;
  readonly holdings: Holdings<unknown>;
}

/** Rows go from `read` to everything else and are looked into nowhere else, so their type may be forgotten. */
const anyRegister = <Field extends string, Row>(
  register: Register<Field, Row>,
  holdings: Holdings<Row>,
): AnyRegister => ({ register, holdings }) as unknown as AnyRegister;

export const ONLINE_REGISTERS = {
  units: anyRegister(UNIT_REGISTER, UNIT_HOLDINGS),
  inspectors: anyRegister(INSPECTOR_REGISTER, INSPECTOR_HOLDINGS),
  items: anyRegister(
    {
      ...ITEM_REGISTER,
      write: async (trx, authorityId, rows, doing) =>
        ITEM_REGISTER.write(trx, authorityId, await keepPublished(trx, authorityId, rows), doing),
    },
    ITEM_HOLDINGS,
  ),
  exemptions: anyRegister({ ...EXEMPTION_REGISTER, hints: basisHints }, EXEMPTION_HOLDINGS),
  contacts: anyRegister(CONTACT_REGISTER, CONTACT_HOLDINGS),
} as const;
export type OnlineRegister = keyof typeof ONLINE_REGISTERS;

/** As a thread answers: errors do not keep their class on the way. */
export const readNamed = async (
  register: OnlineRegister,
  name: string,
  bytes: Buffer,
): Promise<{ readonly rows?: ReadRows<unknown>; readonly unreadable?: string }> => {
  try {
    return { rows: await readRegister(ONLINE_REGISTERS[register].register, name, bytes) };
  } catch (error) {
    if (!(error instanceof UnreadableTable)) throw error;
    return { unreadable: error.message };
  }
};
