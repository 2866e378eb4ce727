export const RAW_QUEUE = 'raw';
