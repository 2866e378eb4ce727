import { Button } from 'antd';
import { useState } from 'react';
import { send } from '../../shared/http.ts';
import { EditDialog } from './edit-dialog.tsx';

/** Takes an entry back, with a reason; its history stays. */
export const RemoveButton = ({
  label,
  title,
  path,
}: {
  readonly label: string;
  readonly title: string;
  readonly path: string;
}) => {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button size="small" autoInsertSpace={false} onClick={() => setOpen(true)} aria-label={title}>
        {label}
      </Button>
      {open && (
        <EditDialog
          isNew
          title={title}
          fields={[]}
          before={{}}
          onClose={() => setOpen(false)}
          save={(_, reason) => send('POST', path, { reason })}
        />
      )}
    </>
  );
};
