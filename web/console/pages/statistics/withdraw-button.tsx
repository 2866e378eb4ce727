import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Input, Modal } from 'antd';
import { useState } from 'react';
import { send } from '../../../shared/http.ts';
import { ProblemAlert } from '../../layout/page.tsx';

/** Takes an entry made in error out of the count; it stays in the list with the reason. */
export const WithdrawButton = ({ id, what }: { readonly id: string; readonly what: string }) => {
  const [isOpen, setOpen] = useState(false);
  const [reason, setReason] = useState('');
  const queries = useQueryClient();
  const withdraw = useMutation({
    mutationFn: () => send('POST', `/api/other-inspections/${id}/withdraw`, { reason }),
    onSuccess: async () => {
      setOpen(false);
      await queries.invalidateQueries();
    },
  });
  return (
    <>
      <Button size="small" aria-label={`撤销${what}的登记`} onClick={() => setOpen(true)}>
        撤销登记
      </Button>
      <Modal
        open={isOpen}
        title="撤销登记"
        okText="撤销登记"
        okButtonProps={{ danger: true, disabled: reason.trim() === '' }}
        confirmLoading={withdraw.isPending}
        onCancel={() => setOpen(false)}
        onOk={() => withdraw.mutate()}
        destroyOnHidden
      >
        <p>“{what}”不再计入检查次数，记录和理由保留。</p>
        <label htmlFor={`reason-${id}`}>理由</label>
        <Input.TextArea
          id={`reason-${id}`}
          rows={2}
          value={reason}
          onChange={({ target }) => setReason(target.value)}
        />
        {withdraw.error !== null && <ProblemAlert error={withdraw.error} />}
      </Modal>
    </>
  );
};
