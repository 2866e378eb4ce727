/** PostgreSQL refuses to run as root; then it gets an ordinary account that the machine already has. */
import { readFileSync } from 'node:fs';

export interface Account {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

/** Tried in this order; every Unix has the last one. */
const ACCOUNT_NAMES = ['postgres', 'nobody'];

/**
 * The account to run PostgreSQL as: undefined where we are no root and simply run it as ourselves.
 * @throws where we are root and the machine has none of the accounts.
 */
export function unprivilegedAccount(): Account | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const entries = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
  for (const name of ACCOUNT_NAMES) {
    const entry = entries.find((fields) => fields[0] === name);
    if (entry) return { name, uid: Number(entry[2]), gid: Number(entry[3]) };
  }
  throw new Error(
    `PostgreSQL does not run as root, and this machine has no account ${ACCOUNT_NAMES.join(' or ')}. ` +
      'Make one (useradd --system postgres), run as an ordinary user, or set DATABASE_URL to a server of your own.',
  );
}
