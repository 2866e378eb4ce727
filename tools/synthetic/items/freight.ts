import type { ItemRow } from '../../../db/registers/items.ts';
import { FREIGHT_RULES, MONITORING_RULES, ROAD_TRANSPORT } from '../laws.ts';
import { FREIGHT } from '../sections.ts';

/** 道路货物运输 and freight stations: the enterprise, its vehicles, its monitoring platform (R275). */
export const FREIGHT_ITEM: ItemRow = {
  id: 'freight',
  name: '道路货物运输、货运站企业及其道路运输车辆技术、企业动态监控平台监督检查',
  kind: 'general',
  unitCategory: FREIGHT,
  qualification: FREIGHT,
  legalBasis: '《中华人民共和国道路运输条例》第五十八条至第六十条；《道路货物运输及站场管理规定》第四十九条',
  method: '实地检查',
  sectionId: 'transport',
  published: true,
  lines: [
    {
      part: '道路货物运输、货运站企业',
      text: '是否持有有效的道路运输经营许可证，并在核定的经营范围内经营',
      legalBasis: `${FREIGHT_RULES}第二十条`,
    },
    {
      part: '道路货物运输、货运站企业',
      text: '货运站是否按规定办理备案',
      legalBasis: `${FREIGHT_RULES}第九条`,
    },
    {
      part: '道路货物运输、货运站企业',
      text: '是否聘用持有从业资格证的驾驶人员',
      legalBasis: `${FREIGHT_RULES}第二十四条`,
    },
    {
      part: '道路货物运输、货运站企业',
      text: '是否对从业人员进行经常性的安全教育和业务培训并有记录',
      legalBasis: `${FREIGHT_RULES}第二十一条`,
    },
    {
      part: '道路货物运输、货运站企业',
      text: '安全生产责任制度、操作规程和监督检查制度是否健全',
      legalBasis: `${FREIGHT_RULES}第六条`,
    },
    {
      part: '道路货物运输、货运站企业',
      text: '是否制定突发事件道路运输应急预案',
      legalBasis: `${FREIGHT_RULES}第三十三条`,
    },
    {
      part: '道路货物运输、货运站企业',
      text: '货运站是否对出站车辆进行安全检查，无超限超载配货',
      legalBasis: `${FREIGHT_RULES}第三十七条、第四十六条`,
    },
    {
      part: '道路货物运输、货运站企业',
      text: '货运站台账和档案是否完整并按要求报送信息',
      legalBasis: `${FREIGHT_RULES}第四十八条`,
    },
    {
      part: '道路运输车辆技术',
      text: '营运车辆是否持有有效的道路运输证并按年度审验',
      legalBasis: `${FREIGHT_RULES}第二十三条、第五十条`,
    },
    {
      part: '道路运输车辆技术',
      text: '车辆是否按规定维护和检测，无擅自改装',
      legalBasis: `${ROAD_TRANSPORT}第三十条`,
    },
    {
      part: '道路运输车辆技术',
      text: '载运货物是否符合核定载质量并采取防脱落、扬撒措施',
      legalBasis: `${FREIGHT_RULES}第二十六条、第三十二条`,
    },
    {
      part: '企业动态监控平台',
      text: '重型货车、牵引车是否安装并正常使用行驶记录和卫星定位装置',
      legalBasis: `${FREIGHT_RULES}第二十二条`,
    },
    {
      part: '企业动态监控平台',
      text: '动态监控平台是否有人值守，报警信息是否及时处理并留有记录',
      legalBasis: `${MONITORING_RULES}`,
    },
  ],
};
