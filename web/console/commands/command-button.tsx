import { Button, type ButtonProps } from 'antd';
import { Suspense, useState } from 'react';
import type { CommandName } from '../../../domain/rights/rights.ts';
import type { CommandOutcome } from '../../shared/commands.ts';
import { useMe } from '../../shared/me.ts';
import { useNotOwn } from './command-group.tsx';
import { CommandDialog } from './lazy-dialog.ts';
import { mayGive } from './rights.ts';

export interface CommandButtonProps {
  readonly command: CommandName;
  /** Address of what it is about: `/api/tasks/ID`, `/api/cycles/ID`, `/api/publications/ID/revisions/1` … */
  readonly subject: string;
  readonly label: string;
  /** The person is of the inspecting team, whose members may give some commands without a role. */
  readonly inTeam?: boolean;
  /** What the form starts with; never a preset answer of an inspection. */
  readonly initial?: Readonly<Record<string, unknown>>;
  readonly onDone?: (outcome: CommandOutcome) => void;
  readonly button?: ButtonProps;
}

const NOTHING = {};

/** Opens the form of a command; who may not give it does not see the button, and is refused by the server. In a {@link CommandGroup} he is told who may. */
export const CommandButton = ({
  command,
  subject,
  label,
  inTeam = false,
  initial = NOTHING,
  onDone,
  button,
}: CommandButtonProps) => {
  const { data: me } = useMe();
  const [open, setOpen] = useState(false);
  const isOwn = mayGive(me, command, inTeam);
  useNotOwn(command, label, me !== undefined && !isOwn);
  if (!isOwn) return null;
  return (
    <>
      <Button {...button} loading={button?.loading ?? false} onClick={() => setOpen(true)}>
        {label}
      </Button>
      {open && (
        <Suspense fallback={null}>
          <CommandDialog
            command={command}
            subject={subject}
            title={label}
            initial={initial}
            onDone={onDone}
            onClose={() => setOpen(false)}
          />
        </Suspense>
      )}
    </>
  );
};
