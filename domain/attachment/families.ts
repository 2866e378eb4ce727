/** What a file can belong to; `unit`: what a unit sends that belongs to no task. A publication's id is `<id>/<revision>`. */
export type AttachmentFamily = 'task' | 'order' | 'publication' | 'draw' | 'plan' | 'cycle' | 'unit';
export type AttachmentPurpose = 'photo' | 'signature' | 'document';
