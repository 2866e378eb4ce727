import { UnitLinksPanel } from '../../../unit-links/unit-links-panel.tsx';
import { Section } from './section.tsx';

/** What the unit said through its link, and the authority's answers. */
export const FromUnit = ({ taskId }: { readonly taskId: string }) => (
  <Section title="检查对象的陈述和申请">
    <UnitLinksPanel taskId={taskId} />
  </Section>
);
