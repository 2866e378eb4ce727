import { Button } from 'antd';
import { useState } from 'react';
import { EditDialog } from './edit-dialog.tsx';

/** 更改登记: opens the form by which an entry of a register is changed, with a reason. */
export const EditButton = ({
  name,
  ...dialog
}: { readonly name: string } & Pick<Parameters<typeof EditDialog>[0], 'fields' | 'before' | 'save'>) => {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button type="primary" onClick={() => setOpen(true)}>
        更改登记
      </Button>
      {open && <EditDialog {...dialog} title={`更改“${name}”的登记`} onClose={() => setOpen(false)} />}
    </>
  );
};
