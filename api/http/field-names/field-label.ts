import { SETTINGS_CATALOGUE } from '../../../domain/settings/catalogue.ts';
import { PEOPLE_FIELDS } from './people.ts';
import { PLAN_FIELDS } from './plan.ts';
import { SHARED_FIELDS } from './shared.ts';
import { WORK_FIELDS } from './work.ts';

/** Every field that a request may have, as a person who fills in a form would call it. */
export const FIELD_NAMES: ReadonlyMap<string, string> = new Map(
  Object.entries({ ...PLAN_FIELDS, ...WORK_FIELDS, ...PEOPLE_FIELDS, ...SHARED_FIELDS }),
);

const SETTINGS = 'settings.';
const PLACE = /^\d+$/;

const settingName = (path: string): string | undefined => {
  if (!path.startsWith(SETTINGS)) return undefined;
  const within = path.slice(SETTINGS.length);
  return SETTINGS_CATALOGUE.find((entry) => within === entry.path || within.startsWith(`${entry.path}.`))
    ?.name;
};

/**
 * What a field is called in Chinese, by its path in the request: `findings.0.dueOn` is 发现的问题第 1 项的期限. A
 * name that nobody gave stays as it is; a test finds it.
 */
export const fieldLabel = (path: string): string => {
  const setting = settingName(path);
  const steps = path.split('.');
  const last = steps.findLastIndex((step) => !PLACE.test(step));
  const leaf = steps[last] ?? path;
  const name = setting ?? FIELD_NAMES.get(leaf) ?? leaf;
  if (setting !== undefined) return name;
  if (last < steps.length - 1) return `${name}第 ${Number(steps.at(-1)) + 1} 项`;
  const at = steps.findLastIndex((step) => PLACE.test(step));
  const list = steps.slice(0, Math.max(at, 0)).findLast((step) => !PLACE.test(step));
  if (list === undefined) return name;
  return `${FIELD_NAMES.get(list) ?? list}第 ${Number(steps[at]) + 1} 项的${name}`;
};
