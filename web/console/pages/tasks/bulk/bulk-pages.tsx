export const BulkPages = () => null;
