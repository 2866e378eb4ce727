import { Button, Flex, Form, type FormInstance, Modal } from 'antd';
import { useState } from 'react';
import { send } from '../../../../shared/http.ts';
import { ProblemAlert } from '../../../layout/page.tsx';
import { useSend } from '../../../records/use-send.ts';
import { blocksOf } from './blocks.ts';
import { PreviewBox } from './preview-box.tsx';
import { NoticeFields, PreviewFields, WordFields } from './text-fields.tsx';
import { type Audience, type Preview, useNotices } from './use-texts.ts';

interface Given {
  readonly notice: string;
  readonly audience: Audience;
  readonly title: string;
  readonly subject: string;
  readonly blocks: string;
  readonly sms: string;
  readonly reason: string;
  readonly taskId?: string;
  readonly orderId?: string;
}

const textOf = ({ subject, blocks, sms }: Given) => ({ subject, blocks: blocksOf(blocks), sms });

/** What the words look like with the facts of a real task or order; nothing is kept by it. */
const usePreview = (form: FormInstance<Given>) => {
  const [preview, setPreview] = useState<Preview | null>(null);
  const [problem, setProblem] = useState<Error | null>(null);
  const look = async () => {
    const given = await form
      .validateFields(['notice', 'audience', 'subject', 'blocks', 'sms'])
      .catch(() => null);
    if (given === null) return;
    const all = form.getFieldsValue(true) as Given;
    setProblem(null);
    try {
      const about = {
        ...(all.taskId !== undefined && all.taskId !== '' && { taskId: all.taskId }),
        ...(all.orderId !== undefined && all.orderId !== '' && { orderId: all.orderId }),
      };
      const body = { notice: all.notice, audience: all.audience, text: textOf(all), ...about };
      setPreview(await send<Preview>('POST', '/api/notice-texts/preview', body));
    } catch (thrown) {
      setProblem(thrown instanceof Error ? thrown : new Error(String(thrown)));
    }
  };
  return { preview, problem, look };
};

/** Words a notice anew: previewed with the facts of a real task or order, then kept as a draft for another to approve. */
export const TextEditor = ({
  initial,
  onClose,
}: {
  readonly initial: Partial<Given>;
  readonly onClose: () => void;
}) => {
  const [form] = Form.useForm<Given>();
  const notice = Form.useWatch('notice', form);
  const { data: notices } = useNotices();
  const { preview, problem, look } = usePreview(form);
  const { run, busy, error } = useSend();
  const kind = notices?.find((each) => each.notice === notice);
  const draft = async (given: Given) => {
    const { notice: code, audience, title, reason } = given;
    const body = { notice: code, audience, title, reason, text: textOf(given) };
    const said = ({ version }: { version: number }) => `已存为第 ${version} 版，待他人审批`;
    if ((await run(() => send<{ version: number }>('POST', '/api/notice-texts', body), said)) !== null)
      onClose();
  };
  return (
    <Modal open width={860} title="拟写通知文本" footer={null} onCancel={onClose}>
      <Form<Given>
        form={form}
        layout="vertical"
        initialValues={initial}
        onFinish={(given) => void draft(given)}
      >
        <NoticeFields notices={notices ?? []} kind={kind} />
        <WordFields />
        <PreviewFields />
        {preview !== null && <PreviewBox preview={preview} />}
        {problem !== null && <ProblemAlert error={problem} />}
        {error !== null && <ProblemAlert error={error} />}
        <Flex gap={8} style={{ marginTop: 12 }}>
          <Button onClick={() => void look()}>用真实数据预览</Button>
          <Button type="primary" htmlType="submit" loading={busy}>
            存为草稿，送审批
          </Button>
        </Flex>
      </Form>
    </Modal>
  );
};
