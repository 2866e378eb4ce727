import type { Meaning } from '../meaning.ts';

/**
 * Answers of SendSms and SendBatchSms. Source: https://help.aliyun.com/document_detail/101346.html,
 * https://help.aliyun.com/document_detail/101347.htm and the common codes of the gateway. Codes that are not listed
 * refuse the request, too, and count as `template`: another provider may do better.
 */
const MEANINGS: Readonly<Record<string, Meaning>> = {
  'isv.MOBILE_NUMBER_ILLEGAL': 'bad-number',
  'isv.BUSINESS_LIMIT_CONTROL': 'number-limit',
  'isv.BLACK_KEY_CONTROL_LIMIT': 'content',
  'isv.SMS_CONTENT_ILLEGAL': 'content',
  'isv.PARAM_LENGTH_LIMIT': 'content',
  'isv.PARAM_NOT_SUPPORT_URL': 'content',
  'isv.TEMPLATE_MISSING_PARAMETERS': 'content',
  'isv.TEMPLATE_PARAMS_ILLEGAL': 'content',
  'isv.INVALID_JSON_PARAM': 'content',
  'isv.SMS_TEMPLATE_ILLEGAL': 'template',
  'isv.SMS_SIGNATURE_ILLEGAL': 'template',
  'isv.SMS_SIGN_ILLEGAL': 'template',
  'isv.SIGN_NAME_ILLEGAL': 'template',
  'isv.SIGN_STATE_ILLEGAL': 'template',
  'isv.SMS_SIGNATURE_SCENE_ILLEGAL': 'template',
  'isv.AMOUNT_NOT_ENOUGH': 'account',
  'isv.OUT_OF_SERVICE': 'account',
  'isv.ACCOUNT_ABNORMAL': 'account',
  'isv.ACCOUNT_NOT_EXISTS': 'account',
  'isv.PRODUCT_UN_SUBSCRIPT': 'account',
  'isv.PRODUCT_UNSUBSCRIBE': 'account',
  'isv.DAY_LIMIT_CONTROL': 'account',
  'isv.MONTH_LIMIT_CONTROL': 'account',
  'isv.DENY_IP_RANGE': 'account',
  'isp.RAM_PERMISSION_DENY': 'account',
  SignatureDoesNotMatch: 'account',
  SignatureNonceUsed: 'busy',
  'InvalidAccessKeyId.NotFound': 'account',
  'InvalidAccessKeyId.Inactive': 'account',
  'InvalidTimeStamp.Expired': 'account',
  Throttling: 'busy',
  'Throttling.User': 'busy',
  'Throttling.Api': 'busy',
  ServiceUnavailable: 'busy',
  'isp.SYSTEM_ERROR': 'busy',
  // The gateway's own failure leaves open how far the request got.
  InternalError: 'unclear',
};

export const meaningOf = (code: string): Meaning => MEANINGS[code] ?? 'template';
