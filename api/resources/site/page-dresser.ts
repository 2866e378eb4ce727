import { installationMode } from '../../../db/installation.ts';
import type { ApiDeps } from '../../deps.ts';
import { type Layout, layout, SYSTEM_NAME } from '../../pages/layout.ts';
import { modeReader } from '../../services/mode.ts';
import type { Session } from '../../services/sessions.ts';

export const HTML = 'text/html; charset=utf-8';

type Page = Pick<Layout, 'title' | 'body' | 'synthetic' | 'style' | 'reader'> & { readonly owner?: string };

/** Puts what every page of ours has around a page: whose it is, who looks at it, the mark of a rehearsal. */
export const pageDresser = (deps: Pick<ApiDeps, 'db' | 'readOnly'>) => {
  const readMode = modeReader(deps.db);
  // Not known is not live: the mark 演练 is never left out by mistake.
  const isRehearsal = async (): Promise<boolean> =>
    ((await readMode()) ?? (await installationMode(deps.db))) === 'rehearsal';
  const dress = async (session: Session | null, { owner = SYSTEM_NAME, ...page }: Page): Promise<string> =>
    layout({
      ...page,
      owner,
      rehearsal: await isRehearsal(),
      personName: session?.name ?? null,
      canSignIn: deps.readOnly !== true,
    });
  return { dress, isRehearsal };
};
