import { Button } from 'antd';
import type { PlanImportReview } from '../../../../../api/resources/plan/plan-import-schema.ts';
import { firstMissing, missingOf } from './missing.ts';

/** By this id the button that waits is explained. */
export const MISSING_ID = 'draft-missing';

const goTo = (id: string): void => {
  const place = document.getElementById(id);
  place?.scrollIntoView({ block: 'center' });
  (place?.querySelector<HTMLElement>('input, textarea') ?? place)?.focus({ preventScroll: true });
};

/** Why there can be no draft yet, and the way to the first thing that is missing. */
export const DraftMissing = ({ review }: { readonly review: PlanImportReview }) => {
  const first = firstMissing(review);
  if (first === null) return null;
  return (
    <p className="import-note" id={MISSING_ID}>
      还不能形成草案：{missingOf(review).join('，')}。
      <Button type="link" size="small" onClick={() => goTo(first)}>
        到第一处
      </Button>
    </p>
  );
};
