import { useQueryClient } from '@tanstack/react-query';
import { App, Modal } from 'antd';
import { useState } from 'react';
import type { CommandName } from '../../../domain/rights/rights.ts';
import type { CommandOutcome } from '../../shared/commands.ts';
import { Loaded, ProblemAlert } from '../layout/page.tsx';
import { bodyOf, missingOf, shownFields } from './check-values.ts';
import './commands.css';
import { problemsOf, withoutPlaced } from './field-problems.ts';
import { FormFields } from './fields/form-fields.tsx';
import type { Values } from './form.ts';
import { COMMAND_FORMS } from './forms/index.ts';
import { type Subject, useSubject } from './subject.ts';
import { useGive } from './use-give.ts';

export interface CommandDialogProps {
  readonly command: CommandName;
  readonly subject: string;
  readonly title: string;
  readonly initial: Values;
  readonly onClose: () => void;
  readonly onDone: ((outcome: CommandOutcome) => void) | undefined;
}

const WIDE_PX = 760;
const USUAL_PX = 560;

const Fields = ({
  command,
  subject,
  values,
  errors,
  onChange,
}: {
  readonly command: CommandName;
  readonly subject: Subject;
  readonly values: Values;
  readonly errors: ReadonlyMap<string, string>;
  readonly onChange: (values: Values) => void;
}) => {
  const form = COMMAND_FORMS[command];
  return (
    <>
      <FormFields
        fields={shownFields(form, values)}
        values={values}
        subject={subject}
        errors={errors}
        onChange={onChange}
      />
      <p className={form.grave === true ? 'preview grave' : 'preview'} aria-live="polite">
        {form.preview(subject, values)}
      </p>
    </>
  );
};

/** What no field says; else, at the button that was pressed, that something is said above. */
const Refused = ({ error, beside }: { readonly error: Error; readonly beside: Error | null }) =>
  beside === null ? (
    <p role="alert" className="wrong">
      有 {problemsOf(error).size} 处需要改正，已在相应项目下注明。
    </p>
  ) : (
    <ProblemAlert error={beside} />
  );

/** Asks for what a command needs, says what it will do, gives it; an error leaves everything as it was typed. */
export const CommandDialog = ({
  command,
  subject: path,
  title,
  initial,
  onClose,
  onDone,
}: CommandDialogProps) => {
  const form = COMMAND_FORMS[command];
  const subject = useSubject(path);
  const [typed, setTyped] = useState<Values | null>(null);
  const begun = subject.data === undefined ? {} : form.start?.(subject.data);
  const values = typed ?? { ...begun, ...initial };
  const [tried, setTried] = useState(false);
  const missing: ReadonlyMap<string, string> = tried ? missingOf(form, values) : new Map();
  const { give, busy, error } = useGive(`${path}/commands/${command}`);
  const { message } = App.useApp();
  const queries = useQueryClient();
  const confirm = async () => {
    setTried(true);
    if (missingOf(form, values).size > 0) return;
    const outcome = await give(bodyOf(form, values));
    if (outcome === null) return;
    void message.success(outcome.message);
    onClose();
    onDone?.(outcome);
    await queries.invalidateQueries();
  };
  return (
    <Modal
      open
      title={title}
      width={form.wide === true ? WIDE_PX : USUAL_PX}
      okText={form.confirm}
      okButtonProps={{ disabled: subject.data === undefined, danger: form.grave === true }}
      mask={{ closable: false }}
      onOk={() => void confirm()}
      onCancel={onClose}
      confirmLoading={busy}
    >
      <Loaded query={subject}>
        {(found) => (
          <Fields
            command={command}
            subject={found}
            values={values}
            errors={new Map([...problemsOf(error), ...missing])}
            onChange={setTyped}
          />
        )}
      </Loaded>
      {error !== null && <Refused error={error} beside={withoutPlaced(error, form)} />}
      {missing.size > 0 && (
        <p role="alert" className="wrong">
          还有 {missing.size} 项没有填写。
        </p>
      )}
    </Modal>
  );
};
