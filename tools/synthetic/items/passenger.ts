import type { ItemRow } from '../../../db/registers/items.ts';
import { MONITORING_RULES, ROAD_TRANSPORT, VEHICLE_RULES } from '../laws.ts';
import { PASSENGER } from '../sections.ts';

/** 道路旅客运输 and stations: the enterprise, its vehicles, its monitoring (R275). */
export const PASSENGER_ITEM: ItemRow = {
  id: 'passenger',
  name: '道路旅客运输、客运站企业及其道路运输车辆技术、企业动态监控监督检查',
  kind: 'key',
  unitCategory: PASSENGER,
  qualification: PASSENGER,
  legalBasis: '《中华人民共和国道路运输条例》第五十八条至第六十条',
  method: '实地检查',
  sectionId: 'passenger',
  published: true,
  lines: [
    {
      part: '道路旅客运输、客运站企业',
      text: '是否持有有效的道路运输经营许可证，并在许可范围内经营',
      legalBasis: `${ROAD_TRANSPORT}第十条`,
    },
    {
      part: '道路旅客运输、客运站企业',
      text: '客运驾驶人员是否具备规定条件并持证上岗',
      legalBasis: `${ROAD_TRANSPORT}第九条`,
    },
    {
      part: '道路旅客运输、客运站企业',
      text: '是否为旅客投保承运人责任险',
      legalBasis: `${ROAD_TRANSPORT}第三十五条`,
    },
    {
      part: '道路旅客运输、客运站企业',
      text: '班线客运是否按批准的线路、班次和站点运行，无擅自暂停、终止或者转让',
      legalBasis: `${ROAD_TRANSPORT}第十八条`,
    },
    {
      part: '道路旅客运输、客运站企业',
      text: '包车、旅游客运是否按约定的起讫地和线路运输',
      legalBasis: `${ROAD_TRANSPORT}第十九条`,
    },
    {
      part: '道路旅客运输、客运站企业',
      text: '是否建立健全安全生产责任制和管理制度并有落实记录',
      legalBasis: `${ROAD_TRANSPORT}第八条`,
    },
    {
      part: '道路旅客运输、客运站企业',
      text: '是否制定道路运输应急预案并组织演练',
      legalBasis: `${ROAD_TRANSPORT}第三十一条`,
    },
    {
      part: '道路旅客运输、客运站企业',
      text: '客运站是否对出站车辆进行安全检查，并防止超载车辆出站',
      legalBasis: `${ROAD_TRANSPORT}第四十条`,
    },
    {
      part: '道路旅客运输、客运站企业',
      text: '客运站是否公布线路、站点、班次、始发时间和票价',
      legalBasis: `${ROAD_TRANSPORT}第四十一条`,
    },
    {
      part: '道路运输车辆技术',
      text: '车辆是否按规定维护、检测并符合技术标准',
      legalBasis: `${ROAD_TRANSPORT}第三十条`,
    },
    {
      part: '道路运输车辆技术',
      text: '是否建立车辆技术档案且内容完整',
      legalBasis: `${VEHICLE_RULES}`,
    },
    {
      part: '道路运输车辆技术',
      text: '车辆是否随车携带有效的车辆营运证',
      legalBasis: `${ROAD_TRANSPORT}第三十三条`,
    },
    {
      part: '企业动态监控',
      text: '是否按规定安装、使用卫星定位装置并接入监控平台',
      legalBasis: `${MONITORING_RULES}`,
    },
    {
      part: '企业动态监控',
      text: '是否配备专职监控人员并对超速、疲劳驾驶及时提醒、处理和记录',
      legalBasis: `${MONITORING_RULES}`,
    },
    {
      part: '企业动态监控',
      text: '驾驶人员连续驾驶时间是否不超过4小时',
      legalBasis: `${ROAD_TRANSPORT}第二十八条`,
    },
  ],
};
