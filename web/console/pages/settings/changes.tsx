import { useQuery } from '@tanstack/react-query';
import { read } from '../../../shared/http.ts';
import { type Change, type Setting, valueText } from './setting.ts';

/** Settings that differ, in words. */
export const Changes = ({ changes }: { readonly changes: readonly Change[] }) => {
  const { data: settings = [] } = useQuery({
    queryKey: ['/api/settings-catalogue'],
    queryFn: () => read<readonly Setting[]>('/api/settings-catalogue'),
    staleTime: Number.POSITIVE_INFINITY,
  });
  return (
    <ul style={{ margin: 0, whiteSpace: 'pre-line', overflowWrap: 'anywhere' }}>
      {changes.map(({ path, name, before, after }) => {
        const form = settings.find((setting) => setting.path === path)?.form ?? { kind: 'text' as const };
        return (
          <li key={path}>
            {name}：<span className="quiet-text">{valueText(form, before)}</span> →{' '}
            <b>{valueText(form, after)}</b>
          </li>
        );
      })}
    </ul>
  );
};
