import type { Meaning } from '../meaning.ts';

/**
 * Answers of SendSms, for a number or for the whole call. Source: https://cloud.tencent.com/document/api/382/59177 and
 * the common codes of the gateway, https://cloud.tencent.com/document/api/382/52075.
 */
const MEANINGS: Readonly<Record<string, Meaning>> = {
  'FailedOperation.ContainSensitiveWord': 'content',
  'FailedOperation.PhoneNumberInBlacklist': 'refused-number',
  'FailedOperation.InsufficientBalanceInSmsPackage': 'account',
  'InvalidParameterValue.IncorrectPhoneNumber': 'bad-number',
  'InvalidParameterValue.ContentLengthLimit': 'content',
  'InvalidParameterValue.TemplateParameterFormatError': 'content',
  'InvalidParameterValue.TemplateParameterLengthLimit': 'content',
  'InvalidParameterValue.ProhibitedUseUrlInTemplateParameter': 'content',
  'InvalidParameterValue.SdkAppIdNotExist': 'account',
  'LimitExceeded.DeliveryFrequencyLimit': 'number-limit',
  'LimitExceeded.PhoneNumberDailyLimit': 'number-limit',
  'LimitExceeded.PhoneNumberOneHourLimit': 'number-limit',
  'LimitExceeded.PhoneNumberThirtySecondLimit': 'number-limit',
  'LimitExceeded.PhoneNumberSameContentDailyLimit': 'number-limit',
  'LimitExceeded.AppDailyLimit': 'account',
  'LimitExceeded.DailyLimit': 'account',
  'InternalError.SigVerificationFail': 'account',
  'InternalError.SigFieldMissing': 'account',
  'InternalError.RequestTimeException': 'account',
  'InternalError.RestApiInterfaceNotExist': 'account',
};

/** For codes that are not listed, by the word before the point. */
const FAMILIES: Readonly<Record<string, Meaning>> = {
  AuthFailure: 'account',
  UnauthorizedOperation: 'account',
  IpNotInWhitelist: 'account',
  RequestLimitExceeded: 'busy',
  // Among them the platform's own time-out (60008): how far the request got is open.
  InternalError: 'unclear',
};

export const meaningOf = (code: string): Meaning =>
  MEANINGS[code] ?? FAMILIES[code.split('.')[0] ?? ''] ?? 'template';
