import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { read } from '../../../shared/http.ts';
import type { DataColumn } from '../../boards/data-table.tsx';
import type { Contact } from './contact.ts';
import { ContactDialog } from './contact-dialog.tsx';

/** What a table of contacts says of itself, wherever it stands. */
export const CONTACT_TABLE = {
  caption: '联系人，首选的在前',
  rowKey: ({ id }: Contact) => id,
  empty: '没有联系人，通知无处可发，请添加。',
} as const;

interface ActsProps {
  readonly contact: Contact;
  readonly onEdit: () => void;
}

/**
 * The contacts at an address of the interface, and the dialog by which one is added or changed.
 * @param Acts what can be done with one, by whoever keeps them
 */
export const useContactList = (path: string, Acts: (props: ActsProps) => ReactNode) => {
  const query = useQuery({ queryKey: [path], queryFn: () => read<readonly Contact[]>(path) });
  const [edited, setEdited] = useState<Contact | 'new' | null>(null);
  const acts: DataColumn<Contact> = {
    head: '办理',
    cell: (contact) => <Acts contact={contact} onEdit={() => setEdited(contact)} />,
  };
  return {
    ...{ query, acts, add: () => setEdited('new') },
    dialog: edited !== null && (
      <ContactDialog path={path} contact={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />
    ),
  };
};
