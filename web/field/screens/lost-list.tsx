import { Link } from '../router.tsx';
import { whyLost } from '../rules/lost.ts';
import type { Draft } from '../store/types.ts';

/** Drafts whose task the server gives no longer: each stays in sight until the person has decided. */
export const LostList = ({ drafts }: { readonly drafts: readonly Draft[] }) =>
  drafts.length === 0 ? null : (
    <section>
      <h2>不能提交的检查（{drafts.length}）</h2>
      <ul className="cards">
        {drafts.map((draft) => (
          <li key={draft.taskId}>
            <article className="card">
              <h3>
                <Link to={['visits', draft.taskId]}>
                  {draft.lost?.unit?.name ?? draft.unitName ?? '检查任务'}
                </Link>
              </h3>
              <p>
                {whyLost(draft)}，
                {draft.submittedAt === null ? '草稿不能提交。' : '已提交的内容没有全部受理。'}
              </p>
              <p className="quiet">内容仍保存在本机，可以查看；不再需要时由您移除。</p>
            </article>
          </li>
        ))}
      </ul>
    </section>
  );
