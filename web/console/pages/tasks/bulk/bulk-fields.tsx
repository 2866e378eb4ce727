import { problemsOf } from '../../../commands/field-problems.ts';
import { FormFields } from '../../../commands/fields/form-fields.tsx';
import type { Values } from '../../../commands/form.ts';
import type { Subject } from '../../../commands/subject.ts';
import { BULK_FORMS, type BulkCommand } from './bulk-forms.ts';

/** The words that hold for every task of the action. */
export const BulkFields = ({
  command,
  values,
  subject,
  error,
  onChange,
}: {
  readonly command: BulkCommand;
  readonly values: Values;
  readonly subject: Subject;
  readonly error: Error | null;
  readonly onChange: (values: Values) => void;
}) => (
  <FormFields
    fields={BULK_FORMS[command].fields}
    values={values}
    subject={subject}
    errors={problemsOf(error, 'fields.')}
    onChange={onChange}
  />
);
