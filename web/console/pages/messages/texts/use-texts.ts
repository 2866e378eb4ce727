import { useQuery } from '@tanstack/react-query';
import type { NoticeKind } from '../../../../../api/resources/messages/notices.ts';
import type { OwnText } from '../../../../../domain/notice/own-text.ts';
import { read } from '../../../../shared/http.ts';
import type { Tone } from '../../../boards/state-tag.tsx';

export type Audience = 'officer' | 'unit';

export interface NoticeText {
  readonly notice: string;
  readonly audience: Audience;
  readonly version: number;
  readonly title: string;
  readonly subject: string;
  readonly blocks: OwnText['blocks'];
  readonly sms: string;
  readonly reason: string;
  readonly state: 'draft' | 'approved' | 'rejected' | 'withdrawn';
  readonly draftedBy: string;
  readonly draftedAt: string;
  readonly decidedBy: string | null;
  readonly decidedAt: string | null;
  readonly decisionReason: string | null;
  readonly withdrawnAt: string | null;
}

export interface Preview {
  readonly problems: readonly string[];
  readonly assumed: readonly string[];
  readonly params: readonly string[];
  readonly email: { readonly subject: string; readonly text: string; readonly html: string } | null;
  readonly sms: {
    readonly text: string;
    readonly characters: number;
    readonly segments: number;
    readonly isCut: boolean;
    readonly costFen: number;
  } | null;
}

export const AUDIENCES: Readonly<Record<Audience, string>> = { unit: '检查对象', officer: '本局人员' };

export const TEXT_STATES: Readonly<
  Record<NoticeText['state'], { readonly name: string; readonly tone: Tone }>
> = {
  draft: { name: '待审批', tone: 'care' },
  approved: { name: '在用', tone: 'done' },
  rejected: { name: '未批准', tone: 'none' },
  withdrawn: { name: '已停用', tone: 'none' },
};

export const useTexts = () =>
  useQuery({ queryKey: ['notice-texts'], queryFn: () => read<NoticeText[]>('/api/notice-texts') });

export const useNotices = () =>
  useQuery({ queryKey: ['notices'], queryFn: () => read<NoticeKind[]>('/api/notices'), staleTime: 600_000 });
