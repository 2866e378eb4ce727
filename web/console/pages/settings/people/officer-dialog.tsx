import { send } from '../../../../shared/http.ts';
import { AskDialog } from '../../account/ask-dialog.tsx';
import { cleaned, officerFields } from './officer-fields.ts';
import { type Account, officerPath, type Section } from './people.ts';

/** Changes a person's entry. */
export const OfficerDialog = ({
  account,
  sections,
  onClose,
}: {
  readonly account: Account;
  readonly sections: readonly Section[];
  readonly onClose: () => void;
}) => (
  <AskDialog
    title={`修改${account.name}`}
    fields={officerFields(sections)}
    initial={{ ...account }}
    okText="保存"
    done="已保存"
    send={(values) =>
      send('PUT', officerPath(account.id), { ...values, ...cleaned(values), active: account.active })
    }
    onClose={onClose}
  />
);
