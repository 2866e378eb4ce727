import { Link } from '../router.tsx';
import type { Lack } from '../rules/steps.ts';

/** What is missing, each a way to the very place where it is filled in. */
export const LackList = ({ taskId, lacks }: { readonly taskId: string; readonly lacks: readonly Lack[] }) => (
  <ul>
    {lacks.map(({ id, title, text, part }) => (
      <li key={id + text}>
        <Link to={['visits', taskId, id]} {...(part === undefined ? {} : { part })}>
          {title}：{text}
        </Link>
      </li>
    ))}
  </ul>
);
