import { DRAW_SETTINGS } from './catalogue-draw.ts';
import { MESSAGE_SETTINGS } from './catalogue-messages.ts';
import { WORK_SETTINGS } from './catalogue-work.ts';
import type { SettingEntry } from './setting-entry.ts';
import { type AuthoritySettings, DEFAULT_SETTINGS } from './settings.ts';

/** Every setting of an authority (R279), as people read and change it: what it means, where it comes from, when it acts. */
export const SETTINGS_CATALOGUE: readonly SettingEntry[] = [
  ...WORK_SETTINGS,
  ...DRAW_SETTINGS,
  ...MESSAGE_SETTINGS,
];

/** The value at a path such as `draw.timeOfDay`. */
export const settingAt = (settings: AuthoritySettings, path: string): unknown =>
  path.split('.').reduce<unknown>((value, key) => (value as Record<string, unknown>)[key], settings);

export const defaultOf = (path: string): unknown => settingAt(DEFAULT_SETTINGS, path);

/** JSON with its keys in order: the database keeps them in an order of its own. */
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([one], [other]) => (one < other ? -1 : 1)))
      : part,
  ) ?? '';

export interface SettingChange {
  readonly path: string;
  readonly name: string;
  readonly before: unknown;
  readonly after: unknown;
  readonly needsApproval: boolean;
}

/** Which settings differ, in the order of the catalogue. */
export const settingsDifference = (
  before: AuthoritySettings,
  after: AuthoritySettings,
): readonly SettingChange[] =>
  SETTINGS_CATALOGUE.flatMap(({ path, name, needsApproval }) => {
    const change = {
      path,
      name,
      needsApproval,
      before: settingAt(before, path),
      after: settingAt(after, path),
    };
    return canonical(change.before) === canonical(change.after) ? [] : [change];
  });
