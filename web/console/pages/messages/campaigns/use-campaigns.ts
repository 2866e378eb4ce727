import { useQuery } from '@tanstack/react-query';
import { read } from '../../../../shared/http.ts';
import type { Tone } from '../../../boards/state-tag.tsx';
import type { Verdict } from '../words.ts';

export interface Campaign {
  readonly id: string;
  readonly kind: 'draw' | 'office';
  readonly name: string;
  readonly subjectId: string | null;
  readonly notice: string;
  readonly textVersion: number | null;
  readonly channels: readonly ('email' | 'sms')[];
  readonly createdBy: string;
  readonly approvedBy: string | null;
  readonly approvedAt: string | null;
  readonly cancelledAt: string | null;
  readonly cancelReason: string | null;
  readonly businessAt: string;
}

export interface CampaignProgress {
  readonly campaign: Campaign;
  readonly state: 'draft' | 'cancelled' | 'sending' | 'complete';
  readonly expected: number;
  readonly missing: number;
  readonly verdicts: Readonly<Partial<Record<Verdict, number>>>;
  readonly errors: readonly {
    readonly unitId: string;
    readonly unitName: string;
    readonly channel: 'email' | 'sms';
    readonly messageId: string | null;
    readonly why: string;
  }[];
}

export const STATES: Readonly<
  Record<CampaignProgress['state'], { readonly name: string; readonly tone: Tone }>
> = {
  draft: { name: '待批准', tone: 'care' },
  sending: { name: '发送中', tone: 'work' },
  complete: { name: '已全部有结果', tone: 'done' },
  cancelled: { name: '已取消', tone: 'none' },
};

const LOOK_MS = 10_000;

export const useCampaigns = () =>
  useQuery({ queryKey: ['campaigns'], queryFn: () => read<Campaign[]>('/api/campaigns') });

export const useCampaign = (id: string) =>
  useQuery({
    queryKey: ['campaigns', id],
    queryFn: () => read<CampaignProgress>(`/api/campaigns/${encodeURIComponent(id)}`),
    refetchInterval: ({ state }) => (state.data?.state === 'sending' ? LOOK_MS : false),
  });
