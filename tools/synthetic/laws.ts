/**
 * The laws that items and checklists name. Articles are those of: 道路运输条例 (2023), 道路货物运输及站场管理规定 and
 * 机动车驾驶员培训管理规定 (2026), 公路法 (2017), 建设工程质量管理条例 (2019), 建设工程安全生产管理条例 (2003),
 * 安全生产法 (2021), 保障农民工工资支付条例 (2019). Regulations whose text was not at hand are named without article.
 */
export const ROAD_TRANSPORT = '《中华人民共和国道路运输条例》';
export const WORK_SAFETY = '《中华人民共和国安全生产法》';
export const FREIGHT_RULES = '《道路货物运输及站场管理规定》';
export const MONITORING_RULES = '《道路运输车辆动态监督管理办法》';
export const VEHICLE_RULES = '《道路运输车辆技术管理规定》';
export const TRAINING_RULES = '《机动车驾驶员培训管理规定》';
export const REPAIR_RULES = '《机动车维修管理规定》';
export const HIGHWAY = '《中华人民共和国公路法》';
export const QUALITY = '《建设工程质量管理条例》';
export const SITE_SAFETY = '《建设工程安全生产管理条例》';
export const WAGES = '《保障农民工工资支付条例》';
