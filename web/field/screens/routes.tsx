import type { Visit } from '../store/types.ts';

const MAP = 'https://uri.amap.com/search';

/** Address and ways to it: the map application of the phone opens by itself. */
export const Routes = ({ visit: { unit, team } }: { readonly visit: Visit }) => {
  const place = unit.address ?? unit.name;
  return (
    <section className="card">
      <p>{unit.address ?? '名录中没有地址'}</p>
      <p className="row">
        <a className="button" href={`geo:0,0?q=${encodeURIComponent(place)}`}>
          手机地图
        </a>
        <a
          className="button"
          rel="noreferrer"
          target="_blank"
          href={`${MAP}?keyword=${encodeURIComponent(place)}&src=inspection&callnative=1`}
        >
          高德地图
        </a>
        {unit.contactPhone === null || unit.contactPhone.includes('*') ? null : (
          <a className="button" href={`tel:${unit.contactPhone}`}>
            电话
          </a>
        )}
      </p>
      {unit.contactName === null && unit.contactPhone === null ? null : (
        <p className="quiet">
          联系人：{unit.contactName ?? ''} {unit.contactPhone ?? ''}
        </p>
      )}
      <p className="quiet">
        检查组：{team.map(({ name, certificateNumber }) => `${name}（${certificateNumber}）`).join('、')}
      </p>
    </section>
  );
};
