import type { OutgoingSms } from '../../../../notify/providers/provider.ts';

export const BUREAU = '平鲁区交通运输局';

/** Filed wording of the sample message; {@link sampleSms} words itself by it. */
// biome-ignore lint/suspicious/noTemplateCurlyInString: variables are written so in filed templates
export const FILED_TEXT = '${unitName}：贵单位的整改期限为${dueOn}，请按期完成。';

export const filed = (code: string, more: object = {}) => ({
  ...{ notice: 'reminder.rectification', version: 1, audience: 'unit' as const, code, signature: BUREAU },
  ...{ text: FILED_TEXT, limits: {}, state: 'approved' as const, ...more },
});

export const sampleSms = (at: number, more: { unitName?: string; to?: string } = {}): OutgoingSms => {
  const unitName = more.unitName ?? `顺达运输有限公司${at}`;
  return {
    messageId: `00000000-0000-4000-8000-${String(at).padStart(12, '0')}`,
    to: more.to ?? `138${String(at).padStart(8, '0')}`,
    text: `【${BUREAU}】${unitName}：贵单位的整改期限为2026年3月31日，请按期完成。`,
    businessAt: null,
    notice: { code: 'reminder.rectification', version: 1, audience: 'unit', params: {} },
  };
};
