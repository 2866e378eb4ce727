import { settingsSchema } from '../../api/resources/settings/settings-schema.ts';
import { DEFAULT_MESSAGE_SETTINGS } from '../../domain/settings/messages.ts';
import { DEFAULT_SETTINGS } from '../../domain/settings/settings.ts';

const { windows, digest } = DEFAULT_MESSAGE_SETTINGS;
const parse = (messages: unknown) => settingsSchema.safeParse({ ...DEFAULT_SETTINGS, messages });
const withWindow = (reminder: unknown) => ({
  windows: { ...windows, sms: { ...windows.sms, reminder } },
  digest,
});

describe('the settings of messages over the interface', () => {
  it.each([
    ['as they ship', DEFAULT_MESSAGE_SETTINGS],
    ['at any hour', withWindow(null)],
    ['until midnight', withWindow({ from: '00:00', to: '24:00', days: 'working-days' })],
    ['without digests', { windows, digest: { threshold: 0, gatherMinutes: 15 } }],
  ])('may be %s [R279]', (_, messages) => {
    expect(parse(messages).success).toBe(true);
  });

  it.each([
    ['a night', withWindow({ from: '20:00', to: '08:00', days: 'every-day' }), '结束早于开始'],
    ['a time that is none', withWindow({ from: '25:00', to: '26:00', days: 'every-day' }), 'HH:mm'],
    ['a digest of one', { windows, digest: { threshold: 1, gatherMinutes: 15 } }, '不小于 2'],
    ['a gathering of seven minutes', { windows, digest: { threshold: 3, gatherMinutes: 7 } }, '整除 60'],
  ])('cannot hold %s, and say so in Chinese', (_, messages, words) => {
    const issues = parse(messages).error?.issues ?? [];
    expect(issues.map(({ message }) => message).join('\n')).toContain(words);
    expect(issues[0]?.path[0]).toBe('messages');
  });
});
