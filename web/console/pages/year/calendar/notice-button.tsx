import { Button, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { send } from '../../../../shared/http.ts';
import { ProblemAlert } from '../../../layout/page.tsx';
import { useFormSend } from '../../../records/use-form-send.ts';
import type { Notice } from './days.ts';
import { daysText, readDays } from './read-days.ts';

interface Written {
  readonly source: string;
  readonly offDays: string;
  readonly makeUpWorkdays: string;
}

const DAYS_HELP = '每行一天或一段，例如 2027-01-01 或 2027-02-05 至 2027-02-11';

/** Loads the yearly notice of the State Council's office; the open deadlines are counted anew. */
export const NoticeButton = ({
  year,
  known,
}: {
  readonly year: number;
  readonly known: Notice | undefined;
}) => {
  const [open, setOpen] = useState(false);
  const [form] = Form.useForm<Written>();
  const { run, busy, error } = useFormSend(form, ['source', 'offDays', 'makeUpWorkdays']);
  const save = async () => {
    const { source, offDays, makeUpWorkdays } = await form.validateFields();
    const body = { year, source, offDays: readDays(offDays), makeUpWorkdays: readDays(makeUpWorkdays ?? '') };
    const saved = await run(
      () => send<{ revision: number; movedDeadlines: number }>('POST', '/api/holiday-notices', body),
      ({ movedDeadlines }) => `放假安排已录入，重新计算了 ${movedDeadlines} 项未办结的期限`,
    );
    if (saved !== null) setOpen(false);
  };
  return (
    <>
      <Button onClick={() => setOpen(true)}>{known === undefined ? '录入放假安排' : '更正放假安排'}</Button>
      <Modal
        open={open}
        title={`${year} 年放假安排`}
        okText="录入"
        confirmLoading={busy}
        onOk={() => void save().catch(() => undefined)}
        onCancel={() => setOpen(false)}
        mask={{ closable: false }}
      >
        <p>
          照录国务院办公厅当年的通知。录入后替代本年原有的安排，未办结的期限随之重新计算，已抽取的名单不受影响。
        </p>
        <Form
          form={form}
          layout="vertical"
          initialValues={{
            source: known?.source ?? '',
            offDays: daysText(known?.offDays ?? []),
            makeUpWorkdays: daysText(known?.makeUpWorkdays ?? []),
          }}
        >
          <Form.Item
            name="source"
            label="通知的标题和文号"
            rules={[{ required: true, message: '请填写通知的标题和文号' }]}
          >
            <Input
              placeholder={`国务院办公厅关于${year}年部分节假日安排的通知（国办发明电〔${year - 1}〕 号）`}
            />
          </Form.Item>
          <Form.Item
            name="offDays"
            label="放假日期"
            extra={DAYS_HELP}
            rules={[{ required: true, message: '请填写放假日期' }]}
          >
            <Input.TextArea rows={6} />
          </Form.Item>
          <Form.Item name="makeUpWorkdays" label="调休上班日期" extra={DAYS_HELP}>
            <Input.TextArea rows={3} />
          </Form.Item>
        </Form>
        {error !== null && <ProblemAlert error={error} />}
      </Modal>
    </>
  );
};
