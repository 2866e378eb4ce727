import { createHash } from 'node:crypto';

/** Fields whose values, in this order and without anything between them, give the mac. */
export interface MasFields {
  readonly ecName: string;
  readonly apId: string;
  readonly secretKey: string;
  /** Of a template message alone. */
  readonly templateId?: string;
  readonly mobiles: string;
  /** The text, or the JSON list of a template's variables. */
  readonly content: string;
  readonly sign: string;
  readonly addSerial: string;
}

/**
 * The check value (参数校验序列) of a 云MAS request: MD5, 32 small hexadecimal digits, over ecName, apId, secretKey,
 * [templateId,] mobiles, content or params, sign, addSerial. There is no SDK; it is held against the two worked
 * examples of the interface document (云MAS平台 HTTP 接口文档).
 */
export const masMac = (fields: MasFields): string => {
  const { ecName, apId, secretKey, templateId = '', mobiles, content, sign, addSerial } = fields;
  return createHash('md5')
    .update(ecName + apId + secretKey + templateId + mobiles + content + sign + addSerial)
    .digest('hex');
};
