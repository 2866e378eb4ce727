import { resolve } from 'node:path';
import { loadConfig } from '../../runtime/environment.ts';
import { keptRehearsals } from '../rehearse/kept-rehearsals.ts';

/** Head of each answer from a rehearsal's database: nobody may take it for a real notice. */
export const REHEARSAL_HEAD = '【演练】以下为演练数据，不是真实通知。\n';

/** What the options name: database and authority. */
export interface Named {
  readonly authority?: string | undefined;
  readonly 'database-url'?: string | undefined;
  readonly rehearsal?: string | undefined;
  /** The command changes something and therefore takes no rehearsal. */
  readonly changes?: true;
}

/** The whole command that shows this message of the same database. An address may hold a password: it is not repeated. */
export const showCommandOf = (id: string, named: Named): string =>
  [
    `npm run --silent cli -- message show ${id}`,
    ...(named.rehearsal === undefined ? [] : [`--rehearsal ${named.rehearsal}`]),
    ...(named.authority === undefined ? [] : [`--authority ${named.authority}`]),
    ...(named['database-url'] === undefined ? [] : ['--database-url 同一地址']),
  ].join(' ');

/** Where else to look when the live database does not have it; empty where a rehearsal was named or cannot be. */
export const rehearsalHint = async (
  { rehearsal, changes }: Named,
  dataDir: string = resolve(loadConfig().dataDir),
): Promise<string> => {
  if (rehearsal !== undefined || changes === true) return '';
  const kept = await keptRehearsals(dataDir);
  const which = kept.length === 0 ? '目前没有留存的演练' : `留存的演练：${kept.join('、')}`;
  return `查演练的消息须另加 --rehearsal 编号；${which}。\n`;
};
