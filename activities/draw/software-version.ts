/** Stands in announcements and records: which version's rules made them. Equal to the package's version. */
export const SOFTWARE_VERSION = '0.1.0';
