import { useEffect, useRef } from 'react';
import { useLocation } from 'react-router';
import { UnitLinksPanel } from '../../../unit-links/unit-links-panel.tsx';
import { Section } from './section.tsx';
import { type TaskCase, useInTeam } from './use-case.ts';

/** The end of the address that leads here (api/reads/my-work/places.ts). */
const HERE = '#from-unit';

/** What the unit said through its link, and the authority's answers. */
export const FromUnit = ({ found }: { readonly found: TaskCase }) => {
  const { hash } = useLocation();
  const inTeam = useInTeam(found);
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (hash === HERE) place.current?.scrollIntoView();
  }, [hash]);
  return (
    <div ref={place}>
      <Section title="检查对象的陈述和申请">
        <UnitLinksPanel taskId={found.task.id} inTeam={inTeam} />
      </Section>
    </div>
  );
};
