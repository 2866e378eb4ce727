import { completeSettings, DEFAULT_SETTINGS } from '../../../domain/settings/settings.ts';

describe('settings of an authority', () => {
  it('keep what the authority chose, and begin with the default where a rule has come since [R279]', () => {
    const { referralWorkingDays: _, ...older } = DEFAULT_SETTINGS.rectification;
    const { referral: __, ...ladders } = DEFAULT_SETTINGS.ladders;
    const stored = {
      ...DEFAULT_SETTINGS,
      publication: { ...DEFAULT_SETTINGS.publication, workingDays: 5 },
      rectification: { ...older, maximumRounds: 3 },
      ladders,
    };
    const settings = completeSettings(JSON.parse(JSON.stringify(stored)));
    expect(settings.publication.workingDays).toBe(5);
    expect(settings.rectification).toEqual({ ...DEFAULT_SETTINGS.rectification, maximumRounds: 3 });
    expect(settings.ladders.referral).toEqual(DEFAULT_SETTINGS.ladders.referral);
  });

  it('are the defaults where nothing was chosen', () => {
    expect(completeSettings({})).toEqual(DEFAULT_SETTINGS);
  });
});
