import { useEffect } from 'react';
import { Screen } from '../parts/screen.tsx';
import type { StepId } from '../rules/steps.ts';
import { STEPS } from '../rules/steps.ts';
import { useStored } from '../store/changes.ts';
import { database } from '../store/database.ts';
import { useDraft } from '../store/drafts.ts';
import { filesOf } from '../store/files.ts';
import { HOME, LostVisit } from './lost-visit.tsx';
import { Overview } from './overview.tsx';
import { ChecklistStep } from './steps/checklist.tsx';
import { EntryStep } from './steps/entry.tsx';
import { FindingsStep } from './steps/findings.tsx';
import { PhotosStep } from './steps/photos.tsx';
import { ResultStep } from './steps/result.tsx';
import { SignStep } from './steps/sign.tsx';
import type { StepProps } from './visit-props.ts';

const SCREENS: Readonly<Record<StepId, (props: StepProps) => React.ReactNode>> = {
  entry: EntryStep,
  checklist: ChecklistStep,
  findings: FindingsStep,
  photos: PhotosStep,
  result: ResultStep,
  sign: SignStep,
};

/** One visit, by its list of steps or one of them. */
export const Visit = ({ taskId, step }: { readonly taskId: string; readonly step: string | undefined }) => {
  const visit = useStored(['visits'], async () => (await database().get('visits', taskId)) ?? null, taskId);
  const common = useStored(['common'], () => database().get('common', 'common'));
  const files = useStored(['files'], () => filesOf(taskId), taskId);
  const queue = useStored(['queue'], () => database().getAllFromIndex('queue', 'task', taskId), taskId);
  const [draft, change, reload] = useDraft(visit ?? undefined);
  const submittedAt = draft?.submittedAt;
  // Handing in and taking back are written beside the draft (submit.ts): what is drawn follows them.
  useEffect(() => {
    if (queue !== undefined) reload();
  }, [queue, reload]);
  if (visit === null) return <LostVisit taskId={taskId} />;
  if (
    visit === undefined ||
    common === undefined ||
    files === undefined ||
    draft === undefined ||
    queue === undefined
  )
    return (
      <Screen title="正在打开…" back={HOME}>
        <p role="status">正在读取本机内容…</p>
      </Screen>
    );
  const props = { whole: { visit, draft, common, files }, change, locked: submittedAt !== null, queue };
  const known = STEPS.find(({ id }) => id === step);
  if (known === undefined) return <Overview {...props} />;
  const Step = SCREENS[known.id];
  return <Step {...props} />;
};
