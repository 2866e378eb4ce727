import type { NewAuthority } from '../../db/authority.ts';
import type { InterestRow } from '../../db/registers/inspector-interests.ts';
import type { ItemRow } from '../../db/registers/items.ts';
import type { UnitRow } from '../../db/registers/unit-rows.ts';
import type { SectionRow } from '../../db/save-officers.ts';
import { DEFAULT_SETTINGS } from '../../domain/settings/settings.ts';
import { FREIGHT_ITEM } from './items/freight.ts';
import { PASSENGER_ITEM } from './items/passenger.ts';
import { REPAIR_ITEM } from './items/repair.ts';
import { ROADWORKS_ITEM } from './items/roadworks.ts';
import { TRAINING_ITEM } from './items/training.ts';
import { type SyntheticPeople, syntheticInterests, syntheticPeople } from './officers.ts';
import { SECTIONS } from './sections.ts';
import { DEFAULT_YEAR, type SyntheticUnitOptions, syntheticUnits } from './units.ts';

/** To be shown wherever these registers are: nobody may take an invented enterprise for a real one. */
export const SYNTHETIC_NOTICE =
  '人员、检查对象名录由程序按种子生成，均为虚构；如与真实人员、企业同名，纯属巧合。';

/** The bureau of the 2021 plan; its name and sections are real, its people and units invented. */
export const SYNTHETIC_AUTHORITY: NewAuthority = {
  id: 'pinglu',
  name: '朔州市平鲁区交通运输局',
  shortName: '平鲁区交通运输局',
  regionCode: '140603',
  settings: DEFAULT_SETTINGS,
};

export interface SyntheticAuthority extends SyntheticPeople {
  readonly notice: string;
  readonly authority: NewAuthority;
  readonly sections: readonly SectionRow[];
  readonly items: readonly ItemRow[];
  readonly units: readonly UnitRow[];
  readonly interests: readonly InterestRow[];
}

export const SYNTHETIC_ITEMS: readonly ItemRow[] = [
  PASSENGER_ITEM,
  FREIGHT_ITEM,
  TRAINING_ITEM,
  REPAIR_ITEM,
  ROADWORKS_ITEM,
];

/** Everything of the synthetic bureau, the same for the same seed. For a million units use {@link syntheticUnits}. */
export const makeSyntheticAuthority = (
  seed: string,
  options: SyntheticUnitOptions = {},
): SyntheticAuthority => {
  const year = options.year ?? DEFAULT_YEAR;
  const people = syntheticPeople(seed, year);
  const units = [...syntheticUnits(seed, options)];
  const unitIds = units.map(({ id }) => id ?? '').filter((id) => id !== '');
  return {
    ...people,
    notice: SYNTHETIC_NOTICE,
    authority: SYNTHETIC_AUTHORITY,
    sections: SECTIONS,
    items: SYNTHETIC_ITEMS,
    units,
    interests: syntheticInterests(seed, year, people.inspectors, unitIds),
  };
};
