import { useQuery } from '@tanstack/react-query';
import { Button, Flex, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { send } from '../../../../shared/http.ts';
import { holds, useMe } from '../../../../shared/me.ts';
import { Loaded, ProblemAlert } from '../../../layout/page.tsx';
import { useSend } from '../../../records/use-send.ts';
import { PreviewBox } from './preview-box.tsx';
import type { NoticeText, Preview } from './use-texts.ts';

/** One version as it would arrive; a second person approves or rejects a draft, or takes an approved one out of use. */
export const DecideText = ({
  text,
  name,
  onClose,
}: {
  readonly text: NoticeText;
  readonly name: string;
  readonly onClose: () => void;
}) => {
  const { data: me } = useMe();
  const [reason, setReason] = useState('');
  const { run, busy, error } = useSend();
  const { notice, audience, version, subject, blocks, sms, state, draftedBy } = text;
  const preview = useQuery({
    queryKey: ['notice-texts', 'preview', notice, audience, version],
    queryFn: () =>
      send<Preview>('POST', '/api/notice-texts/preview', {
        notice,
        audience,
        text: { subject, blocks, sms },
      }),
  });
  const path = `/api/notice-texts/${encodeURIComponent(notice)}/${audience}/${version}`;
  const give = async (action: 'approve' | 'reject' | 'withdraw', said: string) => {
    if ((await run(() => send('POST', `${path}/${action}`, { reason }), said)) !== null) onClose();
  };
  const mayDecide = holds(me, 'approver');
  const isOwn = me?.officerId === draftedBy;
  return (
    <Modal open width={760} title={`${name} 第${version}版：${text.title}`} footer={null} onCancel={onClose}>
      <Flex vertical gap={12}>
        <span>拟写理由：{text.reason}</span>
        {text.decisionReason !== null && <span>审批意见：{text.decisionReason}</span>}
        <Loaded query={preview}>{(shown) => <PreviewBox preview={shown} />}</Loaded>
        {mayDecide && isOwn && state === 'draft' && <span>您是拟写人，须由他人审批。</span>}
        {mayDecide && !isOwn && (state === 'draft' || state === 'approved') && (
          <Form layout="vertical">
            <Form.Item label={state === 'draft' ? '审批意见' : '停用的理由'} htmlFor="text-reason" required>
              <Input.TextArea
                id="text-reason"
                rows={2}
                value={reason}
                onChange={(event) => setReason(event.target.value)}
              />
            </Form.Item>
            <Flex gap={8}>
              {state === 'draft' && (
                <>
                  <Button
                    type="primary"
                    autoInsertSpace={false}
                    loading={busy}
                    disabled={reason.trim() === ''}
                    onClick={() => void give('approve', '已批准，此后的通知使用该文本')}
                  >
                    批准
                  </Button>
                  <Button disabled={reason.trim() === ''} onClick={() => void give('reject', '已登记不批准')}>
                    不批准
                  </Button>
                </>
              )}
              {state === 'approved' && (
                <Button
                  danger
                  disabled={reason.trim() === ''}
                  onClick={() => void give('withdraw', '已停用，恢复通用文本')}
                >
                  停用该文本
                </Button>
              )}
            </Flex>
          </Form>
        )}
        {error !== null && <ProblemAlert error={error} />}
      </Flex>
    </Modal>
  );
};
