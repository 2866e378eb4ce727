import { Choice } from '../../parts/choice.tsx';
import { Text } from '../../parts/text.tsx';
import { certificatePart } from '../../rules/parts.ts';
import { nowInstant } from '../../store/clock.ts';
import type { StepProps } from '../visit-props.ts';
import { Arrival } from './arrival.tsx';
import { StepScreen } from './step.tsx';

const SHOWN = [
  { value: 'yes', name: '已出示' },
  { value: 'no', name: '未出示' },
] as const;

type Part = Pick<StepProps, 'whole' | 'change'>;

/** 亮证: who showed his certificate; nobody is taken to have. */
const Certificates = ({ whole: { visit, draft }, change }: Part) => (
  <section>
    <h2>亮证</h2>
    {visit.team.map((member) => {
      const { officerId, name, certificateNumber } = member;
      const said = draft.certificates[officerId];
      return (
        <Choice
          key={officerId}
          part={certificatePart(member)}
          legend={`${name}（证号 ${certificateNumber}）向检查对象出示执法证件`}
          options={SHOWN}
          value={said === undefined ? null : said.shown ? 'yes' : 'no'}
          onChange={(value) =>
            change(({ certificates }) => ({
              certificates: { ...certificates, [officerId]: { shown: value === 'yes', at: nowInstant() } },
            }))
          }
        />
      );
    })}
  </section>
);

/** 陪同人员 */
const Companion = ({ whole: { draft }, change }: Part) => (
  <section>
    <h2>陪同人员</h2>
    <Text
      label="姓名"
      value={draft.companion.name}
      onChange={(name) => change(({ companion }) => ({ companion: { ...companion, name } }))}
    />
    <Text
      label="职务"
      value={draft.companion.position}
      onChange={(position) => change(({ companion }) => ({ companion: { ...companion, position } }))}
    />
  </section>
);

/** 扫码入企 and 亮证: the first things at the door. */
export const EntryStep = ({ whole, change, locked }: StepProps) => (
  <StepScreen step="entry" visit={whole.visit} locked={locked}>
    <Arrival whole={whole} change={change} />
    <Certificates whole={whole} change={change} />
    <Companion whole={whole} change={change} />
  </StepScreen>
);
