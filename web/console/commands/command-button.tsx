import { useQueryClient } from '@tanstack/react-query';
import { App, Button, type ButtonProps, Modal } from 'antd';
import { useRef, useState } from 'react';
import type { CommandName } from '../../../domain/rights/rights.ts';
import { type CommandOutcome, giveCommand, newCommandId } from '../../shared/commands.ts';
import { ProblemAlert } from '../layout/page.tsx';

export interface CommandButtonProps {
  readonly command: CommandName;
  /** Address of what it is about: `/api/tasks/ID`, `/api/cycles/ID`, `/api/publications/ID/revisions/1` … */
  readonly subject: string;
  readonly label: string;
  /** What the form starts with; never a preset answer of an inspection. */
  readonly initial?: Readonly<Record<string, unknown>>;
  readonly onDone?: (outcome: CommandOutcome) => void;
  readonly button?: ButtonProps;
}

/** Asks for what a command needs, shows what it will do, gives it, and says in the server's words what came of it. */
export const CommandButton = ({
  command,
  subject,
  label,
  initial = {},
  onDone,
  button,
}: CommandButtonProps) => {
  const [open, setOpen] = useState(false);
  const [error, setError] = useState<Error | null>(null);
  const [busy, setBusy] = useState(false);
  const id = useRef('');
  const { message } = App.useApp();
  const queries = useQueryClient();
  const give = async () => {
    setBusy(true);
    setError(null);
    try {
      const outcome = await giveCommand(`${subject}/commands/${command}`, id.current, initial);
      message.success(outcome.message);
      setOpen(false);
      onDone?.(outcome);
      await queries.invalidateQueries();
    } catch (thrown) {
      setError(thrown instanceof Error ? thrown : new Error(String(thrown)));
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <Button
        {...button}
        onClick={() => {
          id.current = newCommandId();
          setOpen(true);
        }}
      >
        {label}
      </Button>
      <Modal
        open={open}
        title={label}
        onOk={() => void give()}
        onCancel={() => setOpen(false)}
        confirmLoading={busy}
      >
        {error !== null && <ProblemAlert error={error} />}
      </Modal>
    </>
  );
};
