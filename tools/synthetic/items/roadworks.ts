import type { ItemRow } from '../../../db/registers/items.ts';
import { HIGHWAY, QUALITY, SITE_SAFETY, WAGES } from '../laws.ts';
import { ROADWORKS } from '../sections.ts';

/** 公路建设市场: the contractor, quality, safety, wages. */
export const ROADWORKS_ITEM: ItemRow = {
  id: 'roadworks',
  name: '公路建设市场监督检查',
  kind: 'key',
  unitCategory: ROADWORKS,
  qualification: ROADWORKS,
  legalBasis: '《中华人民共和国公路法》第二十三条至第二十六条；《建设工程质量管理条例》第二十五条',
  method: '实地检查',
  sectionId: 'roads',
  published: true,
  lines: [
    {
      part: '市场行为',
      text: '是否取得相应等级的资质证书并在许可范围内承揽工程，无转借资质',
      legalBasis: `${QUALITY}第二十五条`,
    },
    {
      part: '市场行为',
      text: '项目是否履行招标投标、工程监理和施工许可手续',
      legalBasis: `${HIGHWAY}第二十三条、第二十五条`,
    },
    {
      part: '市场行为',
      text: '项目经理、技术负责人和施工管理负责人是否到岗履职',
      legalBasis: `${QUALITY}第二十六条`,
    },
    {
      part: '工程质量',
      text: '是否按设计图纸和技术标准施工，无偷工减料',
      legalBasis: `${QUALITY}第二十八条`,
    },
    {
      part: '工程质量',
      text: '建筑材料、构配件进场检验是否有书面记录和专人签字',
      legalBasis: `${QUALITY}第二十九条`,
    },
    {
      part: '工程质量',
      text: '隐蔽工程的质量检查和记录是否完整',
      legalBasis: `${QUALITY}第三十条`,
    },
    {
      part: '工程质量',
      text: '试块、试件及有关材料是否按规定见证取样送检',
      legalBasis: `${QUALITY}第三十一条`,
    },
    {
      part: '施工安全',
      text: '是否设立安全生产管理机构并配备专职安全生产管理人员',
      legalBasis: `${SITE_SAFETY}第二十三条`,
    },
    {
      part: '施工安全',
      text: '特种作业人员是否持证上岗',
      legalBasis: `${SITE_SAFETY}第二十五条`,
    },
    {
      part: '施工安全',
      text: '危险性较大的分部分项工程是否编制专项施工方案并按规定签字实施',
      legalBasis: `${SITE_SAFETY}第二十六条`,
    },
    {
      part: '施工安全',
      text: '施工现场危险部位是否设置明显的安全警示标志',
      legalBasis: `${SITE_SAFETY}第二十八条`,
    },
    {
      part: '施工安全',
      text: '改建公路的施工路段两端是否设置施工标志、安全标志',
      legalBasis: `${HIGHWAY}第三十二条`,
    },
    {
      part: '工资支付',
      text: '是否开设农民工工资专用账户并实行用工实名登记',
      legalBasis: `${WAGES}第二十六条、第二十八条`,
    },
    {
      part: '工资支付',
      text: '是否在施工现场醒目位置设立维权信息告示牌',
      legalBasis: `${WAGES}第三十四条`,
    },
  ],
};
