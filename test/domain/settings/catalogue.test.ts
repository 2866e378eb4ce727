import { SETTINGS_CATALOGUE, settingsDifference } from '../../../domain/settings/catalogue.ts';
import { DEFAULT_SETTINGS } from '../../../domain/settings/settings.ts';

/** Paths of the settings down to what the catalogue explains as one. */
const uncovered = (value: unknown, path: string): string[] => {
  if (SETTINGS_CATALOGUE.some((entry) => entry.path === path)) return [];
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [path];
  return Object.entries(value).flatMap(([key, part]) =>
    uncovered(part, path === '' ? key : `${path}.${key}`),
  );
};

describe('the catalogue of settings', () => {
  it('explains every setting, each once, with its source and when it takes effect [R279]', () => {
    expect(uncovered(DEFAULT_SETTINGS, '')).toEqual([]);
    const paths = SETTINGS_CATALOGUE.map(({ path }) => path);
    expect(new Set(paths).size).toBe(paths.length);
    for (const { explanation, source, effect } of SETTINGS_CATALOGUE)
      expect([explanation, source, effect]).not.toContain('');
  });

  it('tells what differs, whatever the order of the keys', () => {
    const { task, ...rest } = DEFAULT_SETTINGS;
    const turned = { ...rest, task: Object.fromEntries(Object.entries(task).reverse()) as typeof task };
    expect(settingsDifference(DEFAULT_SETTINGS, turned)).toEqual([]);
    const changed = { ...turned, task: { ...task, teamSize: 3 }, officePhone: '1' };
    expect(settingsDifference(DEFAULT_SETTINGS, changed)).toMatchObject([
      { path: 'task.teamSize', before: 2, after: 3, needsApproval: true },
      { path: 'officePhone', needsApproval: false },
    ]);
  });
});
