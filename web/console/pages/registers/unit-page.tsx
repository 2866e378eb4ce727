import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from 'react-router';
import { read, send } from '../../../shared/http.ts';
import { holds, useMe } from '../../../shared/me.ts';
import { Loaded, Page } from '../../layout/page.tsx';
import { ChangeList } from '../../records/change-list.tsx';
import { EditButton } from '../../records/edit-button.tsx';
import { Facts, Part } from '../../records/facts.tsx';
import { fieldText } from '../../records/fields.ts';
import '../../boards/board.css';
import type { Unit } from './unit.ts';
import { UnitContacts } from './unit-contacts.tsx';
import { UnitExemptions } from './unit-exemptions.tsx';
import { UnitVisits } from './unit-visits.tsx';
import { UNIT_FIELDS, UNIT_KEY } from './words.ts';

const EditUnit = ({ unit }: { readonly unit: Unit }) => (
  <EditButton
    name={unit.name}
    fields={UNIT_FIELDS}
    before={unit}
    save={(change, reason) =>
      send('PATCH', `/api/units/${encodeURIComponent(unit.id)}`, {
        change,
        reason,
        expectedRecordedAt: unit.recordedAt,
      })
    }
  />
);

/** One unit: what is registered, how often it was inspected, what was changed by whom. */
export const UnitPage = () => {
  const { id = '' } = useParams();
  const { data: me } = useMe();
  const address = `/api/units/${encodeURIComponent(id)}`;
  const query = useQuery({ queryKey: [address], queryFn: () => read<Unit>(address) });
  const keeps = holds(me, 'office', 'admin');
  return (
    <Page
      title={query.data?.name ?? '检查对象'}
      actions={keeps && query.data !== undefined ? <EditUnit unit={query.data} /> : null}
    >
      <p>
        <Link to="/registers/units">返回检查对象名录库</Link>
      </p>
      <Loaded query={query}>
        {(unit) => (
          <>
            <Part title="登记内容">
              <Facts
                facts={[...UNIT_KEY, ...UNIT_FIELDS].map((field) => [
                  field.label,
                  fieldText(field, unit[field.name as keyof Unit]),
                ])}
              />
            </Part>
            <UnitVisits unitId={id} />
            <UnitExemptions unitId={id} />
            <UnitContacts unitId={id} keeps={keeps} />
            <Part title="变更记录">
              <ChangeList
                path={`/api/registers/unit/entries/${encodeURIComponent(id)}/history`}
                fields={UNIT_FIELDS}
              />
            </Part>
          </>
        )}
      </Loaded>
    </Page>
  );
};
