import {
  completeMessageSettings,
  DEFAULT_MESSAGE_SETTINGS,
  digestProblem,
  windowProblem,
} from '../../../domain/settings/messages.ts';
import { completeSettings, DEFAULT_SETTINGS } from '../../../domain/settings/settings.ts';

describe('the settings of messages', () => {
  it('begin with their defaults in an authority that has none stored, and keep what it chose [R279]', () => {
    const { messages: _none, ...older } = DEFAULT_SETTINGS;
    expect(completeSettings(older).messages).toEqual(DEFAULT_MESSAGE_SETTINGS);
    const chosen = completeMessageSettings({ digest: { threshold: 0, gatherMinutes: 5 } });
    expect(chosen).toEqual({ ...DEFAULT_MESSAGE_SETTINGS, digest: { threshold: 0, gatherMinutes: 5 } });
  });

  it('have nothing wrong with them as they ship', () => {
    const windows = Object.values(DEFAULT_MESSAGE_SETTINGS.windows).flatMap((each) => Object.values(each));
    expect(windows.flatMap((window) => (window === null ? [] : [windowProblem(window)]))).toEqual(
      windows.flatMap((window) => (window === null ? [] : [null])),
    );
    expect(digestProblem(DEFAULT_MESSAGE_SETTINGS.digest)).toBeNull();
  });

  it.each([
    [{ from: '20:00', to: '08:00' }, '结束早于开始'],
    [{ from: '08:00', to: '08:30' }, '不足'],
    [{ from: '8:00', to: '20:00' }, 'HH:mm'],
  ])('refuse the window %j', (window, problem) => {
    expect(windowProblem({ ...window, days: 'every-day' })).toContain(problem);
  });

  it.each([
    [{ threshold: 1, gatherMinutes: 15 }, '不小于 2'],
    [{ threshold: 3, gatherMinutes: 7 }, '整除 60'],
  ])('refuse the gathering %j', (digest, problem) => {
    expect(digestProblem(digest)).toContain(problem);
  });
});
