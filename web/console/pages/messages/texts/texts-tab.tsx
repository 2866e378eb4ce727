import { Button, Flex } from 'antd';
import { useState } from 'react';
import { minuteOfInstant } from '../../../../shared/china-time.ts';
import { holds, useMe } from '../../../../shared/me.ts';
import { DataTable } from '../../../boards/data-table.tsx';
import { StateTag } from '../../../boards/state-tag.tsx';
import { useOfficerNames } from '../../../boards/use-officer-names.ts';
import { Loaded } from '../../../layout/page.tsx';
import { typedOf } from './blocks.ts';
import { DecideText } from './decide-text.tsx';
import { TextEditor } from './text-editor.tsx';
import { AUDIENCES, type NoticeText, TEXT_STATES, useNotices, useTexts } from './use-texts.ts';

type Initial = Parameters<typeof TextEditor>[0]['initial'];

/** 通知文本: the authority's own wording, version by version; without one, the words of the program are used. */
export const TextsTab = () => {
  const { data: me } = useMe();
  const query = useTexts();
  const { data: notices } = useNotices();
  const nameOf = useOfficerNames();
  const [editing, edit] = useState<Initial | null>(null);
  const [shown, show] = useState<NoticeText | null>(null);
  const mayDraft = holds(me, 'office', 'drafter');
  const noticeName = (code: string) => notices?.find(({ notice }) => notice === code)?.name ?? code;
  const again = ({ notice, audience, title, subject, blocks, sms }: NoticeText): Initial => ({
    ...{ notice, audience, title, subject, sms },
    blocks: typedOf(blocks),
  });
  const columns = [
    {
      head: '通知',
      isHead: true as const,
      cell: (text: NoticeText) => `${noticeName(text.notice)}（给${AUDIENCES[text.audience]}）`,
    },
    { head: '版本', cell: ({ version, title }: NoticeText) => `第${version}版 ${title}` },
    {
      head: '状态',
      cell: ({ state }: NoticeText) => (
        <StateTag tone={TEXT_STATES[state].tone}>{TEXT_STATES[state].name}</StateTag>
      ),
    },
    {
      head: '拟写',
      cell: ({ draftedBy, draftedAt }: NoticeText) => `${nameOf(draftedBy)} ${minuteOfInstant(draftedAt)}`,
    },
    {
      head: '审批',
      cell: ({ decidedBy, decidedAt }: NoticeText) =>
        decidedBy === null ? '—' : `${nameOf(decidedBy)} ${minuteOfInstant(decidedAt)}`,
    },
    {
      head: '办理',
      cell: (text: NoticeText) => (
        <Flex gap={4} wrap>
          <Button size="small" onClick={() => show(text)}>
            {text.state === 'draft' && holds(me, 'approver') ? '预览并审批' : '查看全文'}
          </Button>
          {mayDraft && (
            <Button size="small" onClick={() => edit(again(text))}>
              据此另拟
            </Button>
          )}
        </Flex>
      ),
    },
  ];
  return (
    <Flex vertical gap={12} className="board-card">
      <p style={{ margin: 0 }}>
        没有自拟文本的通知使用通用文本。自拟文本须由他人审批，批准后只用于此后的通知，已发出的不变。
      </p>
      {mayDraft && (
        <div>
          <Button type="primary" onClick={() => edit({})}>
            拟写文本
          </Button>
        </div>
      )}
      <Loaded query={query}>
        {(texts) => (
          <DataTable
            caption="自拟文本各版本"
            isCaptionHidden
            columns={columns}
            rows={texts}
            rowKey={({ notice, audience, version }) => `${notice}/${audience}/${version}`}
            empty="还没有自拟文本，全部通知使用通用文本。"
          />
        )}
      </Loaded>
      {editing !== null && <TextEditor initial={editing} onClose={() => edit(null)} />}
      {shown !== null && (
        <DecideText text={shown} name={noticeName(shown.notice)} onClose={() => show(null)} />
      )}
    </Flex>
  );
};
