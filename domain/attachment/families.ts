/** What a file can belong to; `unit`: what a unit sends that belongs to no task. A publication's id is `<id>/<revision>`. */
export type AttachmentFamily = 'task' | 'order' | 'publication' | 'draw' | 'plan' | 'cycle' | 'unit';
export type AttachmentPurpose = 'photo' | 'signature' | 'document';
/** 待扫描, 扫描通过, 已拦截, 未扫描. */
export type ScanState = 'pending' | 'clean' | 'refused' | 'not_scanned';
